/* SPDX-License-Identifier: MIT */
/** @file heatmap.c Person-seconds per cell. */
#include "gst/core/heatmap.h"

#include <math.h>

#include "gst/core/json-text.h"

AisleHeatmap *
aisle_heatmap_new (guint columns, guint rows)
{
  g_return_val_if_fail (columns >= 1 && rows >= 1, NULL);
  AisleHeatmap *map = g_new0 (AisleHeatmap, 1);
  map->columns = columns;
  map->rows = rows;
  map->seconds = g_malloc0_n ((gsize) columns * rows, sizeof *map->seconds);
  return map;
}

void
aisle_heatmap_free (AisleHeatmap *map)
{
  if (!map)
    return;
  g_free (map->seconds);
  g_free (map);
}

static void
add_place (AisleHeatmap *map, AislePoint place, double seconds)
{
  if (!(place.x >= 0 && place.x <= 1 && place.y >= 0 && place.y <= 1))
    return;
  guint column = MIN ((guint) (place.x * map->columns), map->columns - 1);
  guint row = MIN ((guint) (place.y * map->rows), map->rows - 1);
  map->seconds[row * map->columns + column] += seconds;
}

void
aisle_heatmap_add (AisleHeatmap *map, AislePoint from, AislePoint to, double seconds)
{
  double cells = fabs (to.x - from.x) * map->columns + fabs (to.y - from.y) * map->rows;
  /* Eight samples per cell; NaN ends in one, a leap far outside in many enough. */
  guint n = cells > 0 ? (guint) ceil (MIN (8 * cells, 8000)) : 1;
  for (guint i = 0; i < n; i++)
    add_place (map, aisle_point_between (from, to, (i + 0.5) / n), seconds / n);
}

char *
aisle_heatmap_to_csv (const AisleHeatmap *map)
{
  GString *text = g_string_new (NULL);
  for (guint row = 0; row < map->rows; row++)
    for (guint column = 0; column < map->columns; column++) {
      aisle_json_append_number (text, map->seconds[row * map->columns + column], 3);
      g_string_append_c (text, column + 1 < map->columns ? ',' : '\n');
    }
  return g_string_free (text, FALSE);
}
