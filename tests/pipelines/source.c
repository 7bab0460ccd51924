/* SPDX-License-Identifier: MIT */
/** @file source.c — files as sources: whole, cut, missing, no video. Cameras: rtsp.py. */
#include "pipelines/source.h"

#include <gst/check/gstcheck.h>
#include <gst/video/video.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#define FRAMES 20

static char *folder, *clip;

/* What a source did until it ended. */
typedef struct {
  GMainLoop *loop;
  guint frames, started;
  gint64 last_pts;
  double duration;
  char *error;
} Result;

static void
on_started (gpointer user_data)
{
  ((Result *) user_data)->started++;
}

static void
on_lost (gint64 pts, double gap, gpointer user_data)
{
  g_assert_not_reached ();
}

static void
on_back (gint64 pts, double gap, gpointer user_data)
{
  g_assert_not_reached ();
}

static void
on_ended (const GError *error, gpointer user_data)
{
  Result *result = user_data;

  result->error = error ? g_strdup (error->message) : NULL;
  g_main_loop_quit (result->loop);
}

/* An analysis that takes its time over the first frame. */
static guint slow_first_frame; /* seconds */

static GstPadProbeReturn
count_frame (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  Result *result = user_data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);

  if (result->frames++ == 0)
    g_usleep (slow_first_frame * G_USEC_PER_SEC);
  fail_unless ((gint64) GST_BUFFER_PTS (buffer) >= result->last_pts);
  result->last_pts = (gint64) GST_BUFFER_PTS (buffer);
  return GST_PAD_PROBE_OK;
}

static gboolean
give_up (gpointer user_data)
{
  g_assert_not_reached ();
  return FALSE;
}

static Result
read_within (const char *path, double timeout, double limit)
{
  const SourceCallbacks callbacks = { on_started, on_lost, on_back, on_ended };
  Result result = { g_main_loop_new (NULL, FALSE) };
  GstElement *pipeline =
      gst_parse_launch ("appsrc name=s format=time block=true max-buffers=2 max-bytes=0 "
                        "! fakesink name=f sync=false",
                        NULL);
  GstElement *appsrc = gst_bin_get_by_name (GST_BIN (pipeline), "s");
  GstElement *sink = gst_bin_get_by_name (GST_BIN (pipeline), "f");
  GstPad *pad = gst_element_get_static_pad (sink, "sink");
  Source *source = source_new (path, GST_APP_SRC (appsrc), timeout, limit, &callbacks, &result);
  GError *error = NULL;
  guint guard = g_timeout_add_seconds (15, give_up, NULL);

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, count_frame, &result, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  if (source_start (source, &error)) {
    GstBus *bus = gst_element_get_bus (pipeline);
    g_main_loop_run (result.loop);
    gst_message_unref (gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS));
    gst_object_unref (bus);
  } else {
    result.error = g_strdup (error->message);
    g_error_free (error);
  }
  result.duration = source_get_duration (source);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  source_free (source);
  g_source_remove (guard);
  gst_object_unref (pad);
  gst_object_unref (sink);
  gst_object_unref (appsrc);
  gst_object_unref (pipeline);
  g_main_loop_unref (result.loop);
  return result;
}

static Result
read_all (const char *path, double limit)
{
  return read_within (path, 5, limit);
}

static void
make_clip (const char *sources, const char *path)
{
  g_autofree char *launch = g_strdup_printf ("%s ! filesink location=%s", sources, path);
  GstElement *pipeline = gst_parse_launch (launch, NULL);
  GstBus *bus = gst_element_get_bus (pipeline);
  GstMessage *message;

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, 10 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  fail_unless (message && GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS);
  gst_message_unref (message);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (bus);
  gst_object_unref (pipeline);
}

static void
set_up (void)
{
  folder = g_dir_make_tmp ("aisle-XXXXXX", NULL);
  clip = g_build_filename (folder, "clip.avi", NULL);
  make_clip ("videotestsrc num-buffers=20 ! video/x-raw,width=321,height=241,framerate=10/1 "
             "! jpegenc ! avimux",
             clip);
}

static void
tear_down (void)
{
  g_autoptr (GDir) listing = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (listing))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_unlink (path);
  }
  g_rmdir (folder);
  g_free (folder);
  g_free (clip);
}

GST_START_TEST (test_whole)
{
  Result result = read_all (clip, 0);

  fail_unless (result.error == NULL, "%s", result.error);
  fail_unless_equals_int (result.frames, FRAMES);
  fail_unless_equals_int (result.started, 1);
  fail_unless_equals_int64 (result.last_pts, (FRAMES - 1) * GST_SECOND / 10);
  fail_unless (ABS (result.duration - 2.0) < 0.11, "%g", result.duration);
}
GST_END_TEST;

GST_START_TEST (test_limit)
{
  Result result = read_all (clip, 0.5);

  fail_unless (result.error == NULL, "%s", result.error);
  fail_unless_equals_int (result.frames, 5);
}
GST_END_TEST;

/* Cut in the middle of a frame: the frames before it come, and a sentence. */
GST_START_TEST (test_cut)
{
  g_autofree char *path = g_build_filename (folder, "cut.avi", NULL);
  g_autofree char *bytes = NULL;
  gsize length;
  Result result;

  fail_unless (g_file_get_contents (clip, &bytes, &length, NULL));
  fail_unless (g_file_set_contents (path, bytes, (gssize) (length * 6 / 10), NULL));
  result = read_all (path, 0);
  fail_unless (result.frames >= FRAMES / 3 && result.frames < FRAMES, "%u", result.frames);
  fail_unless (strstr (result.error, "is cut off") != NULL, "%s", result.error);
  g_free (result.error);
}
GST_END_TEST;

/* A cold cache of kernels takes longer than a frame may: nobody is to blame but ourselves. */
GST_START_TEST (test_slow_analysis)
{
  Result result;

  slow_first_frame = 2;
  result = read_within (clip, 1, 0);
  slow_first_frame = 0;
  fail_unless (result.error == NULL, "%s", result.error);
  fail_unless_equals_int (result.frames, FRAMES);
}
GST_END_TEST;

/* ---- a decoder that never comes back from its fourth frame --------------------------------- */

typedef GstVideoDecoder StuckDecoder;
typedef GstVideoDecoderClass StuckDecoderClass;
static GType stuck_decoder_get_type (void);
G_DEFINE_TYPE (StuckDecoder, stuck_decoder, GST_TYPE_VIDEO_DECODER)

static guint n_decoded;

static GstFlowReturn
stuck_decoder_handle_frame (GstVideoDecoder *decoder, GstVideoCodecFrame *frame)
{
  if (n_decoded++ == 3)
    g_usleep (3 * G_USEC_PER_SEC);
  if (gst_video_decoder_allocate_output_frame (decoder, frame) != GST_FLOW_OK)
    return GST_FLOW_ERROR;
  return gst_video_decoder_finish_frame (decoder, frame);
}

static gboolean
stuck_decoder_set_format (GstVideoDecoder *decoder, GstVideoCodecState *state)
{
  gst_video_codec_state_unref (
      gst_video_decoder_set_output_state (decoder, GST_VIDEO_FORMAT_GRAY8, 16, 16, state));
  return gst_video_decoder_negotiate (decoder);
}

static void
stuck_decoder_class_init (StuckDecoderClass *klass)
{
  static GstStaticPadTemplate sink = GST_STATIC_PAD_TEMPLATE (
      "sink", GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS ("image/jpeg"));
  static GstStaticPadTemplate src = GST_STATIC_PAD_TEMPLATE ("src", GST_PAD_SRC, GST_PAD_ALWAYS,
                                                             GST_STATIC_CAPS ("video/x-raw"));
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);

  gst_element_class_add_static_pad_template (element_class, &sink);
  gst_element_class_add_static_pad_template (element_class, &src);
  gst_element_class_set_static_metadata (element_class, "stuck", "Codec/Decoder/Video", "Sticks",
                                         "Aisle");
  klass->set_format = stuck_decoder_set_format;
  klass->handle_frame = stuck_decoder_handle_frame;
}

static void
stuck_decoder_init (StuckDecoder *decoder)
{
}

/* A file is given up as well when it gives nothing more. */
GST_START_TEST (test_stuck)
{
  Result result;

  fail_unless (gst_element_register (NULL, "stuck", G_MAXINT, stuck_decoder_get_type ()));
  result = read_within (clip, 1, 0);
  fail_unless_equals_int (result.started, 1);
  fail_unless (result.frames < 4, "%u", result.frames);
  fail_unless (result.error && strstr (result.error, "gave no frame within 1 s"), "%s",
               result.error);
  g_free (result.error);
}
GST_END_TEST;

static void
check_refused (const char *path, const char *words)
{
  Result result = read_all (path, 0);

  fail_unless_equals_int (result.frames, 0);
  fail_unless_equals_int (result.started, 0);
  fail_unless (result.error && strstr (result.error, words), "%s", result.error);
  g_free (result.error);
}

GST_START_TEST (test_refused)
{
  g_autofree char *text = g_build_filename (folder, "text.avi", NULL);
  g_autofree char *sound = g_build_filename (folder, "sound.wav", NULL);
  g_autofree char *empty = g_build_filename (folder, "empty.avi", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe.avi", NULL);

  check_refused ("/nowhere/clip.avi", "does not exist");
  check_refused (folder, "no file");
  fail_unless (mkfifo (pipe, 0600) == 0);
  check_refused (pipe, "no file");
  fail_unless (g_file_set_contents (text, "Three people went in.\n", -1, NULL));
  check_refused (text, "is not a video");
  fail_unless (g_file_set_contents (empty, "", 0, NULL));
  check_refused (empty, "is not a video");
  make_clip ("audiotestsrc num-buffers=5 ! wavenc", sound);
  check_refused (sound, "is not a video");
}
GST_END_TEST;

GST_START_TEST (test_names)
{
  const SourceCallbacks callbacks = { on_started, on_lost, on_back, on_ended };
  GstElement *appsrc = gst_object_ref_sink (gst_element_factory_make ("appsrc", NULL));
  Source *source = source_new ("rtsp://joe:pass@word@door:554/a@b", GST_APP_SRC (appsrc), 1, 0,
                               &callbacks, NULL);

  fail_unless_equals_string (source_get_name (source), "rtsp://door:554/a@b");
  source_free (source);
  gst_object_unref (appsrc);
  fail_unless (source_is_live ("rtsps://door"));
  fail_if (source_is_live ("rtsp.avi"));
}
GST_END_TEST;

static Suite *
source_suite (void)
{
  Suite *suite = suite_create ("source");
  TCase *tcase = tcase_create ("files");

  suite_add_tcase (suite, tcase);
  tcase_set_timeout (tcase, 60);
  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_add_test (tcase, test_whole);
  tcase_add_test (tcase, test_limit);
  tcase_add_test (tcase, test_cut);
  tcase_add_test (tcase, test_slow_analysis);
  tcase_add_test (tcase, test_refused);
  tcase_add_test (tcase, test_names);
  tcase_add_test (tcase, test_stuck); /* last: its decoder stays registered */
  return suite;
}

GST_CHECK_MAIN (source)
