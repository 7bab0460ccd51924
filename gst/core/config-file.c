/* SPDX-License-Identifier: MIT */
/** @file config-file.c Reads the config of a camera, strictly. */
#include "gst/core/config-file.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "gst/core/json-text.h"

/* Feet of a detector's box jitter by some 3 % of its height: three standard deviations. */
#define DEFAULT_BAND 0.1
#define MAX_BAND 2.0
#define DEFAULT_MERGE_GAP 0.5
#define DEFAULT_MIN_VISIT 0.5
#define MAX_SECONDS 3600.0
#define MIN_AREA 1e-6
#define MIN_DISTANCE 1e-6

G_DEFINE_QUARK (aisle - config - error - quark, aisle_config_error)

/* Where the reader stands; the first mistake ends it. */
typedef struct {
  const char *file;
  GString *path;
  GHashTable *members; /* of objects seen while parsing: repeated members are mistakes */
  GError **error;
} Reader;

static gboolean G_GNUC_PRINTF (2, 3) refuse (Reader *reader, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *expected = g_strdup_vprintf (format, args);
  va_end (args);
  if (reader->error && !*reader->error)
    g_set_error (reader->error, AISLE_CONFIG_ERROR, AISLE_CONFIG_ERROR_VALUE, "%s: %s: %s",
                 reader->file, reader->path->str, expected);
  return FALSE;
}

static gsize
enter_member (Reader *reader, const char *name)
{
  gsize before = reader->path->len;
  g_string_append_printf (reader->path, ".%s", name);
  return before;
}

static gsize
enter_element (Reader *reader, guint index)
{
  gsize before = reader->path->len;
  g_string_append_printf (reader->path, "[%u]", index);
  return before;
}

static void
leave (Reader *reader, gsize before)
{
  g_string_truncate (reader->path, before);
}

/* --- values ------------------------------------------------------------------ */

static JsonObject *
read_object (Reader *reader, JsonNode *node, const char *const *known)
{
  if (!JSON_NODE_HOLDS_OBJECT (node)) {
    refuse (reader, "expected an object");
    return NULL;
  }
  JsonObject *object = json_node_get_object (node);
  g_autoptr (GList) names = json_object_get_members (object);
  for (GList *l = names; l; l = l->next)
    if (!g_strv_contains (known, l->data)) {
      g_autofree char *list = g_strjoinv (", ", (char **) known);
      refuse (reader, "unknown member \"%.64s\"; expected one of: %s", (char *) l->data, list);
      return NULL;
    }
  return object;
}

static JsonArray *
read_array (Reader *reader, JsonNode *node, guint least, guint most, const char *what)
{
  if (node && JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);
    guint n = json_array_get_length (array);
    if (n >= least && n <= most)
      return array;
  }
  refuse (reader, "expected an array of %u to %u %s", least, most, what);
  return NULL;
}

static gboolean
is_number (JsonNode *node)
{
  return node && JSON_NODE_HOLDS_VALUE (node)
         && (json_node_get_value_type (node) == G_TYPE_DOUBLE
             || json_node_get_value_type (node) == G_TYPE_INT64);
}

static gboolean
read_number (Reader *reader, JsonObject *object, const char *name, double most, double *value)
{
  if (!json_object_has_member (object, name))
    return TRUE;
  JsonNode *node = json_object_get_member (object, name);
  double number = is_number (node) ? json_node_get_double (node) : NAN;
  gsize before = enter_member (reader, name);
  if (!(number >= 0 && number <= most))
    return refuse (reader, "expected a number from 0 to %g", most);
  leave (reader, before);
  *value = number;
  return TRUE;
}

static gboolean
is_name (const char *text)
{
  gsize length = strlen (text);
  if (length == 0 || length > AISLE_CONFIG_MAX_NAME || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *c = text; *c; c = g_utf8_next_char (c))
    if (g_unichar_iscntrl (g_utf8_get_char (c)))
      return FALSE;
  return TRUE;
}

static gboolean
read_name (Reader *reader, JsonObject *object, const char *name, char **value)
{
  JsonNode *node = json_object_get_member (object, name);
  gsize before = enter_member (reader, name);
  if (!node || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING
      || !is_name (json_node_get_string (node)))
    return refuse (reader, "expected a name of 1 to %u bytes without control characters",
                   AISLE_CONFIG_MAX_NAME);
  leave (reader, before);
  *value = json_node_dup_string (node);
  return TRUE;
}

static gboolean
read_point (Reader *reader, JsonNode *node, AislePoint *point)
{
  if (node && JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);
    if (json_array_get_length (array) == 2 && is_number (json_array_get_element (array, 0))
        && is_number (json_array_get_element (array, 1))) {
      point->x = json_array_get_double_element (array, 0);
      point->y = json_array_get_double_element (array, 1);
      if (point->x >= 0 && point->x <= 1 && point->y >= 0 && point->y <= 1)
        return TRUE;
    }
  }
  return refuse (reader, "expected a point [x, y] with both numbers from 0 to 1");
}

static gboolean
read_points (Reader *reader, JsonObject *object, const char *name, guint least, AislePoint **points,
             guint *n_points)
{
  gsize before = enter_member (reader, name);
  JsonArray *array =
      read_array (reader, json_object_get_member (object, name), least, AISLE_MAX_POINTS, "points");
  if (!array)
    return FALSE;
  *n_points = json_array_get_length (array);
  *points = g_new0 (AislePoint, *n_points);
  for (guint i = 0; i < *n_points; i++) {
    gsize element = enter_element (reader, i);
    if (!read_point (reader, json_array_get_element (array, i), &(*points)[i]))
      return FALSE;
    if (i > 0 && (*points)[i].x == (*points)[i - 1].x && (*points)[i].y == (*points)[i - 1].y)
      return refuse (reader, "expected a point that differs from the one before");
    leave (reader, element);
  }
  leave (reader, before);
  return TRUE;
}

/* --- lines, zones, masks ----------------------------------------------------- */

static gboolean
check_line (Reader *reader, const AisleLineConfig *line)
{
  AislePoint *points = line->points, last = points[line->n_points - 1];
  gboolean closed = points[0].x == last.x && points[0].y == last.y;
  gsize before = enter_member (reader, "points");
  if (!aisle_polyline_is_simple (points, closed ? line->n_points - 1 : line->n_points, closed))
    return refuse (reader, "expected a line that does not cross or touch itself");
  leave (reader, before);
  before = enter_member (reader, "in");
  double distance = aisle_polyline_distance (points, line->n_points, line->in);
  if (fabs (distance) < MIN_DISTANCE)
    return refuse (reader, "expected a point beside the line, on its IN side, not on the line");
  leave (reader, before);
  return TRUE;
}

static gboolean
read_line (Reader *reader, JsonNode *node, gpointer item)
{
  static const char *const known[] = { "name", "points", "in", "band", NULL };
  AisleLineConfig *line = item;
  line->band = DEFAULT_BAND;
  JsonObject *object = read_object (reader, node, known);
  if (!object || !read_name (reader, object, "name", &line->name)
      || !read_points (reader, object, "points", 2, &line->points, &line->n_points)
      || !read_number (reader, object, "band", MAX_BAND, &line->band))
    return FALSE;
  gsize before = enter_member (reader, "in");
  if (!read_point (reader, json_object_get_member (object, "in"), &line->in))
    return FALSE;
  leave (reader, before);
  return check_line (reader, line);
}

static gboolean
read_polygon (Reader *reader, JsonObject *object, AisleZoneConfig *zone)
{
  if (!read_points (reader, object, "polygon", 3, &zone->points, &zone->n_points))
    return FALSE;
  AislePoint first = zone->points[0], last = zone->points[zone->n_points - 1];
  if (zone->n_points > 3 && first.x == last.x && first.y == last.y)
    zone->n_points--;
  gsize before = enter_member (reader, "polygon");
  if (!aisle_polyline_is_simple (zone->points, zone->n_points, TRUE))
    return refuse (reader, "expected a polygon that does not cross or touch itself");
  if (aisle_polygon_area (zone->points, zone->n_points) < MIN_AREA)
    return refuse (reader, "expected a polygon with an area");
  leave (reader, before);
  return TRUE;
}

static gboolean
read_zone (Reader *reader, JsonNode *node, gpointer item)
{
  static const char *const known[] = { "name", "polygon", "merge-gap", "min-visit", NULL };
  AisleZoneConfig *zone = item;
  zone->merge_gap = DEFAULT_MERGE_GAP;
  zone->min_visit = DEFAULT_MIN_VISIT;
  JsonObject *object = read_object (reader, node, known);
  return object && read_name (reader, object, "name", &zone->name)
         && read_polygon (reader, object, zone)
         && read_number (reader, object, "merge-gap", MAX_SECONDS, &zone->merge_gap)
         && read_number (reader, object, "min-visit", MAX_SECONDS, &zone->min_visit);
}

static gboolean
read_mask (Reader *reader, JsonNode *node, gpointer item)
{
  static const char *const known[] = { "polygon", NULL };
  JsonObject *object = read_object (reader, node, known);
  return object && read_polygon (reader, object, item);
}

typedef gboolean (*ReadItem) (Reader *reader, JsonNode *node, gpointer item);

/* The items array belongs to the config from the start, so that unref frees what was read. */
static gboolean
read_items (Reader *reader, JsonObject *root, const char *name, gsize size, ReadItem read,
            gpointer *items, guint *n_items)
{
  if (!json_object_has_member (root, name))
    return TRUE;
  gsize before = enter_member (reader, name);
  JsonArray *array =
      read_array (reader, json_object_get_member (root, name), 0, AISLE_CONFIG_MAX_ITEMS, name);
  if (!array)
    return FALSE;
  *n_items = json_array_get_length (array);
  *items = g_malloc0_n (MAX (*n_items, 1), size);
  for (guint i = 0; i < *n_items; i++) {
    gsize element = enter_element (reader, i);
    if (!read (reader, json_array_get_element (array, i), (char *) *items + i * size))
      return FALSE;
    leave (reader, element);
  }
  leave (reader, before);
  return TRUE;
}

/* The name is the first member of both kinds of items. */
static gboolean
check_names (Reader *reader, const char *list, gconstpointer items, guint n_items, gsize size)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < n_items; i++) {
    char *name = *(char *const *) ((const char *) items + i * size);
    if (!g_hash_table_add (seen, name)) {
      g_string_append_printf (reader->path, ".%s[%u].name", list, i);
      return refuse (reader, "expected a name of its own, \"%s\" is taken", name);
    }
  }
  return TRUE;
}

static gboolean
read_reference (Reader *reader, JsonObject *root, AisleReference *reference)
{
  static const char *const names[] = { "feet", "center", "head", NULL };
  if (!json_object_has_member (root, "reference"))
    return TRUE;
  JsonNode *node = json_object_get_member (root, "reference");
  const char *text =
      JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
          ? json_node_get_string (node)
          : "";
  for (guint i = 0; names[i]; i++)
    if (strcmp (text, names[i]) == 0) {
      *reference = i;
      return TRUE;
    }
  enter_member (reader, "reference");
  return refuse (reader, "expected \"feet\", \"center\" or \"head\"");
}

static gboolean
read_root (Reader *reader, JsonNode *node, AisleConfig *config)
{
  static const char *const known[] = { "camera", "reference", "lines", "zones", "masks", NULL };
  JsonObject *root = read_object (reader, node, known);
  if (!root)
    return FALSE;
  if (json_object_has_member (root, "camera")
      && !read_name (reader, root, "camera", &config->camera))
    return FALSE;
  if (!config->camera)
    config->camera = g_strdup ("camera");
  return read_reference (reader, root, &config->reference)
         && read_items (reader, root, "lines", sizeof (AisleLineConfig), read_line,
                        (gpointer *) &config->lines, &config->n_lines)
         && read_items (reader, root, "zones", sizeof (AisleZoneConfig), read_zone,
                        (gpointer *) &config->zones, &config->n_zones)
         && read_items (reader, root, "masks", sizeof (AisleZoneConfig), read_mask,
                        (gpointer *) &config->masks, &config->n_masks)
         && check_names (reader, "lines", config->lines, config->n_lines, sizeof *config->lines)
         && check_names (reader, "zones", config->zones, config->n_zones, sizeof *config->zones);
}

/* --- the file ---------------------------------------------------------------- */

static void
note_member (JsonParser *parser, JsonObject *object, const char *name, gpointer data)
{
  Reader *reader = data;
  g_autofree char *key = g_strdup_printf ("%p %s", (void *) object, name);
  if (!g_hash_table_add (reader->members, g_steal_pointer (&key)))
    refuse (reader, "member \"%.64s\" is there twice; expected it once", name);
}

static JsonNode *
parse_json (Reader *reader, JsonParser *parser, const char *json, gsize length)
{
  g_autoptr (GError) error = NULL;
  if (length > AISLE_CONFIG_MAX_BYTES || aisle_json_nests_deeper (json, length, AISLE_CONFIG_MAX_DEPTH)) {
    g_set_error (reader->error, AISLE_CONFIG_ERROR, AISLE_CONFIG_ERROR_JSON,
                 "%s: expected at most %u bytes nested at most %u deep", reader->file,
                 AISLE_CONFIG_MAX_BYTES, AISLE_CONFIG_MAX_DEPTH);
    return NULL;
  }
  if (!g_utf8_validate (json, length, NULL)) {
    g_set_error (reader->error, AISLE_CONFIG_ERROR, AISLE_CONFIG_ERROR_JSON,
                 "%s: expected UTF-8 text without NUL bytes", reader->file);
    return NULL;
  }
  json_parser_set_strict (parser, TRUE);
  g_signal_connect (parser, "object-member", G_CALLBACK (note_member), reader);
  if (!json_parser_load_from_data (parser, json, length, &error)) {
    g_clear_error (reader->error);
    g_set_error (reader->error, AISLE_CONFIG_ERROR, AISLE_CONFIG_ERROR_JSON,
                 "%s: expected JSON: %s", reader->file, error->message);
    return NULL;
  }
  JsonNode *root = json_parser_get_root (parser);
  if (!root)
    refuse (reader, "expected an object");
  return root;
}

AisleConfig *
aisle_config_parse (const char *json, gssize length, const char *name, GError **error)
{
  g_autoptr (GError) mistake = NULL;
  g_autoptr (GString) path = g_string_new ("$");
  g_autoptr (GHashTable) members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (AisleConfig) config = g_new0 (AisleConfig, 1);
  Reader reader = { name, path, members, &mistake };
  config->ref_count = 1;
  gsize size = length < 0 ? strlen (json) : (gsize) length;
  JsonNode *root = parse_json (&reader, parser, json, size);
  if (!root || mistake || !read_root (&reader, root, config)) {
    g_propagate_error (error, g_steal_pointer (&mistake));
    return NULL;
  }
  return g_steal_pointer (&config);
}

/* Reads one byte more than allowed, so a device or a huge file ends the same way. */
static GBytes *
read_file (const char *path, GError **error)
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

AisleConfig *
aisle_config_load (const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) bytes = read_file (path, &failure);
  if (!bytes) {
    g_set_error (error, AISLE_CONFIG_ERROR, AISLE_CONFIG_ERROR_FILE,
                 "%s: expected a readable file: %s", path, failure->message);
    return NULL;
  }
  gsize length;
  const char *json = g_bytes_get_data (bytes, &length);
  return aisle_config_parse (json ? json : "", length, path, error);
}

AisleConfig *
aisle_config_ref (AisleConfig *config)
{
  g_atomic_int_inc (&config->ref_count);
  return config;
}

static void
free_zones (AisleZoneConfig *zones, guint n)
{
  for (guint i = 0; zones && i < n; i++) {
    g_free (zones[i].name);
    g_free (zones[i].points);
  }
  g_free (zones);
}

void
aisle_config_unref (AisleConfig *config)
{
  if (!config || !g_atomic_int_dec_and_test (&config->ref_count))
    return;
  for (guint i = 0; config->lines && i < config->n_lines; i++) {
    g_free (config->lines[i].name);
    g_free (config->lines[i].points);
  }
  g_free (config->lines);
  free_zones (config->zones, config->n_zones);
  free_zones (config->masks, config->n_masks);
  g_free (config->camera);
  g_free (config);
}

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
