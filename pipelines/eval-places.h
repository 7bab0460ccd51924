/* SPDX-License-Identifier: MIT */
/**
 * @file eval-places.h
 * Events of a truth and of a result, sorted by the line, zone or queue that they belong to. Staff
 * and people who came again are left out, as they are in `counts`.
 */
#pragma once

#include "gst/core/eval-counts.h"
#include "gst/core/eval-visits.h"
#include "pipelines/eval.h"

G_BEGIN_DECLS

typedef struct {
  char *name;
  GArray *truth[2], *found[2]; /**< AisleEvalMoment by direction */
  double clock;                /**< seconds past the hour, UTC, at pts 0; 0 in a clip */
  GArray *gaps;                /**< AisleEvalSpan that the result's `counts` tell as blind, pts */
} EvalLine;

/** A zone or a queue. */
typedef struct {
  char *name;
  GArray *truth, *found; /**< AisleEvalVisit or AisleEvalWait */
} EvalPlace;

typedef struct {
  GPtrArray *lines;          /**< EvalLine, in order of appearance */
  GPtrArray *zones, *queues; /**< EvalPlace */
} EvalPlaces;

/**
 * @truth: lines of events, or with a clip the file of truths that holds it: `clips`, each with
 *   `t0`, `t1` (seconds), `lines` and `zones` (members name them), `crossings` (`line`, `dir`, `t`;
 *   `tol`, `optional`), `visits` (`zone`, `enter`, `leave`, `dwell`; `optional`). Such a truth is
 *   about its own lines and zones from t0 to t1 only; lines of events are about all there is.
 * @found: lines of events. Names have the camera before them where the truth is of several.
 */
EvalPlaces *eval_places_load (const EvalOptions *options, const char *truth, const char *found,
                              GError **error);
void eval_places_free (EvalPlaces *places);

/**
 * aisle_eval_buckets() of a line in one direction, @seconds long. What the result counted while it
 * was blind is no number: a minute whose `counts` have `blind` time is a gap, and crossings in it,
 * true or found, are in no bucket.
 */
GArray *eval_line_buckets (const EvalLine *line, AisleDirection direction, double seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EvalPlaces, eval_places_free)

G_END_DECLS
