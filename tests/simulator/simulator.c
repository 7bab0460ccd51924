/* SPDX-License-Identifier: MIT */
/** @file simulator.c The simulator itself: random numbers, camera, truth, determinism. */
#include "tests/core/checks.h"
#include "tests/simulator/run.h"
#include "tests/simulator/score.h"
#include "tests/simulator/seeds.h"
#include "tests/simulator/truth.h"

GST_START_TEST (test_drift_keeps_mean_and_deviation)
{
  SimRandom random;
  double value = 0, sum = 0, squares = 0, products = 0;
  const guint n = 200000;
  sim_random_init (&random, 1, 2);
  for (guint i = 0; i < n; i++) {
    double next = sim_random_drift (&random, value, i ? .1 : -1, 1);
    sum += next;
    squares += next * next;
    products += next * value;
    value = next;
  }
  ck_assert_double_eq_tol (sum / n, 0, .05);
  ck_assert_double_eq_tol (squares / n, 1, .05);
  ck_assert_double_eq_tol (products / n, exp (-.1), .05);
}
GST_END_TEST;

/* 45° below the horizon from 3 m the middle of the frame is 3 m away; a view of 90° is as wide as
 * it is far. */
GST_START_TEST (test_camera_is_a_pinhole)
{
  SimCamera camera = { 1000, 800, 90, 3, 45 };
  AislePoint at;
  fail_unless (sim_camera_project (&camera, 0, 3, 0, &at));
  ck_assert_double_eq_tol (at.x, 500, 1e-9);
  ck_assert_double_eq_tol (at.y, 400, 1e-9);
  fail_unless (sim_camera_project (&camera, 3 * G_SQRT2, 3, 0, &at));
  ck_assert_double_eq_tol (at.x, 1000, 1e-6);
  fail_if (sim_camera_project (&camera, 0, -4, 0, &at));
}
GST_END_TEST;

static const char config_text[] =
    "{\"lines\": [{\"name\": \"L\", \"points\": [[0.5, 0], [0.5, 1]], \"in\": [0.9, 0.5]}],"
    " \"zones\": [{\"name\": \"Z\","
    " \"polygon\": [[0.6, 0.4], [0.8, 0.4], [0.8, 0.6], [0.6, 0.6]]}]}";

/* Feet of a body of 100 pixels, in pixels of a frame of 1000 × 1000. */
static void
go (SimTruth *truth, gpointer memory, double x, double time)
{
  AisleBox box = { (float) x - 20, 400, 40, 100, 1, 0 };
  sim_truth_follow (truth, memory, 7, &box, time);
}

GST_START_TEST (test_truth_of_one_walk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AisleConfig) config = aisle_config_parse (config_text, -1, "test", &error);
  g_assert_no_error (error);
  SimCamera camera = { 1000, 1000, 90, 3, 45 };
  SimTruth *truth = sim_truth_new (config, &camera, 0);
  gpointer memory = sim_truth_memory (truth);
  /* Over the line, back into its band, on into the zone, out of it for long. */
  const double x[] = { 400, 520, 495, 540, 700, 700, 750, 850, 850 };
  for (guint i = 0; i < G_N_ELEMENTS (x); i++)
    go (truth, memory, x[i], i);
  sim_truth_leave (truth, memory, 7, 9);
  g_autoptr (GPtrArray) events = sim_truth_take (truth);
  ck_assert_uint_eq (events->len, 2);
  const AisleEvent *crossing = events->pdata[0], *visit = events->pdata[1];
  ck_assert_int_eq (crossing->direction, AISLE_DIRECTION_IN);
  ck_assert_double_eq_tol (crossing->pts, 100 / 120., 1e-6);
  ck_assert_double_eq_tol (visit->enter_pts, 3 + 60 / 160., 1e-6);
  ck_assert_double_eq_tol (visit->leave_pts, 6.5, 1e-6);
  g_free (memory);
  sim_truth_free (truth);
}
GST_END_TEST;

static char *
story_of (guint64 seed, const SimDetectorParams *detector)
{
  SimRun run = { .layout = sim_layout_find ("mall-door"), .seed = seed, .begin = 17 * 3600,
                 .seconds = 120, .fps = 10, .detector = detector };
  SimResult result;
  sim_run (&run, &result);
  GString *text = g_string_new (NULL);
  const GPtrArray *both[] = { result.truth, result.found };
  for (guint k = 0; k < G_N_ELEMENTS (both); k++)
    for (guint i = 0; i < both[k]->len; i++) {
      g_autofree char *line = aisle_event_to_json (both[k]->pdata[i]);
      g_string_append (text, line);
    }
  sim_result_clear (&result);
  return g_string_free (text, FALSE);
}

GST_START_TEST (test_same_seed_same_story)
{
  const SimDetectorParams *aisle = sim_detector_find ("aisle");
  g_autofree char *a = story_of (1, aisle), *b = story_of (1, aisle), *c = story_of (2, aisle);
  ck_assert_str_eq (a, b);
  ck_assert_str_ne (a, c);
  ck_assert_uint_gt (strlen (a), 1000);
}
GST_END_TEST;

static AisleEvent *
crossing_at (double pts, AisleDirection direction)
{
  AisleEvent *event = aisle_event_new (AISLE_EVENT_LINE_CROSSED, "c", "L", 1, pts);
  event->time = (gint64) (pts * G_USEC_PER_SEC);
  event->direction = direction;
  return event;
}

GST_START_TEST (test_scores_of_known_errors)
{
  g_autoptr (GPtrArray) truth = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  for (guint i = 0; i < 40; i++) {
    g_ptr_array_add (truth, crossing_at (10 * i, AISLE_DIRECTION_IN));
    /* The first is missing, the second 3 s late, the third the other way. */
    if (i > 0)
      g_ptr_array_add (found, crossing_at (10 * i + (i == 1 ? 3 : .2), i == 2));
  }
  SimMatches m = sim_score_crossings (truth, found, NULL);
  ck_assert_uint_eq (m.right, 37);
  ck_assert_uint_eq (m.missed, 3);
  ck_assert_uint_eq (m.wrong, 2);
  SimCounts c = sim_score_counts (truth, found, "L", 60);
  ck_assert_uint_eq (c.error, 3);
  ck_assert_double_eq_tol (c.pooled, 1 - 3 / 40., 1e-9);
  ck_assert_uint_eq (c.n_buckets, 1);
  ck_assert_double_eq_tol (c.mean, 38 / 40., 1e-9);
}
GST_END_TEST;

static Suite *
simulator_suite (void)
{
  Suite *s = suite_create ("simulator");
  TCase *tc = tcase_create ("simulator");
  tcase_add_test (tc, test_drift_keeps_mean_and_deviation);
  tcase_add_test (tc, test_camera_is_a_pinhole);
  tcase_add_test (tc, test_truth_of_one_walk);
  tcase_add_test (tc, test_same_seed_same_story);
  tcase_add_test (tc, test_scores_of_known_errors);
  suite_add_tcase (s, tc);
  return s;
}

GST_CHECK_MAIN (simulator)
