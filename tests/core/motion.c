/* SPDX-License-Identifier: MIT */
/** @file motion.c Metres and speeds of walks made by hand, at any frame rate, with jitter. */
#include "tests/core/checks.h"

#include "gst/core/motion.h"

static double
jitter (GRand *rand, double metres)
{
  return metres * sqrt (-2 * log (1 - g_rand_double (rand)))
         * cos (2 * G_PI * g_rand_double (rand));
}

/* Straight on at 1.3 m/s for 10 s from a stand of 5 s; @noise: standard deviation, metres. */
static AisleMotion
walk (double rate, double noise, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  AisleMotion motion = { 0 };
  for (guint i = 0; i <= 15 * rate; i++) {
    double pts = i / rate, way = 1.3 * MAX (0, pts - 5);
    AislePoint place = { 0.6 * way + jitter (rand, noise), 0.8 * way + jitter (rand, noise) };
    aisle_motion_follow (&motion, place, pts, 0.2);
  }
  return motion;
}

GST_START_TEST (straight)
{
  static const double rates[] = { 5, 10, 25, 60 };
  AisleMotion motion = walk (rates[__i__], 0, 1);
  ck_assert_double_eq_tol (aisle_motion_walked (&motion), 13, 1e-9);
  ck_assert_double_eq_tol (aisle_motion_speed (&motion), 1.3, 0.001);
}
GST_END_TEST;

GST_START_TEST (straight_with_jitter)
{
  static const double rates[] = { 5, 10, 25, 60 };
  AisleMotion motion = walk (rates[__i__ % 4], 0.05, 1 + __i__);
  ck_assert_double_eq_tol (aisle_motion_walked (&motion), 13, 0.6);
  ck_assert_double_eq_tol (aisle_motion_speed (&motion), 1.3, 0.2);
}
GST_END_TEST;

/* An hour of standing about is no walk. */
GST_START_TEST (standing)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  AisleMotion motion = { 0 };
  double sum = 0;
  for (guint i = 0; i < 3600 * 10; i++) {
    AislePoint place = { 3 + jitter (rand, 0.05), 4 + jitter (rand, 0.05) };
    aisle_motion_follow (&motion, place, i / 10.0, 0.2);
    sum += MAX (0, aisle_motion_speed (&motion)) / 36000;
  }
  ck_assert (aisle_motion_walked (&motion) < 1);
  ck_assert (sum < 0.15);
}
GST_END_TEST;

/* To and fro, 2 m each way, ten times. */
GST_START_TEST (to_and_fro)
{
  AisleMotion motion = { 0 };
  for (guint i = 0; i <= 400; i++) {
    guint phase = i % 40;
    double x = (phase < 20 ? phase : 40 - phase) / 10.0;
    aisle_motion_follow (&motion, (AislePoint) { x, 0 }, i / 10.0, 0.2);
  }
  /* At each turn the rope goes slack, and tight again: twice its length. */
  ck_assert_double_eq_tol (aisle_motion_walked (&motion), 40 - 19 * 0.4, 1e-6);
}
GST_END_TEST;

GST_START_TEST (unknown_at_first)
{
  AisleMotion motion = { 0 };
  ck_assert_double_eq (aisle_motion_speed (&motion), -1);
  aisle_motion_follow (&motion, (AislePoint) { 1, 1 }, 5, 0.2);
  ck_assert_double_eq (aisle_motion_speed (&motion), -1);
  aisle_motion_follow (&motion, (AislePoint) { 2, 1 }, 5, 0.2); /* time stands still */
  ck_assert_double_eq (aisle_motion_speed (&motion), -1);
  aisle_motion_follow (&motion, (AislePoint) { 3, 1 }, 6, 0.2);
  ck_assert_double_eq_tol (aisle_motion_speed (&motion), 1, 1e-9);
  aisle_motion_lose (&motion);
  ck_assert_double_eq (aisle_motion_speed (&motion), -1);
  aisle_motion_follow (&motion, (AislePoint) { 90, 1 }, 7, 0.2);
  ck_assert_double_eq_tol (aisle_motion_walked (&motion), 1.8, 1e-9);
}
GST_END_TEST;

GST_START_TEST (another_id)
{
  AisleMotion earlier = { 0 }, later = { 0 };
  aisle_motion_follow (&earlier, (AislePoint) { 0, 0 }, 0, 0.2);
  aisle_motion_follow (&earlier, (AislePoint) { 1, 0 }, 1, 0.2);
  aisle_motion_follow (&later, (AislePoint) { 3, 0 }, 3, 0.2);
  aisle_motion_follow (&later, (AislePoint) { 4, 0 }, 4, 0.2);
  aisle_motion_join (&earlier, &later);
  ck_assert_double_eq_tol (aisle_motion_walked (&later), 4, 1e-9);
}
GST_END_TEST;

static Suite *
motion_suite (void)
{
  Suite *s = suite_create ("motion");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_loop_test (tc, straight, 0, 4);
  tcase_add_loop_test (tc, straight_with_jitter, 0, 20);
  tcase_add_test (tc, standing);
  tcase_add_test (tc, to_and_fro);
  tcase_add_test (tc, unknown_at_first);
  tcase_add_test (tc, another_id);
  return s;
}

GST_CHECK_MAIN (motion)
