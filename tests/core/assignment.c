/* SPDX-License-Identifier: MIT */
/**
 * @file assignment.c
 * The assignment against trying every possibility; assignment-scipy.py holds it against scipy.
 */
#include <gst/check/gstcheck.h>

#include <math.h>

#include "gst/core/assignment.h"

#define SEED 20160401

/* Least sum of (cost − gate) over all partial matchings of rows @row…, by trying them all. */
static double
best_by_trial (const double *costs, guint n_rows, guint n_cols, double gate, guint row, guint used)
{
  double best;

  if (row == n_rows)
    return 0;
  best = best_by_trial (costs, n_rows, n_cols, gate, row + 1, used);
  for (guint j = 0; j < n_cols; j++) {
    double cost = costs[row * n_cols + j];

    if (!(used >> j & 1) && cost < gate)
      best = MIN (best, cost - gate
                            + best_by_trial (costs, n_rows, n_cols, gate, row + 1, used | 1u << j));
  }
  return best;
}

static double
value_of (const double *costs, guint n_rows, guint n_cols, double gate, const int *match)
{
  guint used = 0;
  double value = 0;

  for (guint i = 0; i < n_rows; i++) {
    if (match[i] < 0)
      continue;
    fail_unless (match[i] < (int) n_cols);
    fail_if (used >> match[i] & 1, "a column is used twice");
    fail_unless (costs[i * n_cols + match[i]] < gate, "a forbidden pair is matched");
    used |= 1u << match[i];
    value += costs[i * n_cols + match[i]] - gate;
  }
  return value;
}

GST_START_TEST (test_against_trial)
{
  g_autoptr (AisleAssignment) assignment = aisle_assignment_new ();
  GRand *rand = g_rand_new_with_seed (SEED);

  GST_INFO ("seed %d", SEED);
  for (int round = 0; round < 4000; round++) {
    guint n_rows = g_rand_int_range (rand, 0, 7), n_cols = g_rand_int_range (rand, 0, 7);
    gboolean whole = g_rand_boolean (rand); /* whole numbers make many ties */
    double costs[36], gate = g_rand_double_range (rand, -1, 8);
    int match[6];

    for (guint k = 0; k < n_rows * n_cols; k++) {
      costs[k] = g_rand_double_range (rand, -3, 8);
      if (whole)
        costs[k] = floor (costs[k]);
      if (g_rand_int_range (rand, 0, 8) == 0)
        costs[k] = g_rand_boolean (rand) ? INFINITY : NAN;
    }
    aisle_assignment_solve (assignment, costs, n_rows, n_cols, gate, match);
    double got = value_of (costs, n_rows, n_cols, gate, match);
    double best = best_by_trial (costs, n_rows, n_cols, gate, 0, 0);
    fail_unless (fabs (got - best) < 1e-9, "round %d: %ux%u: %g, best %g", round, n_rows, n_cols,
                 got, best);
  }
  g_rand_free (rand);
}
GST_END_TEST;

GST_START_TEST (test_ties_are_deterministic)
{
  g_autoptr (AisleAssignment) assignment = aisle_assignment_new ();
  double same[9] = { 1, 1, 1, 1, 1, 1, 1, 1, 1 };
  int match[3];

  for (int round = 0; round < 2; round++) {
    aisle_assignment_solve (assignment, same, 3, 3, 5, match);
    for (int i = 0; i < 3; i++)
      fail_unless_equals_int (match[i], i);
  }
}
GST_END_TEST;

GST_START_TEST (test_all_forbidden)
{
  g_autoptr (AisleAssignment) assignment = aisle_assignment_new ();
  double never[4] = { INFINITY, NAN, 7, 9 };
  int match[2];

  aisle_assignment_solve (assignment, never, 2, 2, 7, match);
  fail_unless_equals_int (match[0], -1);
  fail_unless_equals_int (match[1], -1);
}
GST_END_TEST;

static Suite *
assignment_suite (void)
{
  Suite *suite = suite_create ("assignment");
  TCase *cases = tcase_create ("all");

  suite_add_tcase (suite, cases);
  tcase_add_test (cases, test_against_trial);
  tcase_add_test (cases, test_ties_are_deterministic);
  tcase_add_test (cases, test_all_forbidden);
  return suite;
}

GST_CHECK_MAIN (assignment);
