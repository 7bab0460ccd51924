/* SPDX-License-Identifier: MIT */
/**
 * @file assignment.h
 * Optimal assignment of rows to columns with a gate. Shortest augmenting paths as described in
 * Crouse, "On implementing 2D rectangular assignment algorithms", IEEE TAES 52(4), 2016, after
 * Jonker & Volgenant 1987. Worst case O(rows² · columns) for rows ≤ columns; close to
 * O(rows · columns) when few rows compete.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _AisleAssignment AisleAssignment;

/** Holds the working memory, which grows to the largest problem and is kept. */
AisleAssignment *aisle_assignment_new (void);
void aisle_assignment_free (AisleAssignment *assignment);

/**
 * Choose pairs so that the sum of (cost − @gate) over the pairs is least: a row or column may
 * stay alone, and no pair costs @gate or more. NaN and infinity mean "never". Equal optima are
 * resolved in favour of low indices, so equal input gives equal output.
 * @costs: @n_rows × @n_cols, row by row, any sign. @gate: finite.
 * @column_of_row: (out): @n_rows columns, -1 for a row that stays alone.
 */
void aisle_assignment_solve (AisleAssignment *assignment, const double *costs, guint n_rows,
                             guint n_cols, double gate, int *column_of_row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleAssignment, aisle_assignment_free)

G_END_DECLS
