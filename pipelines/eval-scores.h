/* SPDX-License-Identifier: MIT */
/**
 * @file eval-scores.h
 * The scores of all lines, zones and queues, and their sums.
 */
#pragma once

#include "pipelines/eval-places.h"

G_BEGIN_DECLS

/** Lengths of the buckets in which crossings are counted. */
enum { EVAL_BUCKETS = 3 };
extern const guint eval_bucket_minutes[EVAL_BUCKETS]; /**< 1, 15, 60 */

/** Of crossings in one direction, or a sum of such. */
typedef struct {
  AisleEvalFinds finds;
  AisleEvalCount count;                 /**< over the whole time */
  AisleEvalCount buckets[EVAL_BUCKETS]; /**< sums over buckets of each length */
  double worst[EVAL_BUCKETS];           /**< lowest accuracy of any bucket */
} EvalCrossings;

typedef struct {
  const EvalLine *line;
  EvalCrossings by_direction[2], both;
} EvalLineScores;

typedef struct {
  const EvalPlace *zone;
  AisleEvalVisits visits;
} EvalZoneScores;

typedef struct {
  const EvalPlace *queue;
  AisleEvalWaits waits;
} EvalQueueScores;

typedef struct {
  GArray *lines, *zones, *queues; /**< EvalLineScores, EvalZoneScores, EvalQueueScores */
  EvalCrossings crossings;        /**< of all lines */
  double mean_accuracy;           /**< mean over the lines of their accuracy */
  AisleEvalVisits visits;
  AisleEvalWaits waits;
} EvalScores;

/** @places must outlive the result. @tolerance: seconds. */
EvalScores *eval_scores_new (const EvalPlaces *places, double tolerance, GError **error);
void eval_scores_free (EvalScores *scores);

/** Sum of errors over how many; NaN without any. */
double eval_mean (double sum, guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EvalScores, eval_scores_free)

G_END_DECLS
