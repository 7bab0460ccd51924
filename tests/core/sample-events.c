/* SPDX-License-Identifier: MIT */
/** @file sample-events.c One event of each type on stdout, with names that need escapes. */
#include <stdio.h>

#include "gst/core/event.h"

static void
print (AisleEventType type, const char *name, guint64 track)
{
  AisleLineCounts line = { .name = (char *) "L \"1\"", .in = 1, .total_in = 3, .total_out = 2 };
  AisleZoneCounts zone = { .name = (char *) "Käse\t", .visits = 2, .dwell_mean = 1.25 };
  g_autoptr (AisleEvent) event = aisle_event_new (type, "cam\\era", name, track, 12.3456);
  event->local_clock = type == AISLE_EVENT_CAMERA_BACK;
  event->gap = 10.5;
  event->dwell = 3;
  if (type == AISLE_EVENT_COUNTS) {
    event->n_lines = event->n_zones = 1;
    event->lines = g_memdup2 (&line, sizeof line);
    event->zones = g_memdup2 (&zone, sizeof zone);
    event->lines[0].name = g_strdup (line.name);
    event->zones[0].name = g_strdup (zone.name);
  }
  g_autofree char *json = aisle_event_to_json (event);
  puts (json);
}

int
main (void)
{
  print (AISLE_EVENT_LINE_CROSSED, "L \"1\"", 1);
  print (AISLE_EVENT_VISIT_ENDED, "Käse\t", G_GUINT64_CONSTANT (1) << 53);
  print (AISLE_EVENT_COUNTS, NULL, 0);
  print (AISLE_EVENT_CAMERA_LOST, NULL, 0);
  print (AISLE_EVENT_CAMERA_BACK, NULL, 0);
  return 0;
}
