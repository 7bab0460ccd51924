/* SPDX-License-Identifier: MIT */
/** @file event.c Events as structures: every type there and back, and what is refused. */
#include <gst/check/gstcheck.h>

#include "gst/meta/event-private.h"
#include "tests/core/random-event.h"

#define ROUNDS (20 * AISLE_EVENT_N_TYPES)

/* The i-th of every type in turn; the same each time. */
static AisleEvent *
example (GRand *rand, guint i)
{
  return random_event (rand, (AisleEventType) (i % AISLE_EVENT_N_TYPES));
}

GST_START_TEST (json_of_the_structure_is_that_of_the_event)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (AisleEvent) event = example (rand, i);
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
  g_autoptr (AisleEvent) event =
      aisle_event_new (AISLE_EVENT_VISIT_ENDED, "shop", "table", 9007199254740991, 12.345);
  event->dwell = 10.845;
  event->reason = AISLE_VISIT_LOST;
  event->stitched = TRUE;
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

static gboolean
is_optional (const AisleEvent *event, const char *name)
{
  const AisleField *tables[] = { aisle_event_common_fields (),
                                 aisle_event_type_fields (event->type) };
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const AisleField *field = tables[i]; field->name; field++)
      if (g_str_equal (field->name, name))
        return field->optional;
  return FALSE;
}

GST_START_TEST (missing_and_mistyped_fields_are_refused)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (AisleEvent) event = example (rand, i);
    g_autoptr (GstStructure) whole = gst_aisle_event_structure_new (event);
    for (int field = 0; field < gst_structure_n_fields (whole); field++) {
      const char *name = gst_structure_nth_field_name (whole, (guint) field);
      g_autoptr (GstStructure) broken = gst_structure_copy (whole);
      gst_structure_remove_field (broken, name);
      g_autofree char *json = gst_aisle_event_structure_to_json (broken);
      fail_unless ((json != NULL) == is_optional (event, name), "without %s", name);
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
  g_autoptr (AisleEvent) event = aisle_event_new (AISLE_EVENT_CAMERA_LOST, "shop", NULL, 0, 0);
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
