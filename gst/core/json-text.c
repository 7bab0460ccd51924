/* SPDX-License-Identifier: MIT */
/** @file json-text.c Strings and fixed decimals of JSON lines; how deep JSON nests. */
#include "gst/core/json-text.h"

#include <math.h>

#include <json-glib/json-glib.h>

void
aisle_json_append_string (GString *text, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value ? value : "", -1);
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), valid);
  g_autofree char *quoted = json_to_string (node, FALSE);
  g_string_append (text, quoted);
}

void
aisle_json_append_number (GString *text, double value, int decimals)
{
  char format[8], number[G_ASCII_DTOSTR_BUF_SIZE + 320];
  if (!isfinite (value)) {
    g_string_append (text, "null");
    return;
  }
  g_snprintf (format, sizeof format, "%%.%df", decimals);
  g_ascii_formatd (number, sizeof number, format, value);
  /* A value that rounds to zero from below is plain zero. */
  gboolean zero = number[0] == '-' && g_ascii_strtod (number, NULL) == 0;
  g_string_append (text, zero ? number + 1 : number);
}

gboolean
aisle_json_nests_deeper (const char *json, gsize length, int depth)
{
  gboolean in_string = FALSE;
  for (gsize i = 0; i < length; i++) {
    char c = json[i];
    if (in_string) {
      if (c == '\\')
        i++;
      else if (c == '"')
        in_string = FALSE;
    } else if (c == '"')
      in_string = TRUE;
    else if ((c == '[' || c == '{') && --depth < 0)
      return TRUE;
    else if (c == ']' || c == '}')
      depth++;
  }
  return FALSE;
}
