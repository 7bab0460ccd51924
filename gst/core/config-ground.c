/* SPDX-License-Identifier: MIT */
/** @file config-ground.c The floor of a config. */
#include <math.h>

#include "gst/core/config-sections.h"
#include "gst/core/ground.h"

#define MAX_METRES 10000.0
#define MAX_PERSON 3.0
#define MAX_PLAN_SCALE 10.0
/* Only the focal length depends on it, not whether the points are any good. */
#define ANY_ASPECT (16.0 / 9)

static gboolean
read_metres (AisleConfigReader *reader, JsonNode *node, AislePoint *point)
{
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  if (array && json_array_get_length (array) == 2
      && aisle_config_is_number (json_array_get_element (array, 0))
      && aisle_config_is_number (json_array_get_element (array, 1))) {
    point->x = json_array_get_double_element (array, 0);
    point->y = json_array_get_double_element (array, 1);
    if (fabs (point->x) <= MAX_METRES && fabs (point->y) <= MAX_METRES)
      return TRUE;
  }
  return aisle_config_refuse (reader, "expected [x, y] in metres, each from %g to %g", -MAX_METRES,
                              MAX_METRES);
}

typedef struct {
  AislePoint at, metres;
} Pair;

static gboolean
read_pair (AisleConfigReader *reader, JsonNode *node, gpointer item)
{
  static const char *const known[] = { "at", "metres", NULL };
  Pair *pair = item;
  JsonObject *object = aisle_config_read_object (reader, node, known);
  if (!object)
    return FALSE;
  gsize before = aisle_config_enter (reader, "at");
  if (!aisle_config_read_point (reader, json_object_get_member (object, "at"), &pair->at))
    return FALSE;
  aisle_config_leave (reader, before);
  before = aisle_config_enter (reader, "metres");
  if (!read_metres (reader, json_object_get_member (object, "metres"), &pair->metres))
    return FALSE;
  aisle_config_leave (reader, before);
  return TRUE;
}

static gboolean
check_points (AisleConfigReader *reader, const AisleGroundConfig *ground)
{
  g_autoptr (GError) error = NULL;
  AisleGround floor;
  return aisle_ground_from_points (&floor, ground->at, ground->metres, ground->n_points, ANY_ASPECT,
                                   &error)
         || aisle_config_refuse (reader, "%s", error->message);
}

static gboolean
read_points (AisleConfigReader *reader, JsonObject *object, AisleGroundConfig *ground)
{
  g_autofree Pair *pairs = NULL;
  guint n = 0;
  if (!json_object_has_member (object, "points"))
    return TRUE;
  if (!aisle_config_read_items (reader, object, "points", sizeof (Pair), read_pair,
                                (gpointer *) &pairs, &n))
    return FALSE;
  ground->n_points = n;
  ground->at = g_new (AislePoint, n);
  ground->metres = g_new (AislePoint, n);
  for (guint i = 0; i < n; i++) {
    ground->at[i] = pairs[i].at;
    ground->metres[i] = pairs[i].metres;
  }
  gsize before = aisle_config_enter (reader, "points");
  if (!check_points (reader, ground))
    return FALSE;
  aisle_config_leave (reader, before);
  return TRUE;
}

static gboolean
read_plan (AisleConfigReader *reader, JsonObject *object, AisleGroundConfig *ground)
{
  if (!aisle_config_read_path (reader, object, "plan", &ground->plan)
      || !aisle_config_read_number (reader, object, "plan-scale", MAX_PLAN_SCALE,
                                    &ground->plan_scale))
    return FALSE;
  if (json_object_has_member (object, "plan-origin")) {
    gsize before = aisle_config_enter (reader, "plan-origin");
    JsonNode *node = json_object_get_member (object, "plan-origin");
    if (!read_metres (reader, node, &ground->plan_origin))
      return FALSE;
    aisle_config_leave (reader, before);
  }
  return (ground->plan != NULL) == (ground->plan_scale > 0)
         || aisle_config_refuse (reader, "expected a \"plan\" with a \"plan-scale\" above 0, or "
                                         "neither");
}

gboolean
aisle_config_read_ground (AisleConfigReader *reader, JsonObject *root, AisleConfig *config)
{
  static const char *const known[] = { "points",     "person-height", "plan",
                                       "plan-scale", "plan-origin",   NULL };
  if (!json_object_has_member (root, "ground"))
    return TRUE;
  AisleGroundConfig *ground = &config->ground;
  gsize before = aisle_config_enter (reader, "ground");
  JsonObject *object =
      aisle_config_read_object (reader, json_object_get_member (root, "ground"), known);
  if (!object || !read_points (reader, object, ground)
      || !aisle_config_read_number (reader, object, "person-height", MAX_PERSON,
                                    &ground->person_height)
      || !read_plan (reader, object, ground))
    return FALSE;
  if (ground->n_points == 0 && ground->person_height == 0)
    return aisle_config_refuse (reader, "expected \"points\" or a \"person-height\"");
  aisle_config_leave (reader, before);
  return TRUE;
}

void
aisle_config_clear_ground (AisleConfig *config)
{
  g_free (config->ground.at);
  g_free (config->ground.metres);
  g_free (config->ground.plan);
}
