/* SPDX-License-Identifier: MIT */
/** @file config-people.c Who is counted, by a config: staff, who comes back, groups, children. */
#include "gst/core/config-sections.h"

#define DEFAULT_ZONE_TIME 5.0
#define MAX_GROUP_DISTANCE 10.0
#define MAX_CHILD_HEIGHT 3.0

static gboolean
read_staff (AisleConfigReader *reader, JsonObject *root, AisleStaffConfig *staff)
{
  static const char *const known[] = { "zone-time", "after", "uniform", NULL };
  staff->zone_time = DEFAULT_ZONE_TIME;
  if (!json_object_has_member (root, "staff"))
    return TRUE;
  gsize before = aisle_config_enter (reader, "staff");
  JsonObject *object =
      aisle_config_read_object (reader, json_object_get_member (root, "staff"), known);
  if (!object
      || !aisle_config_read_number (reader, object, "zone-time", AISLE_CONFIG_MAX_SECONDS,
                                    &staff->zone_time)
      || !aisle_config_read_number (reader, object, "after", AISLE_CONFIG_MAX_DAY, &staff->after)
      || !aisle_config_read_path (reader, object, "uniform", &staff->uniform))
    return FALSE;
  aisle_config_leave (reader, before);
  return TRUE;
}

/* A number, or an object that names it. */
static gboolean
read_groups (AisleConfigReader *reader, JsonObject *root, double *distance)
{
  static const char *const known[] = { "distance", NULL };
  JsonNode *node = json_object_get_member (root, "groups");
  if (!node || !JSON_NODE_HOLDS_OBJECT (node))
    return aisle_config_read_number (reader, root, "groups", MAX_GROUP_DISTANCE, distance);
  gsize before = aisle_config_enter (reader, "groups");
  JsonObject *object = aisle_config_read_object (reader, node, known);
  if (!object
      || !aisle_config_read_number (reader, object, "distance", MAX_GROUP_DISTANCE, distance))
    return FALSE;
  if (!json_object_has_member (object, "distance"))
    return aisle_config_refuse (reader, "expected a \"distance\"");
  aisle_config_leave (reader, before);
  return TRUE;
}

gboolean
aisle_config_read_people (AisleConfigReader *reader, JsonObject *root, AisleConfig *config)
{
  return read_staff (reader, root, &config->staff)
         && aisle_config_read_number (reader, root, "re-entry", AISLE_CONFIG_MAX_DAY,
                                      &config->re_entry)
         && read_groups (reader, root, &config->group_distance)
         && aisle_config_read_number (reader, root, "child-height", MAX_CHILD_HEIGHT,
                                      &config->child_height);
}

void
aisle_config_clear_people (AisleConfig *config)
{
  g_free (config->staff.uniform);
  g_free (config->staff.looks);
}
