/* SPDX-License-Identifier: MIT */
/**
 * @file eval-counts.h
 * How well crossings of one line in one direction were counted: each of them, and their number in
 * buckets of time.
 */
#pragma once

#include "gst/core/eval-match.h"

G_BEGIN_DECLS

/** Somebody crossed, or is said to have. */
typedef struct {
  double pts;        /**< seconds */
  double tolerance;  /**< of a true one: seconds it may be off, where that is more than usual */
  gboolean doubtful; /**< of a true one: it may be found or not, neither is a fault */
} AisleEvalMoment;

/**
 * Each crossing by itself: a found one is right within the tolerance of a true one. Certain true
 * ones choose first, doubtful ones take what is left.
 * @truth, @found: AisleEvalMoment in any order. @tolerance: seconds.
 * Returns: FALSE with AISLE_EVAL_ERROR_SIZE, see aisle_eval_match().
 */
gboolean aisle_eval_crossings (const GArray *truth, const GArray *found, double tolerance,
                               AisleEvalFinds *finds, GError **error);

/** A number counted against the true number. */
typedef struct {
  guint64 truth, doubtful, found;
  guint64 error; /**< how far `found` lies outside of truth … truth + doubtful */
} AisleEvalCount;

typedef struct {
  double start; /**< seconds */
  AisleEvalCount count;
} AisleEvalBucket;

AisleEvalCount aisle_eval_count (const GArray *truth, const GArray *found);
/**
 * The same per bucket of @seconds. @clock: what a clock shows at pts 0, seconds: buckets begin at
 * multiples of their length on that clock, so that they can be those that a shop reads.
 * Returns: (transfer full): AisleEvalBucket by rising start; buckets with nothing in them are left
 *   out.
 */
GArray *aisle_eval_buckets (const GArray *truth, const GArray *found, double seconds, double clock);
/** Sum of the counts of buckets; errors of different buckets do not cancel each other. */
AisleEvalCount aisle_eval_buckets_sum (const GArray *buckets);
void aisle_eval_count_add (AisleEvalCount *sum, const AisleEvalCount *more);
/** 1 − error / truth, never below 0. Without a true one: 1 if there is no error, else 0. */
double aisle_eval_accuracy (const AisleEvalCount *count);

G_END_DECLS
