/* SPDX-License-Identifier: MIT */
/**
 * @file line.h
 * Counts who crosses a line. A crossing counts once, when a person has been confirmed on one side
 * and then on the other, and the path between met the line itself: walking round its end changes
 * the side without a count. Confirmed is who is beyond a hysteresis band for a second, or beyond
 * two of them, or was seen last beyond it. What counts is the algebraic sum of the path's
 * meetings, so jitter on the line cancels out. Pure.
 */
#pragma once

#include "gst/core/config-file.h"
#include "gst/core/event.h"
#include "gst/core/move.h"

G_BEGIN_DECLS

/** A line in the plane of the moves. */
typedef struct {
  const AisleLineConfig *config; /**< not owned */
  guint n_points;
  AislePoint points[AISLE_MAX_POINTS];
  int in_side; /**< +1 or −1: which side of the points is IN */
} AisleLine;

/** What is remembered of one person at one line; all zero at first. */
typedef struct {
  int side;        /**< last confirmed: +1 IN, −1 OUT, 0 not yet */
  int met;         /**< algebraic sum of meetings since then: + towards IN */
  double met_in;   /**< pts of the last meeting towards IN, */
  double met_out;  /**< and towards OUT */
  int near_side;   /**< beyond the band since near_pts, 0: within it */
  double near_pts;
  int first_side;  /**< the first side that was confirmed, and what came before it: */
  int first_met;
  double first_met_in, first_met_out;
} AisleLineMemory;

typedef struct {
  AisleDirection direction;
  double pts; /**< seconds: the interpolated moment on the line */
} AisleLineCount;

/** @aspect: see AisleMove. */
void aisle_line_init (AisleLine *line, const AisleLineConfig *config, double aspect);

/** Follow one move. Appends an AisleLineCount to @counts for each crossing that it confirms. */
void aisle_line_follow (const AisleLine *line, AisleLineMemory *memory, const AisleMove *move,
                        GArray *counts);

/** The way is over: who is beyond the band now will not come back, and counts. */
void aisle_line_close (AisleLineMemory *memory, GArray *counts);

/**
 * The person of @later turns out to be that of @earlier; @gap is the move from the last place of
 * the one to the first of the other. @later becomes the memory of both; a crossing that none of
 * the two could see is appended to @counts.
 */
void aisle_line_join (const AisleLine *line, const AisleLineMemory *earlier,
                      const AisleMove *gap, AisleLineMemory *later, GArray *counts);

G_END_DECLS
