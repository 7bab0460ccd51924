/* SPDX-License-Identifier: MIT */
/** @file line.c One line and moves made by hand: the band in body heights and in metres. */
#include "gst/core/line.h"

#include "tests/core/checks.h"

/* How many crossings there are when somebody comes from 0.5 above the line, goes @beyond it and
 * stays; bodies are 0.2 high, a metre is 0.1. */
static guint
crossings (double band, double band_metres, double metre, double beyond)
{
  AislePoint points[] = { { 0, 0.5 }, { 1, 0.5 } };
  const AisleLineConfig config = { (char *) "L", 2, points, { 0.5, 0.9 }, band, band_metres };
  AisleLine line;
  AisleLineMemory memory = { 0 };
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (AisleLineCount));
  const AislePoint way[] = { { 0.5, 0 }, { 0.5, 0.5 + beyond }, { 0.5, 0.5 + beyond } };
  aisle_line_init (&line, &config, 1);
  for (guint i = 1; i < G_N_ELEMENTS (way); i++) {
    const AisleMove move = { .from = way[i - 1],
                             .to = way[i],
                             .from_pts = 10 * i,
                             .to_pts = 10 * (i + 1),
                             .height = 0.2,
                             .metre = metre };
    aisle_line_follow (&line, &memory, &move, counts);
  }
  return counts->len;
}

GST_START_TEST (band_in_body_heights)
{
  ck_assert_uint_eq (crossings (0.1, 0, 0, 0.019), 0);
  ck_assert_uint_eq (crossings (0.1, 0, 0, 0.021), 1);
  ck_assert_uint_eq (crossings (0.1, 0, 0.1, 0.021), 1);
}
GST_END_TEST;

GST_START_TEST (band_in_metres)
{
  ck_assert_uint_eq (crossings (0.1, 0.5, 0.1, 0.049), 0);
  ck_assert_uint_eq (crossings (0.1, 0.5, 0.1, 0.051), 1);
  /* where the floor is not known (yet), body heights count */
  ck_assert_uint_eq (crossings (0.1, 0.5, 0, 0.021), 1);
}
GST_END_TEST;

static Suite *
line_suite (void)
{
  Suite *s = suite_create ("line");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, band_in_body_heights);
  tcase_add_test (tc, band_in_metres);
  return s;
}

GST_CHECK_MAIN (line)
