/* SPDX-License-Identifier: MIT */
/**
 * @file assignment-text.c
 * Solves the problems on stdin, each `ROWS COLUMNS GATE COST…`, and prints a line of columns for
 * each; for test_assignment.py.
 */
#include <stdio.h>

#include "gst/core/assignment.h"

int
main (void)
{
  g_autoptr (AisleAssignment) assignment = aisle_assignment_new ();
  guint rows, cols;
  double gate;

  while (scanf ("%u %u %lf", &rows, &cols, &gate) == 3) {
    g_autofree double *costs = g_new0 (double, (gsize) rows * cols);
    g_autofree int *match = g_new (int, rows);

    for (guint k = 0; k < rows * cols; k++)
      if (scanf ("%lf", &costs[k]) != 1)
        return 1;
    aisle_assignment_solve (assignment, costs, rows, cols, gate, match);
    for (guint i = 0; i < rows; i++)
      printf ("%d ", match[i]);
    printf ("\n");
  }
  return 0;
}
