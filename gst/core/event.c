/* SPDX-License-Identifier: MIT */
/** @file event.c Events and their JSON lines. */
#include "gst/core/event.h"

#include <math.h>
#include <string.h>

#include "gst/core/json-text.h"

const char *
aisle_event_type_name (AisleEventType type)
{
  static const char *const names[] = { "line-crossed", "visit-ended", "counts", "camera-lost",
                                       "camera-back" };
  g_return_val_if_fail ((guint) type < G_N_ELEMENTS (names), NULL);
  return names[type];
}

const char *
aisle_direction_name (AisleDirection direction)
{
  return direction == AISLE_DIRECTION_IN ? "in" : "out";
}

const char *
aisle_visit_reason_name (AisleVisitReason reason)
{
  static const char *const names[] = { "left", "lost", "end" };
  g_return_val_if_fail ((guint) reason < G_N_ELEMENTS (names), NULL);
  return names[reason];
}

/* First 64 bits of SHA-256 over the parts, each ended by a NUL so that they cannot run together. */
static guint64
event_id (const AisleEvent *event)
{
  g_autoptr (GChecksum) hash = g_checksum_new (G_CHECKSUM_SHA256);
  char numbers[64];
  guint8 digest[32];
  gsize length = sizeof digest;
  guint64 id = 0;
  const char *type = aisle_event_type_name (event->type), *name = event->name ? event->name : "";
  g_snprintf (numbers, sizeof numbers, "%" G_GUINT64_FORMAT " %" G_GINT64_FORMAT, event->track,
              (gint64) llround (event->pts * 1000));
  g_checksum_update (hash, (const guchar *) event->camera, strlen (event->camera) + 1);
  g_checksum_update (hash, (const guchar *) type, strlen (type) + 1);
  g_checksum_update (hash, (const guchar *) name, strlen (name) + 1);
  g_checksum_update (hash, (const guchar *) numbers, strlen (numbers) + 1);
  /* Buckets of different lengths end together. */
  if (event->minutes > 1)
    g_checksum_update (hash, (const guchar *) &(guint8) { (guint8) event->minutes }, 1);
  g_checksum_get_digest (hash, digest, &length);
  for (guint i = 0; i < 8; i++)
    id = id << 8 | digest[i];
  return id;
}

AisleEvent *
aisle_event_new (AisleEventType type, const char *camera, const char *name, guint64 track,
                 double pts)
{
  AisleEvent *event = g_new0 (AisleEvent, 1);
  event->type = type;
  event->camera = g_utf8_make_valid (camera, -1);
  event->name = name ? g_utf8_make_valid (name, -1) : NULL;
  event->track = track;
  event->pts = pts;
  event->id = event_id (event);
  return event;
}

void
aisle_event_identify (AisleEvent *event, const char *camera, double pts)
{
  g_free (event->camera);
  event->camera = g_utf8_make_valid (camera, -1);
  event->pts = pts;
  event->id = event_id (event);
}

AisleEvent *
aisle_event_copy (const AisleEvent *event)
{
  AisleEvent *copy = g_memdup2 (event, sizeof *event);
  copy->camera = g_strdup (event->camera);
  copy->name = g_strdup (event->name);
  copy->lines = g_memdup2 (event->lines, event->n_lines * sizeof *event->lines);
  copy->zones = g_memdup2 (event->zones, event->n_zones * sizeof *event->zones);
  for (guint i = 0; i < copy->n_lines; i++)
    copy->lines[i].name = g_strdup (event->lines[i].name);
  for (guint i = 0; i < copy->n_zones; i++)
    copy->zones[i].name = g_strdup (event->zones[i].name);
  return copy;
}

void
aisle_event_free (AisleEvent *event)
{
  if (!event)
    return;
  for (guint i = 0; i < event->n_lines; i++)
    g_free (event->lines[i].name);
  for (guint i = 0; i < event->n_zones; i++)
    g_free (event->zones[i].name);
  g_free (event->lines);
  g_free (event->zones);
  g_free (event->camera);
  g_free (event->name);
  g_free (event);
}

/* --- JSON -------------------------------------------------------------------- */

static void
append_key (GString *text, const char *key)
{
  g_string_append_printf (text, ",\"%s\":", key);
}

static void
append_seconds (GString *text, const char *key, double seconds)
{
  append_key (text, key);
  aisle_json_append_number (text, seconds, 3);
}

static void
append_text (GString *text, const char *key, const char *value)
{
  append_key (text, key);
  aisle_json_append_string (text, value);
}

static void
append_count (GString *text, const char *key, guint64 count)
{
  append_key (text, key);
  g_string_append_printf (text, "%" G_GUINT64_FORMAT, count);
}

/* RFC 3339, UTC, rounded to milliseconds as pts is. */
static void
append_time (GString *text, const char *key, gint64 time)
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
  append_key (text, key);
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
append_lines (GString *text, const AisleEvent *event)
{
  append_key (text, "lines");
  g_string_append_c (text, '{');
  for (guint i = 0; i < event->n_lines; i++) {
    const AisleLineCounts *line = &event->lines[i];
    if (i > 0)
      g_string_append_c (text, ',');
    aisle_json_append_string (text, line->name);
    g_string_append_printf (text, ":{\"in\":%" G_GUINT64_FORMAT, line->in);
    append_count (text, "out", line->out);
    append_count (text, "total_in", line->total_in);
    append_count (text, "total_out", line->total_out);
    g_string_append_c (text, '}');
  }
  g_string_append_c (text, '}');
}

static void
append_zones (GString *text, const AisleEvent *event)
{
  append_key (text, "zones");
  g_string_append_c (text, '{');
  for (guint i = 0; i < event->n_zones; i++) {
    const AisleZoneCounts *zone = &event->zones[i];
    if (i > 0)
      g_string_append_c (text, ',');
    aisle_json_append_string (text, zone->name);
    g_string_append_printf (text, ":{\"occupancy\":%u", zone->occupancy);
    append_count (text, "visits", zone->visits);
    append_seconds (text, "dwell_mean", zone->dwell_mean);
    g_string_append_c (text, '}');
  }
  g_string_append_c (text, '}');
}

static void
append_visit (GString *text, const AisleEvent *event)
{
  append_text (text, "zone", event->name);
  append_count (text, "track", event->track);
  append_seconds (text, "enter_pts", event->enter_pts);
  append_seconds (text, "leave_pts", event->leave_pts);
  append_seconds (text, "dwell", event->dwell);
  append_text (text, "reason", aisle_visit_reason_name (event->reason));
  append_key (text, "stitched");
  g_string_append (text, event->stitched ? "true" : "false");
}

static void
append_counts (GString *text, const AisleEvent *event)
{
  append_time (text, "start", event->start);
  append_time (text, "end", event->end);
  append_lines (text, event);
  append_zones (text, event);
  append_count (text, "frames", event->frames);
  append_count (text, "dropped", event->dropped);
}

char *
aisle_event_to_json (const AisleEvent *event)
{
  GString *text = g_string_new ("{\"schema\":\"aisle.event/1\"");
  g_string_append_printf (text, ",\"id\":\"%016" G_GINT64_MODIFIER "x\"", event->id);
  append_text (text, "type", aisle_event_type_name (event->type));
  append_text (text, "camera", event->camera);
  append_time (text, "time", event->time);
  if (event->local_clock)
    append_text (text, "clock", "local");
  append_seconds (text, "pts", event->pts);
  switch (event->type) {
  case AISLE_EVENT_LINE_CROSSED:
    append_text (text, "line", event->name);
    append_text (text, "direction", aisle_direction_name (event->direction));
    append_count (text, "track", event->track);
    break;
  case AISLE_EVENT_VISIT_ENDED:
    append_visit (text, event);
    break;
  case AISLE_EVENT_COUNTS:
    append_counts (text, event);
    break;
  case AISLE_EVENT_CAMERA_LOST:
  case AISLE_EVENT_CAMERA_BACK:
    append_seconds (text, "gap", event->gap);
    break;
  }
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}
