/* SPDX-License-Identifier: MIT */
/**
 * @file move.h
 * A person's straight move between two frames in which they were seen. Plane: x and y in heights
 * of the frame (x times the frame's aspect), so that distances are true in any direction.
 */
#pragma once

#include "gst/core/geometry.h"

G_BEGIN_DECLS

/** Parts of the counting that a test can leave out to prove that they are needed. */
typedef enum {
  AISLE_WITHOUT_HYSTERESIS = 1 << 0,    /**< any side counts as confirmed */
  AISLE_WITHOUT_SWEEP = 1 << 1,         /**< only a place on the line (within the band) meets it */
  AISLE_WITHOUT_INTERPOLATION = 1 << 2, /**< things happen at the later frame */
} AisleWithout;

typedef struct {
  AislePoint from, to;
  double from_pts, to_pts;       /**< seconds; equal, with from = to, where a path begins */
  double height;                 /**< body height in heights of the frame */
  AisleWithout without;          /**< 0 but in tests */
  double stood;                  /**< seconds of it in which they stood still, see stand.h */
  double from_walked, to_walked; /**< metres walked so far, before and after; −1: not known */
  double metre;                  /**< an upright metre there, heights of the frame; 0: not known */
} AisleMove;

/** Seconds at share @at of the move. */
static inline double
aisle_move_pts (const AisleMove *move, double at)
{
  if (move->without & AISLE_WITHOUT_INTERPOLATION)
    return move->to_pts;
  return move->from_pts + at * (move->to_pts - move->from_pts);
}

/** Metres walked at share @at of the move; −1: not known. */
static inline double
aisle_move_walked (const AisleMove *move, double at)
{
  if (move->from_walked < 0 || move->to_walked < 0)
    return -1;
  return move->from_walked + at * (move->to_walked - move->from_walked);
}

/** Into how many even parts, no longer than @length, to cut it; 1024 at most. */
guint aisle_move_count_parts (const AisleMove *move, double length);
/** The @i-th of @n even parts. */
AisleMove aisle_move_part (const AisleMove *move, guint i, guint n);

G_END_DECLS
