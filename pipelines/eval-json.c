/* SPDX-License-Identifier: MIT */
/** @file eval-json.c The JSON of `aisle eval`, member by member. */
#include "gst/core/json-text.h"
#include "pipelines/eval.h"

static void
append_key (GString *json, const char *key)
{
  if (json->len > 0 && json->str[json->len - 1] != '{' && json->str[json->len - 1] != '[')
    g_string_append_c (json, ',');
  if (!key)
    return;
  aisle_json_append_string (json, key);
  g_string_append_c (json, ':');
}

void
eval_json_open (GString *json, const char *key, char bracket)
{
  append_key (json, key);
  g_string_append_c (json, bracket);
}

void
eval_json_close (GString *json, char bracket)
{
  g_string_append_c (json, bracket);
}

void
eval_json_number (GString *json, const char *key, double value)
{
  append_key (json, key);
  aisle_json_append_number (json, value, 6);
}

void
eval_json_count (GString *json, const char *key, guint64 count)
{
  append_key (json, key);
  g_string_append_printf (json, "%" G_GUINT64_FORMAT, count);
}

void
eval_json_text (GString *json, const char *key, const char *value)
{
  append_key (json, key);
  aisle_json_append_string (json, value);
}
