/* SPDX-License-Identifier: MIT */
/**
 * @file eval-match.h
 * What was found against what was true on the axis of time: optimal one-to-one matching, and the
 * figures that follow from it.
 */
#pragma once

#include "gst/core/eval-frames.h"

G_BEGIN_DECLS

/** From when to when something may be matched, seconds. */
typedef struct {
  double from, to;
} AisleEvalSpan;

/** What it costs to take @found for @truth (indices); INFINITY: never. At most 1e5. */
typedef double (*AisleEvalCost) (guint truth, guint found, gconstpointer data);

/**
 * As many pairs as possible, and among those the ones that cost least. Only pairs whose spans meet
 * are tried, so a day of events is matched piece by piece.
 * @found_of_truth: (out): @n_truth indices, -1 for one that stays alone.
 * Returns: FALSE with AISLE_EVAL_ERROR_SIZE when too many spans meet each other.
 */
gboolean aisle_eval_match (const AisleEvalSpan *truth, guint n_truth, const AisleEvalSpan *found,
                           guint n_found, AisleEvalCost cost, gconstpointer data,
                           int *found_of_truth, GError **error);

/** How many were found rightly, found without being there, and missed. */
typedef struct {
  guint right, wrong, missed;
} AisleEvalFinds;

/**
 * aisle_eval_match() where some true things are doubtful: they may be found or not, neither is a
 * fault. Certain ones choose first, doubtful ones take what is left.
 * @doubtful: @n_truth flags. @found_of_truth: (out): @n_truth indices or -1.
 */
gboolean aisle_eval_find (const AisleEvalSpan *truth, const gboolean *doubtful, guint n_truth,
                          const AisleEvalSpan *found, guint n_found, AisleEvalCost cost,
                          gconstpointer data, int *found_of_truth, AisleEvalFinds *finds,
                          GError **error);

/** Add @more to @sum. */
void aisle_eval_finds_add (AisleEvalFinds *sum, const AisleEvalFinds *more);
/** right / (right + wrong); when nothing was found: 1 if there was nothing to find, else 0. */
double aisle_eval_precision (const AisleEvalFinds *finds);
/** right / (right + missed); 1 when there was nothing to find. */
double aisle_eval_recall (const AisleEvalFinds *finds);
/** Harmonic mean of both, 0 when both are. */
double aisle_eval_f1 (const AisleEvalFinds *finds);

G_END_DECLS
