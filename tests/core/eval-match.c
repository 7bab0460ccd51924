/* SPDX-License-Identifier: MIT */
/** @file eval-match.c Matching along time against trying everything; crossings, visits, waits. */
#include "gst/core/eval-counts.h"
#include "gst/core/eval-visits.h"
#include "tests/core/checks.h"

#define SEED 19611
#define MOST 6

/* --- matching ----------------------------------------------------------------- */

typedef struct {
  double truth[MOST], found[MOST];
  guint n_truth, n_found;
  double reach;
} Problem;

static double
off (guint truth, guint found, gconstpointer data)
{
  const Problem *problem = data;
  double d = fabs (problem->truth[truth] - problem->found[found]);

  return d <= problem->reach ? d : INFINITY;
}

/* Pairs count 1000 each, so more pairs always win; then nearness does. */
static double
best_by_trial (const Problem *problem, guint truth, guint used)
{
  double best;

  if (truth == problem->n_truth)
    return 0;
  best = best_by_trial (problem, truth + 1, used);
  for (guint j = 0; j < problem->n_found; j++)
    if (!(used >> j & 1) && off (truth, j, problem) < INFINITY)
      best = MAX (best, 1000 - off (truth, j, problem)
                            + best_by_trial (problem, truth + 1, used | 1u << j));
  return best;
}

static double
value_of (const Problem *problem, const int *partner)
{
  double value = 0;
  guint used = 0;

  for (guint i = 0; i < problem->n_truth; i++) {
    if (partner[i] < 0)
      continue;
    fail_if (used >> partner[i] & 1, "one is matched twice");
    used |= 1u << partner[i];
    value += 1000 - off (i, (guint) partner[i], problem);
  }
  return value;
}

GST_START_TEST (test_against_trial)
{
  GRand *rand = g_rand_new_with_seed (SEED);

  for (guint round = 0; round < 3000; round++) {
    Problem problem = { .n_truth = (guint) g_rand_int_range (rand, 0, MOST + 1),
                        .n_found = (guint) g_rand_int_range (rand, 0, MOST + 1),
                        .reach = g_rand_double_range (rand, .1, 2) };
    AisleEvalSpan truth[MOST], found[MOST];
    int partner[MOST];

    for (guint i = 0; i < problem.n_truth; i++) {
      double t = problem.truth[i] = g_rand_double_range (rand, 0, 8);
      truth[i] = (AisleEvalSpan) { t - problem.reach, t + problem.reach };
    }
    for (guint j = 0; j < problem.n_found; j++) {
      double t = problem.found[j] = g_rand_double_range (rand, 0, 8);
      found[j] = (AisleEvalSpan) { t, t };
    }
    fail_unless (aisle_eval_match (truth, problem.n_truth, found, problem.n_found, off, &problem,
                                   partner, NULL));
    ck_assert_double_eq_tol (value_of (&problem, partner), best_by_trial (&problem, 0, 0), 1e-6);
  }
  g_rand_free (rand);
}
GST_END_TEST;

/* A day of 40,000 crossings on each side is matched in pieces; all at once would be 12 GB. */
GST_START_TEST (test_long_day)
{
  g_autoptr (GArray) moments = g_array_new (FALSE, FALSE, sizeof (AisleEvalMoment));
  AisleEvalFinds finds;

  for (guint i = 0; i < 40000; i++)
    g_array_append_vals (moments, &(AisleEvalMoment) { .pts = i * 2.16 }, 1);
  fail_unless (aisle_eval_crossings (moments, moments, 1, &finds, NULL));
  fail_unless_equals_int (finds.right, 40000);
}
GST_END_TEST;

GST_START_TEST (test_too_many_at_once)
{
  g_autoptr (GArray) moments = g_array_new (FALSE, TRUE, sizeof (AisleEvalMoment));
  g_autoptr (GError) error = NULL;
  AisleEvalFinds finds;

  g_array_set_size (moments, 8193); /* all at 0 */
  fail_if (aisle_eval_crossings (moments, moments, 1, &finds, &error));
  fail_unless (g_error_matches (error, AISLE_EVAL_ERROR, AISLE_EVAL_ERROR_SIZE));
}
GST_END_TEST;

GST_START_TEST (test_finds)
{
  AisleEvalFinds some = { 3, 1, 2 }, nothing = { 0 }, all_missed = { 0, 0, 4 };
  AisleEvalFinds all_wrong = { 0, 4, 0 };

  ck_assert_double_eq (aisle_eval_precision (&some), .75);
  ck_assert_double_eq (aisle_eval_recall (&some), .6);
  ck_assert_double_eq_tol (aisle_eval_f1 (&some), 2 / 3., 1e-12);
  ck_assert_double_eq (aisle_eval_f1 (&nothing), 1);
  ck_assert_double_eq (aisle_eval_f1 (&all_missed), 0);
  ck_assert_double_eq (aisle_eval_f1 (&all_wrong), 0);
}
GST_END_TEST;

/* --- crossings ---------------------------------------------------------------- */

static GArray *
moments_of (const AisleEvalMoment *moments, guint n)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof *moments);

  g_array_append_vals (array, moments, n);
  return array;
}
#define MOMENTS(...)                                                                               \
  moments_of ((const AisleEvalMoment[]) { __VA_ARGS__ },                                           \
              sizeof ((const AisleEvalMoment[]) { __VA_ARGS__ }) / sizeof (AisleEvalMoment))

static AisleEvalFinds
find (GArray *truth, GArray *found)
{
  AisleEvalFinds finds;

  fail_unless (aisle_eval_crossings (truth, found, 1, &finds, NULL));
  g_array_unref (truth);
  g_array_unref (found);
  return finds;
}

#define assert_finds(finds, r, w, m)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    AisleEvalFinds f_ = (finds);                                                                   \
    fail_unless_equals_int (f_.right, r);                                                          \
    fail_unless_equals_int (f_.wrong, w);                                                          \
    fail_unless_equals_int (f_.missed, m);                                                         \
  }                                                                                                \
  G_STMT_END

GST_START_TEST (test_crossings)
{
  /* The nearest first would leave one out: 10 with 10.9, and 11.8 with nothing. */
  assert_finds (
      find (MOMENTS ({ .pts = 10 }, { .pts = 11.8 }), MOMENTS ({ .pts = 10.9 }, { .pts = 9.1 })), 2,
      0, 0);
  /* Just the tolerance is within it, more is not; a larger one of its own counts. */
  assert_finds (find (MOMENTS ({ .pts = 10 }), MOMENTS ({ .pts = 11 })), 1, 0, 0);
  assert_finds (find (MOMENTS ({ .pts = 10 }), MOMENTS ({ .pts = 11.001 })), 0, 1, 1);
  assert_finds (find (MOMENTS ({ .pts = 10, .tolerance = 2 }), MOMENTS ({ .pts = 12 })), 1, 0, 0);
  /* One crossing counted twice. */
  assert_finds (find (MOMENTS ({ .pts = 10 }), MOMENTS ({ .pts = 10 }, { .pts = 10.1 })), 1, 1, 0);
}
GST_END_TEST;

GST_START_TEST (test_doubtful_crossings)
{
  /* Found or not, it is no fault. */
  assert_finds (find (MOMENTS ({ .pts = 10, .doubtful = TRUE }), MOMENTS ({ .pts = 10 })), 0, 0, 0);
  assert_finds (find (MOMENTS ({ .pts = 10, .doubtful = TRUE }), MOMENTS ({ .pts = 20 })), 0, 1, 0);
  /* The certain one takes what is there, although the doubtful one is nearer. */
  assert_finds (
      find (MOMENTS ({ .pts = 10, .doubtful = TRUE }, { .pts = 10.9 }), MOMENTS ({ .pts = 10 })), 1,
      0, 0);
}
GST_END_TEST;

static AisleEvalCount
count_of (GArray *truth, GArray *found)
{
  AisleEvalCount count = aisle_eval_count (truth, found);

  g_array_unref (truth);
  g_array_unref (found);
  return count;
}

GST_START_TEST (test_count)
{
  AisleEvalCount few = count_of (MOMENTS ({ 1 }, { 2 }, { 3 }, { 4 }), MOMENTS ({ 9 }));
  AisleEvalCount many = count_of (MOMENTS ({ 1 }), MOMENTS ({ 1 }, { 2 }, { 3 }));
  AisleEvalCount doubt =
      count_of (MOMENTS ({ 1 }, { .pts = 2, .doubtful = TRUE }), MOMENTS ({ 1 }, { 2 }));
  AisleEvalCount none = { 0 }, from_nothing = { .found = 1, .error = 1 };

  fail_unless_equals_int (few.error, 3);
  ck_assert_double_eq (aisle_eval_accuracy (&few), .25);
  ck_assert_double_eq (aisle_eval_accuracy (&many), 0);
  fail_unless_equals_int (doubt.error, 0);
  ck_assert_double_eq (aisle_eval_accuracy (&none), 1);
  ck_assert_double_eq (aisle_eval_accuracy (&from_nothing), 0);
}
GST_END_TEST;

/* One too few and one too many: right in all, wrong in two of three minutes. */
GST_START_TEST (test_buckets)
{
  g_autoptr (GArray) truth = MOMENTS ({ 0 }, { 59.999 }, { 60 }, { 300 });
  g_autoptr (GArray) found = MOMENTS ({ 1 }, { 61 }, { 62 }, { 301 });
  g_autoptr (GArray) minutes = aisle_eval_buckets (truth, found, 60, 0);
  g_autoptr (GArray) hours = aisle_eval_buckets (truth, found, 3600, 0);
  AisleEvalCount by_minute = aisle_eval_buckets_sum (minutes);
  AisleEvalCount by_hour = aisle_eval_buckets_sum (hours);

  fail_unless_equals_int (minutes->len, 3);
  ck_assert_double_eq (g_array_index (minutes, AisleEvalBucket, 1).start, 60);
  ck_assert_double_eq (g_array_index (minutes, AisleEvalBucket, 2).start, 300);
  fail_unless_equals_int (by_minute.error, 2);
  ck_assert_double_eq (aisle_eval_accuracy (&by_minute), .5);
  fail_unless_equals_int (hours->len, 1);
  ck_assert_double_eq (aisle_eval_accuracy (&by_hour), 1);
}
GST_END_TEST;

/* On a clock that shows ten seconds to the minute at pts 0, 9.999 and 10 are of two minutes. */
GST_START_TEST (test_buckets_of_a_clock)
{
  g_autoptr (GArray) truth = MOMENTS ({ 9.999 }, { 10 }, { 69.999 });
  g_autoptr (GArray) minutes = aisle_eval_buckets (truth, truth, 60, 50);

  fail_unless_equals_int (minutes->len, 2);
  ck_assert_double_eq (g_array_index (minutes, AisleEvalBucket, 0).start, -50);
  ck_assert_double_eq (g_array_index (minutes, AisleEvalBucket, 1).start, 10);
  fail_unless_equals_int (g_array_index (minutes, AisleEvalBucket, 1).count.truth, 2);
}
GST_END_TEST;

/* --- visits and waits --------------------------------------------------------- */

/* A visit of ten seconds that was cut in two: the end is found, the beginning is false, and the
 * dwell is that of the longer piece. */
GST_START_TEST (test_cut_visit)
{
  const AisleEvalVisit whole = { 0, 10, 10, FALSE };
  const AisleEvalVisit pieces[] = { { 0, 6, 6, FALSE }, { 7, 10, 3, FALSE } };
  g_autoptr (GArray) truth = g_array_new (FALSE, FALSE, sizeof whole);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof whole);
  AisleEvalVisits scores;

  g_array_append_val (truth, whole);
  g_array_append_vals (found, pieces, 2);
  fail_unless (aisle_eval_visits (truth, found, 1, &scores, NULL));
  assert_finds (scores.finds, 1, 1, 0);
  ck_assert_double_eq (scores.dwell_error, 7);
  fail_unless_equals_int (scores.n_certain, 1);
  ck_assert_double_eq (scores.dwell_error_all, 4);
}
GST_END_TEST;

GST_START_TEST (test_missed_visit)
{
  const AisleEvalVisit both[] = { { 0, 10, 8, FALSE }, { 20, 30, 10, TRUE } };
  g_autoptr (GArray) truth = g_array_new (FALSE, FALSE, sizeof *both);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof *both);
  AisleEvalVisits scores;

  g_array_append_vals (truth, both, 2);
  fail_unless (aisle_eval_visits (truth, found, 1, &scores, NULL));
  assert_finds (scores.finds, 0, 0, 1);
  ck_assert_double_eq (scores.dwell_error_all, 8);
}
GST_END_TEST;

GST_START_TEST (test_waits)
{
  const AisleEvalWait true_ones[] = { { 0, 60, 60, AISLE_QUEUE_SERVED },
                                      { 10, 50, 40, AISLE_QUEUE_ABANDONED },
                                      { 100, 130, 30, AISLE_QUEUE_SERVED } };
  const AisleEvalWait found_ones[] = { { 12, 50, 38, AISLE_QUEUE_SERVED },
                                       { 1, 60, 59, AISLE_QUEUE_SERVED },
                                       { 200, 230, 30, AISLE_QUEUE_SERVED } };
  g_autoptr (GArray) truth = g_array_new (FALSE, FALSE, sizeof *true_ones);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof *true_ones);
  AisleEvalWaits scores;

  g_array_append_vals (truth, true_ones, 3);
  g_array_append_vals (found, found_ones, 3);
  fail_unless (aisle_eval_waits (truth, found, &scores, NULL));
  assert_finds (scores.finds, 2, 1, 1);
  ck_assert_double_eq (scores.wait_error, 3);
  fail_unless_equals_int (scores.right_outcome, 1);
}
GST_END_TEST;

static Suite *
eval_match_suite (void)
{
  Suite *suite = suite_create ("eval-match");
  TCase *cases = tcase_create ("all");

  suite_add_tcase (suite, cases);
  tcase_add_test (cases, test_against_trial);
  tcase_add_test (cases, test_long_day);
  tcase_add_test (cases, test_too_many_at_once);
  tcase_add_test (cases, test_finds);
  tcase_add_test (cases, test_crossings);
  tcase_add_test (cases, test_doubtful_crossings);
  tcase_add_test (cases, test_count);
  tcase_add_test (cases, test_buckets);
  tcase_add_test (cases, test_buckets_of_a_clock);
  tcase_add_test (cases, test_cut_visit);
  tcase_add_test (cases, test_missed_visit);
  tcase_add_test (cases, test_waits);
  return suite;
}

GST_CHECK_MAIN (eval_match);
