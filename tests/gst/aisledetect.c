/* SPDX-License-Identifier: MIT */
/** @file aisledetect.c The element aisledetect with a tiny model: pictures, caps, errors, time. */
#include <gst/video/video.h>
#include <string.h>

#include "gst/detector-event.h"
#include "tests/gst/frames.h"

#define MODEL "aisledetect name=d device=cpu model=" TINY_MODEL

/* ---- pictures ------------------------------------------------------------------------------ */

/** A black RGB picture of @width × @height with a red block; rows lie @stride bytes apart. */
static GstBuffer *
picture (guint width, guint height, gsize stride, guint x, guint y, guint w, guint h, guint8 red)
{
  const gsize size = stride * height;
  guint8 *bytes = g_malloc0 (size);
  for (guint row = y; row < y + h; row++)
    for (guint column = x; column < x + w; column++)
      bytes[row * stride + 3 * column] = red;
  GstBuffer *buffer = gst_buffer_new_wrapped (bytes, size);
  gsize offsets[GST_VIDEO_MAX_PLANES] = { 0 };
  gint strides[GST_VIDEO_MAX_PLANES] = { (gint) stride };
  gst_buffer_add_video_meta_full (buffer, GST_VIDEO_FRAME_FLAG_NONE, GST_VIDEO_FORMAT_RGB, width,
                                  height, 1, offsets, strides);
  GST_BUFFER_PTS (buffer) = 0;
  return buffer;
}

/** 64 × 64 with a block on the cell of column 5 and row 7: its box is 12, 20, 16 × 16. */
static GstBuffer *
usual_picture (void)
{
  return picture (64, 64, 192, 20, 28, 4, 4, 255);
}

static GstHarness *
detect (const char *launch, guint width, guint height, const char *more)
{
  GstHarness *harness = gst_harness_new_parse (launch);
  g_autofree char *caps = g_strdup_printf (
      "video/x-raw,format=RGB,width=%u,height=%u,framerate=10/1%s", width, height, more);
  gst_harness_set_src_caps_str (harness, caps);
  return harness;
}

static void
expect_boxes (GstBuffer *buffer, guint n)
{
  GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (buffer);
  fail_unless (meta != NULL);
  fail_unless_equals_int (gst_analytics_relation_get_length (meta), n);
}

static void
expect_box (GstBuffer *buffer, const char *label, int x, int y, int w, int h, float confidence,
            float tolerance)
{
  GstAnalyticsMtd od;
  int got_x, got_y, got_w, got_h;
  float got;
  expect_boxes (buffer, 1);
  fail_unless (frame_find (buffer, gst_analytics_od_mtd_get_mtd_type (), 0, &od));
  gst_analytics_od_mtd_get_location (&od, &got_x, &got_y, &got_w, &got_h, &got);
  fail_unless_equals_string (g_quark_to_string (gst_analytics_od_mtd_get_obj_type (&od)), label);
  fail_unless_equals_int (got_x, x);
  fail_unless_equals_int (got_y, y);
  fail_unless_equals_int (got_w, w);
  fail_unless_equals_int (got_h, h);
  fail_unless (got >= confidence - tolerance && got <= confidence + tolerance, "confidence %f",
               got);
}

GST_START_TEST (every_format_is_looked_at)
{
  /* The block's red by format: a grey picture has its luma, BT.601; chroma is subsampled. */
  static const struct {
    const char *format;
    float confidence, tolerance;
  } cases[] = {
    { "RGB", 1, 0.01f },     { "BGR", 1, 0.01f },  { "RGBx", 1, 0.01f }, { "RGBA", 1, 0.01f },
    { "BGRx", 1, 0.01f },    { "BGRA", 1, 0.01f }, { "xRGB", 1, 0.01f }, { "ARGB", 1, 0.01f },
    { "xBGR", 1, 0.01f },    { "ABGR", 1, 0.01f }, { "I420", 1, 0.25f }, { "NV12", 1, 0.25f },
    { "GRAY8", 0.3f, 0.1f },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *launch =
        g_strdup_printf ("videoconvert ! video/x-raw,format=%s ! " MODEL, cases[i].format);
    GstHarness *harness = detect (launch, 64, 64, "");
    GST_INFO ("format %s", cases[i].format);
    g_autoptr (GstBuffer) out = gst_harness_push_and_pull (harness, usual_picture ());
    expect_box (out, "Person", 12, 20, 16, 16, cases[i].confidence, cases[i].tolerance);
    gst_harness_teardown (harness);
  }
}
GST_END_TEST;

GST_START_TEST (odd_sizes_and_padded_rows)
{
  GstHarness *harness = detect (MODEL, 63, 61, "");
  /* 63 × 61 is letterboxed to 64 × 64: centre of the block at 22.3, 30.5 of the input. */
  g_autoptr (GstBuffer) plain =
      gst_harness_push_and_pull (harness, picture (63, 61, 192, 20, 27, 8, 8, 255));
  g_autoptr (GstBuffer) padded =
      gst_harness_push_and_pull (harness, picture (63, 61, 512, 20, 27, 8, 8, 255));
  GstAnalyticsMtd a, b;
  fail_unless (frame_find (plain, gst_analytics_od_mtd_get_mtd_type (), 0, &a));
  fail_unless (frame_find (padded, gst_analytics_od_mtd_get_mtd_type (), 0, &b));
  int ax, ay, aw, ah, bx, by, bw, bh;
  float ac, bc;
  gst_analytics_od_mtd_get_location (&a, &ax, &ay, &aw, &ah, &ac);
  gst_analytics_od_mtd_get_location (&b, &bx, &by, &bw, &bh, &bc);
  fail_unless (ax == bx && ay == by && aw == bw && ah == bh && ac == bc);
  fail_unless (ABS (ax + aw / 2 - 22) <= 4 && ABS (ay + ah / 2 - 29) <= 4, "at %d, %d", ax, ay);
  fail_unless_equals_int (aw, 16);
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (new_caps_mean_new_sizes)
{
  GstHarness *harness = detect (MODEL, 64, 64, "");
  g_autoptr (GstBuffer) small = gst_harness_push_and_pull (harness, usual_picture ());
  expect_box (small, "Person", 12, 20, 16, 16, 1, 0.01f);
  gst_harness_set_src_caps_str (harness, "video/x-raw,format=RGB,width=128,height=128");
  g_autoptr (GstBuffer) large =
      gst_harness_push_and_pull (harness, picture (128, 128, 384, 40, 56, 8, 8, 255));
  expect_box (large, "Person", 24, 40, 32, 32, 1, 0.01f);
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (pixels_need_not_be_square)
{
  GstHarness *harness = detect (MODEL, 32, 64, ",pixel-aspect-ratio=2/1");
  g_autoptr (GstBuffer) out =
      gst_harness_push_and_pull (harness, picture (32, 64, 96, 10, 28, 2, 4, 255));
  GstAnalyticsMtd od;
  int x, y, w, h;
  fail_unless (frame_find (out, gst_analytics_od_mtd_get_mtd_type (), 0, &od));
  gst_analytics_od_mtd_get_location (&od, &x, &y, &w, &h, NULL);
  fail_unless_equals_int (x, 6);
  fail_unless_equals_int (y, 20);
  fail_unless_equals_int (w, 8);
  fail_unless_equals_int (h, 16);
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (extreme_sizes)
{
  static const guint sizes[][2] = { { 1, 1 }, { 1, 1000 }, { 1000, 1 }, { 7680, 4320 } };
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    const guint w = sizes[i][0], h = sizes[i][1];
    GstHarness *harness = detect (MODEL " input-size=64x64", w, h, "");
    g_autoptr (GstBuffer) out =
        gst_harness_push_and_pull (harness, picture (w, h, (3 * w + 3) / 4 * 4, 0, 0, 0, 0, 0));
    expect_boxes (out, 0);
    gst_harness_teardown (harness);
  }
}
GST_END_TEST;

/* ---- properties ---------------------------------------------------------------------------- */

GST_START_TEST (threshold_and_classes)
{
  GstHarness *harness = detect (MODEL " threshold=0.4", 64, 64, "");
  g_autoptr (GstBuffer) weak =
      gst_harness_push_and_pull (harness, picture (64, 64, 192, 20, 28, 4, 4, 100));
  expect_boxes (weak, 0);
  g_autoptr (GstBuffer) strong =
      gst_harness_push_and_pull (harness, picture (64, 64, 192, 20, 28, 4, 4, 110));
  expect_box (strong, "Person", 12, 20, 16, 16, 110 / 255.f, 0.01f);
  gst_harness_teardown (harness);

  harness = detect (MODEL " classes=car", 64, 64, "");
  g_autoptr (GstBuffer) other = gst_harness_push_and_pull (harness, usual_picture ());
  expect_boxes (other, 0);
  gst_harness_teardown (harness);

  harness = detect (MODEL " classes=\"CAR, person\"", 64, 64, "");
  g_autoptr (GstBuffer) both = gst_harness_push_and_pull (harness, usual_picture ());
  expect_box (both, "Person", 12, 20, 16, 16, 1, 0.01f);
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (an_interval_skips_frames)
{
  GstHarness *harness = detect (MODEL " interval=3", 64, 64, "");
  for (int i = 0; i < 9; i++) {
    GstBuffer *in = usual_picture ();
    /* As buffers of a pool come back: with the emptied meta of their last use. */
    if (i % 2)
      gst_buffer_add_analytics_relation_meta (in);
    g_autoptr (GstBuffer) out = gst_harness_push_and_pull (harness, in);
    fail_unless ((gst_buffer_get_analytics_relation_meta (out) != NULL) == (i % 3 == 0), "frame %d",
                 i);
  }
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (boxes_join_those_of_others)
{
  GstHarness *harness = detect (MODEL, 64, 64, "");
  GstBuffer *in = usual_picture ();
  frame_add_object (in, "dog", 1, 2, 3, 4, 0.5f);
  g_autoptr (GstBuffer) out = gst_harness_push_and_pull (harness, in);
  expect_boxes (out, 2);
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (the_model_is_announced)
{
  GstHarness *harness = detect (MODEL, 64, 64, "");
  gst_buffer_unref (gst_harness_push_and_pull (harness, usual_picture ()));
  g_autoptr (GstEvent) event =
      gst_pad_get_sticky_event (harness->sinkpad, GST_EVENT_CUSTOM_DOWNSTREAM_STICKY, 0);
  float high = 0;
  fail_unless (event != NULL && gst_aisle_model_event_parse (event, &high));
  fail_unless_equals_float (high, 0.25f);
  fail_unless_equals_string (gst_structure_get_string (gst_event_get_structure (event), "name"),
                             "tiny-detector");
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (two_elements_share_a_model)
{
  GstHarness *a = detect (MODEL, 64, 64, ""), *b = detect (MODEL, 64, 64, "");
  for (int i = 0; i < 3; i++) {
    g_autoptr (GstBuffer) from_a = gst_harness_push_and_pull (a, usual_picture ());
    g_autoptr (GstBuffer) from_b =
        gst_harness_push_and_pull (b, picture (64, 64, 192, 40, 28, 4, 4, 255));
    expect_box (from_a, "Person", 12, 20, 16, 16, 1, 0.01f);
    expect_box (from_b, "Person", 32, 20, 16, 16, 1, 0.01f);
  }
  gst_harness_teardown (a);
  g_autoptr (GstBuffer) alone = gst_harness_push_and_pull (b, usual_picture ());
  expect_box (alone, "Person", 12, 20, 16, 16, 1, 0.01f);
  gst_harness_teardown (b);
}
GST_END_TEST;

/* ---- failing ------------------------------------------------------------------------------- */

static const struct {
  const char *properties;
  const char *domain;
  int code;
  const char *part; /**< of the sentence */
} bad_settings[] = {
  { "model=no-such-model", "resource", GST_RESOURCE_ERROR_NOT_FOUND, "no-such-model" },
  { "model=/nonexistent/x.onnx", "resource", GST_RESOURCE_ERROR_NOT_FOUND, "/nonexistent/x.onnx" },
  { "model=" TINY_MODEL " device=no-such-device", "resource", GST_RESOURCE_ERROR_NOT_FOUND,
    "no-such-device" },
  { "model=" TINY_MODEL " precision=int8", "resource", GST_RESOURCE_ERROR_SETTINGS,
    "precision=fp32" },
  { "model=" TINY_MODEL " input-size=64", "resource", GST_RESOURCE_ERROR_SETTINGS, "384x288" },
  { "model=" TINY_MODEL " input-size=0x64", "resource", GST_RESOURCE_ERROR_SETTINGS, "384x288" },
  { "model=" TINY_MODEL " input-size=64x64x", "resource", GST_RESOURCE_ERROR_SETTINGS, "384x288" },
  { "model=" TINY_MODEL " classes=unicorn", "library", GST_LIBRARY_ERROR_SETTINGS, "Person, Car" },
};

/** With on-error=pass what would be an error is one warning, and the video goes on. */
static void
expect_video_without_boxes (GstElement *element, GstBus *bus, const char *caps)
{
  GstHarness *harness = gst_harness_new_with_element (element, "sink", "src");
  gst_harness_set_src_caps_str (harness, caps);
  for (int i = 0; i < 3; i++) {
    g_autoptr (GstBuffer) out = gst_harness_push_and_pull (harness, usual_picture ());
    fail_unless (out != NULL && gst_buffer_get_analytics_relation_meta (out) == NULL);
  }
  g_autoptr (GstMessage) warning = pop_message (bus, GST_MESSAGE_WARNING);
  fail_unless (gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR) == NULL);
  gst_element_set_bus (element, NULL);
  gst_harness_teardown (harness);
}

GST_START_TEST (bad_settings_are_one_error)
{
  g_autofree char *launch = g_strdup_printf ("aisledetect %s", bad_settings[__i__].properties);
  GstElement *element = gst_parse_launch (launch, NULL);
  g_autoptr (GstBus) bus = gst_bus_new ();
  gst_element_set_bus (element, bus);
  fail_unless_equals_int (gst_element_set_state (element, GST_STATE_READY),
                          GST_STATE_CHANGE_FAILURE);
  expect_one_error (bus,
                    g_str_equal (bad_settings[__i__].domain, "library") ? GST_LIBRARY_ERROR
                                                                        : GST_RESOURCE_ERROR,
                    bad_settings[__i__].code, bad_settings[__i__].part);
  gst_element_set_state (element, GST_STATE_NULL);

  g_object_set (element, "on-error", 1, NULL);
  expect_video_without_boxes (element, bus, "video/x-raw,format=RGB,width=64,height=64");
  gst_object_unref (element);
}
GST_END_TEST;

/** The network cannot have the size that is asked for: seen when the frame's size is known. */
GST_START_TEST (a_model_that_does_not_fit_is_one_error)
{
  GstElement *element = gst_parse_launch (MODEL " input-size=2x2", NULL);
  g_autoptr (GstBus) bus = gst_bus_new ();
  gst_element_set_bus (element, bus);
  GstHarness *harness = gst_harness_new_with_element (element, "sink", "src");
  gst_harness_set_src_caps_str (harness, "video/x-raw,format=RGB,width=64,height=64");
  fail_unless (gst_harness_push (harness, usual_picture ()) != GST_FLOW_OK);
  g_autoptr (GstMessage) message = pop_message (bus, GST_MESSAGE_ERROR);
  gst_harness_teardown (harness);

  g_object_set (element, "on-error", 1, NULL);
  expect_video_without_boxes (element, bus, "video/x-raw,format=RGB,width=64,height=64");
  gst_object_unref (element);
}
GST_END_TEST;

static const struct {
  const char *caps;
  const char *part;
} bad_caps[] = {
  { "video/x-raw(memory:VAMemory),format=NV12,width=64,height=64", "vapostproc" },
  { "video/x-raw(memory:GLMemory),format=RGBA,width=64,height=64", "gldownload" },
  { "video/x-raw,format=NV12,width=64,height=64,interlace-mode=interleaved", "deinterlace" },
};

GST_START_TEST (bad_caps_are_one_error)
{
  GstHarness *harness = gst_harness_new_parse (MODEL);
  g_autoptr (GstElement) element = gst_harness_find_element (harness, "aisledetect");
  g_autoptr (GstBus) bus = gst_bus_new ();
  gst_element_set_bus (element, bus);
  gst_harness_set_src_caps_str (harness, bad_caps[__i__].caps);
  fail_unless_equals_int (gst_harness_push (harness, usual_picture ()), GST_FLOW_NOT_NEGOTIATED);
  expect_one_error (bus, GST_STREAM_ERROR, GST_STREAM_ERROR_FORMAT, bad_caps[__i__].part);
  gst_element_set_bus (element, NULL);
  gst_harness_teardown (harness);

  GstElement *passing = gst_parse_launch (MODEL " on-error=pass", NULL);
  gst_element_set_bus (passing, bus);
  expect_video_without_boxes (passing, bus, bad_caps[__i__].caps);
  gst_object_unref (passing);
}
GST_END_TEST;

GST_START_TEST (system_memory_is_preferred)
{
  GstHarness *harness = gst_harness_new_parse (MODEL);
  g_autoptr (GstCaps) both =
      gst_caps_from_string ("video/x-raw(memory:VAMemory),format=NV12; video/x-raw,format=NV12");
  g_autoptr (GstCaps) only = gst_caps_from_string ("video/x-raw(memory:VAMemory),format=NV12");
  g_autoptr (GstCaps) of_both = gst_pad_peer_query_caps (harness->srcpad, both);
  g_autoptr (GstCaps) of_only = gst_pad_peer_query_caps (harness->srcpad, only);
  fail_if (gst_caps_is_empty (of_both));
  for (guint i = 0; i < gst_caps_get_size (of_both); i++)
    fail_unless (gst_caps_features_is_equal (gst_caps_get_features (of_both, i),
                                             GST_CAPS_FEATURES_MEMORY_SYSTEM_MEMORY));
  fail_if (gst_caps_is_empty (of_only));
  gst_harness_teardown (harness);
}
GST_END_TEST;

/* ---- time ---------------------------------------------------------------------------------- */

GST_START_TEST (looking_takes_one_frame_of_latency)
{
  GstHarness *harness = detect (MODEL, 64, 64, "");
  gst_harness_set_upstream_latency (harness, 30 * GST_MSECOND);
  gst_buffer_unref (gst_harness_push_and_pull (harness, usual_picture ()));
  fail_unless_equals_uint64 (gst_harness_query_latency (harness), 130 * GST_MSECOND);
  gst_harness_teardown (harness);
}
GST_END_TEST;

static guint64
dropped_of (GstHarness *harness)
{
  guint64 dropped;
  gst_harness_get (harness, "aisledetect", "dropped", &dropped, NULL);
  return dropped;
}

static void
push_at (GstHarness *harness, GstClockTime pts, gboolean looked_at)
{
  GstBuffer *in = usual_picture ();
  GST_BUFFER_PTS (in) = pts;
  g_autoptr (GstBuffer) out = gst_harness_push_and_pull (harness, in);
  fail_unless ((gst_buffer_get_analytics_relation_meta (out) != NULL) == looked_at);
}

static guint
count_qos (GstHarness *harness)
{
  guint n = 0;
  GstEvent *event;
  while ((event = gst_harness_try_pull_upstream_event (harness)) != NULL) {
    n += GST_EVENT_TYPE (event) == GST_EVENT_QOS;
    gst_event_unref (event);
  }
  return n;
}

GST_START_TEST (a_late_sink_means_less_looking_not_less_video)
{
  GstHarness *harness = detect (MODEL, 64, 64, "");
  gst_harness_set_live (harness, FALSE);
  g_autoptr (GPtrArray) record = harness_record (harness);
  push_at (harness, 0, TRUE);
  gst_harness_push_upstream_event (
      harness,
      gst_event_new_qos (GST_QOS_TYPE_UNDERFLOW, 2.0, 200 * GST_MSECOND, 100 * GST_MSECOND));
  fail_unless_equals_int (count_qos (harness), 0);
  push_at (harness, 100 * GST_MSECOND, FALSE);
  push_at (harness, 400 * GST_MSECOND, FALSE);
  fail_unless_equals_uint64 (dropped_of (harness), 2);
  fail_unless_equals_string (g_ptr_array_index (record, record->len - 2), "custom-downstream");

  /* Not looking was not enough: now it concerns those upstream. */
  gst_harness_push_upstream_event (
      harness,
      gst_event_new_qos (GST_QOS_TYPE_UNDERFLOW, 2.0, 50 * GST_MSECOND, 400 * GST_MSECOND));
  fail_unless_equals_int (count_qos (harness), 1);
  push_at (harness, 600 * GST_MSECOND, TRUE);
  fail_unless_equals_uint64 (dropped_of (harness), 2);

  gst_harness_push_upstream_event (
      harness, gst_event_new_qos (GST_QOS_TYPE_UNDERFLOW, 2.0, GST_SECOND, GST_SECOND));
  gst_harness_push_event (harness, gst_event_new_flush_start ());
  gst_harness_push_event (harness, gst_event_new_flush_stop (TRUE));
  GstSegment segment;
  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_harness_push_event (harness, gst_event_new_segment (&segment));
  push_at (harness, 0, TRUE);
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (a_live_pipeline_drops_by_the_clock)
{
  GstHarness *harness = gst_harness_new_parse (MODEL);
  gst_harness_use_testclock (harness);
  gst_harness_set_src_caps_str (harness,
                                "video/x-raw,format=RGB,width=64,height=64,framerate=10/1");
  fail_unless_equals_uint64 (gst_harness_query_latency (harness), 100 * GST_MSECOND);
  gst_harness_push_upstream_event (harness, gst_event_new_latency (100 * GST_MSECOND));
  gst_harness_set_time (harness, GST_SECOND);
  push_at (harness, 900 * GST_MSECOND, TRUE);
  push_at (harness, 899 * GST_MSECOND, FALSE);
  push_at (harness, GST_SECOND, TRUE);
  fail_unless_equals_uint64 (dropped_of (harness), 1);
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (timestamps_that_lag_are_got_used_to)
{
  GstHarness *harness = gst_harness_new_parse (MODEL);
  gst_harness_use_testclock (harness);
  gst_harness_set_src_caps_str (harness,
                                "video/x-raw,format=RGB,width=64,height=64,framerate=10/1");
  gst_harness_query_latency (harness);
  gst_harness_push_upstream_event (harness, gst_event_new_latency (100 * GST_MSECOND));
  /* Ten seconds behind the clock, from the first frame on. */
  for (int i = 0; i < 40; i++) {
    const GstClockTime pts = (guint64) i * 100 * GST_MSECOND;
    gst_harness_set_time (harness, pts + 10 * GST_SECOND);
    push_at (harness, pts, i >= 20);
  }
  fail_unless_equals_uint64 (dropped_of (harness), 20);
  /* From there on, late is what falls behind that. */
  gst_harness_set_time (harness, (4000 + 10000 + 101) * GST_MSECOND);
  push_at (harness, 4000 * GST_MSECOND, FALSE);
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (states_go_up_and_down)
{
  GstElement *element = gst_parse_launch (MODEL, NULL);
  for (int i = 0; i < 5; i++)
    for (GstState state = GST_STATE_READY; state <= GST_STATE_PLAYING; state++) {
      fail_unless (gst_element_set_state (element, state) != GST_STATE_CHANGE_FAILURE);
      if (i % 2)
        fail_unless (gst_element_set_state (element, GST_STATE_READY) == GST_STATE_CHANGE_SUCCESS);
      fail_unless (gst_element_set_state (element, GST_STATE_NULL) == GST_STATE_CHANGE_SUCCESS);
    }
  ASSERT_OBJECT_REFCOUNT (element, "aisledetect", 1);
  gst_object_unref (element);
}
GST_END_TEST;

static Suite *
aisledetect_suite (void)
{
  Suite *suite = suite_create ("aisledetect");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (suite, tc);
  tcase_add_test (tc, every_format_is_looked_at);
  tcase_add_test (tc, odd_sizes_and_padded_rows);
  tcase_add_test (tc, new_caps_mean_new_sizes);
  tcase_add_test (tc, pixels_need_not_be_square);
  tcase_add_test (tc, extreme_sizes);
  tcase_add_test (tc, threshold_and_classes);
  tcase_add_test (tc, an_interval_skips_frames);
  tcase_add_test (tc, boxes_join_those_of_others);
  tcase_add_test (tc, the_model_is_announced);
  tcase_add_test (tc, two_elements_share_a_model);
  tcase_add_loop_test (tc, bad_settings_are_one_error, 0, G_N_ELEMENTS (bad_settings));
  tcase_add_test (tc, a_model_that_does_not_fit_is_one_error);
  tcase_add_loop_test (tc, bad_caps_are_one_error, 0, G_N_ELEMENTS (bad_caps));
  tcase_add_test (tc, system_memory_is_preferred);
  tcase_add_test (tc, looking_takes_one_frame_of_latency);
  tcase_add_test (tc, a_late_sink_means_less_looking_not_less_video);
  tcase_add_test (tc, a_live_pipeline_drops_by_the_clock);
  tcase_add_test (tc, timestamps_that_lag_are_got_used_to);
  tcase_add_test (tc, states_go_up_and_down);
  return suite;
}

GST_CHECK_MAIN (aisledetect);
