/* SPDX-License-Identifier: MIT */
/** @file source.c — see source.h */
#include "pipelines/source.h"

#include "pipelines/decoder.h"
#include "pipelines/file-extent.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define BACKOFF_MAX 30

/* A camera's clock drifts against ours by seconds a day. Its times are kept, so that a loaded
 * network bends nothing, until a whole minute of frames came this much off. */
#define DRIFT_MAX (300 * GST_MSECOND)
#define DRIFT_WINDOW (60 * GST_SECOND)

/* News from the streaming thread. */
#define FIRST_FRAME "first-frame"
#define LIMIT "limit"

struct _Source {
  char *uri, *path, *name;
  gboolean live;
  double timeout, limit;
  GstAppSrc *sink;
  SourceCallbacks callbacks;
  gpointer user_data;

  GstElement *decoder; /* NULL between two connections */
  guint bus_watch, watchdog, reconnect, backoff;
  double duration;
  gboolean started, over;
  int is_lost; /* atomic */

  GMutex lock;           /* guards what follows: written by the streaming thread */
  gboolean has_frame;    /* of this connection */
  gboolean any_frame;    /* of any connection */
  gint64 base, offset;   /* pts = running time − base + offset, ns */
  gint64 pts;            /* of the last frame */
  gint64 frame_duration; /* of the last frame, for frames without time */
  gint64 arrival;        /* µs, monotonic, of the last frame */
  gint64 waiting;        /* µs, monotonic, since when a frame is due; NOT_WAITING */
  gint64 origin;         /* µs, monotonic, of pts 0 */
  gint64 least_lag;      /* ns, of the frames since window: arrival − origin − pts */
  gint64 window;         /* ns, pts */
};

/* While the analysis takes its time over a frame, the next one cannot come: that is no silence. */
#define NOT_WAITING G_MAXINT64

static void connect_decoder (Source *source);

gboolean
source_is_live (const char *location)
{
  return g_str_has_prefix (location, "rtsp://") || g_str_has_prefix (location, "rtsps://");
}

static char *
without_credentials (const char *uri)
{
  const char *host = strstr (uri, "://") + 3;
  const char *slash = strchr (host, '/');
  const char *at = g_strrstr_len (host, slash ? slash - host : -1, "@");

  return at ? g_strdup_printf ("%.*s%s", (int) (host - uri), uri, at + 1) : g_strdup (uri);
}

Source *
source_new (const char *location, GstAppSrc *sink, double timeout, double limit,
            const SourceCallbacks *callbacks, gpointer user_data)
{
  Source *source = g_new0 (Source, 1);

  source->live = source_is_live (location);
  source->path = source->live ? NULL : g_strdup (location);
  source->uri = source->live ? g_strdup (location) : NULL;
  source->name = source->live ? without_credentials (location) : g_strdup (location);
  source->timeout = timeout;
  source->limit = limit;
  source->sink = gst_object_ref (sink);
  source->callbacks = *callbacks;
  source->user_data = user_data;
  g_mutex_init (&source->lock);
  return source;
}

static void
disconnect_decoder (Source *source)
{
  g_clear_handle_id (&source->bus_watch, g_source_remove);
  g_clear_handle_id (&source->watchdog, g_source_remove);
  if (!source->decoder)
    return;
  gst_element_set_state (source->decoder, GST_STATE_NULL);
  gst_clear_object (&source->decoder);
}

void
source_free (Source *source)
{
  if (!source)
    return;
  g_clear_handle_id (&source->reconnect, g_source_remove);
  disconnect_decoder (source);
  gst_object_unref (source->sink);
  g_mutex_clear (&source->lock);
  g_free (source->uri);
  g_free (source->path);
  g_free (source->name);
  g_free (source);
}

const char *
source_get_name (const Source *source)
{
  return source->name;
}

double
source_get_duration (const Source *source)
{
  return source->duration;
}

double
source_get_position (Source *source)
{
  g_mutex_lock (&source->lock);
  double position = source->any_frame ? source->pts / 1e9 : 0;
  g_mutex_unlock (&source->lock);
  return position;
}

/* ---- frames: streaming thread ------------------------------------------------------------- */

/* A camera starts at 0, and after a gap goes on by the time that passed; a file keeps its times. */
static void
begin_connection (Source *source, gint64 time, gint64 now)
{
  source->has_frame = TRUE;
  if (source->any_frame)
    source->offset = source->pts + (now - source->arrival) * 1000;
  source->base = source->live ? time : 0;
  source->origin = now - source->offset / 1000;
  source->window = source->offset;
  source->least_lag = G_MAXINT64;
  source->any_frame = TRUE;
}

static void
follow_drift (Source *source, gint64 now)
{
  gint64 lag = (now - source->origin) * 1000 - source->pts;

  source->least_lag = MIN (source->least_lag, lag);
  if (source->pts - source->window < (gint64) DRIFT_WINDOW)
    return;
  if (ABS (source->least_lag) > (gint64) DRIFT_MAX)
    source->offset += source->least_lag;
  source->window = source->pts;
  source->least_lag = G_MAXINT64;
}

static gint64
next_pts (Source *source, GstSample *sample)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  gint64 now = g_get_monotonic_time (), pts;
  guint64 time = gst_segment_to_running_time (gst_sample_get_segment (sample), GST_FORMAT_TIME,
                                              GST_BUFFER_PTS (buffer));

  g_mutex_lock (&source->lock);
  if (time == GST_CLOCK_TIME_NONE)
    time = source->has_frame ? source->pts - source->offset + source->base + source->frame_duration
                             : 0;
  if (!source->has_frame)
    begin_connection (source, time, now);
  source->frame_duration = GST_BUFFER_DURATION_IS_VALID (buffer) ? GST_BUFFER_DURATION (buffer) : 0;
  source->pts = pts = MAX (source->pts, (gint64) time - source->base + source->offset);
  source->arrival = now;
  if (source->live)
    follow_drift (source, now);
  g_mutex_unlock (&source->lock);
  return pts;
}

/* The bus carries news to the main context, and dies with the connection. */
static void
post (Source *source, const char *news)
{
  gst_element_post_message (
      source->decoder,
      gst_message_new_application (GST_OBJECT (source->decoder), gst_structure_new_empty (news)));
}

static void
tell_connected (Source *source, gint64 pts, gint64 before)
{
  if (g_atomic_int_compare_and_exchange (&source->is_lost, TRUE, FALSE))
    source->callbacks.back (pts, (pts - before) / 1e9, source->user_data);
  post (source, FIRST_FRAME);
}

static void
set_waiting (Source *source, gint64 since)
{
  g_mutex_lock (&source->lock);
  source->waiting = since;
  g_mutex_unlock (&source->lock);
}

static GstFlowReturn
push (Source *source, GstSample *sample)
{
  GstFlowReturn result;

  set_waiting (source, NOT_WAITING);
  result = gst_app_src_push_sample (source->sink, sample);
  set_waiting (source, g_get_monotonic_time ());
  return result;
}

static GstFlowReturn
on_frame (GstAppSink *frames, gpointer user_data)
{
  Source *source = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (frames);
  g_autoptr (GstSample) out = NULL;
  g_autoptr (GstBuffer) buffer = NULL;
  gboolean first = !source->has_frame;
  gint64 before = source->pts, pts;

  if (!sample || !gst_sample_get_buffer (sample))
    return GST_FLOW_EOS;
  pts = next_pts (source, sample);
  if (first)
    tell_connected (source, pts, before);
  if (source->limit > 0 && pts >= source->limit * 1e9) {
    post (source, LIMIT);
    return GST_FLOW_EOS;
  }
  buffer = gst_buffer_copy (gst_sample_get_buffer (sample));
  GST_BUFFER_PTS (buffer) = pts;
  GST_BUFFER_DTS (buffer) = GST_CLOCK_TIME_NONE;
  out = gst_sample_new (buffer, gst_sample_get_caps (sample), NULL, NULL);
  return push (source, out);
}

/* Tags carry the date of a recording. */
static void
on_event (GstEvent *event, gpointer user_data)
{
  Source *source = user_data;

  if (GST_EVENT_TYPE (event) == GST_EVENT_TAG)
    gst_element_send_event (GST_ELEMENT (source->sink), gst_event_ref (event));
}

/* ---- connection: main context ------------------------------------------------------------- */

static void
end (Source *source, const GError *error)
{
  source->over = TRUE;
  g_clear_handle_id (&source->watchdog, g_source_remove);
  gst_app_src_end_of_stream (source->sink);
  source->callbacks.ended (error, source->user_data);
}

static gboolean
on_reconnect (gpointer user_data)
{
  Source *source = user_data;

  source->reconnect = 0;
  connect_decoder (source);
  return G_SOURCE_REMOVE;
}

/* The connection is gone: a camera that delivered once is called again, all else is the end. */
static void
lose (Source *source, const GError *error)
{
  if (!source->live || !source->started) {
    end (source, error);
    return;
  }
  disconnect_decoder (source);
  if (g_atomic_int_compare_and_exchange (&source->is_lost, FALSE, TRUE))
    source->callbacks.lost (source->pts, (g_get_monotonic_time () - source->arrival) / 1e6,
                            source->user_data);
  source->backoff = CLAMP (source->backoff * 2, 1, BACKOFF_MAX);
  source->reconnect = g_timeout_add_seconds (source->backoff, on_reconnect, source);
}

static void
begin (Source *source)
{
  source->backoff = 0;
  if (source->started || source->over)
    return;
  source->started = TRUE;
  source->duration = source->live ? 0 : decoder_get_duration (source->decoder);
  source->callbacks.started (source->user_data);
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer user_data)
{
  Source *source = user_data;
  g_autoptr (GError) error = decoder_explain (message, source->name);

  if (gst_message_has_name (message, FIRST_FRAME))
    begin (source);
  if (gst_message_has_name (message, LIMIT)) {
    source->bus_watch = 0;
    end (source, NULL);
    return G_SOURCE_REMOVE;
  }
  if (!error && GST_MESSAGE_TYPE (message) != GST_MESSAGE_EOS)
    return G_SOURCE_CONTINUE;
  if (!error && !source->live && file_extent_is_cut (source->path))
    error = g_error_new (GST_STREAM_ERROR, GST_STREAM_ERROR_DEMUX,
                         "'%s' is cut off: its end is missing", source->name);
  else if (!error && !source->any_frame)
    error =
        g_error_new (GST_STREAM_ERROR, GST_STREAM_ERROR_DECODE, "'%s' has no frames", source->name);
  source->bus_watch = 0; /* returning G_SOURCE_REMOVE takes it away */
  lose (source, error);
  return G_SOURCE_REMOVE;
}

static gboolean
on_watchdog (gpointer user_data)
{
  Source *source = user_data;
  g_autoptr (GError) error = NULL;
  double silence, patience;

  g_mutex_lock (&source->lock);
  silence = (g_get_monotonic_time () - source->waiting) / 1e6;
  patience = source->has_frame && source->live ? SOURCE_STALL : source->timeout;
  g_mutex_unlock (&source->lock);
  if (silence < patience)
    return G_SOURCE_CONTINUE;
  error = g_error_new (GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_READ,
                       "'%s' gave no frame within %g s", source->name, patience);
  source->watchdog = 0;
  lose (source, error);
  return G_SOURCE_REMOVE;
}

static void
connect_decoder (Source *source)
{
  const DecoderCallbacks callbacks = { on_frame, on_event };
  g_autoptr (GError) error = NULL;
  g_autoptr (GstBus) bus = NULL;

  source->has_frame = FALSE;
  set_waiting (source, g_get_monotonic_time ());
  source->decoder = decoder_new (source->uri, &callbacks, source, &error);
  if (!source->decoder) {
    end (source, error);
    return;
  }
  bus = gst_element_get_bus (source->decoder);
  source->bus_watch = gst_bus_add_watch (bus, on_message, source);
  source->watchdog = g_timeout_add (200, on_watchdog, source);
  gst_element_set_state (source->decoder, GST_STATE_PLAYING);
}

gboolean
source_start (Source *source, GError **error)
{
  if (!source->live) {
    /* Opening a pipe that nobody writes to would wait for ever. */
    if (!g_file_test (source->path, G_FILE_TEST_IS_REGULAR) || g_access (source->path, R_OK) != 0) {
      g_set_error (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_FOUND, "'%s' %s", source->name,
                   g_file_test (source->path, G_FILE_TEST_EXISTS)
                       ? "cannot be read: it is no file, or not readable"
                       : "does not exist");
      return FALSE;
    }
    source->uri = gst_filename_to_uri (source->path, error);
    if (!source->uri)
      return FALSE;
  }
  connect_decoder (source);
  return TRUE;
}

void
source_stop (Source *source)
{
  if (source->over)
    return;
  source->over = TRUE;
  g_clear_handle_id (&source->reconnect, g_source_remove);
  gst_app_src_end_of_stream (source->sink);
}
