/* SPDX-License-Identifier: MIT */
/** @file event-file.c Lines of events, read. */
#include "pipelines/event-file.h"

#include <string.h>

GPtrArray *
event_file_load (const char *path, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  g_autofree char *text = NULL;
  gsize length;
  guint number = 1;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  for (const char *at = text, *end = text + length; at < end; number++) {
    const char *newline = memchr (at, '\n', end - at), *stop = newline ? newline : end;

    if (strspn (at, " \t\r") < (gsize) (stop - at)) {
      AisleEvent *event = aisle_event_parse (at, stop - at, error);
      if (!event) {
        g_prefix_error (error, "%s, line %u: ", path, number);
        return NULL;
      }
      g_ptr_array_add (events, event);
    }
    at = stop + 1;
  }
  return g_steal_pointer (&events);
}
