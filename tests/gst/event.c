/* SPDX-License-Identifier: MIT */
/** @file event.c Events as structures: every type there and back, and what is refused. */
#include <gst/check/gstcheck.h>

#include "gst/meta/event-private.h"

static AisleEvent *
example (AisleEventType type)
{
  static const char *const names[] = { "door", "table", NULL, NULL, NULL };
  AisleEvent *event =
      aisle_event_new (type, "shop \"1\" 店", names[type], 9007199254740991, 12.345);
  event->time = G_GINT64_CONSTANT (1767254400123456);
  event->local_clock = type == AISLE_EVENT_LINE_CROSSED;
  event->direction = AISLE_DIRECTION_OUT;
  event->enter_pts = 1.5;
  event->leave_pts = 12.345;
  event->dwell = 10.845;
  event->reason = AISLE_VISIT_LOST;
  event->stitched = TRUE;
  event->start = event->time - 60 * G_USEC_PER_SEC;
  event->end = event->time;
  event->frames = 600;
  event->dropped = 7;
  event->gap = 10.25;
  if (type != AISLE_EVENT_COUNTS)
    return event;
  event->n_lines = 2;
  event->lines = g_new0 (AisleLineCounts, 2);
  event->lines[0] = (AisleLineCounts) { g_strdup ("a b"), 1, 2, 3, 4 };
  event->lines[1] = (AisleLineCounts) { g_strdup ("出口"), 0, 0, G_MAXUINT64, 0 };
  event->n_zones = 1;
  event->zones = g_new0 (AisleZoneCounts, 1);
  event->zones[0] = (AisleZoneCounts) { g_strdup ("table"), 5, 6, 7.5 };
  return event;
}

GST_START_TEST (json_of_the_structure_is_that_of_the_event)
{
  for (int type = AISLE_EVENT_LINE_CROSSED; type <= AISLE_EVENT_CAMERA_BACK; type++) {
    g_autoptr (AisleEvent) event = example ((AisleEventType) type);
    g_autoptr (GstStructure) structure = gst_aisle_event_structure_new (event);
    g_autofree char *json = gst_aisle_event_structure_to_json (structure);
    g_autofree char *expected = aisle_event_to_json (event);
    fail_unless_equals_string (json, expected);
    fail_unless_equals_string (gst_structure_get_string (structure, "type"),
                               aisle_event_type_name (event->type));

    g_autofree char *text = gst_structure_serialize_full (structure, GST_SERIALIZE_FLAG_NONE);
    g_autoptr (GstStructure) read = gst_structure_from_string (text, NULL);
    fail_unless (read != NULL && gst_structure_has_name (read, GST_AISLE_EVENT_NAME));
  }
}
GST_END_TEST;

GST_START_TEST (fields_are_typed)
{
  g_autoptr (AisleEvent) event = example (AISLE_EVENT_VISIT_ENDED);
  g_autoptr (GstStructure) structure = gst_aisle_event_structure_new (event);
  guint64 track;
  gdouble dwell;
  gboolean stitched;
  fail_unless (gst_structure_get (structure, "track", G_TYPE_UINT64, &track, "dwell", G_TYPE_DOUBLE,
                                  &dwell, "stitched", G_TYPE_BOOLEAN, &stitched, NULL));
  fail_unless_equals_uint64 (track, 9007199254740991);
  fail_unless_equals_float (dwell, 10.845);
  fail_unless (stitched);
  fail_unless_equals_string (gst_structure_get_string (structure, "zone"), "table");
  fail_unless_equals_string (gst_structure_get_string (structure, "reason"), "lost");
  fail_if (gst_structure_has_field (structure, "line"));
  fail_if (gst_structure_has_field (structure, "clock"));
}
GST_END_TEST;

GST_START_TEST (missing_and_mistyped_fields_are_refused)
{
  for (int type = AISLE_EVENT_LINE_CROSSED; type <= AISLE_EVENT_CAMERA_BACK; type++) {
    g_autoptr (AisleEvent) event = example ((AisleEventType) type);
    g_autoptr (GstStructure) whole = gst_aisle_event_structure_new (event);
    for (int field = 0; field < gst_structure_n_fields (whole); field++) {
      const char *name = gst_structure_nth_field_name (whole, (guint) field);
      g_autoptr (GstStructure) broken = gst_structure_copy (whole);
      if (g_str_equal (name, "clock"))
        continue;
      gst_structure_remove_field (broken, name);
      fail_unless (gst_aisle_event_structure_to_json (broken) == NULL, "without %s", name);
      gst_structure_set (broken, name, G_TYPE_INT, 7, NULL);
      fail_unless (gst_aisle_event_structure_to_json (broken) == NULL, "with a number as %s", name);
    }
  }
  g_autoptr (GstStructure) other = gst_structure_new_empty ("other");
  fail_unless (gst_aisle_event_structure_to_json (other) == NULL);
}
GST_END_TEST;

GST_START_TEST (only_our_events_are_found)
{
  g_autoptr (AisleEvent) event = example (AISLE_EVENT_CAMERA_LOST);
  g_autoptr (GstEvent) ours =
      gst_event_new_custom (GST_EVENT_CUSTOM_DOWNSTREAM, gst_aisle_event_structure_new (event));
  g_autoptr (GstEvent) other =
      gst_event_new_custom (GST_EVENT_CUSTOM_DOWNSTREAM, gst_structure_new_empty ("other"));
  g_autoptr (GstEvent) eos = gst_event_new_eos ();
  g_autoptr (GstMessage) message =
      gst_message_new_element (NULL, gst_aisle_event_structure_new (event));
  g_autoptr (GstMessage) other_message =
      gst_message_new_element (NULL, gst_structure_new_empty ("other"));
  fail_unless (gst_aisle_event_get_structure (ours) != NULL);
  fail_unless (gst_aisle_event_get_structure (other) == NULL);
  fail_unless (gst_aisle_event_get_structure (eos) == NULL);
  fail_unless (gst_aisle_message_get_structure (message) != NULL);
  fail_unless (gst_aisle_message_get_structure (other_message) == NULL);
}
GST_END_TEST;

static Suite *
event_suite (void)
{
  Suite *suite = suite_create ("event");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (suite, tc);
  tcase_add_test (tc, json_of_the_structure_is_that_of_the_event);
  tcase_add_test (tc, fields_are_typed);
  tcase_add_test (tc, missing_and_mistyped_fields_are_refused);
  tcase_add_test (tc, only_our_events_are_found);
  return suite;
}

GST_CHECK_MAIN (event);
