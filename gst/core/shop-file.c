/* SPDX-License-Identifier: MIT */
/** @file shop-file.c Reads the file of a shop; configs in it are read as files of their own are. */
#include "gst/core/shop-file.h"

#include <math.h>
#include <string.h>

#include "gst/core/config-reader.h"

/* Least metres of a floor. */
#define LEAST_METRES 1.0

static gboolean
read_size (AisleConfigReader *reader, JsonObject *root, AisleShopFile *file)
{
  gsize before = aisle_config_enter (reader, "size");
  JsonArray *array = aisle_config_read_array (reader, json_object_get_member (root, "size"), 2, 2,
                                              "numbers: width and height in metres");
  double *values[] = { &file->width, &file->height };
  for (guint i = 0; array && i < 2; i++) {
    JsonNode *node = json_array_get_element (array, i);
    *values[i] = aisle_config_is_number (node) ? json_node_get_double (node) : NAN;
    if (!(*values[i] >= LEAST_METRES && *values[i] <= AISLE_SHOP_MAX_METRES))
      return aisle_config_refuse (reader, "expected metres from %g to %g", LEAST_METRES,
                                  AISLE_SHOP_MAX_METRES);
  }
  aisle_config_leave (reader, before);
  return array != NULL;
}

/* Its messages name the place in the shop's file. */
static AisleConfig *
parse_config (AisleConfigReader *reader, JsonNode *node)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", reader->file, reader->path->str);
  g_autofree char *json = json_to_string (node, FALSE);
  return aisle_config_parse (json, -1, name, reader->error);
}

static gboolean
read_config (AisleConfigReader *reader, JsonObject *object, AisleShopCamera *camera)
{
  JsonNode *node = json_object_get_member (object, "config");
  g_autofree char *path = NULL;
  if (aisle_config_text (node) != NULL) {
    if (!aisle_config_read_path (reader, object, "config", &path)
        || !(camera->config = aisle_config_load (path, reader->error)))
      return FALSE;
  }
  gsize before = aisle_config_enter (reader, "config");
  if (!camera->config && (!node || !JSON_NODE_HOLDS_OBJECT (node)))
    return aisle_config_refuse (reader, "expected the config of a camera, or its file's path");
  if (!camera->config && !(camera->config = parse_config (reader, node)))
    return FALSE;
  if (camera->config->ground.n_points == 0)
    return aisle_config_refuse (reader, "expected a \"ground\" with \"points\", whose metres are "
                                        "those of the shop's floor");
  aisle_config_leave (reader, before);
  return TRUE;
}

/* An address stays as it is. */
static gboolean
read_source (AisleConfigReader *reader, JsonObject *object, char **source)
{
  const char *text = aisle_config_text (json_object_get_member (object, "source"));
  if (text == NULL || strstr (text, "://") == NULL)
    return aisle_config_read_path (reader, object, "source", source);
  *source = g_strdup (text);
  return TRUE;
}

static gboolean
read_start (AisleConfigReader *reader, JsonObject *object, char **start)
{
  if (!json_object_has_member (object, "start"))
    return TRUE;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  const char *text = aisle_config_text (json_object_get_member (object, "start"));
  g_autoptr (GDateTime) time = text ? g_date_time_new_from_iso8601 (text, utc) : NULL;
  gsize before = aisle_config_enter (reader, "start");
  if (!time)
    return aisle_config_refuse (reader, "expected a time such as \"2026-01-31T08:00:00Z\"");
  aisle_config_leave (reader, before);
  *start = g_strdup (text);
  return TRUE;
}

static gboolean
read_camera (AisleConfigReader *reader, JsonNode *node, gpointer item)
{
  static const char *const known[] = { "source", "vectors", "start", "config", NULL };
  AisleShopCamera *camera = item;
  JsonObject *object = aisle_config_read_object (reader, node, known);
  if (!object || !read_source (reader, object, &camera->source)
      || !aisle_config_read_path (reader, object, "vectors", &camera->vectors)
      || !read_start (reader, object, &camera->start)
      || !read_config (reader, object, camera))
    return FALSE;
  if (!camera->source == !camera->vectors)
    return aisle_config_refuse (reader, "expected either \"source\" or \"vectors\"");
  return TRUE;
}

static gboolean
check_cameras (AisleConfigReader *reader, const AisleShopFile *file)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  gsize before = aisle_config_enter (reader, "cameras");
  if (file->n_cameras == 0)
    return aisle_config_refuse (reader, "expected an array of 1 to %u cameras",
                                AISLE_CONFIG_MAX_ITEMS);
  for (guint i = 0; i < file->n_cameras; i++) {
    gsize item = aisle_config_enter_item (reader, i);
    if (!g_hash_table_add (names, file->cameras[i].config->camera))
      return aisle_config_refuse (
          reader, "expected a camera with a name of its own, \"%s\" is taken",
          file->cameras[i].config->camera);
    aisle_config_leave (reader, item);
  }
  aisle_config_leave (reader, before);
  return TRUE;
}

static gboolean
read_floor (AisleConfigReader *reader, JsonObject *root, AisleShopFile *file)
{
  JsonNode *node = json_object_get_member (root, "floor");
  gsize before = aisle_config_enter (reader, "floor");
  if (!node || !JSON_NODE_HOLDS_OBJECT (node))
    return aisle_config_refuse (reader, "expected a config, with coordinates 0 to 1 of the plan");
  if (!(file->floor = parse_config (reader, node)))
    return FALSE;
  if (file->floor->ground.n_points > 0 || file->floor->ground.person_height > 0)
    return aisle_config_refuse (reader, "expected no \"ground\": the plan is the ground");
  aisle_config_leave (reader, before);
  file->floor->reference = AISLE_REFERENCE_CENTER;
  return TRUE;
}

static gboolean
read_root (AisleConfigReader *reader, JsonNode *node, AisleShopFile *file)
{
  static const char *const known[] = { "size", "floor", "cameras", NULL };
  JsonObject *root = aisle_config_read_object (reader, node, known);
  return root && read_size (reader, root, file) && read_floor (reader, root, file)
         && aisle_config_read_items (reader, root, "cameras", sizeof (AisleShopCamera), read_camera,
                                     (gpointer *) &file->cameras, &file->n_cameras)
         && check_cameras (reader, file);
}

AisleShopFile *
aisle_shop_file_load (const char *path, GError **error)
{
  g_autoptr (GError) mistake = NULL;
  g_autoptr (GString) place = g_string_new ("$");
  g_autoptr (GHashTable) members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (AisleShopFile) file = g_new0 (AisleShopFile, 1);
  AisleConfigReader reader = { path, place, members, &mistake };
  g_autoptr (GBytes) bytes = aisle_config_read_file (path, error);
  gsize length;
  if (!bytes)
    return NULL;
  const char *json = g_bytes_get_data (bytes, &length);
  JsonNode *root = aisle_config_reader_parse (&reader, parser, json ? json : "", length);
  if (root && !mistake && read_root (&reader, root, file))
    return g_steal_pointer (&file);
  g_propagate_error (error, g_steal_pointer (&mistake));
  return NULL;
}

void
aisle_shop_file_free (AisleShopFile *file)
{
  if (!file)
    return;
  for (guint i = 0; i < file->n_cameras; i++) {
    g_free (file->cameras[i].source);
    g_free (file->cameras[i].vectors);
    g_free (file->cameras[i].start);
    g_clear_pointer (&file->cameras[i].config, aisle_config_unref);
  }
  g_free (file->cameras);
  g_clear_pointer (&file->floor, aisle_config_unref);
  g_free (file);
}
