/* SPDX-License-Identifier: MIT */
/** @file passages.c Turning in from outside, and the funnel between zones. */
#include "gst/core/funnel.h"
#include "gst/core/turn-in.h"
#include "tests/core/checks.h"

static const AisleTurnInConfig config = { (char *) "front", (char *) "street", (char *) "door" };

/* Crossings as "s" of the street, "i" and "o" of the door; then the person is gone. */
static void
person (AisleTurnInCounts *counts, const char *crossings)
{
  AisleTurnIn turn_in = { 0 };
  for (const char *c = crossings; *c; c++)
    aisle_turn_in_follow (&config, &turn_in, *c == 's' ? "street" : "door",
                          *c == 'i' ? AISLE_DIRECTION_IN : AISLE_DIRECTION_OUT);
  aisle_turn_in_count (&turn_in, counts);
}

GST_START_TEST (turns_in)
{
  AisleTurnInCounts counts = { 0 };
  person (&counts, "");
  ck_assert_double_eq (counts.rate, 0);
  person (&counts, "s");
  person (&counts, "sss");   /* to and fro: once */
  person (&counts, "si");    /* turned in: not outside as well */
  person (&counts, "i");     /* came along the wall */
  person (&counts, "sioss"); /* went on later */
  person (&counts, "os");    /* came out and went away: passes by */
  person (&counts, "o");
  ck_assert_uint_eq (counts.inside, 3);
  ck_assert_uint_eq (counts.outside, 3);
  ck_assert_double_eq (counts.rate, 0.5);
}
GST_END_TEST;

GST_START_TEST (another_id)
{
  AisleTurnIn earlier = { .passed = TRUE }, later = { .turned_in = TRUE };
  AisleTurnInCounts counts = { 0 };
  aisle_turn_in_join (&earlier, &later);
  aisle_turn_in_count (&later, &counts);
  ck_assert_uint_eq (counts.inside, 1);
  ck_assert_uint_eq (counts.outside, 0);
}
GST_END_TEST;

GST_START_TEST (zones_in_turn)
{
  AisleFunnel funnel = { 0 };
  ck_assert_int_eq (aisle_funnel_follow (&funnel, 2, 0), -1);
  ck_assert_int_eq (aisle_funnel_follow (&funnel, 0, 10), 2);
  ck_assert_int_eq (aisle_funnel_follow (&funnel, 0, 20), -1); /* back to the same */
  ck_assert_int_eq (aisle_funnel_follow (&funnel, 1, 30), 0);
}
GST_END_TEST;

/* Big zone 0 from 0 to 20 s with zones 1 (2–3 s) and 2 (6–8 s) inside; then zone 3 from 25 s. */
GST_START_TEST (zones_within)
{
  AisleFunnel funnel = { 0 };
  ck_assert_int_eq (aisle_funnel_follow (&funnel, 1, 2), -1);
  ck_assert_int_eq (aisle_funnel_follow (&funnel, 2, 6), 1);
  ck_assert_int_eq (aisle_funnel_follow (&funnel, 0, 0), -1);
  ck_assert_int_eq (aisle_funnel_follow (&funnel, 3, 25), 0);
}
GST_END_TEST;

GST_START_TEST (funnel_of_another_id)
{
  AisleFunnel earlier = { TRUE, 4, 1 }, later = { 0 }, visited = { TRUE, 5, 3 };
  aisle_funnel_join (&earlier, &later);
  ck_assert_int_eq (aisle_funnel_follow (&later, 1, 9), 4);
  aisle_funnel_join (&earlier, &visited);
  ck_assert_int_eq (aisle_funnel_follow (&visited, 1, 9), 5);
}
GST_END_TEST;

static Suite *
passages_suite (void)
{
  Suite *s = suite_create ("passages");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, turns_in);
  tcase_add_test (tc, another_id);
  tcase_add_test (tc, zones_in_turn);
  tcase_add_test (tc, zones_within);
  tcase_add_test (tc, funnel_of_another_id);
  return s;
}

GST_CHECK_MAIN (passages)
