/* SPDX-License-Identifier: MIT */
/** @file stature.c Heights of people who bend, are cut off and stay for hours. */
#include "tests/core/checks.h"

#include "gst/core/stature.h"

GST_START_TEST (median)
{
  AisleStatureMemory memory = { { 0 } };
  const double looks[] = { 1.2, 0.7, 1.3, NAN, -1, 0, 1.25, 2.4, 1.2 };
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++) {
    ck_assert_double_eq (aisle_stature_metres (&memory), i < 8 ? 0 : 1.25);
    aisle_stature_look (&memory, looks[i], 10 + 0.2 * i);
  }
  ck_assert_double_eq_tol (aisle_stature_metres (&memory), 1.225, 1e-6);
  ck_assert (aisle_stature_get (&memory, 1.3) == AISLE_STATURE_CHILD);
  ck_assert (aisle_stature_get (&memory, 1.1) == AISLE_STATURE_ADULT);
  ck_assert (aisle_stature_get (&memory, 0) == AISLE_STATURE_UNKNOWN);
}
GST_END_TEST;

/* A moment, however many frames it has, is one look. */
GST_START_TEST (moment)
{
  AisleStatureMemory memory = { { 0 } };
  for (guint i = 0; i < 100; i++)
    aisle_stature_look (&memory, 1.7, 0.001 * i);
  ck_assert (aisle_stature_get (&memory, 1.4) == AISLE_STATURE_UNKNOWN);
}
GST_END_TEST;

/* Bent over the shelf for the third part of each of 20 minutes. */
GST_START_TEST (long_stay)
{
  AisleStatureMemory memory = { { 0 } };
  for (guint i = 0; i < 20 * 60 * 10; i++)
    aisle_stature_look (&memory, i % 600 < 200 ? 1.0 : 1.75, 0.1 * i);
  ck_assert_double_eq_tol (aisle_stature_metres (&memory), 1.75, 1e-6);
  ck_assert (memory.n <= AISLE_STATURE_LOOKS);
}
GST_END_TEST;

GST_START_TEST (another_id)
{
  AisleStatureMemory earlier = { { 0 } }, later = { { 0 } };
  for (guint i = 0; i < 9; i++)
    aisle_stature_look (&earlier, 1.1, 0.2 * i);
  aisle_stature_look (&later, 0.6, 3);
  aisle_stature_join (&earlier, &later);
  ck_assert_double_eq_tol (aisle_stature_metres (&later), 1.1, 1e-6);
}
GST_END_TEST;

static Suite *
stature_suite (void)
{
  Suite *s = suite_create ("stature");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, median);
  tcase_add_test (tc, moment);
  tcase_add_test (tc, long_stay);
  tcase_add_test (tc, another_id);
  return s;
}

GST_CHECK_MAIN (stature)
