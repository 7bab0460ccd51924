/* SPDX-License-Identifier: MIT */
/** @file aislefootfall.c The element aislefootfall on tracks made by hand. */
#include <glib/gstdio.h>
#include <string.h>

#include "gst/detector-event.h"
#include "tests/gst/frames.h"

/** IN is the right half; the zone is the left fifth. */
#define CONFIG                                                                                     \
  "{\"camera\": \"door\","                                                                         \
  " \"lines\": [{\"name\": \"line\", \"points\": [[0.5, 0.0], [0.5, 1.0]], \"in\": [0.9, 0.5]}],"  \
  " \"zones\": [{\"name\": \"zone\", \"polygon\": [[0, 0], [0.2, 0], [0.2, 1], [0, 1]]}]}"

static char *folder, *config_path;

static void
write_config (const char *text)
{
  fail_unless (g_file_set_contents (config_path, text, -1, NULL));
}

static void
make_config (void)
{
  folder = g_dir_make_tmp ("aisle-footfall-XXXXXX", NULL);
  config_path = g_build_filename (folder, "door.json", NULL);
  write_config (CONFIG);
}

static void
remove_config (void)
{
  g_unlink (config_path);
  g_rmdir (folder);
  g_clear_pointer (&config_path, g_free);
  g_clear_pointer (&folder, g_free);
}

typedef struct {
  GstHarness *harness;
  GstBus *bus;
} Counter;

static Counter
counter (const char *properties)
{
  /* The frames are black. */
  g_autofree char *launch =
      g_strdup_printf ("aislefootfall seed=7 sight=false config=%s %s", config_path, properties);
  Counter self = { gst_harness_new_parse (launch), gst_bus_new () };
  g_autoptr (GstElement) element = gst_harness_find_element (self.harness, "aislefootfall");
  gst_element_set_bus (element, self.bus);
  gst_harness_set_live (self.harness, FALSE);
  gst_harness_set_src_caps_str (self.harness, FRAME_CAPS);
  return self;
}

static void
counter_free (Counter *self)
{
  g_autoptr (GstElement) element = gst_harness_find_element (self->harness, "aislefootfall");
  gst_element_set_bus (element, NULL);
  gst_harness_teardown (self->harness);
  gst_object_unref (self->bus);
}

/** A person whose feet go from @x0 to @x1 (0…1) at half height, frame by frame. */
static GstBuffer *
walk (Counter *self, int from, int until, double x0, double x1)
{
  GstBuffer *out = NULL;
  for (int i = from; i < until; i++) {
    const double x = x0 + (x1 - x0) * (i - from) / MAX (1, until - 1 - from);
    GstBuffer *frame = frame_new_empty (i / 10.0);
    frame_add_track (frame, 1, (int) (640 * x) - 20, 140, 40, 100);
    gst_clear_buffer (&out);
    out = gst_harness_push_and_pull (self->harness, frame);
  }
  return out;
}

/** The next event on the bus of @type, as it is; others before it are skipped. */
static GstStructure *
next_event (Counter *self, const char *type)
{
  g_autoptr (GstMessage) message = NULL;
  while ((message = gst_bus_pop_filtered (self->bus, GST_MESSAGE_ELEMENT)) != NULL) {
    const GstStructure *structure = gst_aisle_message_get_structure (message);
    if (structure != NULL && g_strcmp0 (gst_structure_get_string (structure, "type"), type) == 0)
      return gst_structure_copy (structure);
    g_clear_pointer (&message, gst_message_unref);
  }
  return NULL;
}

static double
number (const GstStructure *structure, const char *field)
{
  double value = G_MAXDOUBLE;
  guint64 whole;
  if (gst_structure_get_uint64 (structure, field, &whole))
    return (double) whole;
  gst_structure_get_double (structure, field, &value);
  return value;
}

static GstAisleLine
line_of (GstBuffer *frame)
{
  GstAnalyticsMtd mtd;
  GstAisleLine line;
  fail_unless (frame_find (frame, gst_aisle_line_mtd_get_mtd_type (), 0, &mtd));
  fail_unless (gst_aisle_line_mtd_get (&mtd, &line));
  return line;
}

static GstAisleZone
zone_of (GstBuffer *frame)
{
  GstAnalyticsMtd mtd;
  GstAisleZone zone;
  fail_unless (frame_find (frame, gst_aisle_zone_mtd_get_mtd_type (), 0, &mtd));
  fail_unless (gst_aisle_zone_mtd_get (&mtd, &zone));
  return zone;
}

/* ---- counting ------------------------------------------------------------------------------ */

GST_START_TEST (in_and_out_again)
{
  Counter self = counter ("");
  g_autoptr (GPtrArray) record = harness_record (self.harness);
  g_autoptr (GstBuffer) in = walk (&self, 0, 21, 0.3, 0.7);
  g_autoptr (GstStructure) event = next_event (&self, "line-crossed");
  fail_unless (event != NULL);
  fail_unless_equals_string (gst_structure_get_string (event, "camera"), "door");
  fail_unless_equals_string (gst_structure_get_string (event, "line"), "line");
  fail_unless_equals_string (gst_structure_get_string (event, "direction"), "in");
  fail_unless (ABS (number (event, "pts") - 1.0) < 0.11, "pts %f", number (event, "pts"));
  fail_unless (number (event, "track") > 0 && number (event, "track") <= 9007199254740992.0);
  fail_unless_equals_uint64 (line_of (in).total_in, 1);
  fail_unless_equals_uint64 (line_of (in).total_out, 0);

  g_autoptr (GstBuffer) out = walk (&self, 21, 42, 0.7, 0.3);
  g_autoptr (GstStructure) again = next_event (&self, "line-crossed");
  fail_unless_equals_string (gst_structure_get_string (again, "direction"), "out");
  fail_unless_equals_uint64 (line_of (out).total_out, 1);
  fail_unless (next_event (&self, "line-crossed") == NULL);

  guint n = 0;
  for (guint i = 0; i < record->len; i++)
    if (g_str_equal (g_ptr_array_index (record, i), "line-crossed")) {
      n++;
      fail_unless_equals_string (g_ptr_array_index (record, i + 1), "frame");
    }
  fail_unless_equals_int (n, 2);
  counter_free (&self);
}
GST_END_TEST;

/* A floor of 10 × 10 m that fills the picture. */
GST_START_TEST (motion_is_in_metres)
{
  static const char floor[] =
      "{\"ground\": {\"points\": [{\"at\": [0, 0], \"metres\": [0, 0]},"
      "{\"at\": [1, 0], \"metres\": [10, 0]}, {\"at\": [1, 1], \"metres\": [10, 10]},"
      "{\"at\": [0, 1], \"metres\": [0, 10]}]}}";
  Counter self = counter ("");
  GstAnalyticsMtd od, mtd;
  GstAisleMotion motion;
  g_autoptr (GstBuffer) without = walk (&self, 0, 5, 0.1, 0.1);
  fail_unless (frame_find (without, gst_analytics_od_mtd_get_mtd_type (), 0, &od));
  fail_if (frame_related (without, od.id, gst_aisle_motion_mtd_get_mtd_type (), &mtd));
  counter_free (&self);

  write_config (floor);
  self = counter ("");
  g_autoptr (GstBuffer) frame = walk (&self, 0, 21, 0.1, 0.5);
  fail_unless (frame_find (frame, gst_analytics_od_mtd_get_mtd_type (), 0, &od));
  fail_unless (frame_related (frame, od.id, gst_aisle_motion_mtd_get_mtd_type (), &mtd));
  fail_unless (gst_aisle_motion_mtd_get (&mtd, &motion));
  fail_unless (motion.on_floor);
  fail_unless (ABS (motion.x - 5) < 0.1 && ABS (motion.y - 5) < 0.1, "%f %f", motion.x, motion.y);
  fail_unless (ABS (motion.speed - 2) < 0.1, "speed %f", motion.speed);
  fail_unless (motion.distance > 3 && motion.distance < 4.2, "distance %f", motion.distance);
  fail_unless_equals_int (motion.group, 0);
  fail_unless_equals_int (motion.stature, GST_AISLE_STATURE_UNKNOWN);
  counter_free (&self);
}
GST_END_TEST;

GST_START_TEST (presence_follows_the_person)
{
  Counter self = counter ("");
  g_autoptr (GstBuffer) frame = walk (&self, 0, 21, 0.1, 0.1);
  GstAnalyticsMtd od, mtd;
  GstAislePresence presence;
  fail_unless_equals_int (zone_of (frame).occupancy, 1);
  fail_unless (frame_find (frame, gst_analytics_od_mtd_get_mtd_type (), 0, &od));
  fail_unless (frame_related (frame, od.id, gst_aisle_presence_mtd_get_mtd_type (), &mtd));
  fail_unless (gst_aisle_presence_mtd_get (&mtd, &presence));
  fail_unless_equals_string (presence.zone, "zone");
  fail_unless (ABS (presence.x - 0.1) < 0.01 && ABS (presence.y - 0.5) < 0.01);
  fail_unless (ABS (presence.dwell - 2.0) < 0.11, "dwell %f", presence.dwell);

  gst_harness_push_event (self.harness, gst_event_new_eos ());
  g_autoptr (GstStructure) visit = next_event (&self, "visit-ended");
  fail_unless_equals_float (number (visit, "track"), (double) presence.track);
  counter_free (&self);
}
GST_END_TEST;

GST_START_TEST (the_end_closes_what_is_open)
{
  Counter self = counter ("start-time=2026-01-31T08:00:30Z");
  g_autoptr (GPtrArray) record = harness_record (self.harness);
  gst_buffer_unref (walk (&self, 0, 51, 0.1, 0.1));
  gst_harness_push_event (self.harness, gst_event_new_eos ());
  fail_unless_equals_string (g_ptr_array_index (record, record->len - 5), "visit-ended");
  for (guint bucket = 2; bucket <= 4; bucket++) /* of a minute, a quarter, an hour */
    fail_unless_equals_string (g_ptr_array_index (record, record->len - bucket), "counts");
  fail_unless_equals_string (g_ptr_array_index (record, record->len - 1), "eos");

  g_autoptr (GstStructure) visit = next_event (&self, "visit-ended");
  fail_unless_equals_string (gst_structure_get_string (visit, "reason"), "end");
  fail_unless (ABS (number (visit, "dwell") - 5.0) < 0.11);
  g_autofree char *json = gst_aisle_event_structure_to_json (visit);
  fail_unless (strstr (json, "\"time\":\"2026-01-31T08:00:35.000Z\"") != NULL, "%s", json);
  fail_unless (strstr (json, "\"clock\"") == NULL);

  g_autoptr (GstStructure) counts = next_event (&self, "counts");
  fail_unless_equals_float (number (counts, "frames"), 51);
  fail_unless_equals_float (number (counts, "dropped"), 0);
  counter_free (&self);
}
GST_END_TEST;

GST_START_TEST (dropped_inference_is_counted)
{
  Counter self = counter ("");
  for (int i = 0; i < 10; i++) {
    if (i % 3 == 0)
      gst_harness_push_event (self.harness, gst_aisle_dropped_event_new ());
    gst_buffer_unref (gst_harness_push_and_pull (self.harness, frame_new (i / 10.0)));
  }
  gst_harness_push_event (self.harness, gst_event_new_eos ());
  g_autoptr (GstStructure) counts = next_event (&self, "counts");
  fail_unless_equals_float (number (counts, "frames"), 10);
  fail_unless_equals_float (number (counts, "dropped"), 4);
  counter_free (&self);
}
GST_END_TEST;

GST_START_TEST (only_the_classes_are_counted)
{
  static const struct {
    const char *properties, *label;
    guint n;
  } cases[] = {
    { "", "Person", 1 },
    { "", "cart", 0 },
    { "classes=CART", "cart", 1 },
    { "classes=\"\"", "x", 1 },
  };
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++) {
    Counter self = counter (cases[c].properties);
    GstBuffer *out = NULL;
    for (int i = 0; i < 20; i++) {
      GstBuffer *frame = frame_new_empty (i / 10.0);
      GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (frame);
      GstAnalyticsTrackingMtd tracking;
      const guint od = frame_add_object (frame, cases[c].label, 40, 140, 40, 100, 0.9f);
      gst_analytics_relation_meta_add_tracking_mtd (meta, 5, 0, &tracking);
      gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO, od,
                                                tracking.id);
      gst_clear_buffer (&out);
      out = gst_harness_push_and_pull (self.harness, frame);
    }
    fail_unless_equals_int (zone_of (out).occupancy, cases[c].n);
    gst_buffer_unref (out);
    counter_free (&self);
  }
}
GST_END_TEST;

/** Our tracker's smoothed box wins over the object's, and tells of coasting and stitching. */
GST_START_TEST (the_track_state_is_taken_over)
{
  Counter self = counter ("");
  GstBuffer *out = NULL;
  for (int i = 0; i < 20; i++) {
    GstBuffer *frame = frame_new_empty (i / 10.0);
    GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (frame);
    const GstAisleTrack state = { 44.5f, 140, 40, 100, FALSE, i >= 10, 1 };
    const guint od = frame_add_track (frame, 1, 500, 140, 40, 100);
    GstAnalyticsMtd mtd;
    gst_aisle_relation_meta_add_track_mtd (meta, &state, &mtd);
    gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO, od, mtd.id);
    gst_clear_buffer (&out);
    out = gst_harness_push_and_pull (self.harness, frame);
  }
  GstAnalyticsMtd mtd;
  GstAislePresence presence;
  fail_unless (frame_find (out, gst_aisle_presence_mtd_get_mtd_type (), 0, &mtd));
  fail_unless (gst_aisle_presence_mtd_get (&mtd, &presence));
  fail_unless (ABS (presence.x - 64.5 / 640) < 0.001, "x %f", presence.x);
  gst_harness_push_event (self.harness, gst_event_new_eos ());
  g_autoptr (GstStructure) visit = next_event (&self, "visit-ended");
  gboolean stitched;
  fail_unless (gst_structure_get_boolean (visit, "stitched", &stitched) && stitched);
  gst_buffer_unref (out);
  counter_free (&self);
}
GST_END_TEST;

GST_START_TEST (another_frame_size_changes_nothing)
{
  Counter self = counter ("");
  gst_buffer_unref (walk (&self, 0, 10, 0.1, 0.1));
  gst_harness_set_src_caps_str (self.harness,
                                "video/x-raw,format=GRAY8,width=320,height=240,framerate=10/1");
  GstBuffer *out = NULL;
  for (int i = 10; i < 20; i++) {
    GstBuffer *frame = frame_new_empty (i / 10.0);
    frame_add_track (frame, 1, 22, 70, 20, 50);
    gst_clear_buffer (&out);
    out = gst_harness_push_and_pull (self.harness, frame);
  }
  fail_unless_equals_int (zone_of (out).occupancy, 1);
  fail_unless_equals_uint64 (zone_of (out).visits, 0);
  gst_buffer_unref (out);
  counter_free (&self);
}
GST_END_TEST;

/* ---- time ---------------------------------------------------------------------------------- */

GST_START_TEST (a_seek_back_ends_visits)
{
  Counter self = counter ("");
  GstSegment segment;
  gst_buffer_unref (walk (&self, 0, 31, 0.1, 0.1));
  gst_harness_push_event (self.harness, gst_event_new_flush_start ());
  gst_harness_push_event (self.harness, gst_event_new_flush_stop (TRUE));
  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_harness_push_event (self.harness, gst_event_new_segment (&segment));
  g_autoptr (GstBuffer) out = gst_harness_push_and_pull (self.harness, frame_new_empty (0));
  g_autoptr (GstStructure) visit = next_event (&self, "visit-ended");
  fail_unless (visit != NULL);
  fail_unless (ABS (number (visit, "dwell") - 3.0) < 0.11);
  fail_unless_equals_int (zone_of (out).occupancy, 0);
  fail_unless_equals_uint64 (zone_of (out).visits, 1);
  counter_free (&self);
}
GST_END_TEST;

GST_START_TEST (times_are_stream_time)
{
  Counter self = counter ("");
  GstSegment segment;
  gst_segment_init (&segment, GST_FORMAT_TIME);
  segment.start = 1000 * GST_SECOND;
  segment.time = 10 * GST_SECOND;
  gst_harness_push_event (self.harness, gst_event_new_segment (&segment));
  gst_buffer_unref (walk (&self, 10000, 10021, 0.3, 0.7));
  g_autoptr (GstStructure) event = next_event (&self, "line-crossed");
  fail_unless (ABS (number (event, "pts") - 11.0) < 0.11, "pts %f", number (event, "pts"));
  counter_free (&self);
}
GST_END_TEST;

/** The time and clock of a crossing at about 1 s, after @prepare. */
static char *
json_of_crossing (Counter *self, guint64 sender_time, const char *reference)
{
  for (int i = 0; i < 21; i++) {
    GstBuffer *frame = frame_new_empty (i / 10.0);
    frame_add_track (frame, 1, 192 + 13 * i - 20, 140, 40, 100);
    if (reference != NULL) {
      g_autoptr (GstCaps) caps = gst_caps_new_empty_simple (reference);
      gst_buffer_add_reference_timestamp_meta (
          frame, caps, sender_time + (guint64) i * GST_SECOND / 10, GST_CLOCK_TIME_NONE);
    }
    gst_buffer_unref (gst_harness_push_and_pull (self->harness, frame));
  }
  g_autoptr (GstStructure) event = next_event (self, "line-crossed");
  fail_unless (event != NULL);
  return gst_aisle_event_structure_to_json (event);
}

static void
expect_time (Counter *self, guint64 sender_time, const char *reference, const char *minute)
{
  g_autofree char *json = json_of_crossing (self, sender_time, reference);
  g_autofree char *start = g_strconcat ("\"time\":\"", minute, NULL);
  fail_unless (strstr (json, start) != NULL, "%s", json);
  fail_unless (strstr (json, "\"clock\"") == NULL, "%s", json);
}

GST_START_TEST (time_comes_from_the_best_source)
{
  /* 2026-01-31T08:00:00Z since 1970, and the same since 1900. */
  const guint64 unix_time = G_GUINT64_CONSTANT (1769846400) * GST_SECOND;
  const guint64 ntp_time = unix_time + G_GUINT64_CONSTANT (2208988800) * GST_SECOND;
  Counter self = counter ("");
  expect_time (&self, 0, NULL, "1970-01-01T00:00:0");
  counter_free (&self);

  self = counter ("");
  g_autoptr (GstDateTime) date = gst_date_time_new_from_iso8601_string ("2020-02-29T10:00:00Z");
  gst_harness_push_event (self.harness,
                          gst_event_new_tag (gst_tag_list_new (GST_TAG_DATE_TIME, date, NULL)));
  expect_time (&self, 0, NULL, "2020-02-29T10:00:0");
  counter_free (&self);

  self = counter ("");
  expect_time (&self, unix_time, "timestamp/x-unix", "2026-01-31T08:00:0");
  counter_free (&self);
  self = counter ("");
  expect_time (&self, ntp_time, "timestamp/x-ntp", "2026-01-31T08:00:0");
  counter_free (&self);

  self = counter ("start-time=2001-01-01T00:00:00+01:00");
  expect_time (&self, unix_time, "timestamp/x-unix", "2000-12-31T23:00:0");
  counter_free (&self);

  self = counter ("");
  gst_harness_set_live (self.harness, TRUE);
  g_autofree char *json = json_of_crossing (&self, 0, NULL);
  fail_unless (strstr (json, "\"clock\":\"local\"") != NULL, "%s", json);
  fail_unless (strstr (json, "\"time\":\"1970") == NULL, "%s", json);
  counter_free (&self);
}
GST_END_TEST;

/* ---- config -------------------------------------------------------------------------------- */

static void
push_after_the_poll (Counter *self, double seconds, GstBuffer **out)
{
  g_usleep (1100000);
  gst_clear_buffer (out);
  *out = gst_harness_push_and_pull (self->harness, frame_new_empty (seconds));
}

GST_START_TEST (the_config_is_reloaded)
{
  Counter self = counter ("camera=front");
  GstBuffer *out = walk (&self, 0, 21, 0.3, 0.7);
  g_autoptr (GstStructure) event = next_event (&self, "line-crossed");
  fail_unless_equals_string (gst_structure_get_string (event, "camera"), "front");

  write_config ("{\"lines\": [");
  push_after_the_poll (&self, 2.1, &out);
  push_after_the_poll (&self, 2.15, &out);
  fail_unless_equals_uint64 (line_of (out).total_in, 1);
  g_autoptr (GstMessage) warning = pop_message (self.bus, GST_MESSAGE_WARNING);
  g_autoptr (GError) error = NULL;
  gst_message_parse_warning (warning, &error, NULL);
  fail_unless (strstr (error->message, config_path) != NULL, "%s", error->message);

  write_config ("{\"zones\": [{\"name\": \"new\", \"polygon\": [[0,0],[1,0],[1,1],[0,1]]}]}");
  push_after_the_poll (&self, 2.2, &out);
  GstAnalyticsMtd mtd;
  fail_if (frame_find (out, gst_aisle_line_mtd_get_mtd_type (), 0, &mtd));
  fail_unless_equals_string (zone_of (out).name, "new");
  gst_buffer_unref (out);
  counter_free (&self);
}
GST_END_TEST;

/* One person walks in: the place behind the line has one, the queue nobody, the side is IN. */
GST_START_TEST (places_and_sides_are_metadata)
{
  write_config (
      "{\"lines\": [{\"name\": \"door\", \"points\": [[0.5, 0], [0.5, 1]], \"in\": [1, 0.5]},"
      "{\"name\": \"far\", \"points\": [[0, 0.9], [0.1, 0.9]], \"in\": [0, 1]}],"
      "\"occupancy\": [{\"name\": \"shop\", \"lines\": [\"door\"]}],"
      "\"queues\": [{\"name\": \"till\", \"area\": [[0.8,0],[1,0],[1,0.2]],"
      "\"service\": [[0.8,0.3],[1,0.3],[1,0.4]]}]}");
  Counter self = counter ("");
  g_autoptr (GstBuffer) out = walk (&self, 0, 21, 0.3, 0.7);
  GstAnalyticsMtd mtd;
  GstAisleOccupancy occupancy;
  GstAisleQueue queue;
  GstAislePresence presence;
  fail_unless (frame_find (out, gst_aisle_occupancy_mtd_get_mtd_type (), 0, &mtd));
  fail_unless (gst_aisle_occupancy_mtd_get (&mtd, &occupancy));
  fail_unless_equals_string (occupancy.name, "shop");
  fail_unless_equals_uint64 (occupancy.people, 1);
  fail_unless (frame_find (out, gst_aisle_queue_mtd_get_mtd_type (), 0, &mtd));
  fail_unless (gst_aisle_queue_mtd_get (&mtd, &queue));
  fail_unless_equals_string (queue.name, "till");
  fail_unless_equals_int (queue.length, 0);
  fail_unless (frame_find (out, gst_aisle_presence_mtd_get_mtd_type (), 0, &mtd));
  fail_unless (gst_aisle_presence_mtd_get (&mtd, &presence));
  fail_unless_equals_uint64 (presence.sides_in, 1);
  fail_unless_equals_uint64 (presence.sides_out, 2);
  fail_unless_equals_uint64 (line_of (out).day_in, 1);
  fail_if (frame_find (out, gst_aisle_sight_mtd_get_mtd_type (), 0, &mtd));
  counter_free (&self);
}
GST_END_TEST;

GST_START_TEST (bad_settings_are_one_error)
{
  static const struct {
    const char *launch, *part;
  } cases[] = {
    { "aislefootfall config=/nonexistent/door.json", "/nonexistent/door.json" },
    { "aislefootfall start-time=yesterday", "2026-01-31T08:00:00Z" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GstBus) bus = gst_bus_new ();
    GstElement *element = gst_parse_launch (cases[i].launch, NULL);
    gst_element_set_bus (element, bus);
    fail_unless_equals_int (gst_element_set_state (element, GST_STATE_PAUSED),
                            GST_STATE_CHANGE_FAILURE);
    expect_one_error (bus, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SETTINGS, cases[i].part);
    gst_element_set_state (element, GST_STATE_NULL);
    gst_element_set_bus (element, NULL);
    gst_object_unref (element);
  }
}
GST_END_TEST;

GST_START_TEST (frames_without_anything_pass)
{
  Counter self = counter ("");
  g_autoptr (GPtrArray) record = harness_record (self.harness);
  g_autoptr (GstBuffer) out = gst_harness_push_and_pull (self.harness, frame_new (-1));
  fail_unless_equals_int (zone_of (out).occupancy, 0);
  gst_harness_push_event (self.harness, gst_event_new_gap (GST_SECOND, GST_SECOND));
  fail_unless_equals_string (g_ptr_array_index (record, record->len - 1), "gap");
  counter_free (&self);
}
GST_END_TEST;

/* ---- queues and staff ----------------------------------------------------------------------- */

/* In the left third people wait, on the right staff stays. */
#define SHOP                                                                                       \
  "{\"queues\":[{\"name\":\"till\",\"area\":[[0,0.4],[0.3,0.4],[0.3,0.8],[0,0.8]],"                \
  "\"service\":[[0.3,0.4],[0.4,0.4],[0.4,0.8],[0.3,0.8]],\"alert-length\":1}],"                    \
  "\"zones\":[{\"name\":\"desk\",\"polygon\":[[0.8,0],[1,0],[1,1],[0.8,1]],\"staff\":true}]}"

/** Frames of stream time @from to @until seconds; a person at @x of the width. */
static GstBuffer *
stay (Counter *self, double from, double until, double x)
{
  GstBuffer *out = NULL;
  for (double t = from; t < until; t += 0.1) {
    GstBuffer *frame = frame_new_empty (t);
    frame_add_track (frame, 1, (int) (640 * x) - 20, 140, 40, 100);
    gst_clear_buffer (&out);
    out = gst_harness_push_and_pull (self->harness, frame);
  }
  return out;
}

GST_START_TEST (waits_and_is_served)
{
  write_config (SHOP);
  Counter self = counter ("");
  GstAnalyticsMtd mtd;
  GstAisleQueue queue;
  GstAisleRole role;
  g_autoptr (GstBuffer) waits = stay (&self, 0, 10, 0.2);
  fail_unless (frame_find (waits, gst_aisle_queue_mtd_get_mtd_type (), 0, &mtd));
  fail_unless (gst_aisle_queue_mtd_get (&mtd, &queue));
  fail_unless_equals_string (queue.name, "till");
  fail_unless_equals_int (queue.length, 1);
  fail_unless (queue.alert);
  fail_unless (frame_find (waits, gst_aisle_role_mtd_get_mtd_type (), 0, &mtd));
  fail_unless (gst_aisle_role_mtd_get (&mtd, &role));
  fail_unless_equals_string (role.queue, "till");
  fail_unless (!role.staff && role.position == 1 && ABS (role.wait - 9.9) < 0.15);
  g_autoptr (GstStructure) alert = next_event (&self, "queue-alert");
  fail_unless_equals_string (gst_structure_get_string (alert, "state"), "raised");
  g_autoptr (GstBuffer) served = stay (&self, 10, 12, 0.35);
  g_autoptr (GstStructure) left = next_event (&self, "queue-left");
  fail_unless_equals_string (gst_structure_get_string (left, "outcome"), "served");
  fail_unless (ABS (number (left, "wait") - 10) < 0.15);
  fail_if (frame_find (served, gst_aisle_role_mtd_get_mtd_type (), 0, &mtd));
  counter_free (&self);
}
GST_END_TEST;

GST_START_TEST (staff_is_marked)
{
  write_config (SHOP);
  Counter self = counter ("");
  GstAnalyticsMtd mtd;
  GstAisleRole role;
  g_autoptr (GstBuffer) early = stay (&self, 0, 4.5, 0.9);
  fail_if (frame_find (early, gst_aisle_role_mtd_get_mtd_type (), 0, &mtd));
  g_autoptr (GstBuffer) late = stay (&self, 4.5, 6, 0.9);
  fail_unless (frame_find (late, gst_aisle_role_mtd_get_mtd_type (), 0, &mtd));
  fail_unless (gst_aisle_role_mtd_get (&mtd, &role));
  fail_unless (role.staff);
  counter_free (&self);
}
GST_END_TEST;

static Suite *
aislefootfall_suite (void)
{
  Suite *suite = suite_create ("aislefootfall");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (suite, tc);
  tcase_add_checked_fixture (tc, make_config, remove_config);
  tcase_add_test (tc, in_and_out_again);
  tcase_add_test (tc, motion_is_in_metres);
  tcase_add_test (tc, waits_and_is_served);
  tcase_add_test (tc, staff_is_marked);
  tcase_add_test (tc, presence_follows_the_person);
  tcase_add_test (tc, the_end_closes_what_is_open);
  tcase_add_test (tc, dropped_inference_is_counted);
  tcase_add_test (tc, only_the_classes_are_counted);
  tcase_add_test (tc, the_track_state_is_taken_over);
  tcase_add_test (tc, another_frame_size_changes_nothing);
  tcase_add_test (tc, a_seek_back_ends_visits);
  tcase_add_test (tc, times_are_stream_time);
  tcase_add_test (tc, time_comes_from_the_best_source);
  tcase_add_test (tc, the_config_is_reloaded);
  tcase_add_test (tc, places_and_sides_are_metadata);
  tcase_add_test (tc, bad_settings_are_one_error);
  tcase_add_test (tc, frames_without_anything_pass);
  return suite;
}

GST_CHECK_MAIN (aislefootfall);
