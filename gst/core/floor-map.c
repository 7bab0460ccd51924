/* SPDX-License-Identifier: MIT */
/** @file floor-map.c Heat and flow in metres. */
#include "gst/core/floor-map.h"

#include <math.h>

#include "gst/core/json-text.h"

/* Cells by which the grid grows beyond a new place: growing is rare. */
#define MARGIN 4
#define MOST_SAMPLES 4096

AisleFloorMap *
aisle_floor_map_new (double cell)
{
  g_return_val_if_fail (cell > 0, NULL);
  AisleFloorMap *map = g_new0 (AisleFloorMap, 1);
  map->cell = cell;
  return map;
}

void
aisle_floor_map_free (AisleFloorMap *map)
{
  if (!map)
    return;
  g_free (map->cells);
  g_free (map);
}

/* --- the grid ---------------------------------------------------------------- */

static void
add_cell (AisleFloorCell *to, const AisleFloorCell *from)
{
  to->seconds += from->seconds;
  to->walk_seconds += from->walk_seconds;
  to->x += from->x;
  to->y += from->y;
  to->length += from->length;
}

static int
half (int index)
{
  return index >= 0 ? index / 2 : (index - 1) / 2;
}

/* Another grid takes over what the cells hold; @halved: its cells are twice as wide. */
static void
regrid (AisleFloorMap *map, int left, int top, guint columns, guint rows, gboolean halved)
{
  AisleFloorCell *cells = g_new0 (AisleFloorCell, (gsize) columns * rows);
  for (guint row = 0; row < map->rows; row++)
    for (guint column = 0; column < map->columns; column++) {
      int x = map->left + (int) column, y = map->top + (int) row;
      x = (halved ? half (x) : x) - left;
      y = (halved ? half (y) : y) - top;
      add_cell (&cells[(gsize) y * columns + (guint) x], &map->cells[row * map->columns + column]);
    }
  g_free (map->cells);
  map->cells = cells;
  map->left = left;
  map->top = top;
  map->columns = columns;
  map->rows = rows;
}

static void
widen_cells (AisleFloorMap *map)
{
  int left = half (map->left), top = half (map->top);
  int right = half (map->left + (int) map->columns - 1);
  int bottom = half (map->top + (int) map->rows - 1);
  map->cell *= 2;
  if (map->columns > 0)
    regrid (map, left, top, (guint) (right - left + 1), (guint) (bottom - top + 1), TRUE);
}

/* The least range of cells that holds those of the grid and @index. */
static void
stretch (int *first, guint *n, int index)
{
  int last = *n > 0 ? *first + (int) *n - 1 : index - 1;
  int from = *n > 0 ? *first : index;
  if (index < from || *n == 0)
    from = index - MARGIN;
  if (index > last)
    last = index + MARGIN;
  *first = from;
  *n = (guint) (last - from + 1);
}

/* Returns: the cell of @place, NULL when the floor cannot be that large. */
static AisleFloorCell *
cell_of (AisleFloorMap *map, AislePoint place)
{
  const double reach = AISLE_FLOOR_MAP_MOST * AISLE_FLOOR_MAP_WIDEST;
  if (!(fabs (place.x) < 1e6 && fabs (place.y) < 1e6))
    return NULL;
  for (;;) {
    int x = (int) floor (place.x / map->cell), y = (int) floor (place.y / map->cell);
    int left = map->left, top = map->top;
    guint columns = map->columns, rows = map->rows;
    stretch (&left, &columns, x);
    stretch (&top, &rows, y);
    if (columns <= AISLE_FLOOR_MAP_MOST && rows <= AISLE_FLOOR_MAP_MOST) {
      if (columns != map->columns || rows != map->rows)
        regrid (map, left, top, columns, rows, FALSE);
      return &map->cells[(gsize) (y - top) * columns + (guint) (x - left)];
    }
    if (map->cell >= AISLE_FLOOR_MAP_WIDEST || columns * map->cell > reach
        || rows * map->cell > reach)
      return NULL;
    widen_cells (map);
  }
}

/* --- what happens ------------------------------------------------------------ */

void
aisle_floor_map_add (AisleFloorMap *map, AislePoint from, AislePoint to, double seconds)
{
  double x = to.x - from.x, y = to.y - from.y, length = hypot (x, y);
  if (!(seconds > 0) || !isfinite (length))
    return;
  /* Four samples per cell. */
  guint n = (guint) CLAMP (ceil (4 * length / map->cell), 1, MOST_SAMPLES);
  AisleFloorCell part = { .seconds = seconds / n };
  if (length >= AISLE_FLOOR_MAP_WALK * seconds)
    part = (AisleFloorCell) { seconds / n, seconds / n, x / n, y / n, length / n };
  for (guint i = 0; i < n; i++) {
    AisleFloorCell *cell = cell_of (map, aisle_point_between (from, to, (i + 0.5) / n));
    if (cell)
      add_cell (cell, &part);
  }
}

AislePoint
aisle_floor_map_middle (const AisleFloorMap *map, guint column, guint row)
{
  return (AislePoint) { (map->left + (int) column + 0.5) * map->cell,
                        (map->top + (int) row + 0.5) * map->cell };
}

AislePoint
aisle_floor_map_flow (const AisleFloorMap *map, guint column, guint row)
{
  const AisleFloorCell *cell = &map->cells[row * map->columns + column];
  double sum = hypot (cell->x, cell->y);
  if (!(cell->walk_seconds > 0) || !(sum > 0))
    return (AislePoint) { 0, 0 };
  double speed = cell->length / cell->walk_seconds;
  return (AislePoint) { speed * cell->x / sum, speed * cell->y / sum };
}

/* --- as numbers -------------------------------------------------------------- */

static void
append_row (GString *text, const double *values, guint n)
{
  for (guint i = 0; i < n; i++) {
    aisle_json_append_number (text, values[i], 3);
    g_string_append_c (text, i + 1 < n ? ',' : '\n');
  }
}

char *
aisle_floor_map_heat_csv (const AisleFloorMap *map)
{
  GString *text = g_string_new ("x,y,seconds\n");
  for (guint i = 0; i < map->rows * map->columns; i++) {
    AislePoint at = aisle_floor_map_middle (map, i % map->columns, i / map->columns);
    if (map->cells[i].seconds > 0)
      append_row (text, (const double[]) { at.x, at.y, map->cells[i].seconds }, 3);
  }
  return g_string_free (text, FALSE);
}

char *
aisle_floor_map_flow_csv (const AisleFloorMap *map)
{
  GString *text = g_string_new ("x,y,vx,vy,speed,seconds\n");
  for (guint i = 0; i < map->rows * map->columns; i++) {
    AislePoint at = aisle_floor_map_middle (map, i % map->columns, i / map->columns);
    AislePoint flow = aisle_floor_map_flow (map, i % map->columns, i / map->columns);
    double seconds = map->cells[i].walk_seconds;
    if (seconds > 0)
      append_row (
          text,
          (const double[]) { at.x, at.y, flow.x, flow.y, map->cells[i].length / seconds, seconds },
          6);
  }
  return g_string_free (text, FALSE);
}
