/* SPDX-License-Identifier: MIT */
/**
 * @file eval-visits.h
 * How well the visits of one zone, and the waits of one queue, were told. Sums rather than means,
 * so that those of several zones can be added up.
 */
#pragma once

#include "gst/core/eval-match.h"
#include "gst/core/event.h"

G_BEGIN_DECLS

typedef struct {
  double enter, leave, dwell; /**< seconds; the dwell may be less than leave − enter */
  gboolean doubtful;          /**< of a true one: it may be found or not, neither is a fault */
} AisleEvalVisit;

typedef struct {
  AisleEvalFinds finds;
  double dwell_error;     /**< seconds, sum over the visits that were found rightly */
  guint n_certain;        /**< certain true visits */
  double dwell_error_all; /**< seconds, sum over the certain true visits, see aisle_eval_visits() */
} AisleEvalVisits;

/**
 * A found visit is right when it ends within @tolerance seconds of a true one. The dwell of all
 * true visits is compared with the found visit that overlaps most (both one-to-one), and is an
 * error as a whole where there is none: so a visit that was cut in two is told once, and short.
 * @truth, @found: AisleEvalVisit in any order.
 */
gboolean aisle_eval_visits (const GArray *truth, const GArray *found, double tolerance,
                            AisleEvalVisits *scores, GError **error);
void aisle_eval_visits_add (AisleEvalVisits *sum, const AisleEvalVisits *more);

typedef struct {
  double enter, leave, wait; /**< seconds */
  AisleQueueOutcome outcome;
} AisleEvalWait;

typedef struct {
  AisleEvalFinds finds;
  double wait_error;   /**< seconds, sum over those found rightly */
  guint right_outcome; /**< of those found rightly: served or abandoned as in truth */
} AisleEvalWaits;

/** A found wait is right when it overlaps a true one, by most of all (one-to-one).
 * @truth, @found: AisleEvalWait in any order. */
gboolean aisle_eval_waits (const GArray *truth, const GArray *found, AisleEvalWaits *scores,
                           GError **error);
void aisle_eval_waits_add (AisleEvalWaits *sum, const AisleEvalWaits *more);

G_END_DECLS
