/* SPDX-License-Identifier: MIT */
/** @file decoder.c — see decoder.h */
#include "pipelines/decoder.h"

#include <gst/video/video.h>

#define FORMATS "{ I420, NV12, GRAY8, RGB, BGR, RGBx, RGBA, BGRx, BGRA, xRGB, xBGR }"

typedef struct {
  DecoderCallbacks callbacks;
  gpointer user_data;
} Decoder;

static gboolean
is_video (GstCaps *caps)
{
  const char *name = gst_structure_get_name (gst_caps_get_structure (caps, 0));

  return g_str_has_prefix (name, "video/") || g_str_has_prefix (name, "image/");
}

/* Streams that are not video are exposed as they are, unlinked, and cost nothing. */
static gboolean
on_autoplug (GstElement *bin, GstPad *pad, GstCaps *caps, gpointer user_data)
{
  const char *name = gst_structure_get_name (gst_caps_get_structure (caps, 0));

  return !g_str_has_prefix (name, "audio/") && !g_str_has_prefix (name, "text/")
         && !g_str_has_prefix (name, "subpicture/");
}

static void
on_pad_added (GstElement *bin, GstPad *pad, GstElement *convert)
{
  g_autoptr (GstCaps) caps = gst_pad_query_caps (pad, NULL);
  g_autoptr (GstPad) sink = gst_element_get_static_pad (convert, "sink");

  if (!gst_caps_is_empty (caps) && is_video (caps) && !gst_pad_is_linked (sink))
    gst_pad_link (pad, sink);
}

static void
on_no_more_pads (GstElement *bin, GstElement *convert)
{
  g_autoptr (GstPad) sink = gst_element_get_static_pad (convert, "sink");

  if (!gst_pad_is_linked (sink))
    GST_ELEMENT_ERROR (bin, STREAM, WRONG_TYPE, ("no video stream"), (NULL));
}

static gboolean
on_select_stream (GstElement *rtspsrc, guint number, GstCaps *caps, gpointer user_data)
{
  const char *media = gst_structure_get_string (gst_caps_get_structure (caps, 0), "media");

  return g_strcmp0 (media, "video") == 0;
}

static void
on_source_setup (GstElement *bin, GstElement *source, gpointer user_data)
{
  if (!g_object_class_find_property (G_OBJECT_GET_CLASS (source), "add-reference-timestamp-meta"))
    return;
  gst_util_set_object_arg (G_OBJECT (source), "protocols", "tcp");
  gst_util_set_object_arg (G_OBJECT (source), "buffer-mode", "none"); /* the camera's own times */
  g_object_set (source, "add-reference-timestamp-meta", TRUE, "latency", 200, NULL);
  g_signal_connect (source, "select-stream", G_CALLBACK (on_select_stream), NULL);
}

static GstFlowReturn
on_sample (GstAppSink *sink, gpointer user_data)
{
  Decoder *decoder = user_data;

  return decoder->callbacks.frame (sink, decoder->user_data);
}

static GstPadProbeReturn
on_event (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  Decoder *decoder = user_data;

  decoder->callbacks.event (GST_PAD_PROBE_INFO_EVENT (info), decoder->user_data);
  return GST_PAD_PROBE_OK;
}

/* Decoders that pad their rows need not copy: what follows reads strides from GstVideoMeta. */
static gboolean
on_allocation (GstAppSink *sink, GstQuery *query, gpointer user_data)
{
  gst_query_add_allocation_meta (query, GST_VIDEO_META_API_TYPE, NULL);
  return TRUE;
}

static void
set_up_sink (GstElement *sink, Decoder *decoder)
{
  GstAppSinkCallbacks callbacks = { .new_sample = on_sample, .propose_allocation = on_allocation };
  g_autoptr (GstCaps) caps = gst_caps_from_string ("video/x-raw, format = " FORMATS);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (sink, "sink");

  g_object_set (sink, "caps", caps, "sync", FALSE, "max-buffers", 2, NULL);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_event, decoder, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, decoder, g_free);
}

GstElement *
decoder_new (const char *uri, const DecoderCallbacks *callbacks, gpointer user_data, GError **error)
{
  GstElement *pipeline = gst_parse_launch ("uridecodebin name=decode "
                                           "deinterlace name=first ! videoconvert "
                                           "! appsink name=frames",
                                           error);
  g_autoptr (GstElement) decode = NULL;
  g_autoptr (GstElement) first = NULL;
  g_autoptr (GstElement) frames = NULL;
  Decoder *decoder;

  if (!pipeline)
    return NULL;
  decode = gst_bin_get_by_name (GST_BIN (pipeline), "decode");
  first = gst_bin_get_by_name (GST_BIN (pipeline), "first");
  frames = gst_bin_get_by_name (GST_BIN (pipeline), "frames");
  decoder = g_new0 (Decoder, 1);
  *decoder = (Decoder) { *callbacks, user_data };
  set_up_sink (frames, decoder);
  g_object_set (decode, "uri", uri, NULL);
  g_signal_connect (decode, "autoplug-continue", G_CALLBACK (on_autoplug), NULL);
  g_signal_connect (decode, "pad-added", G_CALLBACK (on_pad_added), first);
  g_signal_connect (decode, "no-more-pads", G_CALLBACK (on_no_more_pads), first);
  g_signal_connect (decode, "source-setup", G_CALLBACK (on_source_setup), NULL);
  return pipeline;
}

double
decoder_get_duration (GstElement *decoder)
{
  gint64 duration;

  return gst_element_query_duration (decoder, GST_FORMAT_TIME, &duration) ? duration / 1e9 : 0;
}

static const char *
advice (const GError *error)
{
  if (g_error_matches (error, GST_STREAM_ERROR, GST_STREAM_ERROR_CODEC_NOT_FOUND)
      || g_error_matches (error, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN))
    return "has no decoder on this system: install gstreamer1.0-libav";
  if (error->domain == GST_STREAM_ERROR)
    return "is not a video that can be read";
  if (g_error_matches (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_AUTHORIZED))
    return "wants a user name and password: rtsp://USER:PASSWORD@HOST/...";
  if (g_error_matches (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_FOUND))
    return "was not found";
  if (error->domain == GST_RESOURCE_ERROR)
    return "cannot be read";
  return "stopped";
}

GError *
decoder_explain (GstMessage *message, const char *name)
{
  g_autoptr (GError) cause = NULL;

  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ERROR)
    return NULL;
  gst_message_parse_error (message, &cause, NULL);
  return g_error_new (cause->domain, cause->code, "'%s' %s (%s)", name, advice (cause),
                      g_strchomp (cause->message));
}
