/* SPDX-License-Identifier: MIT */
/**
 * @file decoder.h
 * The pipeline from a file or camera to raw frames: uridecodebin → deinterlace → videoconvert →
 * appsink; and its errors in words that say what to do.
 */
#pragma once

#include <gst/app/app.h>

G_BEGIN_DECLS

/** Called in the streaming thread. */
typedef struct {
  GstFlowReturn (*frame) (GstAppSink *sink, gpointer user_data);
  void (*event) (GstEvent *event, gpointer user_data); /**< @event stays the caller's */
} DecoderCallbacks;

/**
 * Of @uri's streams the first video is decoded, the others are left alone. Raw video comes out in
 * system memory, in one of the formats that aisledetect takes. A camera is read over TCP.
 * Returns: (transfer full): a pipeline in state NULL; NULL when GStreamer lacks an element.
 */
GstElement *decoder_new (const char *uri, const DecoderCallbacks *callbacks, gpointer user_data,
                         GError **error);

/** The length of the video in seconds that the container states, 0 when it states none. */
double decoder_get_duration (GstElement *decoder);

/**
 * @message: from the decoder's bus. @name: of the source, for the sentence.
 * Returns: (transfer full): NULL when @message is not of an error.
 */
GError *decoder_explain (GstMessage *message, const char *name);

G_END_DECLS
