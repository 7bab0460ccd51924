/* SPDX-License-Identifier: MIT */
/** @file stand.c Whether somebody stands or walks. */
#include "gst/core/stand.h"

#include <math.h>

/* Shorter would see steps in the jitter of boxes, longer would stop late. */
#define SMOOTH_TIME 0.5

/* A first-order lag behind an even move, solved exactly. */
static double
follow_axis (double ahead, double way, double seconds)
{
  double settled = way / seconds * SMOOTH_TIME;
  return settled + (ahead - settled) * exp (-seconds / SMOOTH_TIME);
}

double
aisle_stand_follow (AisleStand *stand, const AisleMove *move)
{
  double seconds = move->to_pts - move->from_pts;
  if (seconds <= 0)
    return 0;
  stand->ahead.x = follow_axis (stand->ahead.x, move->to.x - move->from.x, seconds);
  stand->ahead.y = follow_axis (stand->ahead.y, move->to.y - move->from.y, seconds);
  double speed = hypot (stand->ahead.x, stand->ahead.y) / SMOOTH_TIME;
  return speed < AISLE_STAND_SPEED * move->height ? seconds : 0;
}
