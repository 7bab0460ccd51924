/* SPDX-License-Identifier: MIT */
/** @file move.c Parts of a move. */
#include "gst/core/move.h"

#include <math.h>

/* A move is long against a band when somebody runs through the whole picture. */
#define MAX_PARTS 1024

guint
aisle_move_count_parts (const AisleMove *move, double length)
{
  double whole = hypot (move->to.x - move->from.x, move->to.y - move->from.y);
  double part = MAX (length, whole / MAX_PARTS);
  return part > 0 ? MAX (1, (guint) ceil (whole / part)) : 1;
}

AisleMove
aisle_move_part (const AisleMove *move, guint i, guint n)
{
  AisleMove part = *move;
  double from = (double) i / n, to = (double) (i + 1) / n;
  part.from = aisle_point_between (move->from, move->to, from);
  part.to = i + 1 == n ? move->to : aisle_point_between (move->from, move->to, to);
  part.from_walked = aisle_move_walked (move, from);
  part.to_walked = aisle_move_walked (move, to);
  if (!(move->without & AISLE_WITHOUT_INTERPOLATION)) {
    part.from_pts = aisle_move_pts (move, from);
    part.to_pts = aisle_move_pts (move, to);
  }
  return part;
}
