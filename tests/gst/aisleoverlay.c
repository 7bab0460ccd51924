/* SPDX-License-Identifier: MIT */
/** @file aisleoverlay.c aisleoverlay: pixels change where they must and nowhere else. */
#include "tests/gst/pictures.h"

#include <glib/gstdio.h>
#include <gst/aisle/aisle.h>

/* A zone at the top left, whose label is drawn before the line. */
#define CORNER                                                                                     \
  "{\"lines\": [{\"name\": \"e\", \"points\": [[0.8, 0.5], [0.8, 0.9]], \"in\": [0.9, 0.7]}],"     \
  " \"zones\": [{\"name\": \"z\", \"polygon\": [[0, 0.1], [0.2, 0.1], [0.2, 0.2], [0, 0.2]]}]}"

#define DOOR                                                                                       \
  "{\"camera\": \"door\", \"lines\": [{\"name\": \"e\", \"points\": [[0.5, 0.3], [0.5, 0.9]],"     \
  " \"in\": [0.9, 0.5]}]}"

GST_START_TEST (test_nothing_to_draw)
{
  static const char *const formats[] = { "I420", "NV12", "GRAY8", "RGB", "BGRx" };
  GstVideoInfo info = video_info (formats[__i__], 321, 241);
  GstHarness *harness = new_overlay ("", &info);
  GstBuffer *out = gst_harness_push_and_pull (harness, make_frame (&info));

  fail_unless_equals_int (count_all (&info, out), 0);
  gst_buffer_unref (out);
  gst_harness_teardown (harness);
}
GST_END_TEST;

/* The box's edge and the label above it; not its inside, not the rest of the frame. */
GST_START_TEST (test_person)
{
  static const char *const formats[] = { "I420", "NV12", "GRAY8", "RGB", "BGRx" };
  GstVideoInfo info = video_info (formats[__i__], 321, 241);
  GstHarness *harness = new_overlay ("", &info);
  GstBuffer *frame = make_frame (&info), *out;

  add_person (frame, 100, 80, 60, 120, 7);
  out = gst_harness_push_and_pull (harness, frame);
  fail_unless (count_changed (&info, out, 98, 150, 103, 151) > 0);  /* left edge */
  fail_unless (count_changed (&info, out, 158, 150, 163, 151) > 0); /* right edge */
  fail_unless (count_changed (&info, out, 130, 198, 131, 203) > 0); /* lower edge */
  fail_unless (count_changed (&info, out, 100, 66, 115, 78) > 50);  /* label */
  fail_unless_equals_int (count_changed (&info, out, 104, 84, 156, 196), 0);
  fail_unless_equals_int (count_changed (&info, out, 0, 0, 321, 60), 0);
  fail_unless_equals_int (count_changed (&info, out, 0, 0, 96, 241), 0);
  fail_unless_equals_int (count_changed (&info, out, 166, 0, 321, 241), 0);
  fail_unless_equals_int (count_changed (&info, out, 0, 205, 321, 241), 0);
  gst_buffer_unref (out);
  gst_harness_teardown (harness);
}
GST_END_TEST;

/* The arrow lies on the IN side, here the right one. */
GST_START_TEST (test_line)
{
  g_autofree char *path = write_config (DOOR);
  g_autofree char *properties = g_strconcat ("config=", path, NULL);
  GstVideoInfo info = video_info ("RGB", 401, 301);
  GstHarness *harness = new_overlay (properties, &info);
  GstBuffer *out = gst_harness_push_and_pull (harness, make_frame (&info));

  fail_unless (count_changed (&info, out, 199, 110, 203, 260) > 300);
  fail_unless (count_changed (&info, out, 205, 150, 230, 210) > 20);
  fail_unless_equals_int (count_changed (&info, out, 0, 110, 196, 260), 0);
  fail_unless (count_changed (&info, out, 0, 290, 30, 301) > 50); /* the camera's name */
  fail_unless_equals_int (count_changed (&info, out, 300, 0, 401, 301), 0);
  gst_buffer_unref (out);
  gst_harness_teardown (harness);
  g_unlink (path);
}
GST_END_TEST;

/* Each shape is drawn for itself: between zone and line there is nothing. */
GST_START_TEST (test_shapes_are_apart)
{
  g_autofree char *path = write_config (CORNER);
  g_autofree char *properties = g_strconcat ("config=", path, NULL);
  GstVideoInfo info = video_info ("RGB", 400, 300);
  GstHarness *harness = new_overlay (properties, &info);
  GstBuffer *out = gst_harness_push_and_pull (harness, make_frame (&info));

  fail_unless (count_changed (&info, out, 0, 30, 80, 60) > 2000);
  fail_unless (count_changed (&info, out, 318, 160, 322, 265) > 200);
  fail_unless_equals_int (count_changed (&info, out, 90, 0, 300, 260), 0);
  gst_buffer_unref (out);
  gst_harness_teardown (harness);
  g_unlink (path);
}
GST_END_TEST;

static void
count_in (GstBuffer *buffer, guint64 in)
{
  GstAnalyticsRelationMeta *meta = gst_buffer_add_analytics_relation_meta (buffer);

  gst_aisle_relation_meta_add_line_mtd (meta, "e", in, 0, 0, 0, NULL);
}

GST_START_TEST (test_counts)
{
  g_autofree char *path = write_config (DOOR);
  g_autofree char *properties = g_strconcat ("config=", path, NULL);
  GstVideoInfo info = video_info ("RGB", 401, 301);
  GstHarness *harness = new_overlay (properties, &info);
  GstBuffer *three = make_frame (&info), *eight = make_frame (&info);
  GstMapInfo a, b;

  count_in (three, 3);
  count_in (eight, 8);
  three = gst_harness_push_and_pull (harness, three);
  eight = gst_harness_push_and_pull (harness, eight);
  gst_buffer_map (three, &a, GST_MAP_READ);
  gst_buffer_map (eight, &b, GST_MAP_READ);
  fail_unless (memcmp (a.data, b.data, a.size) != 0);
  gst_buffer_unmap (three, &a);
  gst_buffer_unmap (eight, &b);
  gst_buffer_unref (three);
  gst_buffer_unref (eight);
  gst_harness_teardown (harness);
  g_unlink (path);
}
GST_END_TEST;

GST_START_TEST (test_renegotiation)
{
  static const struct {
    const char *format;
    guint width, height;
  } sizes[] = { { "I420", 321, 241 }, { "RGB", 64, 48 }, { "NV12", 1, 1 }, { "I420", 640, 7 } };
  GstVideoInfo start = video_info ("BGRx", 100, 100);
  GstHarness *harness = new_overlay ("", &start);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    GstVideoInfo info = video_info (sizes[i].format, sizes[i].width, sizes[i].height);
    GstBuffer *frame = make_frame (&info), *out;

    gst_harness_set_src_caps (harness, gst_video_info_to_caps (&info));
    add_person (frame, 0, 0, (int) sizes[i].width, (int) sizes[i].height, 1);
    out = gst_harness_push_and_pull (harness, frame);
    fail_unless_equals_int (gst_buffer_get_size (out), info.size);
    fail_unless (count_all (&info, out) > 0);
    gst_buffer_unref (out);
  }
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (test_boxes_from_anywhere)
{
  GstVideoInfo info = video_info ("I420", 64, 48);
  GstHarness *harness = new_overlay ("", &info);
  GstBuffer *frame = make_frame (&info), *out;

  add_person (frame, G_MININT, G_MININT, G_MAXINT, G_MAXINT, 1);
  add_person (frame, 1000000, 1000000, 10, 10, G_MAXUINT64);
  add_person (frame, 10, 10, 0, 0, 2);
  add_person (frame, 30, 30, -5, -5, 0);
  out = gst_harness_push_and_pull (harness, frame);
  fail_unless_equals_int (gst_buffer_get_size (out), info.size);
  gst_buffer_unref (out);
  gst_harness_teardown (harness);
}
GST_END_TEST;

/* Rows with padding, as decoders give them: what lies between rows is not touched. */
GST_START_TEST (test_padded_rows)
{
  GstVideoInfo info = video_info ("GRAY8", 61, 48);
  GstHarness *harness = new_overlay ("", &info);
  GstBuffer *frame = gst_buffer_new_allocate (NULL, 128 * 48, NULL), *out;
  gsize offset[GST_VIDEO_MAX_PLANES] = { 0 };
  gint stride[GST_VIDEO_MAX_PLANES] = { 128 };
  GstMapInfo map;

  gst_buffer_memset (frame, 0, 0x50, 128 * 48);
  gst_buffer_add_video_meta_full (frame, GST_VIDEO_FRAME_FLAG_NONE, GST_VIDEO_FORMAT_GRAY8, 61, 48,
                                  1, offset, stride);
  add_person (frame, 5, 15, 40, 30, 1);
  out = gst_harness_push_and_pull (harness, frame);
  fail_unless (count_changed (&info, out, 0, 0, 61, 48) > 0);
  gst_buffer_map (out, &map, GST_MAP_READ);
  for (guint y = 0; y < 48; y++)
    for (guint x = 61; x < 128; x++)
      fail_unless_equals_int (map.data[y * 128 + x], 0x50);
  gst_buffer_unmap (out, &map);
  gst_buffer_unref (out);
  gst_harness_teardown (harness);
}
GST_END_TEST;

/* A sink that draws compositions gets one, and the pixels as they were. */
GST_START_TEST (test_attached)
{
  GstVideoInfo info = video_info ("I420", 321, 241);
  GstHarness *harness = gst_harness_new ("aisleoverlay");
  GstCaps *caps = gst_video_info_to_caps (&info), *both = gst_caps_copy (caps);
  GstVideoOverlayCompositionMeta *meta;
  GstBuffer *frame = make_frame (&info), *out;

  gst_caps_set_features (both, 0,
                         gst_caps_features_new (GST_CAPS_FEATURE_MEMORY_SYSTEM_MEMORY,
                                                GST_CAPS_FEATURE_META_GST_VIDEO_OVERLAY_COMPOSITION,
                                                NULL));
  gst_harness_add_propose_allocation_meta (harness, GST_VIDEO_OVERLAY_COMPOSITION_META_API_TYPE,
                                           NULL);
  gst_harness_set_sink_caps (harness, gst_caps_merge (gst_caps_copy (caps), both));
  gst_harness_set_src_caps (harness, caps);
  add_person (frame, 100, 80, 60, 120, 7);
  out = gst_harness_push_and_pull (harness, frame);
  meta = gst_buffer_get_video_overlay_composition_meta (out);
  fail_unless (meta != NULL);
  fail_unless_equals_int (gst_video_overlay_composition_n_rectangles (meta->overlay), 1);
  fail_unless_equals_int (count_all (&info, out), 0);
  gst_buffer_unref (out);
  gst_harness_teardown (harness);
}
GST_END_TEST;

static void
stand (GstBuffer *buffer, GstClockTime pts)
{
  GstAnalyticsRelationMeta *meta = gst_buffer_add_analytics_relation_meta (buffer);
  GstAnalyticsODMtd object;
  GstAnalyticsTrackingMtd tracking;
  GstAnalyticsMtd presence;

  GST_BUFFER_PTS (buffer) = pts;
  gst_analytics_relation_meta_add_od_mtd (meta, 0, 150, 60, 20, 60, 0.9f, &object);
  gst_analytics_relation_meta_add_tracking_mtd (meta, 1, 0, &tracking);
  const GstAislePresence standing = { .track = 99, .x = 0.5, .y = 0.5 };
  gst_aisle_relation_meta_add_presence_mtd (meta, &standing, NULL, &presence);
  gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO, object.id,
                                            tracking.id);
  gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO, object.id,
                                            presence.id);
}

/* Each is drawn where it belongs: the queue's area, the place's number, the banner. */
GST_START_TEST (test_places)
{
  g_autofree char *path = write_config (
      "{\"queues\": [{\"name\": \"q\", \"area\": [[0.7, 0.7], [0.9, 0.7], [0.9, 0.9], [0.7, 0.9]],"
      " \"service\": [[0.1, 0.8], [0.2, 0.8], [0.2, 0.9], [0.1, 0.9]]}]}");
  g_autofree char *properties = g_strdup_printf ("config=%s", path);
  GstVideoInfo info = video_info ("RGB", 320, 240);
  GstHarness *harness = new_overlay (properties, &info);
  GstBuffer *out = gst_harness_push_and_pull (harness, make_frame (&info));
  GstBuffer *frame = make_frame (&info);
  GstAnalyticsRelationMeta *meta = gst_buffer_add_analytics_relation_meta (frame);

  fail_unless (count_changed (&info, out, 240, 180, 270, 200) > 500); /* area */
  fail_unless (count_changed (&info, out, 36, 196, 60, 210) > 200);   /* service point */
  fail_unless_equals_int (count_changed (&info, out, 0, 0, 320, 140), 0);
  gst_buffer_unref (out);
  gst_aisle_relation_meta_add_occupancy_mtd (meta, "shop", 3, NULL);
  gst_aisle_relation_meta_add_sight_mtd (meta, "covered", 5, NULL);
  out = gst_harness_push_and_pull (harness, frame);
  fail_unless (count_changed (&info, out, 0, 0, 40, 12) > 100);        /* occupancy */
  fail_unless (count_changed (&info, out, 200, 115, 320, 125) > 1000); /* banner */
  fail_unless_equals_int (count_changed (&info, out, 0, 20, 320, 100), 0);
  gst_buffer_unref (out);
  gst_harness_teardown (harness);
  g_unlink (path);
}
GST_END_TEST;

static void
add_member (GstAnalyticsRelationMeta *meta, int x, guint64 group)
{
  const GstAisleMotion motion = { .group = group, .distance = -1, .speed = -1 };
  GstAnalyticsODMtd object;
  GstAnalyticsMtd mtd;

  gst_analytics_relation_meta_add_od_mtd (meta, 0, x, 60, 20, 100, 0.9f, &object);
  gst_aisle_relation_meta_add_motion_mtd (meta, &motion, &mtd);
  gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO, object.id,
                                            mtd.id);
}

/* A line from feet to feet between two of a group, none between strangers. */
GST_START_TEST (test_group)
{
  GstVideoInfo info = video_info ("RGB", 320, 240);
  GstHarness *harness = new_overlay ("", &info);
  GstBuffer *frame = make_frame (&info), *out;
  GstAnalyticsRelationMeta *meta = gst_buffer_add_analytics_relation_meta (frame);

  add_member (meta, 40, 7);
  add_member (meta, 200, 8);
  add_member (meta, 120, 7);
  out = gst_harness_push_and_pull (harness, frame);
  fail_unless (count_changed (&info, out, 90, 157, 92, 163) > 0);
  fail_unless_equals_int (count_changed (&info, out, 150, 150, 190, 170), 0);
  gst_buffer_unref (out);
  gst_harness_teardown (harness);
}
GST_END_TEST;

/* Someone stood in the middle for a second and is gone: the place stays warm. */
GST_START_TEST (test_heat_map)
{
  GstVideoInfo info = video_info ("RGB", 320, 240);
  GstHarness *harness = new_overlay ("heat-map=true", &info);
  GstBuffer *out;

  for (guint i = 0; i <= 10; i++) {
    GstBuffer *frame = make_frame (&info);
    stand (frame, i * GST_SECOND / 10);
    gst_buffer_unref (gst_harness_push_and_pull (harness, frame));
  }
  out = make_frame (&info);
  GST_BUFFER_PTS (out) = 2 * GST_SECOND;
  out = gst_harness_push_and_pull (harness, out);
  fail_unless (count_changed (&info, out, 155, 115, 165, 125) > 20);
  fail_unless_equals_int (count_changed (&info, out, 0, 0, 100, 240), 0);
  gst_buffer_unref (out);
  gst_harness_teardown (harness);
}
GST_END_TEST;

/* After a seek back the way to where someone stood before is none: no second is taken away. */
GST_START_TEST (test_heat_map_after_a_seek)
{
  static const guint64 seconds[] = { 1, 2, 1 };
  GstVideoInfo info = video_info ("RGB", 320, 240);
  GstHarness *harness = new_overlay ("heat-map=true", &info);
  GstBuffer *out = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++) {
    out = make_frame (&info);
    stand (out, seconds[i] * GST_SECOND);
    gst_buffer_unref (gst_harness_push_and_pull (harness, out));
  }
  out = make_frame (&info);
  GST_BUFFER_PTS (out) = GST_SECOND;
  out = gst_harness_push_and_pull (harness, out);
  fail_unless (count_changed (&info, out, 155, 115, 165, 125) > 20);
  gst_buffer_unref (out);
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (test_broken_config)
{
  g_autofree char *path = write_config ("{\"lines\": [{\"name\": \"e\", \"points\": 7}]}");
  GstElement *overlay = gst_element_factory_make ("aisleoverlay", NULL);
  GstBus *bus = gst_bus_new ();
  GstMessage *message;
  GError *error = NULL;

  gst_element_set_bus (overlay, bus);
  g_object_set (overlay, "config", path, NULL);
  fail_unless_equals_int (gst_element_set_state (overlay, GST_STATE_PAUSED),
                          GST_STATE_CHANGE_FAILURE);
  message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
  gst_message_parse_error (message, &error, NULL);
  fail_unless (strstr (error->message, path) && strstr (error->message, "points"), "%s",
               error->message);
  g_error_free (error);
  gst_message_unref (message);
  gst_element_set_state (overlay, GST_STATE_NULL);
  gst_element_set_bus (overlay, NULL); /* its messages refer to the element */
  gst_object_unref (bus);
  gst_object_unref (overlay);
  g_unlink (path);
}
GST_END_TEST;

static Suite *
overlay_suite (void)
{
  Suite *suite = suite_create ("overlay");
  TCase *tcase = tcase_create ("aisleoverlay");

  suite_add_tcase (suite, tcase);
  tcase_add_loop_test (tcase, test_nothing_to_draw, 0, 5);
  tcase_add_loop_test (tcase, test_person, 0, 5);
  tcase_add_test (tcase, test_line);
  tcase_add_test (tcase, test_shapes_are_apart);
  tcase_add_test (tcase, test_counts);
  tcase_add_test (tcase, test_renegotiation);
  tcase_add_test (tcase, test_boxes_from_anywhere);
  tcase_add_test (tcase, test_padded_rows);
  tcase_add_test (tcase, test_attached);
  tcase_add_test (tcase, test_places);
  tcase_add_test (tcase, test_group);
  tcase_add_test (tcase, test_heat_map);
  tcase_add_test (tcase, test_heat_map_after_a_seek);
  tcase_add_test (tcase, test_broken_config);
  return suite;
}

GST_CHECK_MAIN (overlay)
