/* SPDX-License-Identifier: MIT */
/** @file config-shapes.c Lines, zones and masks of a config. */
#include <math.h>

#include "gst/core/config-sections.h"

/* Feet of a detector's box jitter by some 3 % of its height: three standard deviations. */
#define DEFAULT_BAND 0.1
#define MAX_BAND 2.0
#define MAX_BAND_METRES 10.0
#define MIN_AREA 1e-6
#define MIN_DISTANCE 1e-6

gboolean
aisle_config_read_point (AisleConfigReader *reader, JsonNode *node, AislePoint *point)
{
  if (node && JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);
    if (json_array_get_length (array) == 2
        && aisle_config_is_number (json_array_get_element (array, 0))
        && aisle_config_is_number (json_array_get_element (array, 1))) {
      point->x = json_array_get_double_element (array, 0);
      point->y = json_array_get_double_element (array, 1);
      if (point->x >= 0 && point->x <= 1 && point->y >= 0 && point->y <= 1)
        return TRUE;
    }
  }
  return aisle_config_refuse (reader, "expected a point [x, y] with both numbers from 0 to 1");
}

static gboolean
read_points (AisleConfigReader *reader, JsonObject *object, const char *name, guint least,
             AislePoint **points, guint *n_points)
{
  gsize before = aisle_config_enter (reader, name);
  JsonArray *array = aisle_config_read_array (reader, json_object_get_member (object, name), least,
                                              AISLE_MAX_POINTS, "points");
  if (!array)
    return FALSE;
  *n_points = json_array_get_length (array);
  *points = g_new0 (AislePoint, *n_points);
  for (guint i = 0; i < *n_points; i++) {
    AislePoint *point = &(*points)[i];
    gsize element = aisle_config_enter_item (reader, i);
    if (!aisle_config_read_point (reader, json_array_get_element (array, i), point))
      return FALSE;
    if (i > 0 && point->x == point[-1].x && point->y == point[-1].y)
      return aisle_config_refuse (reader, "expected a point that differs from the one before");
    aisle_config_leave (reader, element);
  }
  aisle_config_leave (reader, before);
  return TRUE;
}

/* --- lines ------------------------------------------------------------------- */

static gboolean
check_line (AisleConfigReader *reader, const AisleLineConfig *line)
{
  AislePoint *points = line->points, last = points[line->n_points - 1];
  gboolean closed = points[0].x == last.x && points[0].y == last.y;
  gsize before = aisle_config_enter (reader, "points");
  if (!aisle_polyline_is_simple (points, closed ? line->n_points - 1 : line->n_points, closed))
    return aisle_config_refuse (reader, "expected a line that does not cross or touch itself");
  aisle_config_leave (reader, before);
  before = aisle_config_enter (reader, "in");
  double distance = aisle_polyline_distance (points, line->n_points, line->in);
  if (fabs (distance) < MIN_DISTANCE)
    return aisle_config_refuse (reader, "expected a point beside the line, on its IN side, not on "
                                        "the line");
  aisle_config_leave (reader, before);
  return TRUE;
}

static gboolean
read_line (AisleConfigReader *reader, JsonNode *node, gpointer item)
{
  static const char *const known[] = { "name", "points", "in", "band", "band-metres", NULL };
  AisleLineConfig *line = item;
  line->band = DEFAULT_BAND;
  JsonObject *object = aisle_config_read_object (reader, node, known);
  if (!object || !aisle_config_read_name (reader, object, "name", &line->name)
      || !read_points (reader, object, "points", 2, &line->points, &line->n_points)
      || !aisle_config_read_number (reader, object, "band", MAX_BAND, &line->band)
      || !aisle_config_read_number (reader, object, "band-metres", MAX_BAND_METRES,
                                    &line->band_metres))
    return FALSE;
  gsize before = aisle_config_enter (reader, "in");
  if (!aisle_config_read_point (reader, json_object_get_member (object, "in"), &line->in))
    return FALSE;
  aisle_config_leave (reader, before);
  return check_line (reader, line);
}

/* --- zones and masks --------------------------------------------------------- */

gboolean
aisle_config_read_polygon (AisleConfigReader *reader, JsonObject *object, const char *name,
                           AislePoint **points, guint *n_points)
{
  if (!read_points (reader, object, name, 3, points, n_points))
    return FALSE;
  AislePoint first = (*points)[0], last = (*points)[*n_points - 1];
  if (*n_points > 3 && first.x == last.x && first.y == last.y)
    (*n_points)--;
  gsize before = aisle_config_enter (reader, name);
  if (!aisle_polyline_is_simple (*points, *n_points, TRUE))
    return aisle_config_refuse (reader, "expected a polygon that does not cross or touch itself");
  if (aisle_polygon_area (*points, *n_points) < MIN_AREA)
    return aisle_config_refuse (reader, "expected a polygon with an area");
  aisle_config_leave (reader, before);
  return TRUE;
}

static gboolean
read_zone (AisleConfigReader *reader, JsonNode *node, gpointer item)
{
  static const char *const known[] = { "name",  "polygon", "merge-gap", "min-visit",
                                       "staff", "shelf",   NULL };
  AisleZoneConfig *zone = item;
  zone->merge_gap = AISLE_CONFIG_DEFAULT_MERGE_GAP;
  zone->min_visit = AISLE_CONFIG_DEFAULT_MIN_VISIT;
  JsonObject *object = aisle_config_read_object (reader, node, known);
  return object && aisle_config_read_name (reader, object, "name", &zone->name)
         && aisle_config_read_polygon (reader, object, "polygon", &zone->points, &zone->n_points)
         && aisle_config_read_number (reader, object, "merge-gap", AISLE_CONFIG_MAX_SECONDS,
                                      &zone->merge_gap)
         && aisle_config_read_number (reader, object, "min-visit", AISLE_CONFIG_MAX_SECONDS,
                                      &zone->min_visit)
         && aisle_config_read_boolean (reader, object, "staff", &zone->staff)
         && (!json_object_has_member (object, "shelf")
             || aisle_config_read_polygon (reader, object, "shelf", &zone->shelf, &zone->n_shelf));
}

static gboolean
read_mask (AisleConfigReader *reader, JsonNode *node, gpointer item)
{
  static const char *const known[] = { "polygon", NULL };
  AisleZoneConfig *mask = item;
  JsonObject *object = aisle_config_read_object (reader, node, known);
  return object
         && aisle_config_read_polygon (reader, object, "polygon", &mask->points, &mask->n_points);
}

/* --- all of them ------------------------------------------------------------- */

gboolean
aisle_config_read_shapes (AisleConfigReader *reader, JsonObject *root, AisleConfig *config)
{
  return aisle_config_read_items (reader, root, "lines", sizeof *config->lines, read_line,
                                  (gpointer *) &config->lines, &config->n_lines)
         && aisle_config_read_items (reader, root, "zones", sizeof *config->zones, read_zone,
                                     (gpointer *) &config->zones, &config->n_zones)
         && aisle_config_read_items (reader, root, "masks", sizeof *config->masks, read_mask,
                                     (gpointer *) &config->masks, &config->n_masks)
         && aisle_config_check_names (reader, "lines", config->lines, config->n_lines,
                                      sizeof *config->lines)
         && aisle_config_check_names (reader, "zones", config->zones, config->n_zones,
                                      sizeof *config->zones);
}

static void
free_zones (AisleZoneConfig *zones, guint n)
{
  for (guint i = 0; zones && i < n; i++) {
    g_free (zones[i].name);
    g_free (zones[i].points);
    g_free (zones[i].shelf);
  }
  g_free (zones);
}

void
aisle_config_clear_shapes (AisleConfig *config)
{
  for (guint i = 0; config->lines && i < config->n_lines; i++) {
    g_free (config->lines[i].name);
    g_free (config->lines[i].points);
  }
  g_free (config->lines);
  free_zones (config->zones, config->n_zones);
  free_zones (config->masks, config->n_masks);
}
