/* SPDX-License-Identifier: MIT */
/**
 * @file visibility.c
 * Boxes at the borders of a frame of 1000 × 500 pixels.
 */
#include <gst/check/gstcheck.h>

#include <math.h>

#include "gst/core/visibility.h"

enum { WIDTH = 1000, HEIGHT = 500 };

static void
expect (AisleBox box, AisleBox whole, AisleBox result)
{
  AisleBox got = aisle_box_complete (&box, &whole, WIDTH, HEIGHT);

  fail_unless (fabsf (got.x - result.x) + fabsf (got.y - result.y) + fabsf (got.w - result.w)
                       + fabsf (got.h - result.h) < 1e-3f,
               "%g %g %g %g", got.x, got.y, got.w, got.h);
  fail_unless_equals_float (got.confidence, box.confidence);
}

GST_START_TEST (test_complete)
{
  const AisleBox whole = { 0, 0, 40, 100, 0, 0 };

  expect ((AisleBox){ 300, 200, 30, 80, .5f, 0 }, whole, (AisleBox){ 300, 200, 30, 80, 0, 0 });
  /* The legs are below the frame, also when the detector ends a pixel early. */
  expect ((AisleBox){ 300, 440, 40, 60, .5f, 0 }, whole, (AisleBox){ 300, 440, 40, 100, 0, 0 });
  expect ((AisleBox){ 300, 439, 40, 60, .5f, 0 }, whole, (AisleBox){ 300, 439, 40, 100, 0, 0 });
  expect ((AisleBox){ 300, 0, 40, 30, .5f, 0 }, whole, (AisleBox){ 300, -70, 40, 100, 0, 0 });
  expect ((AisleBox){ 0, 200, 10, 100, .5f, 0 }, whole, (AisleBox){ -30, 200, 40, 100, 0, 0 });
  expect ((AisleBox){ 980, 200, 20, 100, .5f, 0 }, whole, (AisleBox){ 980, 200, 40, 100, 0, 0 });
  /* Into a corner; and who is larger than expected is taken as seen. */
  expect ((AisleBox){ 980, 440, 20, 60, .5f, 0 }, whole, (AisleBox){ 980, 440, 40, 100, 0, 0 });
  expect ((AisleBox){ 300, 350, 60, 150, .5f, 0 }, whole, (AisleBox){ 300, 350, 60, 150, 0, 0 });
}
GST_END_TEST;

GST_START_TEST (test_unknown_frame)
{
  const AisleBox box = { -5, -5, 40, 60, .5f, 0 }, whole = { 0, 0, 90, 200, 0, 0 };
  AisleBox same = aisle_box_complete (&box, &whole, 0, 0), clipped = aisle_box_clip (&box, 0, 0);

  fail_unless (memcmp (&same, &box, sizeof box) == 0);
  fail_unless (memcmp (&clipped, &box, sizeof box) == 0);
  fail_unless (!aisle_box_is_cut (&box, 0, 0));
  fail_unless (aisle_box_is_cut (&box, WIDTH, HEIGHT));
}
GST_END_TEST;

GST_START_TEST (test_clip)
{
  GRand *random = g_rand_new_with_seed (9);

  for (int i = 0; i < 10000; i++) {
    AisleBox box = { (float) g_rand_double_range (random, -2000, 2000),
                     (float) g_rand_double_range (random, -2000, 2000),
                     (float) g_rand_double_range (random, 1, 900),
                     (float) g_rand_double_range (random, 1, 900), 1, 0 };
    AisleBox got = aisle_box_clip (&box, WIDTH, HEIGHT);
    gboolean inside = box.x >= 0 && box.y >= 0 && box.x + box.w <= WIDTH
                      && box.y + box.h <= HEIGHT;

    if (got.x < 0 || got.y < 0 || got.w < 1 || got.h < 1 || got.x + got.w > WIDTH + 1e-3f
        || got.y + got.h > HEIGHT + 1e-3f
        || (inside && fabsf (got.w - box.w) + fabsf (got.h - box.h) > 1e-3f))
      fail ("%g %g %g %g", box.x, box.y, box.w, box.h);
  }
  g_rand_free (random);
}
GST_END_TEST;

static Suite *
visibility_suite (void)
{
  Suite *suite = suite_create ("visibility");
  TCase *cases = tcase_create ("all");

  suite_add_tcase (suite, cases);
  tcase_add_test (cases, test_complete);
  tcase_add_test (cases, test_unknown_frame);
  tcase_add_test (cases, test_clip);
  return suite;
}

GST_CHECK_MAIN (visibility);
