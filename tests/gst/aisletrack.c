/* SPDX-License-Identifier: MIT */
/** @file aisletrack.c The element aisletrack on detections made by hand. */
#include <glib/gstdio.h>
#include <gst/video/video.h>
#include <string.h>

#include "gst/detector-event.h"
#include "tests/gst/frames.h"

static GstHarness *
tracker (const char *launch)
{
  GstHarness *harness = gst_harness_new_parse (launch);
  gst_harness_set_src_caps_str (harness, FRAME_CAPS);
  return harness;
}

static GstBuffer *
push (GstHarness *harness, GstBuffer *frame)
{
  return gst_harness_push_and_pull (harness, frame);
}

/** Frames @from to @until (tenths of a second) with a person who walks 5 pixels a frame. */
static GstBuffer *
walk (GstHarness *harness, int from, int until)
{
  GstBuffer *out = NULL;
  for (int i = from; i < until; i++) {
    GstBuffer *frame = frame_new_empty (i / 10.0);
    frame_add_object (frame, "person", 100 + 5 * i, 200, 40, 100, 0.9f);
    gst_clear_buffer (&out);
    out = push (harness, frame);
  }
  return out;
}

typedef struct {
  GstAnalyticsODMtd od;
  float confidence;
  guint64 id;
  GstClockTime first, last;
  gboolean lost;
  GstAisleTrack state;
} Track;

/** The @n-th object that has a track; the way relationmeta2onvifmeta goes to the ObjectId. */
static gboolean
get_track (GstBuffer *frame, guint n, Track *track)
{
  GstAnalyticsMtd tracking, state;
  for (guint i = 0; frame_find (frame, gst_analytics_od_mtd_get_mtd_type (), i, &track->od); i++) {
    if (!frame_related (frame, track->od.id, gst_analytics_tracking_mtd_get_mtd_type (), &tracking)
        || n-- > 0)
      continue;
    gst_analytics_od_mtd_get_confidence_lvl (&track->od, &track->confidence);
    gst_analytics_tracking_mtd_get_info (&tracking, &track->id, &track->first, &track->last,
                                         &track->lost);
    fail_unless (frame_related (frame, track->od.id, gst_aisle_track_mtd_get_mtd_type (), &state));
    fail_unless (gst_aisle_track_mtd_get (&state, &track->state));
    return TRUE;
  }
  return FALSE;
}

static guint
count_objects (GstBuffer *frame)
{
  guint n = 0;
  GstAnalyticsMtd od;
  while (frame_find (frame, gst_analytics_od_mtd_get_mtd_type (), n, &od))
    n++;
  return n;
}

GST_START_TEST (a_person_keeps_the_number)
{
  GstHarness *harness = tracker ("aisletrack");
  Track early, later, other;
  g_autoptr (GstBuffer) start = walk (harness, 0, 5);
  g_autoptr (GstBuffer) end = walk (harness, 5, 20);
  fail_unless (get_track (start, 0, &early));
  fail_unless (get_track (end, 0, &later));
  fail_unless_equals_uint64 (early.id, 1);
  fail_unless_equals_uint64 (later.id, 1);
  fail_unless_equals_uint64 (later.first, 0);
  fail_unless_equals_uint64 (later.last, 1900 * GST_MSECOND);
  fail_if (later.lost);
  fail_if (later.state.coasting);
  fail_unless_equals_float (later.confidence, 0.9f);
  fail_unless_equals_int (count_objects (end), 1);
  fail_unless (ABS (later.state.x - 195) < 5 && ABS (later.state.h - 100) < 5);
  fail_if (get_track (end, 1, &other));
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (a_gap_is_bridged)
{
  GstHarness *harness = tracker ("aisletrack");
  Track track;
  gst_buffer_unref (walk (harness, 0, 10));
  for (int i = 10; i < 15; i++) {
    g_autoptr (GstBuffer) gap = push (harness, frame_new_empty (i / 10.0));
    fail_unless (get_track (gap, 0, &track));
    fail_unless_equals_uint64 (track.id, 1);
    fail_unless_equals_float (track.confidence, 0);
    fail_unless (track.state.coasting);
    fail_if (track.lost);
    fail_unless (ABS (track.state.x - (100 + 5 * i)) < 10, "at %f", track.state.x);
    fail_unless_equals_uint64 (track.last, 900 * GST_MSECOND);
    fail_unless_equals_string (g_quark_to_string (gst_analytics_od_mtd_get_obj_type (&track.od)),
                               "person");
  }
  g_autoptr (GstBuffer) back = walk (harness, 15, 17);
  fail_unless (get_track (back, 0, &track));
  fail_unless_equals_uint64 (track.id, 1);
  fail_if (track.state.coasting);
  fail_unless (track.state.stitched >= 1);
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (who_is_gone_is_lost_once)
{
  GstHarness *harness = tracker ("aisletrack");
  guint n_lost = 0, n_after = 0;
  gst_buffer_unref (walk (harness, 0, 10));
  for (int i = 10; i < 60; i++) {
    Track track;
    g_autoptr (GstBuffer) frame = push (harness, frame_new_empty (i / 10.0));
    if (get_track (frame, 0, &track)) {
      n_after += n_lost;
      n_lost += track.lost;
    }
  }
  fail_unless_equals_int (n_lost, 1);
  fail_unless_equals_int (n_after, 0);
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (frames_not_looked_at)
{
  GstHarness *harness = tracker ("aisletrack");
  Track track;
  g_autoptr (GstBuffer) before = push (harness, frame_new (0));
  fail_unless (gst_buffer_get_analytics_relation_meta (before) == NULL);
  gst_buffer_unref (walk (harness, 1, 10));
  g_autoptr (GstBuffer) skipped = push (harness, frame_new (1.0));
  fail_unless (get_track (skipped, 0, &track));
  fail_unless_equals_uint64 (track.id, 1);
  fail_unless_equals_float (track.confidence, 0);
  gst_harness_teardown (harness);
}
GST_END_TEST;

/** A frame with a sure person, a weak one with an attribute, and a weak car. */
static GstBuffer *
mixed_frame (double seconds)
{
  GstBuffer *frame = frame_new_empty (seconds);
  GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (frame);
  GstAnalyticsClsMtd cls;
  const guint weak = frame_add_object (frame, "Person", 500, 100, 30, 80, 0.2f);
  gst_analytics_relation_meta_add_one_cls_mtd (meta, 0.5f, g_quark_from_string ("weak"), &cls);
  gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_CONTAIN, weak, cls.id);
  frame_add_object (frame, "car", 10, 10, 100, 50, 0.2f);
  const guint sure = frame_add_object (frame, "Person", 100, 200, 40, 100, 0.9f);
  gst_analytics_relation_meta_add_one_cls_mtd (meta, 0.5f, g_quark_from_string ("sure"), &cls);
  gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_CONTAIN, sure, cls.id);

  GstBuffer *mask = gst_buffer_new_allocate (NULL, 16, NULL);
  GstAnalyticsSegmentationMtd segmentation;
  guint region = 7;
  gst_buffer_add_video_meta (mask, GST_VIDEO_FRAME_FLAG_NONE, GST_VIDEO_FORMAT_GRAY8, 4, 4);
  gst_analytics_relation_meta_add_segmentation_mtd (meta, mask, GST_SEGMENTATION_TYPE_SEMANTIC, 1,
                                                    &region, 0, 0, 4, 4, &segmentation);
  return frame;
}

static guint
count (GstBuffer *frame, GstAnalyticsMtdType type)
{
  guint n = 0;
  GstAnalyticsMtd mtd;
  while (frame_find (frame, type, n, &mtd))
    n++;
  return n;
}

GST_START_TEST (weak_boxes_go_with_what_they_contain)
{
  for (int keep = 0; keep < 2; keep++) {
    GstHarness *harness = tracker (keep ? "aisletrack keep-weak=true" : "aisletrack");
    GstBuffer *out = NULL;
    for (int i = 0; i < 5; i++) {
      gst_clear_buffer (&out);
      out = push (harness, mixed_frame (i / 10.0));
      fail_unless_equals_int (count_objects (out), keep ? 3 : 2);
      fail_unless_equals_int (count (out, gst_analytics_cls_mtd_get_mtd_type ()), keep ? 2 : 1);
    }
    Track track;
    GstAnalyticsMtd mtd;
    gpointer state = NULL;
    GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (out);
    fail_unless (get_track (out, 0, &track));
    fail_unless_equals_float (track.confidence, 0.9f);
    fail_unless (gst_analytics_relation_meta_get_direct_related (
        meta, track.od.id, GST_ANALYTICS_REL_TYPE_CONTAIN, gst_analytics_cls_mtd_get_mtd_type (),
        &state, &mtd));
    fail_unless_equals_string (g_quark_to_string (gst_analytics_cls_mtd_get_quark (&mtd, 0)),
                               "sure");
    fail_unless (frame_find (out, gst_analytics_segmentation_mtd_get_mtd_type (), 0, &mtd));
    g_autoptr (GstBuffer) mask =
        gst_analytics_segmentation_mtd_get_mask (&mtd, NULL, NULL, NULL, NULL);
    fail_unless_equals_int (gst_buffer_get_size (mask), 16);
    gst_buffer_unref (out);
    gst_harness_teardown (harness);
  }
}
GST_END_TEST;

/** A frame of RGB with two people, the left one in @left, the right one in its opposite. */
static GstBuffer *
coloured_frame (int n, guint8 left)
{
  GstBuffer *frame = gst_buffer_new_allocate (NULL, 640 * 480 * 3, NULL);
  GstMapInfo map;
  GST_BUFFER_PTS (frame) = (guint64) n * GST_SECOND / 10;
  fail_unless (gst_buffer_map (frame, &map, GST_MAP_WRITE));
  for (guint i = 0; i < 640 * 480; i++) {
    map.data[3 * i] = i % 640 < 320 ? left : 255 - left;
    map.data[3 * i + 1] = 60;
    map.data[3 * i + 2] = i % 640 < 320 ? 255 - left : left;
  }
  gst_buffer_unmap (frame, &map);
  frame_add_object (frame, "person", 100, 200, 40, 100, 0.9f);
  frame_add_object (frame, "person", 500, 200, 40, 100, 0.9f);
  return frame;
}

static guint
push_coloured (const char *launch, const char *caps, GstBuffer **out)
{
  GstHarness *harness = gst_harness_new_parse (launch);
  GstBuffer *last = NULL;
  gst_harness_set_src_caps_str (harness, caps);
  for (int i = 0; i < 10; i++) {
    gst_clear_buffer (&last);
    last = push (harness, coloured_frame (i, 230));
  }
  const guint n = count (last, gst_aisle_appearance_mtd_get_mtd_type ());
  if (out != NULL)
    *out = gst_buffer_ref (last);
  gst_buffer_unref (last);
  gst_harness_push_event (harness, gst_event_new_eos ());
  gst_harness_teardown (harness);
  return n;
}

#define RGB_CAPS "video/x-raw,format=RGB,width=640,height=480,framerate=10/1"

GST_START_TEST (people_are_looked_at)
{
  g_autoptr (GstBuffer) out = NULL;
  GstAnalyticsMtd od, mtd;
  GstAisleAppearance looks[2];
  fail_unless_equals_int (push_coloured ("aisletrack", RGB_CAPS, &out), 2);
  for (guint i = 0; i < 2; i++) {
    fail_unless (frame_find (out, gst_analytics_od_mtd_get_mtd_type (), i, &od));
    fail_unless (frame_related (out, od.id, gst_aisle_appearance_mtd_get_mtd_type (), &mtd));
    fail_unless (gst_aisle_appearance_mtd_get (&mtd, &looks[i]));
  }
  double same = 0;
  for (guint i = 0; i < GST_AISLE_APPEARANCE_SIZE; i++)
    same += (double) looks[0].values[i] * looks[1].values[i];
  fail_unless (same < 0.8, "red and blue are %.2f alike", same);
}
GST_END_TEST;

GST_START_TEST (nobody_is_looked_at_where_it_cannot_be)
{
  fail_unless_equals_int (push_coloured ("aisletrack appearance=false", RGB_CAPS, NULL), 0);
  /* More bits than 8, pixels on a device, and a buffer shorter than its frame. */
  fail_unless_equals_int (
      push_coloured ("aisletrack", "video/x-raw,format=RGB10A2_LE,width=640,height=480", NULL), 0);
  fail_unless_equals_int (
      push_coloured ("aisletrack",
                     "video/x-raw(memory:Nowhere),format=RGB,width=640,height=480", NULL), 0);
  fail_unless_equals_int (
      push_coloured ("aisletrack", "video/x-raw,format=RGBx,width=640,height=480", NULL), 0);
}
GST_END_TEST;

GST_START_TEST (appearances_are_not_published)
{
  g_autofree char *folder = g_dir_make_tmp ("aisle-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "events.jsonl", NULL);
  g_autofree char *launch = g_strdup_printf (
      "aisletrack ! aislefootfall seed=1 start-time=2026-01-01T08:00:00Z ! "
      "aislepublish url=file:%s", path);
  g_autofree char *text = NULL;
  fail_unless_equals_int (push_coloured (launch, RGB_CAPS, NULL), 2);
  fail_unless (g_file_get_contents (path, &text, NULL, NULL));
  fail_unless (strstr (text, "\"counts\"") != NULL);
  fail_unless (strstr (text, "ppearance") == NULL && strstr (text, "values") == NULL);
  g_remove (path);
  g_rmdir (folder);
}
GST_END_TEST;

GST_START_TEST (only_the_classes_are_tracked)
{
  static const struct {
    const char *launch;
    guint n_tracks;
  } cases[] = {
    { "aisletrack", 1 },
    { "aisletrack classes=\"bus, CAR\" high-threshold=0.05", 1 },
    { "aisletrack classes=\"\" high-threshold=0.05", 3 },
    { "aisletrack classes=dog", 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    GstHarness *harness = tracker (cases[i].launch);
    GstBuffer *out = NULL;
    Track track;
    guint n = 0;
    for (int f = 0; f < 10; f++) {
      gst_clear_buffer (&out);
      out = push (harness, mixed_frame (f / 10.0));
    }
    while (get_track (out, n, &track))
      n++;
    fail_unless_equals_int (n, cases[i].n_tracks);
    gst_buffer_unref (out);
    gst_harness_teardown (harness);
  }
}
GST_END_TEST;

GST_START_TEST (the_model_sets_the_threshold)
{
  /* 0.3 is below the default, above the model's; the property wins over both. */
  static const struct {
    const char *launch;
    gboolean announced, tracked;
  } cases[] = {
    { "aisletrack", FALSE, FALSE },
    { "aisletrack", TRUE, TRUE },
    { "aisletrack high-threshold=0.5", TRUE, FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    GstHarness *harness = tracker (cases[i].launch);
    GstBuffer *out = NULL;
    Track track;
    if (cases[i].announced)
      gst_harness_push_event (harness, gst_aisle_model_event_new ("m", NULL, 0.15f));
    for (int f = 0; f < 10; f++) {
      GstBuffer *frame = frame_new_empty (f / 10.0);
      frame_add_object (frame, "person", 100, 200, 40, 100, 0.3f);
      gst_clear_buffer (&out);
      out = push (harness, frame);
    }
    fail_unless (get_track (out, 0, &track) == cases[i].tracked, "case %u", i);
    gst_buffer_unref (out);
    gst_harness_teardown (harness);
  }
}
GST_END_TEST;

GST_START_TEST (a_flush_forgets_but_never_reuses)
{
  GstHarness *harness = tracker ("aisletrack");
  Track track;
  GstSegment segment;
  gst_buffer_unref (walk (harness, 0, 10));
  gst_harness_push_event (harness, gst_event_new_flush_start ());
  gst_harness_push_event (harness, gst_event_new_flush_stop (TRUE));
  gst_segment_init (&segment, GST_FORMAT_TIME);
  segment.start = segment.time = segment.position = 0;
  gst_harness_push_event (harness, gst_event_new_segment (&segment));
  g_autoptr (GstBuffer) fresh = push (harness, frame_new_empty (0));
  fail_if (get_track (fresh, 0, &track));
  g_autoptr (GstBuffer) out = walk (harness, 1, 10);
  fail_unless (get_track (out, 0, &track));
  fail_unless_equals_uint64 (track.id, 2);
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (times_are_running_time)
{
  GstHarness *harness = tracker ("aisletrack");
  Track track;
  GstSegment segment;
  /* A seek to 100 s: running time starts at 0 there. */
  gst_segment_init (&segment, GST_FORMAT_TIME);
  segment.start = segment.time = 100 * GST_SECOND;
  gst_harness_push_event (harness, gst_event_new_segment (&segment));
  g_autoptr (GstBuffer) out = walk (harness, 1000, 1011);
  fail_unless (get_track (out, 0, &track));
  fail_unless_equals_uint64 (track.first, 0);
  fail_unless_equals_uint64 (track.last, GST_SECOND);
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (frames_without_timestamps_follow_the_rate)
{
  GstHarness *harness = tracker ("aisletrack");
  Track track;
  GstBuffer *out = NULL;
  for (int i = 0; i < 11; i++) {
    GstBuffer *frame = frame_new_empty (-1);
    frame_add_object (frame, "person", 100, 200, 40, 100, 0.9f);
    gst_clear_buffer (&out);
    out = push (harness, frame);
  }
  fail_unless (get_track (out, 0, &track));
  fail_unless_equals_uint64 (track.last, GST_SECOND);
  gst_buffer_unref (out);
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (another_frame_size_forgets)
{
  GstHarness *harness = tracker ("aisletrack");
  Track track;
  gst_buffer_unref (walk (harness, 0, 10));
  gst_harness_set_src_caps_str (harness, FRAME_CAPS ",pixel-aspect-ratio=1/1");
  g_autoptr (GstBuffer) same = walk (harness, 10, 12);
  fail_unless (get_track (same, 0, &track));
  fail_unless_equals_uint64 (track.id, 1);
  gst_harness_set_src_caps_str (harness, "video/x-raw,format=GRAY8,width=64,height=48");
  g_autoptr (GstBuffer) small = push (harness, frame_new_empty (1.2));
  fail_if (get_track (small, 0, &track));
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (gap_and_end_pass)
{
  GstHarness *harness = tracker ("aisletrack");
  g_autoptr (GPtrArray) record = harness_record (harness);
  gst_buffer_unref (walk (harness, 0, 3));
  gst_harness_push_event (harness, gst_event_new_gap (300 * GST_MSECOND, 200 * GST_MSECOND));
  g_autoptr (GstBuffer) after = walk (harness, 5, 6);
  gst_harness_push_event (harness, gst_event_new_eos ());
  Track track;
  fail_unless (get_track (after, 0, &track));
  fail_unless_equals_uint64 (track.id, 1);
  fail_unless_equals_string (g_ptr_array_index (record, record->len - 3), "gap");
  fail_unless_equals_string (g_ptr_array_index (record, record->len - 1), "eos");
  gst_harness_teardown (harness);
}
GST_END_TEST;

GST_START_TEST (tracks_survive_converting_and_scaling)
{
  GstHarness *harness = tracker ("aisletrack ! videoconvert ! videoscale ! "
                                 "capsfilter caps=video/x-raw,format=I420,width=320,height=480");
  Track track;
  g_autoptr (GstBuffer) out = walk (harness, 0, 10);
  fail_unless (get_track (out, 0, &track));
  fail_unless_equals_uint64 (track.id, 1);
  fail_unless (ABS (track.state.x - 72.5) < 3 && ABS (track.state.w - 20) < 2
               && ABS (track.state.y - 200) < 3 && ABS (track.state.h - 100) < 5);
  gint x, y, w, h;
  gst_analytics_od_mtd_get_location (&track.od, &x, &y, &w, &h, NULL);
  fail_unless_equals_int (x, 72);
  gst_harness_teardown (harness);
}
GST_END_TEST;

static Suite *
aisletrack_suite (void)
{
  Suite *suite = suite_create ("aisletrack");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (suite, tc);
  tcase_add_test (tc, a_person_keeps_the_number);
  tcase_add_test (tc, a_gap_is_bridged);
  tcase_add_test (tc, who_is_gone_is_lost_once);
  tcase_add_test (tc, frames_not_looked_at);
  tcase_add_test (tc, weak_boxes_go_with_what_they_contain);
  tcase_add_test (tc, only_the_classes_are_tracked);
  tcase_add_test (tc, people_are_looked_at);
  tcase_add_test (tc, nobody_is_looked_at_where_it_cannot_be);
  tcase_add_test (tc, appearances_are_not_published);
  tcase_add_test (tc, the_model_sets_the_threshold);
  tcase_add_test (tc, a_flush_forgets_but_never_reuses);
  tcase_add_test (tc, times_are_running_time);
  tcase_add_test (tc, frames_without_timestamps_follow_the_rate);
  tcase_add_test (tc, another_frame_size_forgets);
  tcase_add_test (tc, gap_and_end_pass);
  tcase_add_test (tc, tracks_survive_converting_and_scaling);
  return suite;
}

GST_CHECK_MAIN (aisletrack);
