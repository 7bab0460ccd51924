/* SPDX-License-Identifier: MIT */
/** @file fuzz-event.c Fuzz target of the event reader: what it takes it writes and reads again. */
#include "gst/core/event.h"
#include "tests/core/fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AisleEvent) event = aisle_event_parse ((const char *) data, (gssize) size, &error);
  if ((event == NULL) == (error == NULL))
    g_error ("neither taken nor refused, or both");
  if (!event)
    return 0;
  g_autofree char *json = aisle_event_to_json (event);
  g_autoptr (AisleEvent) again = aisle_event_parse (json, -1, NULL);
  g_autofree char *same = again ? aisle_event_to_json (again) : NULL;
  if (g_strcmp0 (json, same) != 0)
    g_error ("%s\nis read as %s", json, same);
  return 0;
}
