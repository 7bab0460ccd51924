/* SPDX-License-Identifier: MIT */
/** @file config-file.c The config of a camera: its file, its root, its life. */
#include "gst/core/config-file.h"

#include <string.h>

#include <gio/gio.h>

#include "gst/core/config-sections.h"

G_DEFINE_QUARK (aisle - config - error - quark, aisle_config_error)

/* --- the root ---------------------------------------------------------------- */

static gboolean
check_bands (AisleConfigReader *reader, const AisleConfig *config)
{
  gboolean in_metres = config->ground.n_points > 0 || config->ground.person_height > 0;
  for (guint i = 0; i < config->n_lines; i++)
    if (config->lines[i].band_metres > 0 && !in_metres) {
      g_string_append_printf (reader->path, ".lines[%u].band-metres", i);
      return aisle_config_refuse (reader, "expected a \"ground\" in the config, too");
    }
  return TRUE;
}

static gboolean
read_camera (AisleConfigReader *reader, JsonObject *root, AisleConfig *config)
{
  if (json_object_has_member (root, "camera"))
    return aisle_config_read_name (reader, root, "camera", &config->camera);
  config->camera = g_strdup ("camera");
  return TRUE;
}

static gboolean
read_root (AisleConfigReader *reader, JsonNode *node, AisleConfig *config)
{
  static const char *const known[] = { "camera", "reference", "lines",   "zones",        "masks",
                                       "queues", "occupancy", "turn-in", "hours",        "ground",
                                       "staff",  "re-entry",  "groups",  "child-height", NULL };
  static const char *const references[] = { "feet", "center", "head", NULL };
  JsonObject *root = aisle_config_read_object (reader, node, known);
  guint reference = AISLE_REFERENCE_FEET;
  if (!root || !read_camera (reader, root, config)
      || !aisle_config_read_word (reader, root, "reference", references, &reference))
    return FALSE;
  config->reference = reference;
  return aisle_config_read_shapes (reader, root, config)
         && aisle_config_read_queues (reader, root, config)
         && aisle_config_read_doors (reader, root, config)
         && aisle_config_read_hours (reader, root, config)
         && aisle_config_read_ground (reader, root, config)
         && aisle_config_read_people (reader, root, config) && check_bands (reader, config);
}

/* --- the file ---------------------------------------------------------------- */

AisleConfig *
aisle_config_parse (const char *json, gssize length, const char *name, GError **error)
{
  g_autoptr (GError) mistake = NULL;
  g_autoptr (GString) path = g_string_new ("$");
  g_autoptr (GHashTable) members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (AisleConfig) config = g_new0 (AisleConfig, 1);
  AisleConfigReader reader = { name, path, members, &mistake };
  config->ref_count = 1;
  gsize size = length < 0 ? strlen (json) : (gsize) length;
  JsonNode *root = aisle_config_reader_parse (&reader, parser, json, size);
  if (!root || mistake || !read_root (&reader, root, config)) {
    g_propagate_error (error, g_steal_pointer (&mistake));
    return NULL;
  }
  config->text = g_strndup (json, size);
  return g_steal_pointer (&config);
}

/* Reads one byte more than allowed, so a device or a huge file ends the same way. */
static GBytes *
read_bytes (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *data = g_malloc (AISLE_CONFIG_MAX_BYTES + 1);
  gsize length = 0;
  if (!stream
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), data, AISLE_CONFIG_MAX_BYTES + 1,
                                   &length, NULL, error))
    return NULL;
  return g_bytes_new (data, length);
}

/* What a config names besides. */
static gboolean
load_uniform (AisleConfig *config, const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;
  if (!config->staff.uniform)
    return TRUE;
  config->staff.looks = aisle_uniform_load (config->staff.uniform, &failure);
  if (!config->staff.looks)
    g_set_error (error, AISLE_CONFIG_ERROR, AISLE_CONFIG_ERROR_FILE, "%s: $.staff.uniform: %s",
                 path, failure->message);
  return config->staff.looks != NULL;
}

GBytes *
aisle_config_read_file (const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;
  GBytes *bytes = read_bytes (path, &failure);
  if (!bytes)
    g_set_error (error, AISLE_CONFIG_ERROR, AISLE_CONFIG_ERROR_FILE,
                 "%s: expected a readable file: %s", path, failure->message);
  return bytes;
}

AisleConfig *
aisle_config_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = aisle_config_read_file (path, error);
  gsize length;
  if (!bytes)
    return NULL;
  const char *json = g_bytes_get_data (bytes, &length);
  g_autoptr (AisleConfig) config = aisle_config_parse (json ? json : "", length, path, error);
  return config && load_uniform (config, path, error) ? g_steal_pointer (&config) : NULL;
}

/* --- its life ---------------------------------------------------------------- */

AisleConfig *
aisle_config_ref (AisleConfig *config)
{
  g_atomic_int_inc (&config->ref_count);
  return config;
}

void
aisle_config_unref (AisleConfig *config)
{
  if (!config || !g_atomic_int_dec_and_test (&config->ref_count))
    return;
  aisle_config_clear_shapes (config);
  aisle_config_clear_queues (config);
  aisle_config_clear_doors (config);
  aisle_config_clear_hours (config);
  aisle_config_clear_ground (config);
  aisle_config_clear_people (config);
  g_free (config->camera);
  g_free (config->text);
  g_free (config);
}

/* --- what stays when it is read again ---------------------------------------- */

static gboolean
same_points (const AislePoint *a, guint n_a, const AislePoint *b, guint n_b)
{
  return n_a == n_b && memcmp (a, b, n_a * sizeof *a) == 0;
}

int
aisle_config_find_line (const AisleConfig *config, const AisleLineConfig *line)
{
  for (guint i = 0; i < config->n_lines; i++) {
    const AisleLineConfig *other = &config->lines[i];
    if (g_str_equal (other->name, line->name) && same_points (&other->in, 1, &line->in, 1)
        && same_points (other->points, other->n_points, line->points, line->n_points))
      return i;
  }
  return -1;
}

int
aisle_config_find_zone (const AisleConfig *config, const AisleZoneConfig *zone)
{
  for (guint i = 0; i < config->n_zones; i++) {
    const AisleZoneConfig *other = &config->zones[i];
    if (g_str_equal (other->name, zone->name)
        && same_points (other->points, other->n_points, zone->points, zone->n_points))
      return i;
  }
  return -1;
}
