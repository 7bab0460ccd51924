/* SPDX-License-Identifier: MIT */
/** @file overlay-why.c aisleoverlay why: trails, bands and flashes where they must be. */
#include "gst/recent-past.h"
#include "tests/gst/pictures.h"

#include <glib/gstdio.h>
#include <gst/aisle/aisle.h>
#include <math.h>

/* A vertical line in the middle, its band so narrow that it hides no trail. */
#define MIDDLE                                                                                     \
  "{\"ground\": {\"person-height\": 2}, \"lines\": [{\"name\": \"e\", \"points\": [[0.5, 0.1],"    \
  " [0.5, 0.9]], \"in\": [0.9, 0.5], \"band\": %s}]}"

/* Somebody whose feet are at (x, 120) of 320 × 240, with the side confirmed at the line. */
static GstBuffer *
frame_of_walker (const GstVideoInfo *info, GstClockTime pts, int x, int side)
{
  GstBuffer *buffer = make_frame (info);
  GstAnalyticsRelationMeta *meta = gst_buffer_add_analytics_relation_meta (buffer);
  const GstAislePresence presence = {
    .track = 99, .x = x / 320.0, .y = 0.5, .sides_in = side > 0, .sides_out = side < 0
  };
  GstAnalyticsODMtd object;
  GstAnalyticsMtd mtd;

  GST_BUFFER_PTS (buffer) = pts;
  gst_analytics_relation_meta_add_od_mtd (meta, 0, x - 10, 60, 20, 60, 0.9f, &object);
  gst_aisle_relation_meta_add_presence_mtd (meta, &presence, NULL, &mtd);
  gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO, object.id,
                                            mtd.id);
  return buffer;
}

/* From x = 60 at 0 s by 40 pixels per second: on the OUT side, from 160 on the IN side. */
static GstBuffer *
walk (GstHarness *harness, const GstVideoInfo *info, guint first, guint last)
{
  GstBuffer *out = NULL;

  for (guint i = first; i <= last; i++) {
    int x = 60 + 4 * (int) i;
    gst_clear_buffer (&out);
    out = gst_harness_push_and_pull (
        harness, frame_of_walker (info, i * GST_SECOND / 10, x, x < 160 ? -1 : 1));
  }
  return out;
}

/* Pixels of RGB in which green is far above red (sign 1), or red far above green (−1). */
static guint
count_leaning (GstBuffer *buffer, int sign, guint x0, guint y0, guint x1, guint y1)
{
  GstMapInfo map;
  guint n = 0;

  fail_unless (gst_buffer_map (buffer, &map, GST_MAP_READ));
  for (guint y = y0; y < y1; y++)
    for (guint x = x0; x < x1; x++) {
      const guint8 *pixel = map.data + (y * 320 + x) * 3;
      n += sign * (pixel[1] - pixel[0]) > 60;
    }
  gst_buffer_unmap (buffer, &map);
  return n;
}

static GstHarness *
new_why (const char *band, gboolean why, const GstVideoInfo *info, char **path)
{
  g_autofree char *config = g_strdup_printf (MIDDLE, band);
  g_autofree char *properties = NULL;

  *path = write_config (config);
  properties = g_strdup_printf ("config=%s why=%s", *path, why ? "true" : "false");
  return new_overlay (properties, info);
}

static void
end_why (GstHarness *harness, char *path)
{
  gst_harness_teardown (harness);
  g_unlink (path);
  g_free (path);
}

/* At 4.5 s the way since 1.5 s is there, in two colours; that before it is gone. */
GST_START_TEST (test_trail)
{
  GstVideoInfo info = video_info ("RGB", 320, 240);
  char *path;
  GstHarness *harness = new_why ("0.01", TRUE, &info, &path);
  GstBuffer *out = walk (harness, &info, 0, 45);

  fail_unless (count_leaning (out, -1, 124, 119, 156, 121) > 40, "no orange on the OUT side");
  fail_unless (count_leaning (out, 1, 170, 119, 225, 121) > 80, "no green on the IN side");
  fail_unless_equals_int (count_leaning (out, 1, 100, 110, 150, 130), 0);
  fail_unless_equals_int (count_leaning (out, -1, 168, 114, 225, 126), 0);
  fail_unless_equals_int (count_changed (&info, out, 0, 0, 115, 210), 0); /* older than 3 s */
  fail_unless_equals_int (count_changed (&info, out, 172, 126, 225, 240), 0);
  gst_buffer_unref (out);
  /* Gone with the person: 3 s after the last place nothing of it is left. */
  out = make_frame (&info);
  GST_BUFFER_PTS (out) = 7 * GST_SECOND;
  out = gst_harness_push_and_pull (harness, out);
  fail_unless (count_leaning (out, 1, 220, 118, 240, 122) > 10);
  gst_buffer_unref (out);
  out = make_frame (&info);
  GST_BUFFER_PTS (out) = 7600 * GST_MSECOND;
  out = gst_harness_push_and_pull (harness, out);
  fail_unless_equals_int (count_changed (&info, out, 176, 100, 320, 240), 0);
  gst_buffer_unref (out);
  end_why (harness, path);
}
GST_END_TEST;

static void
push_crossing (GstHarness *harness, double pts)
{
  GstStructure *structure = gst_structure_new (
      GST_AISLE_EVENT_NAME, "schema", G_TYPE_STRING, "aisle.event/1", "type", G_TYPE_STRING,
      "line-crossed", "id", G_TYPE_UINT64, G_GUINT64_CONSTANT (1), "camera", G_TYPE_STRING, "c",
      "pts", G_TYPE_DOUBLE, pts, "line", G_TYPE_STRING, "e", "direction", G_TYPE_STRING, "in",
      "track", G_TYPE_UINT64, G_GUINT64_CONSTANT (99), NULL);
  GstDateTime *time = gst_date_time_new_from_unix_epoch_utc (0);

  gst_structure_set (structure, "time", GST_TYPE_DATE_TIME, time, NULL);
  gst_date_time_unref (time);
  g_autofree char *json = gst_aisle_event_structure_to_json (structure);
  fail_unless (json != NULL);
  fail_unless (gst_harness_push_event (
      harness, gst_event_new_custom (GST_EVENT_CUSTOM_DOWNSTREAM, structure)));
}

/* Without `why` neither trail nor band nor flash. */
GST_START_TEST (test_why_is_off)
{
  GstVideoInfo info = video_info ("RGB", 320, 240);
  char *path;
  GstHarness *harness = new_why ("0.3", FALSE, &info, &path);
  GstBuffer *out;

  gst_buffer_unref (walk (harness, &info, 0, 29));
  push_crossing (harness, 2.5);
  out = walk (harness, &info, 30, 30); /* at x = 180: the box is from 170 to 190 */
  fail_unless_equals_int (count_changed (&info, out, 0, 30, 157, 210), 0);
  fail_unless_equals_int (count_changed (&info, out, 194, 0, 320, 240), 0);
  fail_unless_equals_int (count_leaning (out, 1, 0, 0, 320, 240), 0);
  gst_buffer_unref (out);
  end_why (harness, path);
}
GST_END_TEST;

/* It flashes where the trail was at the moment of the crossing, here x = 160, for a second. */
GST_START_TEST (test_flash)
{
  GstVideoInfo info = video_info ("RGB", 320, 240);
  char *path;
  GstHarness *harness = new_why ("0.01", TRUE, &info, &path);
  GstBuffer *out = walk (harness, &info, 0, 40);

  fail_unless_equals_int (count_leaning (out, 1, 145, 124, 157, 134), 0);
  gst_buffer_unref (out);
  push_crossing (harness, 2.5);
  out = walk (harness, &info, 41, 41);
  fail_unless (count_leaning (out, 1, 154, 114, 159, 118) > 10);
  gst_buffer_unref (out);
  out = walk (harness, &info, 42, 50); /* grown and paler, to the last frame of the second */
  fail_unless (count_changed (&info, out, 145, 124, 157, 134) > 40);
  gst_buffer_unref (out);
  out = walk (harness, &info, 51, 51);
  fail_unless_equals_int (count_changed (&info, out, 130, 126, 157, 140), 0);
  gst_buffer_unref (out);
  end_why (harness, path);
}
GST_END_TEST;

/* Half a body, or a metre of somebody of two, is 30 pixels: so wide on both sides, and faint twice
 * as wide, beside who stands near; none beside who is more than a body and two bands away; nor a
 * way through 2 s without sight. */
GST_START_TEST (test_band)
{
  GstVideoInfo info = video_info ("RGB", 320, 240);
  char *path;
  GstHarness *harness =
      new_why (__i__ == 0 ? "0.5" : "0.01, \"band-metres\": 1", TRUE, &info, &path);
  GstBuffer *out = gst_harness_push_and_pull (harness, frame_of_walker (&info, 0, 140, 0));

  fail_unless_equals_int (count_changed (&info, out, 180, 110, 219, 130), 39 * 20);
  fail_unless_equals_int (count_changed (&info, out, 222, 40, 320, 240), 0);
  gst_buffer_unref (out);
  out = gst_harness_push_and_pull (harness, frame_of_walker (&info, 2 * GST_SECOND, 20, 0));
  fail_unless_equals_int (count_changed (&info, out, 100, 30, 157, 210), 0);
  gst_buffer_unref (out);
  end_why (harness, path);
}
GST_END_TEST;

/* The confidence widens the label of a box. */
GST_START_TEST (test_confidence)
{
  GstVideoInfo info = video_info ("RGB", 320, 240);
  static const char *const properties[] = { "", "why=true" };
  guint widths[2];

  for (guint i = 0; i < 2; i++) {
    GstHarness *harness = new_overlay (properties[i], &info);
    GstBuffer *frame = make_frame (&info), *out;
    add_person (frame, 100, 80, 60, 120, 7);
    out = gst_harness_push_and_pull (harness, frame);
    widths[i] = count_changed (&info, out, 0, 72, 320, 73);
    gst_buffer_unref (out);
    gst_harness_teardown (harness);
  }
  fail_unless (widths[0] > 5 && widths[1] > widths[0] + 15, "%u, %u", widths[0], widths[1]);
}
GST_END_TEST;

/* No way leads from before a flush, or from before a step back in time, to what comes after. */
GST_START_TEST (test_trail_begins_anew)
{
  GstVideoInfo info = video_info ("RGB", 320, 240);
  char *path;
  GstHarness *harness = new_why ("0.01", TRUE, &info, &path);
  GstBuffer *out = walk (harness, &info, 0, 20); /* to x = 140 */

  fail_unless (count_changed (&info, out, 70, 118, 120, 122) > 50);
  gst_buffer_unref (out);
  if (__i__ == 0) {
    GstSegment segment;
    gst_segment_init (&segment, GST_FORMAT_TIME);
    gst_harness_push_event (harness, gst_event_new_flush_start ());
    gst_harness_push_event (harness, gst_event_new_flush_stop (TRUE));
    gst_harness_push_event (harness, gst_event_new_segment (&segment));
    out = walk (harness, &info, 21, 21);
  } else {
    out = gst_harness_push_and_pull (harness,
                                     frame_of_walker (&info, GST_SECOND / 2, 144, -1));
  }
  fail_unless_equals_int (count_changed (&info, out, 0, 30, 125, 210), 0);
  fail_unless (count_changed (&info, out, 138, 115, 150, 125) > 20);
  gst_buffer_unref (out);
  end_why (harness, path);
}
GST_END_TEST;

/* Whatever comes: frames without a time, thousands of people, of places and of events. */
GST_START_TEST (test_why_is_bounded)
{
  g_autoptr (AisleRecentPast) past = aisle_recent_past_new ();
  AisleEvent event = { .type = AISLE_EVENT_LINE_CROSSED, .name = (char *) "e" };

  for (guint i = 0; i < 20000; i++) {
    aisle_recent_past_begin (past, i / 5000.0);
    for (guint64 track = 1; track <= 3; track++)
      aisle_recent_past_see (past, track + 3 * (i / 50), (AislePoint) { 0.5, 0.5 }, 1, 0);
    aisle_recent_past_tell (past, &event);
    fail_unless (past->trails->len <= AISLE_RECENT_TRAILS);
    fail_unless (past->flashes->len <= AISLE_RECENT_FLASHES);
  }
  aisle_recent_past_begin (past, 98); /* shows the last event */
  fail_unless_equals_int (past->trails->len, 0);
  fail_unless_equals_int (past->flashes->len, 1);
  aisle_recent_past_begin (past, 99);
  fail_unless (aisle_recent_past_is_empty (past));
  /* 3 s at 1000 frames a second in 32 places, the oldest of them 3 s old. */
  for (guint i = 0; i <= 5000; i++) {
    aisle_recent_past_begin (past, 100 + i / 1000.0);
    aisle_recent_past_see (past, 1, (AislePoint) { i / 5000.0, 0.5 }, 1, 0);
  }
  const AisleTrail *trail = &g_array_index (past->trails, AisleTrail, 0);
  fail_unless (trail->n_places >= AISLE_TRAIL_PLACES - 2);
  fail_unless (ABS (trail->places[0].pts - 102) < 0.2, "%f", trail->places[0].pts);
  fail_unless (trail->places[trail->n_places - 1].pts == 105);
}
GST_END_TEST;

/* Frames that no time is known of, and places that are none, are drawn without complaint. */
GST_START_TEST (test_why_of_nonsense)
{
  static const double places[] = { NAN, INFINITY, -1e9, 1e300 };
  GstVideoInfo info = video_info ("RGB", 320, 240);
  char *path;
  GstHarness *harness = new_why ("0.1", TRUE, &info, &path);

  for (guint i = 0; i < 12; i++) {
    GstBuffer *frame = make_frame (&info);
    GstAnalyticsRelationMeta *meta = gst_buffer_add_analytics_relation_meta (frame);
    const GstAislePresence presence = { .track = i % 2, .x = places[i % 4], .y = places[i / 4] };
    GstAnalyticsODMtd object;
    GstAnalyticsMtd mtd;

    GST_BUFFER_PTS (frame) = i == 5 ? GST_CLOCK_TIME_NONE : i * GST_SECOND / 10;
    gst_analytics_relation_meta_add_od_mtd (meta, 0, 10, 20, 20, 60, NAN, &object);
    gst_aisle_relation_meta_add_presence_mtd (meta, &presence, NULL, &mtd);
    gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO, object.id,
                                              mtd.id);
    frame = gst_harness_push_and_pull (harness, frame);
    /* The line, which is drawn after them, is there: nothing broke the picture. */
    fail_unless (count_changed (&info, frame, 158, 150, 162, 200) >= 50);
    gst_buffer_unref (frame);
  }
  end_why (harness, path);
}
GST_END_TEST;

/* Below the box of staff and of who walks stands what they are; below others nothing. */
GST_START_TEST (test_notes)
{
  GstVideoInfo info = video_info ("RGB", 320, 240);
  GstHarness *harness = new_overlay ("", &info);

  for (guint i = 0; i < 3; i++) {
    const GstAisleMotion motion = { .on_floor = i == 2, .distance = 3, .speed = i == 2 ? 1.2 : -1 };
    GstBuffer *frame = make_frame (&info);
    GstAnalyticsRelationMeta *meta = gst_buffer_add_analytics_relation_meta (frame);
    GstAnalyticsODMtd object;
    GstAnalyticsMtd role, moves;
    guint below;

    gst_analytics_relation_meta_add_od_mtd (meta, 0, 100, 60, 40, 100, 0.9f, &object);
    gst_aisle_relation_meta_add_role_mtd (meta, i == 1, NULL, 0, 0, &role);
    gst_aisle_relation_meta_add_motion_mtd (meta, &motion, &moves);
    gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO, object.id,
                                              role.id);
    gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO, object.id,
                                              moves.id);
    frame = gst_harness_push_and_pull (harness, frame);
    below = count_changed (&info, frame, 95, 162, 160, 175);
    fail_unless (i == 0 ? below == 0 : below > 100, "%u: %u", i, below);
    gst_buffer_unref (frame);
  }
  gst_harness_teardown (harness);
}
GST_END_TEST;

static Suite *
why_suite (void)
{
  Suite *suite = suite_create ("why");
  TCase *tcase = tcase_create ("aisleoverlay why");

  suite_add_tcase (suite, tcase);
  tcase_add_test (tcase, test_trail);
  tcase_add_test (tcase, test_why_is_off);
  tcase_add_test (tcase, test_flash);
  tcase_add_loop_test (tcase, test_band, 0, 2);
  tcase_add_test (tcase, test_confidence);
  tcase_add_loop_test (tcase, test_trail_begins_anew, 0, 2);
  tcase_add_test (tcase, test_why_is_bounded);
  tcase_add_test (tcase, test_why_of_nonsense);
  tcase_add_test (tcase, test_notes);
  return suite;
}

GST_CHECK_MAIN (why)
