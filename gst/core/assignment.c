/* SPDX-License-Identifier: MIT */
/**
 * @file assignment.c
 * Shortest augmenting paths with dual prices, one path per row.
 */
#include "gst/core/assignment.h"

#include <math.h>

struct _AisleAssignment {
  GArray *numbers; /* of double */
  GArray *indices; /* of int */

  /* The problem at hand, laid so that rows ≤ columns. */
  const double *costs;
  guint rows, cols, row_stride, col_stride;
  double gate;

  double *row_price, *col_price, *distance;
  int *col_of_row, *row_of_col, *from_row, *open;
  guint n_open;
};

AisleAssignment *
aisle_assignment_new (void)
{
  AisleAssignment *self = g_new0 (AisleAssignment, 1);

  self->numbers = g_array_new (FALSE, FALSE, sizeof (double));
  self->indices = g_array_new (FALSE, FALSE, sizeof (int));
  return self;
}

void
aisle_assignment_free (AisleAssignment *self)
{
  if (!self)
    return;
  g_array_unref (self->numbers);
  g_array_unref (self->indices);
  g_free (self);
}

static void
set_up (AisleAssignment *self, guint n_rows, guint n_cols)
{
  gboolean wide = n_rows <= n_cols;
  guint rows = wide ? n_rows : n_cols, cols = wide ? n_cols : n_rows;

  self->rows = rows;
  self->cols = cols;
  self->row_stride = wide ? n_cols : 1;
  self->col_stride = wide ? 1 : n_cols;
  g_array_set_size (self->numbers, rows + 2 * cols);
  self->row_price = (double *) self->numbers->data;
  self->col_price = self->row_price + rows;
  self->distance = self->col_price + cols;
  g_array_set_size (self->indices, rows + 3 * cols);
  self->col_of_row = (int *) self->indices->data;
  self->row_of_col = self->col_of_row + rows;
  self->from_row = self->row_of_col + cols;
  self->open = self->from_row + cols;
  for (guint i = 0; i < rows; i++) {
    self->row_price[i] = 0;
    self->col_of_row[i] = -1;
  }
  for (guint j = 0; j < cols; j++) {
    self->col_price[j] = 0;
    self->row_of_col[j] = -1;
  }
}

/* Staying alone costs the gate, and a free column is always left for it (rows ≤ columns): so a
 * pair beyond the gate, read as the gate, stands for "alone". */
static inline double
cost_of (const AisleAssignment *self, guint row, guint col)
{
  double cost = self->costs[row * self->row_stride + col * self->col_stride];

  return cost < self->gate ? cost : self->gate;
}

/* Lower the distances of the open columns by going through @row, and take the nearest one out of
 * the open list; a free column wins a tie, since it ends the path. */
static int
nearest_column (AisleAssignment *self, guint row, double length)
{
  double lowest = INFINITY;
  guint at = 0;
  int col;

  for (guint k = 0; k < self->n_open; k++) {
    int j = self->open[k];
    double d = length + cost_of (self, row, j) - self->row_price[row] - self->col_price[j];

    if (d < self->distance[j]) {
      self->distance[j] = d;
      self->from_row[j] = (int) row;
    }
    if (self->distance[j] < lowest
        || (self->distance[j] == lowest && self->row_of_col[j] < 0
            && self->row_of_col[self->open[at]] >= 0)) {
      lowest = self->distance[j];
      at = k;
    }
  }
  col = self->open[at];
  for (guint k = at + 1; k < self->n_open; k++)
    self->open[k - 1] = self->open[k];
  self->n_open--;
  return col;
}

static void
raise_prices (AisleAssignment *self, guint start, double length, const int *closed, guint n_closed)
{
  self->row_price[start] += length;
  for (guint k = 0; k < n_closed; k++) {
    int col = closed[k];
    double slack = length - self->distance[col];

    self->row_price[self->row_of_col[col]] += slack;
    self->col_price[col] -= slack;
  }
}

static void
assign_row (AisleAssignment *self, guint start)
{
  guint row = start, n_closed = 0;
  double length = 0;
  int col;

  self->n_open = self->cols;
  for (guint j = 0; j < self->cols; j++) {
    self->open[j] = (int) j;
    self->distance[j] = INFINITY;
  }
  for (;;) {
    col = nearest_column (self, row, length);
    length = self->distance[col];
    if (self->row_of_col[col] < 0)
      break;
    row = self->row_of_col[col];
    n_closed++;
    /* The open list has shrunk by one: its tail holds the closed columns. */
    self->open[self->cols - n_closed] = col;
  }
  raise_prices (self, start, length, self->open + self->cols - n_closed, n_closed);
  do {
    row = self->from_row[col];
    self->row_of_col[col] = (int) row;
    int next = self->col_of_row[row];
    self->col_of_row[row] = col;
    col = next;
  } while (row != start);
}

void
aisle_assignment_solve (AisleAssignment *self, const double *costs, guint n_rows, guint n_cols,
                        double gate, int *column_of_row)
{
  self->costs = costs;
  self->gate = gate;
  set_up (self, n_rows, n_cols);
  for (guint i = 0; i < self->rows; i++)
    assign_row (self, i);
  for (guint i = 0; i < n_rows; i++)
    column_of_row[i] = -1;
  for (guint i = 0; i < self->rows; i++) {
    guint row = n_rows <= n_cols ? i : (guint) self->col_of_row[i];
    guint col = n_rows <= n_cols ? (guint) self->col_of_row[i] : i;

    if (costs[row * n_cols + col] < gate)
      column_of_row[row] = (int) col;
  }
}
