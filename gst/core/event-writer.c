/* SPDX-License-Identifier: MIT */
/** @file event-writer.c Events as JSON lines. */
#include "gst/core/event-fields.h"
#include "gst/core/json-text.h"

/* RFC 3339, UTC, rounded to milliseconds as pts is. */
static void
append_time (GString *text, gint64 time)
{
  gint64 second = time / G_USEC_PER_SEC, rest = time % G_USEC_PER_SEC;
  if (rest < 0) {
    second--;
    rest += G_USEC_PER_SEC;
  }
  rest = (rest + 500) / 1000;
  second += rest / 1000;
  rest %= 1000;
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (second);
  if (!date) {
    g_string_append (text, "null");
    return;
  }
  g_string_append_printf (text, "\"%04d-%02d-%02dT%02d:%02d:%02d.%03dZ\"",
                          g_date_time_get_year (date), g_date_time_get_month (date),
                          g_date_time_get_day_of_month (date), g_date_time_get_hour (date),
                          g_date_time_get_minute (date), g_date_time_get_second (date), (int) rest);
}

static void
append_value (GString *text, const AisleField *field, gconstpointer base)
{
  const void *at = (const char *) base + field->offset;
  switch (field->kind) {
  case AISLE_FIELD_COUNT:
    g_string_append_printf (text, "%" G_GUINT64_FORMAT, *(const guint64 *) at);
    break;
  case AISLE_FIELD_UINT:
    g_string_append_printf (text, "%u", *(const guint *) at);
    break;
  case AISLE_FIELD_INTEGER:
    g_string_append_printf (text, "%" G_GINT64_FORMAT, *(const gint64 *) at);
    break;
  case AISLE_FIELD_NUMBER:
    aisle_json_append_number (text, *(const double *) at, 3);
    break;
  case AISLE_FIELD_TIME:
    append_time (text, *(const gint64 *) at);
    break;
  case AISLE_FIELD_ID:
    g_string_append_printf (text, "\"%016" G_GINT64_MODIFIER "x\"", *(const guint64 *) at);
    break;
  case AISLE_FIELD_BOOLEAN:
    g_string_append (text, *(const gboolean *) at ? "true" : "false");
    break;
  case AISLE_FIELD_TEXT:
    aisle_json_append_string (text, *(char *const *) at);
    break;
  case AISLE_FIELD_CHOICE:
    aisle_json_append_string (text, field->choices[*(const guint *) at]);
    break;
  case AISLE_FIELD_LIST:
    break;
  }
}

/* Members of an object whose brace is open already. */
static void
append_plain (GString *text, const AisleField *field, gconstpointer base)
{
  if (text->str[text->len - 1] != '{')
    g_string_append_c (text, ',');
  g_string_append_printf (text, "\"%s\":", field->name);
  append_value (text, field, base);
}

static void
append_item (GString *text, const AisleFieldItem *item, gconstpointer base)
{
  const AisleField *field = item->fields;
  if (item->keyed) {
    append_value (text, field++, base);
    g_string_append_c (text, ':');
  }
  g_string_append_c (text, '{');
  for (; field->name; field++)
    if (!aisle_field_is_absent (field, base))
      append_plain (text, field, base);
  g_string_append_c (text, '}');
}

static void
append_list (GString *text, const AisleField *field, const AisleEvent *event)
{
  g_string_append_c (text, field->item->keyed ? '{' : '[');
  for (guint i = 0; i < aisle_field_get_length (field, event); i++) {
    if (i > 0)
      g_string_append_c (text, ',');
    append_item (text, field->item, aisle_field_get_item (field, event, i));
  }
  g_string_append_c (text, field->item->keyed ? '}' : ']');
}

static void
append_fields (GString *text, const AisleField *fields, const AisleEvent *event)
{
  for (const AisleField *field = fields; field->name; field++)
    if (!aisle_field_is_absent (field, event)) {
      append_plain (text, field, event);
      if (field->kind == AISLE_FIELD_LIST)
        append_list (text, field, event);
    }
}

char *
aisle_event_to_json (const AisleEvent *event)
{
  GString *text = g_string_new ("{\"schema\":\"" AISLE_EVENT_SCHEMA "\"");
  append_fields (text, aisle_event_common_fields (), event);
  append_fields (text, aisle_event_type_fields (event->type), event);
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}
