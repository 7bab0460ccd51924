/* SPDX-License-Identifier: MIT */
/** @file event.c The bytes of event lines. */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "tests/core/checks.h"

#include "gst/core/event.h"
#include "tests/core/random-event.h"

static char *
crossing_json (double pts, gint64 time)
{
  g_autoptr (AisleEvent) event = aisle_event_new (AISLE_EVENT_LINE_CROSSED, "door", "L", 7, pts);
  event->time = time;
  event->direction = AISLE_DIRECTION_OUT;
  return aisle_event_to_json (event);
}

/* The id is sha256 of "door", "line-crossed", "L", "7 1001", each with its NUL: first 16 digits. */
GST_START_TEST (crossing)
{
  g_autofree char *json = crossing_json (1.0006, 1000600);
  ck_assert_str_eq (json, "{\"schema\":\"aisle.event/1\",\"id\":\"f2713cd235a9ff1b\",\"type\":"
                          "\"line-crossed\",\"camera\":\"door\",\"time\":"
                          "\"1970-01-01T00:00:01.001Z\",\"pts\":1.001,\"line\":\"L\","
                          "\"direction\":\"out\",\"track\":7}");
}
GST_END_TEST;

/* In a locale with a decimal comma, where the system has one. */
GST_START_TEST (locale)
{
  g_autofree char *before = crossing_json (-0.0001, 0);
  setlocale (LC_ALL, "de_DE.UTF-8");
  g_autofree char *after = crossing_json (-0.0001, 0);
  setlocale (LC_ALL, "C");
  ck_assert_str_eq (before, after);
  ck_assert_ptr_nonnull (strstr (after, "\"pts\":0.000,"));
}
GST_END_TEST;

GST_START_TEST (times)
{
  g_autofree char *early = crossing_json (0, -1000);
  ck_assert_ptr_nonnull (strstr (early, "\"time\":\"1969-12-31T23:59:59.999Z\""));
  g_autofree char *now = crossing_json (0, G_GINT64_CONSTANT (1767225599999999));
  ck_assert_ptr_nonnull (strstr (now, "\"time\":\"2026-01-01T00:00:00.000Z\""));
  g_autofree char *never = crossing_json (NAN, 0);
  ck_assert_ptr_nonnull (strstr (never, "\"pts\":null"));
}
GST_END_TEST;

GST_START_TEST (visit)
{
  g_autoptr (AisleEvent) event =
      aisle_event_new (AISLE_EVENT_VISIT_ENDED, "do\"or\n", "Käse\xff", 1, 4);
  event->local_clock = TRUE;
  event->enter_pts = 1.5;
  event->leave_pts = 4;
  event->dwell = 2.5;
  event->reason = AISLE_VISIT_LOST;
  event->stitched = TRUE;
  g_autofree char *json = aisle_event_to_json (event);
  const char *tail = strstr (json, "\"type\"");
  ck_assert_str_eq (tail, "\"type\":\"visit-ended\",\"camera\":\"do\\\"or\\n\",\"time\":"
                          "\"1970-01-01T00:00:00.000Z\",\"clock\":\"local\",\"pts\":4.000,"
                          "\"zone\":\"Käse\xef\xbf\xbd\",\"track\":1,\"enter_pts\":1.500,"
                          "\"leave_pts\":4.000,\"dwell\":2.500,\"reason\":\"lost\","
                          "\"stitched\":true}");
}
GST_END_TEST;

GST_START_TEST (ids)
{
  g_autoptr (AisleEvent) a = aisle_event_new (AISLE_EVENT_LINE_CROSSED, "ab", "c", 7, 1);
  g_autoptr (AisleEvent) same = aisle_event_new (AISLE_EVENT_LINE_CROSSED, "ab", "c", 7, 1.0001);
  g_autoptr (AisleEvent) run_on = aisle_event_new (AISLE_EVENT_LINE_CROSSED, "a", "bc", 7, 1);
  g_autoptr (AisleEvent) type = aisle_event_new (AISLE_EVENT_VISIT_ENDED, "ab", "c", 7, 1);
  g_autoptr (AisleEvent) track = aisle_event_new (AISLE_EVENT_LINE_CROSSED, "ab", "c", 8, 1);
  g_autoptr (AisleEvent) later = aisle_event_new (AISLE_EVENT_LINE_CROSSED, "ab", "c", 7, 1.001);
  ck_assert (a->id == same->id);
  ck_assert (a->id != run_on->id);
  ck_assert (a->id != type->id);
  ck_assert (a->id != track->id);
  ck_assert (a->id != later->id);
}
GST_END_TEST;

/* --- reading ----------------------------------------------------------------- */

static void
assert_same_items (const AisleField *field, const AisleEvent *a, const AisleEvent *b)
{
  for (const AisleField *member = field->item->fields; member->name; member++)
    for (guint i = 0; i < aisle_field_get_length (field, a); i++) {
      const char *x = aisle_field_get_item (field, a, i), *y = aisle_field_get_item (field, b, i);
      x += member->offset;
      y += member->offset;
      gsize size = member->kind == AISLE_FIELD_UINT ? sizeof (guint) : sizeof (guint64);
      if (member->kind == AISLE_FIELD_TEXT)
        ck_assert_str_eq (*(char *const *) x, *(char *const *) y);
      else
        ck_assert_msg (memcmp (x, y, size) == 0, "%s.%s", field->name, member->name);
    }
}

/* What the line says is what the struct says, and what it leaves out is as in a new event. */
GST_START_TEST (round_trip)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);
  for (guint i = 0; i < 3000; i++) {
    g_autoptr (AisleEvent) event = random_event (rand, (AisleEventType) (i % AISLE_EVENT_N_TYPES));
    g_autofree char *json = aisle_event_to_json (event);
    g_autoptr (GError) error = NULL;
    g_autoptr (AisleEvent) read = aisle_event_parse (json, -1, &error);
    g_assert_no_error (error);
    g_autoptr (AisleEvent) copy = aisle_event_copy (read);
    g_clear_pointer (&read, aisle_event_free);
    g_autofree char *again = aisle_event_to_json (copy);
    ck_assert_str_eq (again, json);
    const AisleField *field = aisle_event_type_fields (event->type);
    for (; field->name; field++)
      if (field->kind == AISLE_FIELD_LIST)
        assert_same_items (field, event, copy);
  }
}
GST_END_TEST;

#define HEAD(version, type)                                                                        \
  "{\"schema\":\"aisle.event/" version "\",\"id\":\"f2713cd235a9ff1b\",\"type\":\"" type "\","     \
  "\"camera\":\"door\",\"time\":\"1969-12-31T23:59:59.999Z\",\"pts\":1.001"

GST_START_TEST (read)
{
  g_autoptr (AisleEvent) crossing = aisle_event_parse (
      HEAD ("1",
            "line-crossed") ",\"later\":[{}],\"line\":\"L\",\"direction\":\"out\",\"track\":7}",
      -1, NULL);
  ck_assert (crossing->id == G_GUINT64_CONSTANT (0xf2713cd235a9ff1b));
  ck_assert_int_eq (crossing->type, AISLE_EVENT_LINE_CROSSED);
  ck_assert (crossing->time == -1000 && crossing->pts == 1.001 && !crossing->local_clock);
  ck_assert_str_eq (crossing->name, "L");
  ck_assert_int_eq (crossing->direction, AISLE_DIRECTION_OUT);
  ck_assert (crossing->track == 7 && crossing->confidence == 1 && crossing->group == 0);
  g_autoptr (AisleEvent) alert = aisle_event_parse (
      HEAD ("1", "queue-alert") ",\"queue\":\"Q\",\"state\":\"raised\",\"length\":4}", -1, NULL);
  ck_assert (alert->raised && alert->length == 4 && alert->expected_wait == -1);
  g_autoptr (AisleEvent) fresh = aisle_event_new (AISLE_EVENT_VISIT_ENDED, "a", "b", 1, 0);
  ck_assert (fresh->distance == -1 && fresh->speed == -1 && fresh->confidence == 1);
}
GST_END_TEST;

/* Counts written before lines had the numbers of the day. */
GST_START_TEST (older_counts)
{
  static const char line[] = HEAD ("1", "counts")
      ",\"start\":\"2026-01-05T09:00:00.000Z\",\"end\":\"2026-01-05T09:01:00.000Z\","
      "\"lines\":{\"L\":{\"in\":1,\"out\":2,\"total_in\":3,\"total_out\":4}},\"zones\":{},"
      "\"frames\":5,\"dropped\":0,\"minutes\":1,\"open\":true,\"blind\":0}";
  g_autoptr (GError) error = NULL;
  g_autoptr (AisleEvent) counts = aisle_event_parse (line, -1, &error);
  ck_assert_msg (counts, "%s", error ? error->message : "");
  ck_assert_uint_eq (counts->n_lines, 1);
  ck_assert (counts->lines[0].total_out == 4);
  ck_assert (counts->lines[0].day_in == 0 && counts->lines[0].day_out == 0);
  g_autofree char *json = aisle_event_to_json (counts);
  ck_assert (strstr (json, "\"day_in\":0,\"day_out\":0"));
}
GST_END_TEST;

#define CROSSING(version, more) HEAD (version, "line-crossed") more "}"
#define SHORT ",\"line\":\"L\",\"direction\":\"in\""
#define ALL SHORT ",\"track\":7"
static const struct {
  const char *line;
  AisleEventErrorCode code;
  const char *word;
} refused[] = {
  { "", AISLE_EVENT_ERROR_JSON, "JSON" },
  { "null", AISLE_EVENT_ERROR_JSON, "JSON" },
  { "{\"schema\":\"\xff\"}", AISLE_EVENT_ERROR_JSON, "UTF-8" },
  { "{\"schema\":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}", AISLE_EVENT_ERROR_JSON, "JSON" },
  { "{}", AISLE_EVENT_ERROR_SCHEMA, "aisle.event/1" },
  { "{\"schema\":1}", AISLE_EVENT_ERROR_SCHEMA, "aisle.event/1" },
  { CROSSING ("2", ALL), AISLE_EVENT_ERROR_SCHEMA, "aisle.event/2" },
  { HEAD ("1", "line-kissed") ALL "}", AISLE_EVENT_ERROR_MEMBER, "\"type\"" },
  { CROSSING ("1", SHORT), AISLE_EVENT_ERROR_MEMBER, "\"track\"" },
  { CROSSING ("1", SHORT ",\"track\":-1"), AISLE_EVENT_ERROR_MEMBER, "\"track\"" },
  { CROSSING ("1", SHORT ",\"track\":1.5"), AISLE_EVENT_ERROR_MEMBER, "\"track\"" },
  { CROSSING ("1", ALL ",\"confidence\":1.001"), AISLE_EVENT_ERROR_MEMBER, "\"confidence\"" },
  { CROSSING ("1", ALL ",\"stature\":\"\""), AISLE_EVENT_ERROR_MEMBER, "\"stature\"" },
  { CROSSING ("1", ALL ",\"staff\":1"), AISLE_EVENT_ERROR_MEMBER, "\"staff\"" },
  { CROSSING ("1", ALL ",\"clock\":\"remote\""), AISLE_EVENT_ERROR_MEMBER, "\"clock\"" },
  { CROSSING ("1", ALL ",\"time\":\"2026-02-30T00:00:00.000Z\""), AISLE_EVENT_ERROR_MEMBER,
    "time" },
  { CROSSING ("1", ALL ",\"time\":\"2026-02-03T00:00:00Z\""), AISLE_EVENT_ERROR_MEMBER, "time" },
  { CROSSING ("1", ALL ",\"id\":\"F2713cd235a9ff1b\""), AISLE_EVENT_ERROR_MEMBER, "\"id\"" },
  { CROSSING ("1", ALL ",\"pts\":null"), AISLE_EVENT_ERROR_MEMBER, "\"pts\"" },
  { HEAD ("1", "camera-lost") ",\"gap\":-1}", AISLE_EVENT_ERROR_MEMBER, "\"gap\"" },
  { HEAD ("1", "camera-lost") ",\"gap\":1e999}", AISLE_EVENT_ERROR_MEMBER, "\"gap\"" },
};

GST_START_TEST (mistakes)
{
  const char *line = refused[__i__].line;
  g_autoptr (GError) error = NULL;
  ck_assert_ptr_null (aisle_event_parse (line, -1, &error));
  ck_assert_msg (g_error_matches (error, AISLE_EVENT_ERROR, refused[__i__].code), "%s", line);
  ck_assert_msg (strstr (error->message, refused[__i__].word), "%s: %s", line, error->message);
}
GST_END_TEST;

/* No list of a counts event may be of another kind, or have an item that is none. */
GST_START_TEST (bad_lists)
{
  static const char *const lists[] = { "lines",     "zones",   "queues",
                                       "occupancy", "turn_in", "transitions" };
  static const char *const bad[] = { "3", "null", "{\"a\":3}", "{\"\":{}}", "[3]", "[{}]" };
  g_autoptr (AisleEvent) event = aisle_event_new (AISLE_EVENT_COUNTS, "a", NULL, 0, 0);
  g_autofree char *json = aisle_event_to_json (event);
  json[strlen (json) - 1] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (lists) * G_N_ELEMENTS (bad); i++) {
    const char *list = lists[i / G_N_ELEMENTS (bad)];
    g_autofree char *line =
        g_strdup_printf ("%s,\"%s\":%s}", json, list, bad[i % G_N_ELEMENTS (bad)]);
    g_autoptr (GError) error = NULL;
    ck_assert_msg (!aisle_event_parse (line, -1, &error), "%s", line);
    ck_assert (g_error_matches (error, AISLE_EVENT_ERROR, AISLE_EVENT_ERROR_MEMBER));
  }
}
GST_END_TEST;

static Suite *
event_suite (void)
{
  Suite *s = suite_create ("event");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, crossing);
  tcase_add_test (tc, locale);
  tcase_add_test (tc, times);
  tcase_add_test (tc, visit);
  tcase_add_test (tc, ids);
  tcase_add_test (tc, round_trip);
  tcase_add_test (tc, read);
  tcase_add_test (tc, older_counts);
  tcase_add_loop_test (tc, mistakes, 0, G_N_ELEMENTS (refused));
  tcase_add_test (tc, bad_lists);
  return s;
}

GST_CHECK_MAIN (event)
