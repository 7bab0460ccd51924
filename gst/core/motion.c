/* SPDX-License-Identifier: MIT */
/** @file motion.c Speed and distance walked. */
#include "gst/core/motion.h"

#include <math.h>

/* Filled by less, a velocity is mostly jitter. */
#define LEAST_WEIGHT 0.3

static void
drag (AisleMotion *motion, double rope)
{
  double x = motion->place.x - motion->heel.x, y = motion->place.y - motion->heel.y;
  double stretch = hypot (x, y), share = stretch > rope ? 1 - rope / stretch : 0;
  motion->heel.x += share * x;
  motion->heel.y += share * y;
  motion->walked += share * stretch;
}

/* The mean over the exponential window, as if it had begun with the first move. */
static void
take_velocity (AisleMotion *motion, AislePoint place, double seconds)
{
  double keep = exp (-seconds / AISLE_MOTION_TIME), part = 1 - keep;
  double weight = keep * motion->weight + part;
  double old = keep * motion->weight / weight;
  motion->vx = old * motion->vx + (1 - old) * (place.x - motion->place.x) / seconds;
  motion->vy = old * motion->vy + (1 - old) * (place.y - motion->place.y) / seconds;
  motion->weight = weight;
}

void
aisle_motion_follow (AisleMotion *motion, AislePoint place, double pts, double rope)
{
  if (!motion->known) {
    *motion = (AisleMotion) { .known = TRUE,
                              .first = place,
                              .place = place,
                              .pts = pts,
                              .heel = place,
                              .walked = motion->walked };
    return;
  }
  if (pts > motion->pts)
    take_velocity (motion, place, pts - motion->pts);
  motion->place = place;
  motion->pts = pts;
  drag (motion, rope);
}

void
aisle_motion_lose (AisleMotion *motion)
{
  *motion = (AisleMotion) { .walked = motion->walked };
}

void
aisle_motion_join (const AisleMotion *earlier, AisleMotion *later)
{
  later->walked += earlier->walked;
  if (earlier->known && later->known)
    later->walked += hypot (later->first.x - earlier->heel.x, later->first.y - earlier->heel.y);
}

double
aisle_motion_speed (const AisleMotion *motion)
{
  return motion->known && motion->weight >= LEAST_WEIGHT ? hypot (motion->vx, motion->vy) : -1;
}

double
aisle_motion_walked (const AisleMotion *motion)
{
  double x = motion->place.x - motion->heel.x, y = motion->place.y - motion->heel.y;
  return motion->walked + (motion->walked > 0 && motion->known ? hypot (x, y) : 0);
}
