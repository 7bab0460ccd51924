/* SPDX-License-Identifier: MIT */
/** @file reentry.c Who went out and comes back, by looks made by hand. */
#include "gst/core/reentry.h"
#include "tests/core/checks.h"
#include "tests/core/looks.h"

#define WINDOW 60
#define NOISE 0.05

static gboolean
nobody (guint64 person, gpointer data)
{
  return FALSE;
}

static gboolean
is_the_one (guint64 person, gpointer data)
{
  return person == *(guint64 *) data;
}

static gboolean
enter (AisleReentry *reentry, double pts, guint64 person, const AisleAppearance *look)
{
  return aisle_reentry_enter (reentry, pts, WINDOW, person, look, nobody, NULL);
}

GST_START_TEST (by_look)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  AisleReentry *reentry = g_new0 (AisleReentry, 1);
  for (guint i = 1; i <= 5; i++) {
    AisleAppearance look = look_of_person (i, NOISE, rand);
    aisle_reentry_leave (reentry, i, i, &look);
  }
  AisleAppearance back = look_of_person (3, NOISE, rand),
                  stranger = look_of_person (9, NOISE, rand);
  ck_assert (!enter (reentry, 20, 20, &stranger));
  ck_assert (!enter (reentry, 20, 21, NULL));
  ck_assert_uint_eq (reentry->n, 5);
  ck_assert (enter (reentry, 20, 22, &back));
  ck_assert (!enter (reentry, 21, 23, &back)); /* one comes back once */
  ck_assert_uint_eq (reentry->n, 4);
  g_free (reentry);
}
GST_END_TEST;

GST_START_TEST (after_the_window)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  AisleReentry *reentry = g_new0 (AisleReentry, 1);
  AisleAppearance look = look_of_person (1, 0, rand);
  aisle_reentry_leave (reentry, 100, 1, &look);
  ck_assert (!enter (reentry, 160.1, 2, &look));
  ck_assert_uint_eq (reentry->n, 0); /* and is forgotten */
  aisle_reentry_leave (reentry, 200, 1, &look);
  ck_assert (!enter (reentry, 100, 2, &look)); /* time stepped back */
  ck_assert_uint_eq (reentry->n, 0);
  g_free (reentry);
}
GST_END_TEST;

/* Two who left look the same: nobody can tell which of them it is, or whether it is a third. */
GST_START_TEST (twins)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  AisleReentry *reentry = g_new0 (AisleReentry, 1);
  AisleAppearance look = look_of_person (1, 0, rand);
  aisle_reentry_leave (reentry, 1, 1, &look);
  aisle_reentry_leave (reentry, 2, 2, &look);
  ck_assert (!enter (reentry, 10, 3, &look));
  ck_assert_uint_eq (reentry->n, 2);
  g_free (reentry);
}
GST_END_TEST;

GST_START_TEST (by_track)
{
  AisleReentry *reentry = g_new0 (AisleReentry, 1);
  aisle_reentry_leave (reentry, 1, 7, NULL);
  aisle_reentry_leave (reentry, 2, 8, NULL);
  ck_assert (enter (reentry, 10, 7, NULL));
  ck_assert (!enter (reentry, 10, 7, NULL));
  aisle_reentry_leave (reentry, 11, 8, NULL);
  ck_assert_uint_eq (reentry->n, 1); /* who leaves again is remembered once */
  g_free (reentry);
}
GST_END_TEST;

/* Who left is still seen outside: it is somebody else who comes in with the same clothes. */
GST_START_TEST (still_outside)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  AisleReentry *reentry = g_new0 (AisleReentry, 1);
  AisleAppearance look = look_of_person (1, 0, rand);
  guint64 outside = 1;
  aisle_reentry_leave (reentry, 1, 1, &look);
  ck_assert (!aisle_reentry_enter (reentry, 5, WINDOW, 2, &look, is_the_one, &outside));
  outside = 5;
  ck_assert (aisle_reentry_enter (reentry, 5, WINDOW, 2, &look, is_the_one, &outside));
  g_free (reentry);
}
GST_END_TEST;

GST_START_TEST (bounded)
{
  AisleReentry *reentry = g_new0 (AisleReentry, 1);
  for (guint i = 1; i <= AISLE_REENTRY_MOST + 10; i++)
    aisle_reentry_leave (reentry, i * 0.01, i, NULL);
  ck_assert_uint_eq (reentry->n, AISLE_REENTRY_MOST);
  ck_assert (!enter (reentry, 5, 10, NULL));
  ck_assert (enter (reentry, 5, 11, NULL));
  g_free (reentry);
}
GST_END_TEST;

static Suite *
reentry_suite (void)
{
  Suite *s = suite_create ("reentry");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, by_look);
  tcase_add_test (tc, after_the_window);
  tcase_add_test (tc, twins);
  tcase_add_test (tc, by_track);
  tcase_add_test (tc, still_outside);
  tcase_add_test (tc, bounded);
  return s;
}

GST_CHECK_MAIN (reentry)
