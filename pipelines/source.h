/* SPDX-License-Identifier: MIT */
/**
 * @file source.h
 * Frames of a file or a camera, pushed into an appsrc as raw video with stream time as pts.
 *
 * The source is a pipeline of its own, so that a camera which goes away is taken down and built
 * anew while the analysis keeps its state and its clock:
 *
 *     uridecodebin → deinterlace → videoconvert → appsink ⇒ appsrc → analysis
 *
 * A file is read once, as fast as the analysis takes it. A camera starts at pts 0 and goes on for
 * ever: when it is lost after its first frame the source connects again with back-off (1 s,
 * doubling, at most 30 s), and pts go on by the time that passed. A camera counts as lost when
 * its connection fails or ends, or when no frame came for SOURCE_STALL seconds. Time that the
 * analysis takes over a frame does not count.
 *
 * Threads: everything runs on the default main context, except the pushing of frames.
 */
#pragma once

#include <gst/app/app.h>

G_BEGIN_DECLS

#define SOURCE_STALL 5

typedef struct _Source Source;

/** Told on the default main context, `back` in the thread that pushes. */
typedef struct {
  /** The first frame has come: the analysis can be set to PLAYING. */
  void (*started) (gpointer user_data);
  /** The camera is lost since @gap seconds. @pts: ns of stream time of the last frame. */
  void (*lost) (gint64 pts, double gap, gpointer user_data);
  /** The next frame has @pts and comes after @gap seconds without. */
  void (*back) (gint64 pts, double gap, gpointer user_data);
  /** No frame will come any more; @error is NULL at the regular end of a file. */
  void (*ended) (const GError *error, gpointer user_data);
} SourceCallbacks;

/** Whether @location is a camera (rtsp://, rtsps://) and not a file. */
gboolean source_is_live (const char *location);

/**
 * @location: path of a file or rtsp://…; @sink: where frames go, stays the caller's.
 * @timeout: seconds to wait for a first frame, of a file for each. @limit: seconds of stream time
 * after which the stream ends, 0 for none. Nothing happens before source_start().
 */
Source *source_new (const char *location, GstAppSrc *sink, double timeout, double limit,
                    const SourceCallbacks *callbacks, gpointer user_data);
/** The analysis must take no frames any more (its state is NULL or its appsrc has ended). */
void source_free (Source *source);

/**
 * Returns: FALSE with one sentence in @error when @location is no readable file.
 * Everything that goes wrong later is told by the callbacks.
 */
gboolean source_start (Source *source, GError **error);
/** Ends the stream as a file's end does: the analysis gets EOS, no callback comes any more. */
void source_stop (Source *source);

/** Seconds that a file is long, 0 when unknown or live. */
double source_get_duration (const Source *source);
/** Seconds of stream time of the last frame pushed; any thread. */
double source_get_position (Source *source);
/** @location without a user name and password, for messages. */
const char *source_get_name (const Source *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Source, source_free)

G_END_DECLS
