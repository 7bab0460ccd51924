/* SPDX-License-Identifier: MIT */
/**
 * @file motion.h
 * How far and how fast a person walks, in metres on the floor, from places that jitter. Pure.
 */
#pragma once

#include "gst/core/geometry.h"

G_BEGIN_DECLS

/** All zero at first. */
typedef struct {
  gboolean known;          /**< has a place */
  AislePoint first, place; /**< metres on the floor */
  double pts;              /**< seconds: when they were there */
  double vx, vy;           /**< velocity, m/s, smoothed */
  double weight;           /**< 0…1: how much of the smoothing has been filled */
  AislePoint heel;         /**< end of the rope that they drag behind them */
  double walked;           /**< metres that it was dragged */
} AisleMotion;

/** Seconds over which the velocity is smoothed. */
#define AISLE_MOTION_TIME 1.0
/** Length of the rope, in body heights and in metres: the longer counts. */
#define AISLE_MOTION_ROPE 0.1
#define AISLE_MOTION_LEAST_ROPE 0.2

/**
 * They are at @place at @pts, which does not fall. @rope: metres by which the place is uncertain:
 * the distance walked is that of the end of a rope of this length which they drag behind them, so
 * standing still, however long, adds nothing, a straight way loses nothing, a turn-about twice the
 * rope.
 */
void aisle_motion_follow (AisleMotion *motion, AislePoint place, double pts, double rope);
/** The person of @later turns out to be that of @earlier, who went straight on in between. */
void aisle_motion_join (const AisleMotion *earlier, AisleMotion *later);
/** Where they are is not known any more; what they walked stays. */
void aisle_motion_lose (AisleMotion *motion);

/** m/s; −1: not known yet. */
double aisle_motion_speed (const AisleMotion *motion);
/**
 * Metres walked since the first place: what the rope was dragged, and, once it was, its length now.
 * May fall by as much when they come back a little.
 */
double aisle_motion_walked (const AisleMotion *motion);

G_END_DECLS
