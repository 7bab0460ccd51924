/* SPDX-License-Identifier: MIT */
/** @file record.c Structs as JSON objects by a table of their members. */
#include "gst/core/record.h"

#include <math.h>

G_DEFINE_QUARK (aisle - record - error - quark, aisle_record_error)

static void
append_value (GString *text, const AisleRecordField *field, gconstpointer base)
{
  gconstpointer at = (const char *) base + field->offset;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  switch (field->kind) {
  case AISLE_RECORD_BOOLEAN:
    g_string_append (text, *(const gboolean *) at ? "true" : "false");
    break;
  case AISLE_RECORD_INT:
    g_string_append_printf (text, "%d", *(const int *) at);
    break;
  case AISLE_RECORD_INT64:
    g_string_append_printf (text, "%" G_GINT64_FORMAT, *(const gint64 *) at);
    break;
  case AISLE_RECORD_DOUBLE:
    g_string_append (text, g_ascii_dtostr (number, sizeof number, *(const double *) at));
    break;
  case AISLE_RECORD_FLOAT:
    g_string_append (text, g_ascii_dtostr (number, sizeof number, *(const float *) at));
    break;
  }
}

void
aisle_record_append (GString *text, const AisleRecordField *fields, gconstpointer base)
{
  for (const AisleRecordField *field = fields; field->name; field++) {
    g_string_append_printf (text, "%c\"%s\":", field == fields ? '{' : ',', field->name);
    append_value (text, field, base);
  }
  g_string_append_c (text, '}');
}

static gboolean
in_range (const AisleRecordField *field, double value)
{
  return isfinite (value)
         && ((field->least == 0 && field->most == 0)
             || (value >= field->least && value <= field->most));
}

static gboolean
read_value (JsonNode *node, const AisleRecordField *field, gpointer base)
{
  gpointer at = (char *) base + field->offset;
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
  if (field->kind == AISLE_RECORD_BOOLEAN) {
    *(gboolean *) at = type == G_TYPE_BOOLEAN && json_node_get_boolean (node);
    return type == G_TYPE_BOOLEAN;
  }
  gboolean is_number = type == G_TYPE_DOUBLE || type == G_TYPE_INT64;
  double number = is_number ? json_node_get_double (node) : NAN;
  if (field->kind == AISLE_RECORD_DOUBLE)
    *(double *) at = number;
  if (field->kind == AISLE_RECORD_FLOAT)
    *(float *) at = (float) number;
  if (field->kind == AISLE_RECORD_DOUBLE || field->kind == AISLE_RECORD_FLOAT)
    return in_range (field, number);
  gint64 value = type == G_TYPE_INT64 ? json_node_get_int (node) : 0;
  if (type != G_TYPE_INT64 || !in_range (field, (double) value))
    return FALSE;
  if (field->kind == AISLE_RECORD_INT64)
    *(gint64 *) at = value;
  else
    *(int *) at = (int) value;
  return field->kind == AISLE_RECORD_INT64 || value == (int) value;
}

gboolean
aisle_record_read (JsonNode *node, const AisleRecordField *fields, gpointer base, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  guint n = 0;
  for (const AisleRecordField *field = fields; field->name; field++, n++) {
    JsonNode *member = object ? json_object_get_member (object, field->name) : NULL;
    if (member && read_value (member, field, base))
      continue;
    g_set_error (error, AISLE_RECORD_ERROR, AISLE_RECORD_ERROR_MEMBER,
                 "member \"%s\" is missing or not in its range", field->name);
    return FALSE;
  }
  if (json_object_get_size (object) == n)
    return TRUE;
  g_set_error (error, AISLE_RECORD_ERROR, AISLE_RECORD_ERROR_MEMBER,
               "there are members beside \"%s\" that are not known", fields->name);
  return FALSE;
}

JsonArray *
aisle_record_get_array (JsonObject *object, const char *name, int n, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  if (array && (n < 0 || json_array_get_length (array) == (guint) n))
    return array;
  g_set_error (error, AISLE_RECORD_ERROR, AISLE_RECORD_ERROR_MEMBER,
               "the list \"%s\" is missing or not as long as it should be", name);
  return NULL;
}

void
aisle_record_append_list (GString *text, const char *name, const AisleRecordField *fields,
                          gconstpointer items, guint n, gsize size)
{
  g_string_append_printf (text, ",\"%s\":[", name);
  for (guint i = 0; i < n; i++) {
    if (i > 0)
      g_string_append_c (text, ',');
    aisle_record_append (text, fields, (const char *) items + i * size);
  }
  g_string_append_c (text, ']');
}

gboolean
aisle_record_read_list (JsonObject *object, const char *name, const AisleRecordField *fields,
                        gpointer items, guint n, gsize size, GError **error)
{
  JsonArray *array = aisle_record_get_array (object, name, (int) n, error);
  for (guint i = 0; array && i < n; i++)
    if (!aisle_record_read (json_array_get_element (array, i), fields, (char *) items + i * size,
                            error))
      return FALSE;
  return array != NULL;
}
