/* SPDX-License-Identifier: MIT */
/** @file stand.c Whether somebody stands or walks. */
#include "gst/core/stand.h"

#include <math.h>

/* A first-order lag behind an even move, solved exactly. */
static double
follow_axis (double ahead, double way, double seconds)
{
  double settled = way / seconds * AISLE_STAND_TIME;
  return settled + (ahead - settled) * exp (-seconds / AISLE_STAND_TIME);
}

double
aisle_stand_follow (AisleStand *stand, const AisleMove *move)
{
  double seconds = move->to_pts - move->from_pts;
  if (seconds <= 0)
    return 0;
  stand->ahead.x = follow_axis (stand->ahead.x, move->to.x - move->from.x, seconds);
  stand->ahead.y = follow_axis (stand->ahead.y, move->to.y - move->from.y, seconds);
  double speed = hypot (stand->ahead.x, stand->ahead.y) / AISLE_STAND_TIME;
  return speed < AISLE_STAND_SPEED * move->height ? seconds : 0;
}
