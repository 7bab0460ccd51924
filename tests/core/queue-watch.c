/* SPDX-License-Identifier: MIT */
/** @file queue-watch.c How fast a queue is served, and alerts when it is too long. */
#include "gst/core/queue-alert.h"
#include "gst/core/service-rate.h"
#include "tests/core/checks.h"

/* --- the rate ---------------------------------------------------------------- */

/* To @until in steps of @step seconds, one served in each @every seconds. */
static void
serve (AisleServiceRate *rate, double from, double until, double step, double every)
{
  double next = from + every;
  for (double t = from + step; t <= until + 1e-9; t += step) {
    aisle_service_rate_advance (rate, t, TRUE);
    for (; every > 0 && next <= t + 1e-9; next += every)
      aisle_service_rate_add (rate);
  }
}

GST_START_TEST (steady)
{
  AisleServiceRate rate = { 0 };
  aisle_service_rate_advance (&rate, 1000, TRUE);
  ck_assert_double_eq (aisle_service_rate_per_minute (&rate), 0);
  ck_assert_double_eq (aisle_service_rate_expected_wait (&rate, 0), 0);
  ck_assert_double_eq (aisle_service_rate_expected_wait (&rate, 3), -1);
  serve (&rate, 1000, 1120, 0.5, 30);
  ck_assert_double_eq_tol (aisle_service_rate_per_minute (&rate), 2, 1e-9);
  ck_assert_double_eq_tol (aisle_service_rate_expected_wait (&rate, 3), 90, 1e-9);
  serve (&rate, 1120, 4120, 0.5, 30);
  ck_assert_double_eq_tol (aisle_service_rate_per_minute (&rate), 2, 0.1);
  ck_assert_double_eq_tol (aisle_service_rate_expected_wait (&rate, 3), 90, 4);
}
GST_END_TEST;

/* Idle minutes thin the throughput, but do not make the service slower. */
GST_START_TEST (idle)
{
  AisleServiceRate rate = { 0 };
  aisle_service_rate_advance (&rate, 0, FALSE);
  serve (&rate, 0, 60, 1, 20);
  aisle_service_rate_advance (&rate, 600, FALSE);
  ck_assert_double_eq_tol (aisle_service_rate_per_minute (&rate), 0.3, 1e-9);
  ck_assert_double_eq_tol (aisle_service_rate_expected_wait (&rate, 2), 40, 1e-9);
}
GST_END_TEST;

GST_START_TEST (forgets)
{
  AisleServiceRate rate = { 0 };
  aisle_service_rate_advance (&rate, 0, FALSE);
  serve (&rate, 0, 60, 1, 20);
  aisle_service_rate_advance (&rate, 880, FALSE);
  ck_assert_double_eq (aisle_service_rate_expected_wait (&rate, 2), 40);
  aisle_service_rate_advance (&rate, 975, FALSE);
  ck_assert_double_eq (aisle_service_rate_expected_wait (&rate, 2), -1);
  ck_assert_double_eq (aisle_service_rate_per_minute (&rate), 0);
}
GST_END_TEST;

/* Hours without a frame; time that steps back begins anew. */
GST_START_TEST (jumps)
{
  AisleServiceRate rate = { 0 };
  aisle_service_rate_advance (&rate, -100, TRUE);
  serve (&rate, -100, 0, 1, 10);
  aisle_service_rate_advance (&rate, 1e6, TRUE);
  ck_assert_double_eq (aisle_service_rate_per_minute (&rate), 0);
  ck_assert_double_eq (aisle_service_rate_expected_wait (&rate, 1), -1);
  aisle_service_rate_add (&rate);
  aisle_service_rate_advance (&rate, 1e6 - 1, TRUE);
  ck_assert_double_eq (aisle_service_rate_per_minute (&rate), 0);
  aisle_service_rate_add (&rate);
  aisle_service_rate_advance (&rate, 1e6 + 29, TRUE);
  ck_assert_double_eq_tol (aisle_service_rate_per_minute (&rate), 2, 1e-9);
}
GST_END_TEST;

/* --- alerts ------------------------------------------------------------------ */

static const AisleQueueConfig limits = { .alert_length = 4, .alert_wait = 120 };

GST_START_TEST (by_length)
{
  AisleQueueAlert alert = { 0 };
  ck_assert (!aisle_queue_alert_update (&alert, &limits, 0, 4, -1));
  ck_assert (!aisle_queue_alert_update (&alert, &limits, 4, 5, -1));
  ck_assert (!aisle_queue_alert_update (&alert, &limits, 4.5, 3, -1));
  ck_assert (!aisle_queue_alert_update (&alert, &limits, 5, 4, -1));
  ck_assert (!aisle_queue_alert_update (&alert, &limits, 9.9, 4, -1));
  ck_assert (aisle_queue_alert_update (&alert, &limits, 10, 4, -1));
  ck_assert (alert.raised);
  ck_assert (!aisle_queue_alert_update (&alert, &limits, 11, 3, 10));
  ck_assert (!aisle_queue_alert_update (&alert, &limits, 13, 4, 10)); /* again too long */
  ck_assert (!aisle_queue_alert_update (&alert, &limits, 14, 3, 10));
  ck_assert (!aisle_queue_alert_update (&alert, &limits, 18, 3, 10));
  ck_assert (aisle_queue_alert_update (&alert, &limits, 19, 3, 10));
  ck_assert (!alert.raised);
}
GST_END_TEST;

GST_START_TEST (by_wait)
{
  AisleQueueAlert alert = { 0 };
  ck_assert (!aisle_queue_alert_update (&alert, &limits, 0, 2, 120));
  ck_assert (aisle_queue_alert_update (&alert, &limits, 5, 2, 130));
  ck_assert (!aisle_queue_alert_update (&alert, &limits, 20, 2, 100)); /* above 90 */
  ck_assert (!aisle_queue_alert_update (&alert, &limits, 30, 2, 100));
  ck_assert (!aisle_queue_alert_update (&alert, &limits, 31, 2, -1)); /* not known */
  ck_assert (!aisle_queue_alert_update (&alert, &limits, 40, 2, -1));
  ck_assert (!aisle_queue_alert_update (&alert, &limits, 41, 2, 90));
  ck_assert (aisle_queue_alert_update (&alert, &limits, 46, 2, 90));
}
GST_END_TEST;

GST_START_TEST (never)
{
  static const AisleQueueConfig none = { 0 };
  AisleQueueAlert alert = { 0 };
  ck_assert (!aisle_queue_alert_update (&alert, &none, 0, 1000, 1e9));
  ck_assert (!aisle_queue_alert_update (&alert, &none, 100, 1000, 1e9));
  ck_assert (!alert.raised);
}
GST_END_TEST;

/* An alert of one: it is over when nobody waits. */
GST_START_TEST (of_one)
{
  static const AisleQueueConfig one = { .alert_length = 1 };
  AisleQueueAlert alert = { 0 };
  aisle_queue_alert_update (&alert, &one, 0, 1, -1);
  ck_assert (aisle_queue_alert_update (&alert, &one, 6, 1, -1));
  aisle_queue_alert_update (&alert, &one, 7, 0, 0);
  ck_assert (aisle_queue_alert_update (&alert, &one, 12, 0, 0));
}
GST_END_TEST;

static Suite *
queue_watch_suite (void)
{
  Suite *s = suite_create ("queue-watch");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, steady);
  tcase_add_test (tc, idle);
  tcase_add_test (tc, forgets);
  tcase_add_test (tc, jumps);
  tcase_add_test (tc, by_length);
  tcase_add_test (tc, by_wait);
  tcase_add_test (tc, never);
  tcase_add_test (tc, of_one);
  return s;
}

GST_CHECK_MAIN (queue_watch)
