/* SPDX-License-Identifier: MIT */
/**
 * @file stand.h
 * Whether somebody stands or walks: speed smoothed over half a second, in body heights per second,
 * the same at any frame rate. Pure.
 */
#pragma once

#include "gst/core/move.h"

G_BEGIN_DECLS

/** Slower is standing: a quarter of a walk, three times what jitter of boxes feigns. */
#define AISLE_STAND_SPEED 0.2
/** Seconds of smoothing: shorter would see steps in the jitter of boxes, longer would stop late. */
#define AISLE_STAND_TIME 0.5

/** How far a person is ahead of their smoothed place: AISLE_STAND_TIME of way; zero at first. */
typedef struct {
  AislePoint ahead;
} AisleStand;

/** Follow one move. Returns: seconds of it in which they stood: all of them or none. */
double aisle_stand_follow (AisleStand *stand, const AisleMove *move);

G_END_DECLS
