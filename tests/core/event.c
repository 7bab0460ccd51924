/* SPDX-License-Identifier: MIT */
/** @file event.c The bytes of event lines. */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "tests/core/checks.h"

#include "gst/core/event.h"

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
  return s;
}

GST_CHECK_MAIN (event)
