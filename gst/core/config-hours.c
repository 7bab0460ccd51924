/* SPDX-License-Identifier: MIT */
/** @file config-hours.c Opening hours of a config. */
#include <string.h>

#include "gst/core/config-sections.h"

#define MIDNIGHT (24 * 60)
#define UNSAID (-2)

static const char *const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static int
find_day (const char *text, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (length == strlen (days[i]) && strncmp (text, days[i], length) == 0)
      return i;
  return -1;
}

/* "mon", or "mon-fri" in the order of the week. */
static gboolean
read_days (const char *text, int *first, int *last)
{
  const char *dash = strchr (text, '-');
  *first = find_day (text, dash ? (gsize) (dash - text) : strlen (text));
  *last = dash ? find_day (dash + 1, strlen (dash + 1)) : *first;
  return *first >= 0 && *last >= *first;
}

static gboolean
read_opening (AisleConfigReader *reader, JsonNode *node, int *open, int *close)
{
  *open = *close = -1;
  if (g_strcmp0 (aisle_config_text (node), "closed") == 0)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) != 2)
    return aisle_config_refuse (reader, "expected [\"09:00\", \"20:00\"] or \"closed\"");
  JsonArray *array = json_node_get_array (node);
  for (guint i = 0; i < 2; i++) {
    gsize before = aisle_config_enter_item (reader, i);
    if (!aisle_config_read_clock (reader, json_array_get_element (array, i), i ? close : open))
      return FALSE;
    aisle_config_leave (reader, before);
  }
  return *open < MIDNIGHT || aisle_config_refuse (reader, "expected an opening before midnight");
}

static gboolean
read_member (AisleConfigReader *reader, JsonObject *object, const char *name,
             AisleHoursConfig *hours)
{
  int first, last, open, close;
  if (!read_days (name, &first, &last))
    return aisle_config_refuse (reader,
                                "unknown member \"%.64s\"; expected time-zone, day-start, days "
                                "such as \"mon\" or \"mon-fri\"",
                                name);
  gsize before = aisle_config_enter (reader, name);
  if (!read_opening (reader, json_object_get_member (object, name), &open, &close))
    return FALSE;
  for (int day = first; day <= last; day++) {
    if (hours->days[day].open != UNSAID)
      return aisle_config_refuse (reader, "expected each day once, \"%s\" is there twice",
                                  days[day]);
    hours->days[day].open = open;
    hours->days[day].close = close;
  }
  aisle_config_leave (reader, before);
  return TRUE;
}

/* Nobody guesses what a day is that was left out, unless all were. */
static gboolean
complete_days (AisleConfigReader *reader, AisleHoursConfig *hours)
{
  guint said = 0;
  for (guint day = 0; day < G_N_ELEMENTS (days); day++)
    said += hours->days[day].open != UNSAID;
  for (guint day = 0; day < G_N_ELEMENTS (days); day++)
    if (hours->days[day].open == UNSAID) {
      if (said > 0)
        return aisle_config_refuse (reader, "expected hours or \"closed\" for \"%s\", too",
                                    days[day]);
      hours->days[day].open = 0;
      hours->days[day].close = MIDNIGHT;
    }
  return TRUE;
}

static gboolean
is_time_zone (const char *text)
{
  /* The data base is a folder of files. */
  if (!text || !*text || strlen (text) > AISLE_CONFIG_MAX_NAME || *text == '/' || *text == ':'
      || strstr (text, ".."))
    return FALSE;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (text);
  return zone != NULL;
}

static gboolean
read_time_zone (AisleConfigReader *reader, JsonObject *object, AisleHoursConfig *hours)
{
  JsonNode *node = json_object_get_member (object, "time-zone");
  if (!node)
    return TRUE;
  gsize before = aisle_config_enter (reader, "time-zone");
  if (!is_time_zone (aisle_config_text (node)))
    return aisle_config_refuse (reader, "expected a time zone that this machine knows, such as "
                                        "\"Europe/Berlin\" or \"UTC\"");
  aisle_config_leave (reader, before);
  g_free (hours->time_zone);
  hours->time_zone = json_node_dup_string (node);
  return TRUE;
}

static gboolean
read_hours (AisleConfigReader *reader, JsonNode *node, AisleHoursConfig *hours)
{
  JsonObject *object = aisle_config_read_object (reader, node, NULL);
  if (!object || !read_time_zone (reader, object, hours)
      || !aisle_config_read_clock_member (reader, object, "day-start", &hours->day_start))
    return FALSE;
  g_autoptr (GList) names = json_object_get_members (object);
  for (GList *l = names; l; l = l->next)
    if (!g_str_equal (l->data, "time-zone") && !g_str_equal (l->data, "day-start")
        && !read_member (reader, object, l->data, hours))
      return FALSE;
  return TRUE;
}

gboolean
aisle_config_read_hours (AisleConfigReader *reader, JsonObject *root, AisleConfig *config)
{
  AisleHoursConfig *hours = &config->hours;
  hours->time_zone = g_strdup ("UTC");
  for (guint day = 0; day < G_N_ELEMENTS (days); day++)
    hours->days[day].open = UNSAID;
  gsize before = aisle_config_enter (reader, "hours");
  if (json_object_has_member (root, "hours")
      && !read_hours (reader, json_object_get_member (root, "hours"), hours))
    return FALSE;
  if (!complete_days (reader, hours))
    return FALSE;
  aisle_config_leave (reader, before);
  return TRUE;
}

void
aisle_config_clear_hours (AisleConfig *config)
{
  g_free (config->hours.time_zone);
}
