/* SPDX-License-Identifier: MIT */
/** @file config-reader.c Values of strict JSON. */
#include "gst/core/config-reader.h"

#include <math.h>
#include <string.h>

#include "gst/core/json-text.h"

gboolean
aisle_config_refuse (AisleConfigReader *reader, const char *format, ...)
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

gsize
aisle_config_enter (AisleConfigReader *reader, const char *member)
{
  gsize before = reader->path->len;
  g_string_append_printf (reader->path, ".%s", member);
  return before;
}

gsize
aisle_config_enter_item (AisleConfigReader *reader, guint index)
{
  gsize before = reader->path->len;
  g_string_append_printf (reader->path, "[%u]", index);
  return before;
}

void
aisle_config_leave (AisleConfigReader *reader, gsize before)
{
  g_string_truncate (reader->path, before);
}

/* --- values ------------------------------------------------------------------ */

JsonObject *
aisle_config_read_object (AisleConfigReader *reader, JsonNode *node, const char *const *known)
{
  if (!node || !JSON_NODE_HOLDS_OBJECT (node)) {
    aisle_config_refuse (reader, "expected an object");
    return NULL;
  }
  JsonObject *object = json_node_get_object (node);
  g_autoptr (GList) names = json_object_get_members (object);
  for (GList *l = names; l && known; l = l->next)
    if (!g_strv_contains (known, l->data)) {
      g_autofree char *list = g_strjoinv (", ", (char **) known);
      aisle_config_refuse (reader, "unknown member \"%.64s\"; expected one of: %s",
                           (char *) l->data, list);
      return NULL;
    }
  return object;
}

JsonArray *
aisle_config_read_array (AisleConfigReader *reader, JsonNode *node, guint least, guint most,
                         const char *what)
{
  if (node && JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);
    guint n = json_array_get_length (array);
    if (n >= least && n <= most)
      return array;
  }
  aisle_config_refuse (reader, "expected an array of %u to %u %s", least, most, what);
  return NULL;
}

const char *
aisle_config_text (JsonNode *node)
{
  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

gboolean
aisle_config_is_number (JsonNode *node)
{
  return node && JSON_NODE_HOLDS_VALUE (node)
         && (json_node_get_value_type (node) == G_TYPE_DOUBLE
             || json_node_get_value_type (node) == G_TYPE_INT64);
}

gboolean
aisle_config_read_number (AisleConfigReader *reader, JsonObject *object, const char *name,
                          double most, double *value)
{
  if (!json_object_has_member (object, name))
    return TRUE;
  JsonNode *node = json_object_get_member (object, name);
  double number = aisle_config_is_number (node) ? json_node_get_double (node) : NAN;
  gsize before = aisle_config_enter (reader, name);
  if (!(number >= 0 && number <= most))
    return aisle_config_refuse (reader, "expected a number from 0 to %g", most);
  aisle_config_leave (reader, before);
  *value = number;
  return TRUE;
}

gboolean
aisle_config_read_whole (AisleConfigReader *reader, JsonObject *object, const char *name,
                         guint most, guint *value)
{
  double number = *value;
  gsize before = aisle_config_enter (reader, name);
  JsonNode *node = json_object_get_member (object, name);
  if (node && aisle_config_is_number (node))
    number = json_node_get_double (node);
  if ((node && !aisle_config_is_number (node)) || !(number >= 0 && number <= most)
      || number != floor (number))
    return aisle_config_refuse (reader, "expected a whole number from 0 to %u", most);
  aisle_config_leave (reader, before);
  *value = (guint) number;
  return TRUE;
}

gboolean
aisle_config_read_boolean (AisleConfigReader *reader, JsonObject *object, const char *name,
                           gboolean *value)
{
  JsonNode *node = json_object_get_member (object, name);
  if (!node)
    return TRUE;
  gsize before = aisle_config_enter (reader, name);
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return aisle_config_refuse (reader, "expected true or false");
  aisle_config_leave (reader, before);
  *value = json_node_get_boolean (node);
  return TRUE;
}

gboolean
aisle_config_read_word (AisleConfigReader *reader, JsonObject *object, const char *name,
                        const char *const *words, guint *value)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text = aisle_config_text (node);
  if (!node)
    return TRUE;
  for (guint i = 0; text && words[i]; i++)
    if (strcmp (text, words[i]) == 0) {
      *value = i;
      return TRUE;
    }
  g_autofree char *list = g_strjoinv ("\", \"", (char **) words);
  aisle_config_enter (reader, name);
  return aisle_config_refuse (reader, "expected one of \"%s\"", list);
}

gboolean
aisle_config_read_clock (AisleConfigReader *reader, JsonNode *node, int *minutes)
{
  const char *text = aisle_config_text (node);
  if (text && strlen (text) == 5 && text[2] == ':' && g_ascii_isdigit (text[0])
      && g_ascii_isdigit (text[1]) && g_ascii_isdigit (text[3]) && g_ascii_isdigit (text[4])) {
    int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
    *minutes = hour * 60 + minute;
    if (minute < 60 && *minutes <= 24 * 60)
      return TRUE;
  }
  return aisle_config_refuse (reader, "expected a time of day from \"00:00\" to \"24:00\"");
}

gboolean
aisle_config_read_clock_member (AisleConfigReader *reader, JsonObject *object, const char *name,
                                int *minutes)
{
  if (!json_object_has_member (object, name))
    return TRUE;
  gsize before = aisle_config_enter (reader, name);
  if (!aisle_config_read_clock (reader, json_object_get_member (object, name), minutes))
    return FALSE;
  aisle_config_leave (reader, before);
  return TRUE;
}

static gboolean
is_name (const char *text, gsize most)
{
  gsize length = text ? strlen (text) : 0;
  if (length == 0 || length > most || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *c = text; *c; c = g_utf8_next_char (c))
    if (g_unichar_iscntrl (g_utf8_get_char (c)))
      return FALSE;
  return TRUE;
}

gboolean
aisle_config_read_name (AisleConfigReader *reader, JsonObject *object, const char *name,
                        char **value)
{
  const char *text = aisle_config_text (json_object_get_member (object, name));
  gsize before = aisle_config_enter (reader, name);
  if (!is_name (text, AISLE_CONFIG_MAX_NAME))
    return aisle_config_refuse (reader,
                                "expected a name of 1 to %u bytes without control characters",
                                AISLE_CONFIG_MAX_NAME);
  aisle_config_leave (reader, before);
  *value = g_strdup (text);
  return TRUE;
}

gboolean
aisle_config_read_path (AisleConfigReader *reader, JsonObject *object, const char *name,
                        char **value)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text = aisle_config_text (node);
  if (!node)
    return TRUE;
  gsize before = aisle_config_enter (reader, name);
  if (!is_name (text, AISLE_CONFIG_MAX_PATH))
    return aisle_config_refuse (reader, "expected the path of a file");
  aisle_config_leave (reader, before);
  g_autofree char *folder = g_path_get_dirname (reader->file);
  *value = g_path_is_absolute (text) ? g_strdup (text) : g_build_filename (folder, text, NULL);
  return TRUE;
}

/* --- lists ------------------------------------------------------------------- */

gboolean
aisle_config_read_items (AisleConfigReader *reader, JsonObject *object, const char *name,
                         gsize size, AisleConfigReadItem read, gpointer *items, guint *n_items)
{
  if (!json_object_has_member (object, name))
    return TRUE;
  gsize before = aisle_config_enter (reader, name);
  JsonArray *array = aisle_config_read_array (reader, json_object_get_member (object, name), 0,
                                              AISLE_CONFIG_MAX_ITEMS, name);
  if (!array)
    return FALSE;
  *n_items = json_array_get_length (array);
  *items = g_malloc0_n (MAX (*n_items, 1), size);
  for (guint i = 0; i < *n_items; i++) {
    gsize element = aisle_config_enter_item (reader, i);
    if (!read (reader, json_array_get_element (array, i), (char *) *items + i * size))
      return FALSE;
    aisle_config_leave (reader, element);
  }
  aisle_config_leave (reader, before);
  return TRUE;
}

gboolean
aisle_config_check_names (AisleConfigReader *reader, const char *list, gconstpointer items,
                          guint n_items, gsize size)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < n_items; i++) {
    char *name = *(char *const *) ((const char *) items + i * size);
    if (!g_hash_table_add (seen, name)) {
      g_string_append_printf (reader->path, ".%s[%u].name", list, i);
      return aisle_config_refuse (reader, "expected a name of its own, \"%s\" is taken", name);
    }
  }
  return TRUE;
}

/* --- the text ---------------------------------------------------------------- */

static void
note_member (JsonParser *parser, JsonObject *object, const char *name, gpointer data)
{
  AisleConfigReader *reader = data;
  g_autofree char *key = g_strdup_printf ("%p %s", (void *) object, name);
  if (!g_hash_table_add (reader->members, g_steal_pointer (&key)))
    aisle_config_refuse (reader, "member \"%.64s\" is there twice; expected it once", name);
}

JsonNode *
aisle_config_reader_parse (AisleConfigReader *reader, JsonParser *parser, const char *json,
                           gsize length)
{
  g_autoptr (GError) error = NULL;
  if (length > AISLE_CONFIG_MAX_BYTES
      || aisle_json_nests_deeper (json, length, AISLE_CONFIG_MAX_DEPTH)) {
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
    aisle_config_refuse (reader, "expected an object");
  return root;
}
