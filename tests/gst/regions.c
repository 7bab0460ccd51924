/* SPDX-License-Identifier: MIT */
/** @file regions.c aisledetect looks closer: a person who is too small for the whole frame. */
#include <glib/gstdio.h>
#include <gst/video/video.h>

#include "tests/gst/frames.h"

/* The frame is four times as large as the network's input. */
#define SIZE 1024
#define MODEL "aisledetect device=cpu input-size=256x256 model=" TINY_MODEL
#define LINE "{\"lines\": [{\"name\": \"door\", \"points\": [[0.5, 0.49], [0.5, 0.51]],"           \
             " \"in\": [0.9, 0.5]}]}"

static char *folder, *config_path;

static void
write_config (const char *text)
{
  fail_unless (g_file_set_contents (config_path, text, -1, NULL));
}

static void
set_up (void)
{
  folder = g_dir_make_tmp ("aisle-regions-XXXXXX", NULL);
  config_path = g_build_filename (folder, "door.json", NULL);
  write_config (LINE);
}

static void
tear_down (void)
{
  g_remove (config_path);
  g_rmdir (folder);
  g_clear_pointer (&config_path, g_free);
  g_clear_pointer (&folder, g_free);
}

static GstHarness *
detect (const char *properties, guint size, const char *format)
{
  g_autofree char *launch =
      g_strdup_printf ("videoconvert ! video/x-raw,format=%s ! " MODEL " %s config=%s", format,
                       properties, config_path);
  g_autofree char *caps = g_strdup_printf (
      "video/x-raw,format=RGB,width=%u,height=%u,framerate=10/1", size, size);
  GstHarness *harness = gst_harness_new_parse (launch);
  gst_harness_set_src_caps_str (harness, caps);
  return harness;
}

/* Black, with a red block of 4 × 4 pixels: a sixteenth of a cell in the whole frame. */
static GstBuffer *
picture (guint size, guint x, guint y, double seconds)
{
  const gsize stride = GST_ROUND_UP_4 (3 * size);
  guint8 *bytes = g_malloc0 (stride * size);
  for (guint row = y; row < y + 4; row++)
    for (guint column = x; column < x + 4; column++)
      bytes[row * stride + 3 * column] = 255;
  GstBuffer *buffer = gst_buffer_new_wrapped (bytes, stride * size);
  GST_BUFFER_PTS (buffer) = (GstClockTime) (seconds * GST_SECOND);
  return buffer;
}

/** How many boxes; of a single one the place and confidence. */
static guint
found (GstHarness *harness, GstBuffer *in, int *x, int *y, float *confidence)
{
  g_autoptr (GstBuffer) out = gst_harness_push_and_pull (harness, in);
  GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (out);
  GstAnalyticsMtd od;
  int w, h;
  fail_unless (meta != NULL);
  const guint n = (guint) gst_analytics_relation_get_length (meta);
  if (n == 1) {
    fail_unless (frame_find (out, gst_analytics_od_mtd_get_mtd_type (), 0, &od));
    gst_analytics_od_mtd_get_location (&od, x, y, &w, &h, confidence);
    fail_unless (w == 16 && h == 16, "%d × %d", w, h);
  }
  return n;
}

static guint
count (GstHarness *harness, guint x, guint y, double seconds)
{
  int left, top;
  float confidence;
  return found (harness, picture (SIZE, x, y, seconds), &left, &top, &confidence);
}

GST_START_TEST (a_small_person_is_seen)
{
  static const char *const formats[] = { "RGB", "BGRx", "I420", "NV12" };
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    GstHarness *harness = detect ("regions=config", SIZE, formats[i]);
    int x, y;
    float confidence;
    GST_INFO ("format %s", formats[i]);
    fail_unless_equals_int (found (harness, picture (SIZE, 500, 508, 0), &x, &y, &confidence), 1);
    fail_unless_equals_int (x, 492);
    fail_unless_equals_int (y, 500);
    fail_unless (confidence > 0.6f, "%f", confidence);
    gst_harness_teardown (harness);
  }
}
GST_END_TEST;

GST_START_TEST (not_without_looking_closer)
{
  static const char *const without[] = { "regions=off", "regions=config max-regions=0" };
  for (guint i = 0; i < G_N_ELEMENTS (without); i++) {
    GstHarness *harness = detect (without[i], SIZE, "RGB");
    fail_unless_equals_int (count (harness, 500, 508, 0), 0);
    gst_harness_teardown (harness);
  }
}
GST_END_TEST;

GST_START_TEST (not_far_from_lines_and_zones)
{
  GstHarness *harness = detect ("regions=config", SIZE, "RGB");
  fail_unless_equals_int (count (harness, 100, 100, 0), 0);
  gst_harness_teardown (harness);
}
GST_END_TEST;

/* Who walks in is seen when the place has its turn, within a second, and then on each frame. */
GST_START_TEST (auto_finds_who_comes_and_stays_with_him)
{
  GstHarness *harness = detect ("regions=auto", SIZE, "RGB");
  guint first = 0;
  for (guint i = 0; i < 20; i++)
    fail_unless_equals_int (count (harness, 100, 100, i / 10.0), 0);
  for (guint i = 20; i < 50; i++) {
    const guint n = count (harness, 500, 508, i / 10.0);
    if (n == 1 && first == 0)
      first = i;
    fail_unless_equals_int (n, first > 0);
  }
  fail_unless (first >= 20 && first <= 30, "%u", first);
  gst_harness_teardown (harness);
}
GST_END_TEST;

/* A door in the corner of a frame of odd size. */
GST_START_TEST (odd_sizes_and_borders)
{
  static const char *const formats[] = { "RGB", "I420", "GRAY8" };
  write_config ("{\"lines\": [{\"name\": \"door\", \"points\": [[0.99, 0.98], [0.99, 1.0]],"
                " \"in\": [0.9, 0.99]}]}");
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    GstHarness *harness = detect ("regions=config threshold=0.02", 1023, formats[i]);
    GstBuffer *corner = picture (1023, 1019, 1019, 0);
    g_autoptr (GstBuffer) out = gst_harness_push_and_pull (harness, corner);
    GstAnalyticsMtd od;
    int x, y, w, h;
    float confidence;
    fail_unless (frame_find (out, gst_analytics_od_mtd_get_mtd_type (), 0, &od));
    gst_analytics_od_mtd_get_location (&od, &x, &y, &w, &h, &confidence);
    fail_unless (x > 1000 && y > 1000 && w == 16, "%d, %d, %d", x, y, w);
    gst_harness_teardown (harness);
  }
}
GST_END_TEST;

/* A half-written config changes nothing; a whole one moves the closer look. */
GST_START_TEST (the_config_is_reloaded)
{
  GstHarness *harness = detect ("regions=config", SIZE, "RGB");
  fail_unless_equals_int (count (harness, 500, 508, 0), 1);
  write_config ("{\"lines\": [");
  g_usleep (1100000);
  fail_unless_equals_int (count (harness, 500, 508, 0.1), 1);
  write_config ("{\"lines\": [{\"name\": \"door\", \"points\": [[0.1, 0.09], [0.1, 0.11]],"
                " \"in\": [0.9, 0.5]}]}");
  g_usleep (1100000);
  fail_unless_equals_int (count (harness, 500, 508, 0.2), 0);
  fail_unless_equals_int (count (harness, 100, 100, 0.3), 1);
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (a_bad_config_is_one_error)
{
  GstElement *element = gst_parse_launch (MODEL, NULL);
  g_autoptr (GstBus) bus = gst_bus_new ();
  g_autoptr (GError) error = NULL;
  write_config ("{\"lines\": 7}");
  g_object_set (element, "config", config_path, NULL);
  gst_element_set_bus (element, bus);
  fail_unless_equals_int (gst_element_set_state (element, GST_STATE_PAUSED),
                          GST_STATE_CHANGE_FAILURE);
  g_autoptr (GstMessage) message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
  fail_unless (message != NULL);
  gst_message_parse_error (message, &error, NULL);
  fail_unless (g_error_matches (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SETTINGS));
  fail_unless (strstr (error->message, "door.json") != NULL, "%s", error->message);
  fail_unless (gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR) == NULL);
  gst_element_set_state (element, GST_STATE_NULL);
  gst_object_unref (element);
}
GST_END_TEST;

static Suite *
regions_suite (void)
{
  Suite *suite = suite_create ("regions");
  TCase *tc = tcase_create ("regions");
  tcase_set_timeout (tc, 120);
  tcase_add_checked_fixture (tc, set_up, tear_down);
  tcase_add_test (tc, a_small_person_is_seen);
  tcase_add_test (tc, not_without_looking_closer);
  tcase_add_test (tc, not_far_from_lines_and_zones);
  tcase_add_test (tc, auto_finds_who_comes_and_stays_with_him);
  tcase_add_test (tc, odd_sizes_and_borders);
  tcase_add_test (tc, the_config_is_reloaded);
  tcase_add_test (tc, a_bad_config_is_one_error);
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (regions);
