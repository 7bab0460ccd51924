/* SPDX-License-Identifier: MIT */
/** @file event-structure.c AisleEvent to GstStructure and back, by the table of its members. */
#include "gst/core/event-fields.h"
#include "gst/meta/event-private.h"

/* ---- to a structure ----------------------------------------------------------------------- */

static void
set_time (GstStructure *structure, const char *field, gint64 usecs)
{
  g_autoptr (GstDateTime) time = gst_date_time_new_from_unix_epoch_utc_usecs (usecs);
  gst_structure_set (structure, field, GST_TYPE_DATE_TIME, time, NULL);
}

static void
set_value (GstStructure *structure, const AisleField *field, gconstpointer base)
{
  const void *at = (const char *) base + field->offset;
  const char *name = field->name;
  switch (field->kind) {
  case AISLE_FIELD_COUNT:
  case AISLE_FIELD_ID:
    gst_structure_set (structure, name, G_TYPE_UINT64, *(const guint64 *) at, NULL);
    break;
  case AISLE_FIELD_UINT:
    gst_structure_set (structure, name, G_TYPE_UINT, *(const guint *) at, NULL);
    break;
  case AISLE_FIELD_INTEGER:
    gst_structure_set (structure, name, G_TYPE_INT64, *(const gint64 *) at, NULL);
    break;
  case AISLE_FIELD_NUMBER:
    gst_structure_set (structure, name, G_TYPE_DOUBLE, *(const double *) at, NULL);
    break;
  case AISLE_FIELD_TIME:
    set_time (structure, name, *(const gint64 *) at);
    break;
  case AISLE_FIELD_BOOLEAN:
    gst_structure_set (structure, name, G_TYPE_BOOLEAN, *(const gboolean *) at, NULL);
    break;
  case AISLE_FIELD_TEXT:
    gst_structure_set (structure, name, G_TYPE_STRING, *(char *const *) at, NULL);
    break;
  case AISLE_FIELD_CHOICE:
    gst_structure_set (structure, name, G_TYPE_STRING, field->choices[*(const guint *) at], NULL);
    break;
  case AISLE_FIELD_LIST:
    break;
  }
}

static GstStructure *
item_structure (const AisleFieldItem *item, gconstpointer base)
{
  GstStructure *structure = gst_structure_new_empty (item->name);
  for (const AisleField *field = item->fields; field->name; field++)
    if (!aisle_field_is_absent (field, base))
      set_value (structure, field, base);
  return structure;
}

static void
set_list (GstStructure *structure, const AisleField *field, const AisleEvent *event)
{
  GValue array = G_VALUE_INIT;
  guint n = aisle_field_get_length (field, event);
  gst_value_array_init (&array, n);
  for (guint i = 0; i < n; i++) {
    GValue value = G_VALUE_INIT;
    g_value_init (&value, GST_TYPE_STRUCTURE);
    g_value_take_boxed (&value,
                        item_structure (field->item, aisle_field_get_item (field, event, i)));
    gst_value_array_append_and_take_value (&array, &value);
  }
  gst_structure_take_value (structure, field->name, &array);
}

static void
set_fields (GstStructure *structure, const AisleField *fields, const AisleEvent *event)
{
  for (const AisleField *field = fields; field->name; field++)
    if (aisle_field_is_absent (field, event))
      continue;
    else if (field->kind == AISLE_FIELD_LIST)
      set_list (structure, field, event);
    else
      set_value (structure, field, event);
}

GstStructure *
gst_aisle_event_structure_new (const AisleEvent *event)
{
  g_return_val_if_fail (event != NULL, NULL);
  GstStructure *structure =
      gst_structure_new (GST_AISLE_EVENT_NAME, "schema", G_TYPE_STRING, AISLE_EVENT_SCHEMA, NULL);
  set_fields (structure, aisle_event_common_fields (), event);
  set_fields (structure, aisle_event_type_fields (event->type), event);
  return structure;
}

/* ---- from a structure --------------------------------------------------------------------- */

static gboolean
get_time (const GstStructure *structure, const char *field, gint64 *usecs)
{
  g_autoptr (GstDateTime) time = NULL;
  if (!gst_structure_get (structure, field, GST_TYPE_DATE_TIME, &time, NULL))
    return FALSE;
  g_autoptr (GDateTime) exact = gst_date_time_to_g_date_time (time);
  if (exact == NULL)
    return FALSE;
  *usecs = g_date_time_to_unix_usec (exact);
  return TRUE;
}

static gboolean
get_text (const GstStructure *structure, const char *field, char **text)
{
  *text = g_strdup (gst_structure_get_string (structure, field));
  return *text != NULL;
}

static gboolean
get_choice (const GstStructure *structure, const AisleField *field, guint *value)
{
  int choice = aisle_field_find_choice (field, gst_structure_get_string (structure, field->name));
  *value = (guint) MAX (choice, 0);
  return choice >= 0;
}

static gboolean
get_value (const GstStructure *structure, const AisleField *field, gpointer base)
{
  void *at = (char *) base + field->offset;
  switch (field->kind) {
  case AISLE_FIELD_COUNT:
  case AISLE_FIELD_ID:
    return gst_structure_get_uint64 (structure, field->name, at);
  case AISLE_FIELD_UINT:
    return gst_structure_get_uint (structure, field->name, at);
  case AISLE_FIELD_INTEGER:
    return gst_structure_get_int64 (structure, field->name, at);
  case AISLE_FIELD_NUMBER:
    return gst_structure_get_double (structure, field->name, at);
  case AISLE_FIELD_TIME:
    return get_time (structure, field->name, at);
  case AISLE_FIELD_BOOLEAN:
    return gst_structure_get_boolean (structure, field->name, at);
  case AISLE_FIELD_TEXT:
    return get_text (structure, field->name, at);
  case AISLE_FIELD_CHOICE:
    return get_choice (structure, field, at);
  case AISLE_FIELD_LIST:
    break;
  }
  return FALSE;
}

static gboolean
get_item (const GstStructure *structure, const AisleField *fields, gpointer item)
{
  for (const AisleField *field = fields; field->name; field++)
    if (gst_structure_has_field (structure, field->name) || !field->optional)
      if (!get_value (structure, field, item))
        return FALSE;
  return TRUE;
}

static gboolean
get_list (const GstStructure *structure, const AisleField *field, AisleEvent *event)
{
  const GValue *array = gst_structure_get_value (structure, field->name);
  if (array == NULL || !GST_VALUE_HOLDS_ARRAY (array))
    return FALSE;
  guint n = gst_value_array_get_size (array);
  aisle_field_new_items (field, event, n);
  for (guint i = 0; i < n; i++) {
    const GValue *value = gst_value_array_get_value (array, i);
    if (!GST_VALUE_HOLDS_STRUCTURE (value)
        || !get_item (gst_value_get_structure (value), field->item->fields,
                      aisle_field_get_item (field, event, i)))
      return FALSE;
  }
  return TRUE;
}

static gboolean
get_fields (const GstStructure *structure, const AisleField *fields, AisleEvent *event)
{
  for (const AisleField *field = fields; field->name; field++) {
    gboolean there = gst_structure_has_field (structure, field->name);
    if (!there && field->optional)
      aisle_field_set_absent (field, event);
    else if (field->kind == AISLE_FIELD_LIST ? !get_list (structure, field, event)
                                             : !get_value (structure, field, event))
      return FALSE;
  }
  return TRUE;
}

AisleEvent *
gst_aisle_event_structure_parse (const GstStructure *structure)
{
  g_return_val_if_fail (structure != NULL, NULL);
  g_autoptr (AisleEvent) event = g_new0 (AisleEvent, 1);
  const char *schema = gst_structure_get_string (structure, "schema");
  if (!gst_structure_has_name (structure, GST_AISLE_EVENT_NAME)
      || g_strcmp0 (schema, AISLE_EVENT_SCHEMA) != 0
      || !get_fields (structure, aisle_event_common_fields (), event)
      || !get_fields (structure, aisle_event_type_fields (event->type), event))
    return NULL;
  return g_steal_pointer (&event);
}
