/* SPDX-License-Identifier: MIT */
/** @file score.h How far what was found is from the truth. Arrays hold AisleEvent. */
#pragma once

#include "gst/core/event.h"

/** Crossings of one line, both directions, in buckets of wall-clock time. */
typedef struct {
  guint truth, found;
  guint error;     /**< sum of |found − truth| over buckets and directions */
  double pooled;   /**< 1 − error / truth */
  double mean;     /**< mean of 1 − |found − truth| / truth where truth ≥ SIM_SCORE_LEAST */
  double worst;    /**< least of these */
  guint n_buckets; /**< how many these are */
} SimCounts;

#define SIM_SCORE_LEAST 20

/** Single events matched one to one. */
typedef struct {
  guint right, missed, wrong;
  double precision, recall, f1;
  double dwell_error; /**< visits: mean |found − true| seconds of the matched */
} SimMatches;

/** @line: NULL: all lines, each by itself, summed. @minutes: of a bucket. */
SimCounts sim_score_counts (const GPtrArray *truth, const GPtrArray *found, const char *line,
                            guint minutes);
/**
 * Crossings of the same line and direction within SIM_SCORE_WITHIN seconds.
 * @unmatched: (nullable): gets the events of both arrays that have no match, not owned.
 */
SimMatches sim_score_crossings (const GPtrArray *truth, const GPtrArray *found,
                                GPtrArray *unmatched);
/** Visits of the same zone that share more than half of the time they span together. */
SimMatches sim_score_visits (const GPtrArray *truth, const GPtrArray *found,
                             GPtrArray *unmatched);

#define SIM_SCORE_WITHIN 1.0
