/* SPDX-License-Identifier: MIT */
/** @file event-reader.c Events from JSON lines. */
#include <math.h>
#include <string.h>

#include <json-glib/json-glib.h>

#include "gst/core/event-fields.h"
#include "gst/core/json-text.h"

#define MAX_DEPTH 16
#define MOST 1e12 /* seconds, metres: beyond any use, and what they lead to stays exact */

G_DEFINE_QUARK (aisle - event - error - quark, aisle_event_error)

static gboolean
refuse (const AisleField *field, GError **error)
{
  static const char *const expected[] = {
    [AISLE_FIELD_COUNT] = "a whole number from 0",
    [AISLE_FIELD_UINT] = "a whole number from 0",
    [AISLE_FIELD_INTEGER] = "a whole number",
    [AISLE_FIELD_NUMBER] = "a number in its range",
    [AISLE_FIELD_TIME] = "a time such as \"2026-01-31T09:00:00.000Z\"",
    [AISLE_FIELD_ID] = "16 hexadecimal digits",
    [AISLE_FIELD_BOOLEAN] = "true or false",
    [AISLE_FIELD_TEXT] = "a text that is not empty",
    [AISLE_FIELD_CHOICE] = "one of its words",
    [AISLE_FIELD_LIST] = "a list of objects",
  };
  g_set_error (error, AISLE_EVENT_ERROR, AISLE_EVENT_ERROR_MEMBER, "expected %s as member \"%s\"",
               expected[field->kind], field->name);
  return FALSE;
}

/* --- values ------------------------------------------------------------------ */

static GType
value_type (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
}

static const char *
text_of (JsonNode *node)
{
  return value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
read_whole (JsonNode *node, gint64 least, gint64 most, gint64 *value)
{
  if (value_type (node) != G_TYPE_INT64)
    return FALSE;
  *value = json_node_get_int (node);
  return *value >= least && *value <= most;
}

static gboolean
read_number (JsonNode *node, double least, double most, double *value)
{
  GType type = value_type (node);
  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return FALSE;
  *value = json_node_get_double (node);
  return *value >= MAX (least, -MOST) && *value <= most;
}

/* Of exactly the length of @pattern: a digit for each 0, everything else as it is. */
static gboolean
looks_like (const char *text, const char *pattern)
{
  if (!text || strlen (text) != strlen (pattern))
    return FALSE;
  for (; *text; text++, pattern++)
    if (*pattern == '0' ? !g_ascii_isdigit (*text) : *text != *pattern)
      return FALSE;
  return TRUE;
}

static int
digits (const char *text, guint n)
{
  int value = 0;
  for (guint i = 0; i < n; i++)
    value = value * 10 + g_ascii_digit_value (text[i]);
  return value;
}

static gboolean
read_time (JsonNode *node, gint64 *time)
{
  const char *text = text_of (node);
  if (!looks_like (text, "0000-00-00T00:00:00.000Z"))
    return FALSE;
  g_autoptr (GDateTime) date =
      g_date_time_new_utc (digits (text, 4), digits (text + 5, 2), digits (text + 8, 2),
                           digits (text + 11, 2), digits (text + 14, 2), digits (text + 17, 2));
  if (!date)
    return FALSE;
  *time = g_date_time_to_unix (date) * G_USEC_PER_SEC + digits (text + 20, 3) * 1000;
  return TRUE;
}

static gboolean
read_id (JsonNode *node, guint64 *id)
{
  const char *text = text_of (node);
  if (!text || strlen (text) != 16 || strspn (text, "0123456789abcdef") != 16)
    return FALSE;
  *id = g_ascii_strtoull (text, NULL, 16);
  return TRUE;
}

static gboolean
read_text (JsonNode *node, char **value)
{
  const char *text = text_of (node);
  if (!text || !*text)
    return FALSE;
  *value = g_strdup (text);
  return TRUE;
}

static gboolean
read_choice (const AisleField *field, JsonNode *node, guint *value)
{
  int choice = aisle_field_find_choice (field, text_of (node));
  *value = (guint) MAX (choice, 0);
  return choice >= 0;
}

static gboolean
read_value (const AisleField *field, JsonNode *node, gpointer base)
{
  void *at = (char *) base + field->offset;
  gint64 whole = 0;
  gboolean good;
  switch (field->kind) {
  case AISLE_FIELD_COUNT:
    good = read_whole (node, 0, G_MAXINT64, &whole);
    *(guint64 *) at = (guint64) whole;
    return good;
  case AISLE_FIELD_UINT:
    good = read_whole (node, 0, G_MAXUINT, &whole);
    *(guint *) at = (guint) whole;
    return good;
  case AISLE_FIELD_INTEGER:
    return read_whole (node, G_MININT64, G_MAXINT64, at);
  case AISLE_FIELD_NUMBER:
    return read_number (node, field->least, field->most > 0 ? field->most : MOST, at);
  case AISLE_FIELD_TIME:
    return read_time (node, at);
  case AISLE_FIELD_ID:
    return read_id (node, at);
  case AISLE_FIELD_BOOLEAN:
    good = value_type (node) == G_TYPE_BOOLEAN;
    *(gboolean *) at = good && json_node_get_boolean (node);
    return good;
  case AISLE_FIELD_TEXT:
    return read_text (node, at);
  case AISLE_FIELD_CHOICE:
    return read_choice (field, node, at);
  case AISLE_FIELD_LIST:
    break;
  }
  return FALSE;
}

/* --- objects ----------------------------------------------------------------- */

static gboolean read_list (const AisleField *field, JsonNode *node, AisleEvent *event,
                           GError **error);

static gboolean
read_fields (const AisleField *fields, JsonObject *object, gpointer base, GError **error)
{
  for (const AisleField *field = fields; field->name; field++) {
    JsonNode *node = json_object_get_member (object, field->name);
    if (!node && field->optional)
      aisle_field_set_absent (field, base);
    else if (node && field->kind == AISLE_FIELD_LIST) {
      if (!read_list (field, node, base, error))
        return FALSE;
    } else if (!node || !read_value (field, node, base))
      return refuse (field, error);
  }
  return TRUE;
}

static gboolean
read_keyed (const AisleField *field, JsonNode *node, AisleEvent *event, GError **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (field, error);
  JsonObject *object = json_node_get_object (node);
  const AisleField *name = field->item->fields;
  g_autoptr (GList) names = json_object_get_members (object);
  guint n = 0;
  aisle_field_new_items (field, event, json_object_get_size (object));
  for (GList *l = names; l; l = l->next) {
    char *item = aisle_field_get_item (field, event, n++);
    JsonNode *value = json_object_get_member (object, l->data);
    if (!*(char *) l->data || !JSON_NODE_HOLDS_OBJECT (value))
      return refuse (field, error);
    *(char **) (item + name->offset) = g_strdup (l->data);
    if (!read_fields (name + 1, json_node_get_object (value), item, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_array (const AisleField *field, JsonNode *node, AisleEvent *event, GError **error)
{
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (field, error);
  JsonArray *array = json_node_get_array (node);
  guint n = json_array_get_length (array);
  aisle_field_new_items (field, event, n);
  for (guint i = 0; i < n; i++) {
    JsonNode *value = json_array_get_element (array, i);
    if (!JSON_NODE_HOLDS_OBJECT (value))
      return refuse (field, error);
    if (!read_fields (field->item->fields, json_node_get_object (value),
                      aisle_field_get_item (field, event, i), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_list (const AisleField *field, JsonNode *node, AisleEvent *event, GError **error)
{
  return field->item->keyed ? read_keyed (field, node, event, error)
                            : read_array (field, node, event, error);
}

static gboolean
check_schema (JsonObject *object, GError **error)
{
  JsonNode *node = json_object_get_member (object, "schema");
  const char *schema = node ? text_of (node) : NULL;
  if (g_strcmp0 (schema, AISLE_EVENT_SCHEMA) == 0)
    return TRUE;
  g_set_error (error, AISLE_EVENT_ERROR, AISLE_EVENT_ERROR_SCHEMA,
               "expected the schema \"" AISLE_EVENT_SCHEMA "\", found \"%.64s\"",
               schema ? schema : "");
  return FALSE;
}

static JsonNode *
parse_json (JsonParser *parser, const char *line, gsize size, GError **error)
{
  if (size <= AISLE_EVENT_MAX_BYTES && g_utf8_validate (line, (gssize) size, NULL)
      && !aisle_json_nests_deeper (line, size, MAX_DEPTH)
      && json_parser_load_from_data (parser, line, (gssize) size, NULL)) {
    JsonNode *root = json_parser_get_root (parser);
    if (root && JSON_NODE_HOLDS_OBJECT (root))
      return root;
  }
  g_set_error (error, AISLE_EVENT_ERROR, AISLE_EVENT_ERROR_JSON,
               "expected a JSON object of at most %u bytes in UTF-8", AISLE_EVENT_MAX_BYTES);
  return NULL;
}

AisleEvent *
aisle_event_parse (const char *line, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root = parse_json (parser, line, length < 0 ? strlen (line) : (gsize) length, error);
  if (!root || !check_schema (json_node_get_object (root), error))
    return NULL;
  g_autoptr (AisleEvent) event = g_new0 (AisleEvent, 1);
  JsonObject *object = json_node_get_object (root);
  if (!read_fields (aisle_event_common_fields (), object, event, error)
      || !read_fields (aisle_event_type_fields (event->type), object, event, error))
    return NULL;
  return g_steal_pointer (&event);
}
