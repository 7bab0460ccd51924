/* SPDX-License-Identifier: MIT */
/** @file stand.c Standing and walking, at any frame rate. */
#include "gst/core/stand.h"
#include "tests/core/checks.h"

#define HEIGHT 0.2

/* Seconds that count as stood in @seconds of walking at @speed body heights per second. */
static double
stood (AisleStand *stand, double speed, double seconds, guint n, double jitter)
{
  double sum = 0, step = seconds / n;
  for (guint i = 0; i < n; i++) {
    double from = i % 2 ? jitter : 0, to = i % 2 ? 0 : jitter;
    AisleMove move = {
      { from, 0.5 }, { to + speed * HEIGHT * step, 0.5 }, i * step, (i + 1) * step, HEIGHT, 0, 0
    };
    sum += aisle_stand_follow (stand, &move);
  }
  return sum;
}

GST_START_TEST (walks)
{
  AisleStand stand = { 0 };
  stood (&stand, 0.8, 2, 20, 0);
  ck_assert_double_eq (stood (&stand, 0.8, 10, 100, 0), 0);
  ck_assert_double_eq (stood (&stand, 0.25, 10, 100, 0), 0);
}
GST_END_TEST;

/* Boxes of somebody who stands jitter by five percent of the body from frame to frame. */
GST_START_TEST (stands)
{
  AisleStand stand = { 0 };
  ck_assert_double_eq_tol (stood (&stand, 0, 10, 100, 0.05 * HEIGHT), 10, 1e-9);
  ck_assert_double_eq_tol (stood (&stand, 0.15, 10, 100, 0), 10, 1e-9);
}
GST_END_TEST;

/* After a stop: exp (−t/0.5) of 0.8 is below 0.2 from 0.69 s on. */
GST_START_TEST (stops)
{
  static const guint rates[] = { 5, 10, 25, 100 };
  for (guint i = 0; i < G_N_ELEMENTS (rates); i++) {
    AisleStand stand = { 0 };
    stood (&stand, 0.8, 20, 20 * rates[i], 0);
    ck_assert_double_eq_tol (stood (&stand, 0, 5, 5 * rates[i], 0), 5 - 0.693, 1.0 / rates[i]);
  }
}
GST_END_TEST;

GST_START_TEST (no_time)
{
  AisleStand stand = { 0 };
  AisleMove move = { { 0.1, 0.1 }, { 0.9, 0.9 }, 3, 3, HEIGHT, 0, 0 };
  ck_assert_double_eq (aisle_stand_follow (&stand, &move), 0);
  ck_assert_double_eq (stand.ahead.x, 0);
}
GST_END_TEST;

static Suite *
stand_suite (void)
{
  Suite *s = suite_create ("stand");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, walks);
  tcase_add_test (tc, stands);
  tcase_add_test (tc, stops);
  tcase_add_test (tc, no_time);
  return s;
}

GST_CHECK_MAIN (stand)
