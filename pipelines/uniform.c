/* SPDX-License-Identifier: MIT */
/** @file uniform.c — `aisle uniform`: what staff wears, from a few pictures. */
#include "gst/core/uniform.h"

#include <gst/app/app.h>
#include <gst/video/video.h>

#include "pipelines/cli.h"

#define TIMEOUT (20 * GST_SECOND)

static GstSample *
first_frame (GstElement *pipeline)
{
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PAUSED);
  GstMessage *message =
      gst_bus_timed_pop_filtered (bus, TIMEOUT, GST_MESSAGE_ASYNC_DONE | GST_MESSAGE_ERROR);
  gboolean done = message && GST_MESSAGE_TYPE (message) == GST_MESSAGE_ASYNC_DONE;
  GstSample *sample = done ? gst_app_sink_try_pull_preroll (GST_APP_SINK (sink), TIMEOUT) : NULL;
  g_clear_pointer (&message, gst_message_unref);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return sample;
}

/* One RGB frame of the picture. Returns: (transfer full): NULL with @error. */
static GstSample *
decode (const char *path, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *uri = gst_filename_to_uri (absolute, error);
  g_autoptr (GstElement) pipeline =
      uri ? gst_parse_launch ("uridecodebin name=source ! videoconvert ! "
                              "video/x-raw,format=RGB ! appsink name=sink sync=false",
                              error)
          : NULL;
  if (!pipeline)
    return NULL;
  g_autoptr (GstElement) source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  g_object_set (source, "uri", uri, NULL);
  GstSample *sample = first_frame (pipeline);
  if (!sample)
    g_set_error (error, AISLE_UNIFORM_ERROR, AISLE_UNIFORM_ERROR_FILE,
                 "%s: expected a picture (PNG or JPEG)", path);
  return sample;
}

static gboolean
measure (GstSample *sample, AisleAppearance *look)
{
  GstVideoInfo info;
  GstVideoFrame frame;
  if (!gst_video_info_from_caps (&info, gst_sample_get_caps (sample))
      || !gst_video_frame_map (&frame, &info, gst_sample_get_buffer (sample), GST_MAP_READ))
    return FALSE;
  AisleBox whole = { 0, 0, (float) info.width, (float) info.height, 1, 0 };
  AislePicture picture = { .colours = AISLE_COLOURS_RGB,
                           .full_range = TRUE,
                           .width = (guint) info.width,
                           .height = (guint) info.height };
  for (guint i = 0; i < 3; i++)
    picture.planes[i] = (AislePlane) { GST_VIDEO_FRAME_COMP_DATA (&frame, i),
                                       (gsize) GST_VIDEO_FRAME_COMP_STRIDE (&frame, i),
                                       (guint) GST_VIDEO_FRAME_COMP_PSTRIDE (&frame, i), 0, 0 };
  gboolean measured = aisle_appearance_measure (&picture, &whole, look);
  gst_video_frame_unmap (&frame);
  return measured;
}

static gboolean
look_at (const char *path, AisleAppearance *look, GError **error)
{
  GstSample *sample = decode (path, error);
  if (!sample)
    return FALSE;
  gboolean measured = measure (sample, look);
  gst_sample_unref (sample);
  if (!measured)
    g_set_error (error, AISLE_UNIFORM_ERROR, AISLE_UNIFORM_ERROR_LOOKS,
                 "%s: expected a picture of a person from head to feet", path);
  return measured;
}

static int
enrol (const char *out, char **pictures, guint n)
{
  AisleAppearance looks[AISLE_UNIFORM_MOST];
  g_autoptr (GError) error = NULL;
  gst_init (NULL, NULL);
  for (guint i = 0; i < n; i++)
    if (!look_at (pictures[i], &looks[i], &error))
      return cli_fail ("%s", error->message);
  g_autofree AisleUniform *uniform = aisle_uniform_new (looks, n, &error);
  if (!uniform)
    return cli_fail ("%s", error->message);
  g_autofree char *text = aisle_uniform_to_json (uniform);
  if (!g_file_set_contents (out, text, -1, &error))
    return cli_fail ("%s", error->message);
  cli_say ("%s: from %u pictures; alike from %.3f on", out, n, (double) uniform->threshold);
  return CLI_OK;
}

static int
run (int argc, char **argv)
{
  if (!cli_parse (&command_uniform, "OUT.json PICTURE…", CLI_UP_TO (AISLE_UNIFORM_MOST + 1), NULL,
                  &argc, &argv))
    return CLI_USAGE;
  if (argc < 3)
    return cli_misuse ("uniform needs OUT.json and at least one picture of somebody in uniform");
  return enrol (argv[1], argv + 2, (guint) argc - 2);
}

const CliCommand command_uniform = { "uniform", "Learn what staff wears from a few pictures", run };
