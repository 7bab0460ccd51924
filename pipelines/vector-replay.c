/* SPDX-License-Identifier: MIT */
/** @file vector-replay.c — see vector-replay.h */
#include "pipelines/vector-replay.h"

#include "gst/core/recount.h"

#include <gio/gio.h>

typedef struct {
  const VectorListener *listener;
  AisleFootfall *footfall;
  gint64 pts;     /* of the last frame */
  guint64 n_frames;
} Replay;

static void
tell (const Replay *replay, GPtrArray *events)
{
  for (guint i = 0; replay->listener->on_event && i < events->len; i++)
    replay->listener->on_event (events->pdata[i], replay->listener->data);
  g_ptr_array_unref (events);
}

static gboolean
count_frame (Replay *replay, const AisleVectors *frame)
{
  if (replay->n_frames++ == 0)
    aisle_footfall_set_camera (replay->footfall, frame->camera);
  tell (replay, aisle_recount_frame (replay->footfall, frame));
  replay->pts = frame->pts;
  return !replay->listener->on_frame
         || replay->listener->on_frame (frame, replay->footfall, replay->listener->data);
}

/* A run that was cut off leaves half a line at the end: what is whole before it counts. */
static gboolean
is_cut_off (GDataInputStream *lines, gsize length)
{
  gsize next;
  g_autofree char *line = g_data_input_stream_read_line (lines, &next, NULL, NULL);
  return !line && length > 0;
}

static gboolean
count_lines (Replay *replay, GDataInputStream *lines, const char *path, GError **error)
{
  gsize length;
  for (guint64 number = 1;; number++) {
    GError *failure = NULL;
    g_autofree char *line = g_data_input_stream_read_line (lines, &length, NULL, &failure);
    if (!line) {
      if (failure)
        g_propagate_error (error, failure);
      return failure == NULL;
    }
    g_autoptr (AisleVectors) frame = aisle_vectors_parse (line, (gssize) length, &failure);
    if (!frame && number > 1 && is_cut_off (lines, length)) {
      g_error_free (failure);
      return TRUE;
    }
    if (!frame) {
      g_propagate_prefixed_error (error, failure, "%s:%" G_GUINT64_FORMAT ": ", path, number);
      return FALSE;
    }
    if (!count_frame (replay, frame))
      return TRUE;
  }
}

gboolean
vector_replay_run (const char *path, const AisleConfig *config, const VectorListener *listener,
                   GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) bytes = g_file_read (file, NULL, error);
  if (!bytes)
    return FALSE;
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (G_INPUT_STREAM (bytes));
  Replay replay = {
    .listener = listener,
    .footfall = aisle_recount_new (config),
  };
  gboolean ok = count_lines (&replay, lines, path, error);
  if (ok && replay.n_frames > 0)
    tell (&replay, aisle_footfall_finish (replay.footfall, replay.pts));
  aisle_footfall_free (replay.footfall);
  return ok;
}
