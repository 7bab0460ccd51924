/* SPDX-License-Identifier: MIT */
/** @file config-doors.c What a config makes of its lines: occupancy and turn-in. */
#include <string.h>

#include "gst/core/config-sections.h"

static gboolean
check_line (AisleConfigReader *reader, const AisleConfig *config, const char *name)
{
  for (guint i = 0; i < config->n_lines; i++)
    if (strcmp (config->lines[i].name, name) == 0)
      return TRUE;
  return aisle_config_refuse (reader, "expected the name of a line, there is no \"%s\"", name);
}

/* --- occupancy --------------------------------------------------------------- */

static gboolean
read_lines (AisleConfigReader *reader, JsonObject *object, AisleOccupancyConfig *occupancy)
{
  gsize before = aisle_config_enter (reader, "lines");
  JsonArray *array = aisle_config_read_array (reader, json_object_get_member (object, "lines"), 1,
                                              AISLE_CONFIG_MAX_ITEMS, "names of lines");
  if (!array)
    return FALSE;
  guint n = json_array_get_length (array);
  occupancy->lines = g_new0 (char *, n + 1);
  for (; occupancy->n_lines < n; occupancy->n_lines++) {
    guint i = occupancy->n_lines;
    const char *name = aisle_config_text (json_array_get_element (array, i));
    gsize element = aisle_config_enter_item (reader, i);
    if (!name)
      return aisle_config_refuse (reader, "expected the name of a line");
    if (g_strv_contains ((const char *const *) occupancy->lines, name))
      return aisle_config_refuse (reader, "expected each line once, \"%.64s\" is there twice",
                                  name);
    occupancy->lines[i] = g_strdup (name);
    aisle_config_leave (reader, element);
  }
  aisle_config_leave (reader, before);
  return TRUE;
}

static gboolean
read_occupancy (AisleConfigReader *reader, JsonNode *node, gpointer item)
{
  static const char *const known[] = { "name", "lines", "reset", "empty-after", NULL };
  AisleOccupancyConfig *occupancy = item;
  occupancy->reset = -1;
  JsonObject *object = aisle_config_read_object (reader, node, known);
  return object && aisle_config_read_name (reader, object, "name", &occupancy->name)
         && read_lines (reader, object, occupancy)
         && aisle_config_read_clock_member (reader, object, "reset", &occupancy->reset)
         && aisle_config_read_number (reader, object, "empty-after", AISLE_CONFIG_MAX_DAY,
                                      &occupancy->empty_after);
}

static gboolean
check_occupancies (AisleConfigReader *reader, const AisleConfig *config)
{
  for (guint i = 0; i < config->n_occupancies; i++)
    for (guint k = 0; k < config->occupancies[i].n_lines; k++) {
      gsize before = reader->path->len;
      g_string_append_printf (reader->path, ".occupancy[%u].lines[%u]", i, k);
      if (!check_line (reader, config, config->occupancies[i].lines[k]))
        return FALSE;
      aisle_config_leave (reader, before);
    }
  return aisle_config_check_names (reader, "occupancy", config->occupancies, config->n_occupancies,
                                   sizeof *config->occupancies);
}

/* --- turn-in ----------------------------------------------------------------- */

static gboolean
read_turn_in (AisleConfigReader *reader, JsonNode *node, gpointer item)
{
  static const char *const known[] = { "name", "outside", "inside", NULL };
  AisleTurnInConfig *turn_in = item;
  JsonObject *object = aisle_config_read_object (reader, node, known);
  if (!object || !aisle_config_read_name (reader, object, "name", &turn_in->name)
      || !aisle_config_read_name (reader, object, "outside", &turn_in->outside)
      || !aisle_config_read_name (reader, object, "inside", &turn_in->inside))
    return FALSE;
  if (!g_str_equal (turn_in->outside, turn_in->inside))
    return TRUE;
  aisle_config_enter (reader, "inside");
  return aisle_config_refuse (reader, "expected another line than \"outside\"");
}

static gboolean
check_turn_ins (AisleConfigReader *reader, const AisleConfig *config)
{
  for (guint i = 0; i < config->n_turn_ins; i++) {
    const AisleTurnInConfig *turn_in = &config->turn_ins[i];
    const char *members[] = { "outside", "inside" },
               *names[] = { turn_in->outside, turn_in->inside };
    for (guint k = 0; k < G_N_ELEMENTS (names); k++) {
      gsize before = reader->path->len;
      g_string_append_printf (reader->path, ".turn-in[%u].%s", i, members[k]);
      if (!check_line (reader, config, names[k]))
        return FALSE;
      aisle_config_leave (reader, before);
    }
  }
  return aisle_config_check_names (reader, "turn-in", config->turn_ins, config->n_turn_ins,
                                   sizeof *config->turn_ins);
}

/* --- both -------------------------------------------------------------------- */

gboolean
aisle_config_read_doors (AisleConfigReader *reader, JsonObject *root, AisleConfig *config)
{
  return aisle_config_read_items (reader, root, "occupancy", sizeof *config->occupancies,
                                  read_occupancy, (gpointer *) &config->occupancies,
                                  &config->n_occupancies)
         && aisle_config_read_items (reader, root, "turn-in", sizeof *config->turn_ins,
                                     read_turn_in, (gpointer *) &config->turn_ins,
                                     &config->n_turn_ins)
         && check_occupancies (reader, config) && check_turn_ins (reader, config);
}

void
aisle_config_clear_doors (AisleConfig *config)
{
  for (guint i = 0; config->occupancies && i < config->n_occupancies; i++) {
    g_free (config->occupancies[i].name);
    g_strfreev (config->occupancies[i].lines);
  }
  for (guint i = 0; config->turn_ins && i < config->n_turn_ins; i++) {
    g_free (config->turn_ins[i].name);
    g_free (config->turn_ins[i].outside);
    g_free (config->turn_ins[i].inside);
  }
  g_free (config->occupancies);
  g_free (config->turn_ins);
}
