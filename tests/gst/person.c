/* SPDX-License-Identifier: MIT */
/** @file person.c aisledetect with the real model on real frames, against boxes drawn by people. */
#include <stdio.h>

#include "gst/core/box.h"
#include "gst/core/model-info.h"
#include "tests/gst/frames.h"

#define FRAMES 5

typedef struct {
  GArray *truth[FRAMES]; /**< of AisleBox */
  guint frame, n_truth, n_found, n_boxes;
} Score;

static gboolean
read_truth (Score *score, const char *path)
{
  g_autofree char *text = NULL;
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;
  for (guint i = 0; i < FRAMES; i++)
    score->truth[i] = g_array_new (FALSE, FALSE, sizeof (AisleBox));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    int frame, id;
    AisleBox box = { 0 };
    if (sscanf (*line, "%d,%d,%f,%f,%f,%f", &frame, &id, &box.x, &box.y, &box.w, &box.h) == 6
        && frame >= 1 && frame <= FRAMES)
      g_array_append_val (score->truth[frame - 1], box);
  }
  return TRUE;
}

static gboolean
is_found (const AisleBox *truth, GstBuffer *buffer)
{
  GstAnalyticsMtd od;
  for (guint n = 0; frame_find (buffer, gst_analytics_od_mtd_get_mtd_type (), n, &od); n++) {
    int x, y, w, h;
    gst_analytics_od_mtd_get_location (&od, &x, &y, &w, &h, NULL);
    const AisleBox box = { (float) x, (float) y, (float) w, (float) h, 1, 0 };
    if (aisle_box_iou (truth, &box) > 0.5f)
      return TRUE;
  }
  return FALSE;
}

static GstPadProbeReturn
compare (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Score *score = data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  if (score->frame >= FRAMES)
    return GST_PAD_PROBE_OK;
  const GArray *truth = score->truth[score->frame++];
  score->n_truth += truth->len;
  for (guint i = 0; i < truth->len; i++)
    score->n_found += is_found (&g_array_index (truth, AisleBox, i), buffer);
  GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (buffer);
  g_assert_nonnull (meta);
  score->n_boxes += gst_analytics_relation_get_length (meta);
  return GST_PAD_PROBE_OK;
}

static void
run (const char *video, Score *score)
{
  g_autofree char *launch = g_strdup_printf (
      "filesrc location=%s ! decodebin ! videoconvert ! aisledetect threshold=0.4 device=cpu ! "
      "identity eos-after=%d ! fakesink name=sink",
      video, FRAMES + 1);
  GstElement *pipeline = gst_parse_launch (launch, NULL);
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_autoptr (GstPad) pad = gst_element_get_static_pad (sink, "sink");
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, compare, score, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  g_autoptr (GstMessage) message =
      gst_bus_timed_pop_filtered (bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (pipeline);
}

int
main (int argc, char **argv)
{
  Score score = { 0 };
  const char *shared = g_getenv ("AISLE_SHARED");
  g_autofree char *model = aisle_model_find ("person-centernet", NULL);
  g_autofree char *video = g_build_filename (shared ? shared : "", "data/video/vtest.avi", NULL);
  g_autofree char *truth =
      g_build_filename (shared ? shared : "", "data/pets/PETS09-S2L1_frames0001-0500.gt.txt", NULL);
  gst_init (&argc, &argv);
  if (model == NULL || !read_truth (&score, truth) || !g_file_test (video, G_FILE_TEST_EXISTS)) {
    g_print ("skipped: needs the model person-centernet and %s\n", video);
    return 77;
  }
  run (video, &score);
  g_print ("%u of %u people found with %u boxes\n", score.n_found, score.n_truth, score.n_boxes);
  g_assert_cmpint (score.frame, ==, FRAMES);
  g_assert_true (score.n_truth >= 3 * FRAMES);
  g_assert_true (score.n_found >= 0.8 * score.n_truth);
  g_assert_true (score.n_boxes <= 1.3 * score.n_truth);
  for (guint i = 0; i < FRAMES; i++)
    g_array_unref (score.truth[i]);
  return 0;
}
