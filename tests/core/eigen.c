/* SPDX-License-Identifier: MIT */
/** @file eigen.c What makes an eigenvector, on random matrices; and one worked out by hand. */
#include <string.h>

#include "tests/core/checks.h"

#include "gst/core/eigen.h"

GST_START_TEST (by_hand)
{
  double a[4] = { 2, 1, 1, 2 }, values[2], vectors[4];
  aisle_eigen_symmetric (a, 2, values, vectors);
  ck_assert_double_eq_tol (values[0], 1, 1e-15);
  ck_assert_double_eq_tol (values[1], 3, 1e-15);
  ck_assert_double_eq_tol (vectors[0] + vectors[1], 0, 1e-15);
  ck_assert_double_eq_tol (vectors[2] - vectors[3], 0, 1e-15);
  ck_assert_double_eq_tol (fabs (vectors[0]), M_SQRT1_2, 1e-15);
}
GST_END_TEST;

static void
check_eigen (const double *a, guint n, const double *values, const double *vectors)
{
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++) {
      double dot = 0, image = 0;
      for (guint k = 0; k < n; k++) {
        dot += vectors[i * n + k] * vectors[j * n + k];
        image += a[j * n + k] * vectors[i * n + k];
      }
      ck_assert_double_eq_tol (dot, i == j, 1e-12);
      ck_assert_double_eq_tol (image, values[i] * vectors[i * n + j], 1e-10);
    }
  for (guint i = 1; i < n; i++)
    ck_assert (values[i - 1] <= values[i]);
}

GST_START_TEST (definition)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (__i__);
  const guint n = 1 + __i__ % 9;
  double a[81] = { 0 }, copy[81], values[9], vectors[81];
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j <= i; j++)
      a[i * n + j] = a[j * n + i] = g_rand_double_range (rand, -10, 10);
  memcpy (copy, a, sizeof a);
  aisle_eigen_symmetric (copy, n, values, vectors);
  check_eigen (a, n, values, vectors);
}
GST_END_TEST;

static Suite *
eigen_suite (void)
{
  Suite *s = suite_create ("eigen");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, by_hand);
  tcase_add_loop_test (tc, definition, 0, 90);
  return s;
}

GST_CHECK_MAIN (eigen)
