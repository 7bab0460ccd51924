/* SPDX-License-Identifier: MIT */
/** @file eigen.c Jacobi's eigenvalue method. */
#include "gst/core/eigen.h"

#include <math.h>

/* It converges quadratically: ten sweeps are plenty for any small matrix. */
#define MAX_SWEEPS 50

/* Turns rows p and q of @m, or its columns, by the angle of (@c, @s). */
static void
rotate (double *m, guint n, guint p, guint q, double c, double s, gboolean columns)
{
  for (guint k = 0; k < n; k++) {
    double *x = columns ? &m[k * n + p] : &m[p * n + k];
    double *y = columns ? &m[k * n + q] : &m[q * n + k];
    double was = *x;
    *x = c * was - s * *y;
    *y = s * was + c * *y;
  }
}

/* Makes a[p][q] vanish. */
static void
annihilate (double *a, double *vectors, guint n, guint p, guint q)
{
  double apq = a[p * n + q];
  if (apq == 0)
    return;
  double tau = (a[q * n + q] - a[p * n + p]) / (2 * apq);
  double t = (tau >= 0 ? 1 : -1) / (fabs (tau) + sqrt (1 + tau * tau));
  double c = 1 / sqrt (1 + t * t);
  rotate (a, n, p, q, c, t * c, TRUE);
  rotate (a, n, p, q, c, t * c, FALSE);
  rotate (vectors, n, p, q, c, t * c, FALSE);
}

static double
off_diagonal (const double *a, guint n)
{
  double sum = 0;
  for (guint p = 0; p < n; p++)
    for (guint q = p + 1; q < n; q++)
      sum += fabs (a[p * n + q]);
  return sum;
}

static void
swap_rows (double *values, double *vectors, guint n, guint i, guint j)
{
  double value = values[i];
  values[i] = values[j];
  values[j] = value;
  for (guint k = 0; k < n; k++) {
    double x = vectors[i * n + k];
    vectors[i * n + k] = vectors[j * n + k];
    vectors[j * n + k] = x;
  }
}

void
aisle_eigen_symmetric (double *a, guint n, double *values, double *vectors)
{
  for (guint i = 0; i < n * n; i++)
    vectors[i] = i % (n + 1) == 0;
  for (guint sweep = 0; sweep < MAX_SWEEPS && off_diagonal (a, n) > 0; sweep++)
    for (guint p = 0; p < n; p++)
      for (guint q = p + 1; q < n; q++)
        annihilate (a, vectors, n, p, q);
  for (guint i = 0; i < n; i++)
    values[i] = a[i * n + i];
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      if (values[j] < values[i])
        swap_rows (values, vectors, n, i, j);
}
