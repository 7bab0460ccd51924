/* SPDX-License-Identifier: MIT */
/** @file audit-page.c The recount page, filled with data. */
#include "pipelines/audit-page.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "gst/core/config-file.h"
#include "gst/core/json-text.h"
#include "gst/core/vectors.h"
#include "pipelines/audit-resources.h"
#include "pipelines/eval.h"
#include "pipelines/event-file.h"

#define LEAST_STEP 0.095 /* seconds between frames of the page */
#define LONGEST_STEP 2.0 /* more seconds without a frame are a gap */

G_DEFINE_QUARK (audit-error-quark, audit_error)

/* What is gathered on the way to the page. */
typedef struct {
  const AuditSource *source;
  const AisleLineConfig *line;
  GString *frames, *ours; /* elements of JSON arrays */
  guint n_frames;
  double last_seen, without_frames; /* seconds from the start */
  double last_kept;
  double aspect; /* width / height as shown */
  char *camera;  /* of the vectors, else of the config */
} Gathering;

static double
seconds_of (const Gathering *self)
{
  return (self->source->to - self->source->from) / 1e6;
}

static const AisleLineConfig *
find_line (const AisleConfig *config, const AuditSource *source, GError **error)
{
  for (guint i = 0; i < config->n_lines; i++)
    if (!strcmp (config->lines[i].name, source->line))
      return &config->lines[i];
  g_set_error (error, AUDIT_ERROR, AUDIT_ERROR_NOTHING, "%s has no line '%s'", source->config,
               source->line);
  return NULL;
}

/* --- frames ------------------------------------------------------------------- */

static void
append_number (GString *text, double value, int decimals)
{
  if (text->len > 0 && text->str[text->len - 1] != '[')
    g_string_append_c (text, ',');
  aisle_json_append_number (text, value, decimals);
}

static void
append_frame (GString *text, double seconds, const AisleVectors *frame)
{
  g_string_append (text, text->len ? ",[" : "[");
  append_number (text, seconds, 3);
  for (guint i = 0; i < frame->vectors->len; i++) {
    const AisleVector *vector = &g_array_index (frame->vectors, AisleVector, i);
    const AisleBox *box = &vector->box;

    if (vector->ended)
      continue;
    g_string_append (text, ",[");
    append_number (text, box->x / frame->width, 4);
    append_number (text, box->y / frame->height, 4);
    append_number (text, box->w / frame->width, 4);
    append_number (text, box->h / frame->height, 4);
    append_number (text, vector->coasting ? 0 : 1, 0);
    g_string_append_c (text, ']');
  }
  g_string_append_c (text, ']');
}

static void
add_gap (Gathering *self, double seconds)
{
  if (seconds - self->last_seen > LONGEST_STEP)
    self->without_frames += seconds - self->last_seen;
  self->last_seen = seconds;
}

static void
take_frame (Gathering *self, const AisleVectors *frame)
{
  double seconds = (frame->epoch - self->source->from) / 1e6 + frame->pts / 1e9;

  if (seconds < 0 || seconds >= seconds_of (self))
    return;
  if (self->n_frames++ == 0) {
    double pixel_aspect = frame->pixel_aspect > 0 ? frame->pixel_aspect : 1;
    self->aspect = frame->width * pixel_aspect / frame->height;
    if (frame->camera) {
      g_free (self->camera);
      self->camera = g_strdup (frame->camera);
    }
  }
  add_gap (self, seconds);
  if (seconds - self->last_kept < LEAST_STEP)
    return;
  self->last_kept = seconds;
  append_frame (self->frames, seconds, frame);
}

/* A run that was cut off, or still goes on, leaves half a line at the end. */
static gboolean
is_last (GDataInputStream *lines)
{
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

  return !line;
}

static gboolean
read_frames (Gathering *self, GDataInputStream *lines, GError **error)
{
  GError *failure = NULL;
  char *text;

  for (guint number = 1; (text = g_data_input_stream_read_line (lines, NULL, NULL, &failure));
       number++) {
    g_autofree char *line = text;
    g_autoptr (AisleVectors) frame = aisle_vectors_parse (line, -1, &failure);

    if (frame)
      take_frame (self, frame);
    else if (number > 1 && is_last (lines))
      g_clear_error (&failure);
    else {
      g_propagate_prefixed_error (error, failure, "%s, line %u: ", self->source->vectors, number);
      return FALSE;
    }
  }
  if (failure)
    g_propagate_error (error, failure);
  return !failure;
}

static gboolean
gather_frames (Gathering *self, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->source->vectors);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GDataInputStream) lines = NULL;

  if (!stream)
    return FALSE;
  lines = g_data_input_stream_new (G_INPUT_STREAM (stream));
  if (!read_frames (self, lines, error))
    return FALSE;
  add_gap (self, seconds_of (self));
  if (self->n_frames > 0)
    return TRUE;
  g_set_error (error, AUDIT_ERROR, AUDIT_ERROR_NOTHING,
               "%s has no frame of that time: see --from and --minutes", self->source->vectors);
  return FALSE;
}

/* --- events ------------------------------------------------------------------- */

static void
append_crossing (GString *text, const AisleEvent *event, double seconds)
{
  g_autofree char *id = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", event->id);

  eval_json_open (text, NULL, '{');
  eval_json_number (text, "time", seconds);
  eval_json_text (text, "direction", aisle_direction_name (event->direction));
  eval_json_text (text, "id", id);
  eval_json_close (text, '}');
}

/* Events that end before the clip would read as a camera that counted nobody. */
static gboolean
gather_events (Gathering *self, GError **error)
{
  const AuditSource *source = self->source;
  g_autoptr (GPtrArray) events = event_file_load (source->events, error);
  gint64 last = G_MININT64;

  if (!events)
    return FALSE;
  for (guint i = 0; i < events->len; i++) {
    const AisleEvent *event = events->pdata[i];

    if (strcmp (event->camera, self->camera))
      continue;
    last = MAX (last, event->time);
    if (event->type == AISLE_EVENT_LINE_CROSSED && !strcmp (event->name, source->line)
        && !event->staff && !event->reentry && event->time >= source->from
        && event->time < source->to)
      append_crossing (self->ours, event, (event->time - source->from) / 1e6);
  }
  if (last >= source->from)
    return TRUE;
  g_set_error (error, AUDIT_ERROR, AUDIT_ERROR_NOTHING,
               "%s has no event of camera '%s' at that time or after it", source->events,
               self->camera);
  return FALSE;
}

/* --- the page ----------------------------------------------------------------- */

char *
audit_file_hash (const char *path, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  guchar buffer[65536];
  gssize n = -1;

  while (stream
         && (n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, sizeof buffer, NULL, error))
                > 0)
    g_checksum_update (checksum, buffer, n);
  return n == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

static gboolean
append_file (GString *json, const char *key, const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *hash = audit_file_hash (path, error);

  if (!hash)
    return FALSE;
  eval_json_open (json, key, '{');
  eval_json_text (json, "name", name);
  eval_json_text (json, "sha256", hash);
  eval_json_close (json, '}');
  return TRUE;
}

static void
append_point (GString *json, double x, double y)
{
  eval_json_open (json, NULL, '[');
  eval_json_number (json, NULL, x);
  eval_json_number (json, NULL, y);
  eval_json_close (json, ']');
}

/* From the middle of the line's longest segment to its IN side, at right angles as shown. */
static void
append_arrow (GString *json, const AisleLineConfig *line, double aspect)
{
  AislePoint middle = line->points[0], across = { 0, 0 };
  double longest = -1, in = aisle_polyline_distance (line->points, line->n_points, line->in);
  AislePoint beside;

  for (guint i = 0; i + 1 < line->n_points; i++) {
    AislePoint a = line->points[i], b = line->points[i + 1];
    double dx = (b.x - a.x) * aspect, dy = b.y - a.y, length = hypot (dx, dy);

    if (length <= longest)
      continue;
    longest = length;
    middle = aisle_point_between (a, b, .5);
    across = (AislePoint) { -dy / length / aspect, dx / length };
  }
  beside = (AislePoint) { middle.x + .001 * across.x, middle.y + .001 * across.y };
  if (aisle_polyline_distance (line->points, line->n_points, beside) * in < 0)
    across = (AislePoint) { -across.x, -across.y };
  eval_json_open (json, "arrow", '[');
  append_point (json, middle.x, middle.y);
  append_point (json, middle.x + .1 * across.x, middle.y + .1 * across.y);
  eval_json_close (json, ']');
}

static void
append_line (GString *json, const AisleConfig *config, const AisleLineConfig *line, double aspect)
{
  static const double foot_y[] = { 1, .5, 0 }; /* of AisleReference */

  eval_json_open (json, "points", '[');
  for (guint i = 0; i < line->n_points; i++)
    append_point (json, line->points[i].x, line->points[i].y);
  eval_json_close (json, ']');
  append_arrow (json, line, aspect);
  eval_json_open (json, "foot", '[');
  eval_json_number (json, NULL, .5);
  eval_json_number (json, NULL, foot_y[config->reference]);
  eval_json_close (json, ']');
}

static GString *
page_data (const Gathering *self, const AisleConfig *config, GError **error)
{
  const AuditSource *source = self->source;
  g_autoptr (GString) json = g_string_new (NULL);
  const char *zone = config->hours.time_zone;

  eval_json_open (json, NULL, '{');
  eval_json_text (json, "camera", self->camera);
  eval_json_text (json, "line", self->line->name);
  eval_json_text (json, "zone", zone ? zone : "UTC");
  eval_json_number (json, "start", source->from / 1000);
  eval_json_number (json, "seconds", seconds_of (self));
  eval_json_number (json, "without_frames", self->without_frames);
  eval_json_number (json, "aspect", self->aspect);
  append_line (json, config, self->line, self->aspect);
  eval_json_open (json, "files", '{');
  if (!append_file (json, "events", source->events, error)
      || !append_file (json, "vectors", source->vectors, error)
      || !append_file (json, "config", source->config, error))
    return NULL;
  eval_json_close (json, '}');
  eval_json_open (json, "ours", '[');
  g_string_append (json, self->ours->str);
  eval_json_close (json, ']');
  eval_json_open (json, "frames", '[');
  g_string_append (json, self->frames->str);
  eval_json_close (json, ']');
  eval_json_close (json, '}');
  return g_steal_pointer (&json);
}

/* Names are anybody's: within a script element no text may look like its end. */
static void
escape_for_script (GString *json)
{
  g_string_replace (json, "<", "\\u003c", 0);
}

/* Only page.html holds places to fill, and each text is put in once, so data cannot add any. */
static char *
fill_page (const char *data)
{
  static const char *const places[] = { "css", "data", "count", "page" };
  static const char *const files[] = { "page.css", NULL, "count.js", "page.js" };
  g_autoptr (GBytes) template = g_resources_lookup_data ("/aisle/audit/page.html", 0, NULL);
  g_autoptr (GString) page = g_string_new (NULL);
  const char *at = g_bytes_get_data (template, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autofree char *place = g_strdup_printf ("@%s@", places[i]);
    g_autofree char *path = g_strconcat ("/aisle/audit/", files[i], NULL);
    g_autoptr (GBytes) file = files[i] ? g_resources_lookup_data (path, 0, NULL) : NULL;
    const char *found = strstr (at, place);

    g_string_append_len (page, at, found - at);
    g_string_append (page, file ? (const char *) g_bytes_get_data (file, NULL) : data);
    at = found + strlen (place);
  }
  g_string_append (page, at);
  return g_string_free (g_steal_pointer (&page), FALSE);
}

char *
audit_page_new (const AuditSource *source, GError **error)
{
  g_autoptr (AisleConfig) config = aisle_config_load (source->config, error);
  g_autoptr (GString) frames = g_string_new (NULL);
  g_autoptr (GString) ours = g_string_new (NULL);
  g_autoptr (GString) json = NULL;
  Gathering self = { .source = source, .frames = frames, .ours = ours, .last_kept = -1 };

  g_resources_register (audit_get_resource ());
  if (!config || !(self.line = find_line (config, source, error)))
    return NULL;
  self.camera = g_strdup (config->camera);
  if (gather_frames (&self, error) && gather_events (&self, error))
    json = page_data (&self, config, error);
  g_free (self.camera);
  if (!json)
    return NULL;
  escape_for_script (json);
  return fill_page (json->str);
}
