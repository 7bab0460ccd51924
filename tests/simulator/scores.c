/* SPDX-License-Identifier: MIT */
/** @file scores.c Tracker and counting reach these scores on short scenes. */
#include <stdlib.h>
#include <string.h>

#include <gst/check/gstcheck.h>

#include "tests/simulator/run.h"
#include "tests/simulator/score.h"
#include "tests/simulator/seeds.h"

#define EVENING (17 * 3600.0)

/* AISLE_TEST_FULL: a whole day instead of an hour. */
static SimResult
day_at (const char *layout, const char *detector, double fps)
{
  gboolean full = g_getenv ("AISLE_TEST_FULL") != NULL;
  SimRun run = { .layout = sim_layout_find (layout), .seed = SIM_SEED_DEVELOPMENT,
                 .begin = full ? 0 : EVENING, .seconds = full ? 86400 : 3600, .fps = fps,
                 .detector = sim_detector_find (detector) };
  SimResult result;
  sim_run (&run, &result);
  return result;
}

static void
expect_counts (const char *layout, const char *detector, double fps, double least)
{
  SimResult result = day_at (layout, detector, fps);
  SimCounts c = sim_score_counts (result.truth, result.found, NULL, 15);
  g_print ("%s, %s, %g fps: %u of %u, accuracy per 15 min %.4f (at least %.3f)\n", layout, detector,
           fps, c.found, c.truth, c.pooled, least);
  ck_assert_uint_gt (c.truth, 100);
  fail_unless (c.pooled >= least);
  sim_result_clear (&result);
}

static const char *const doors[] = { "glass-door", "shop-door", "mall-door" };

GST_START_TEST (test_doors_with_perfect_boxes)
{
  for (guint i = 0; i < G_N_ELEMENTS (doors); i++)
    expect_counts (doors[i], "perfect", 10, .985);
}
GST_END_TEST;

GST_START_TEST (test_doors_with_our_detector)
{
  for (guint i = 0; i < G_N_ELEMENTS (doors); i++)
    expect_counts (doors[i], "aisle", 10, .85);
}
GST_END_TEST;

GST_START_TEST (test_frame_rate_does_not_matter)
{
  expect_counts ("glass-door", "aisle", 5, .85);
  expect_counts ("glass-door", "aisle", 20, .85);
}
GST_END_TEST;

static void
expect_visits (const char *detector, double least, double most_dwell_error)
{
  SimRun run = { .layout = sim_layout_find ("crowd"), .seed = SIM_SEED_DEVELOPMENT, .seconds = 300,
                 .fps = 10, .detector = sim_detector_find (detector) };
  SimResult result;
  sim_run (&run, &result);
  SimMatches m = sim_score_visits (result.truth, result.found, NULL);
  g_print ("crowd, %s: visits %u, recall %.3f (at least %.2f), dwell error %.2f s (at most %.1f)\n",
           detector, m.right + m.missed, m.recall, least, m.dwell_error, most_dwell_error);
  ck_assert_uint_gt (m.right, 200);
  fail_unless (m.recall >= least);
  fail_unless (m.dwell_error <= most_dwell_error);
  sim_result_clear (&result);
}

GST_START_TEST (test_crowd_of_forty)
{
  expect_visits ("perfect", .97, .5);
  expect_visits ("aisle", .65, 2);
}
GST_END_TEST;

static Suite *
scores_suite (void)
{
  Suite *s = suite_create ("scores");
  TCase *tc = tcase_create ("scores");
  tcase_set_timeout (tc, 600);
  tcase_add_test (tc, test_doors_with_perfect_boxes);
  tcase_add_test (tc, test_doors_with_our_detector);
  tcase_add_test (tc, test_frame_rate_does_not_matter);
  tcase_add_test (tc, test_crowd_of_forty);
  suite_add_tcase (s, tc);
  return s;
}

GST_CHECK_MAIN (scores)
