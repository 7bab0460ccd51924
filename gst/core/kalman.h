/* SPDX-License-Identifier: MIT */
/**
 * @file kalman.h
 * The motion of a box: constant velocity with white-noise acceleration in continuous time
 * (Bar-Shalom, Li & Kirubarajan, "Estimation with applications to tracking and navigation", 2001,
 * §6.2), so that one step of 2 s equals twenty of 0.1 s. Noise does not couple the axes: one filter
 * of two states for each gives the same as all in one. The bottom has a filter of its own, because
 * people stand on it: centre plus half the height would lag behind for somebody who comes into
 * the picture and grows.
 */
#pragma once

#include "gst/core/box.h"

G_BEGIN_DECLS

enum {
  AISLE_KALMAN_AXES = 5,    /* centre x, centre y, width, height, bottom */
  AISLE_KALMAN_MATCHED = 4, /* the first four tell boxes apart */
};

typedef struct {
  double position, velocity; /**< pixels, pixels per second */
  double pp, pv, vv;         /**< covariance */
} AisleKalmanAxis;

typedef struct {
  AisleKalmanAxis axis[AISLE_KALMAN_AXES];
} AisleKalman;

/** Standard deviations, in body heights. */
typedef struct {
  double position;      /**< of a measured centre */
  double size;          /**< of a measured width or height */
  double speed;         /**< of the unknown speed of a new track, per second */
  double size_speed;    /**< of its rate of growth, per second */
  double acceleration;  /**< change of speed within one second */
  double size_acceleration; /**< change of the rate of growth within one second */
  double memory;        /**< seconds in which an unseen body loses its speed, by e */
  double size_memory;   /**< and its rate of growth */
} AisleKalmanNoise;

/** Start at @box, at rest. The height of @box is the unit of @noise. */
void aisle_kalman_init (AisleKalman *kalman, const AisleBox *box, const AisleKalmanNoise *noise);
/** Move on by @seconds ≥ 0. */
void aisle_kalman_predict (AisleKalman *kalman, double seconds, const AisleKalmanNoise *noise);
/**
 * Move on by @seconds ≥ 0 unseen: people stop and turn, and growth is foreshortening, so speeds
 * fade (Ornstein-Uhlenbeck process; like the above, its steps add up exactly).
 */
void aisle_kalman_coast (AisleKalman *kalman, double seconds, const AisleKalmanNoise *noise);
/** Take in a measured @box; @trust divides the standard deviation of the measurement (1: none). */
void aisle_kalman_update (AisleKalman *kalman, const AisleBox *box, double trust,
                          const AisleKalmanNoise *noise);
/** What a filter foretells of the next measurement, ready to be held against many boxes. */
typedef struct {
  double position[AISLE_KALMAN_MATCHED];
  double precision[AISLE_KALMAN_MATCHED]; /**< 1 / predicted variance of a measurement */
  double spread; /**< log of that variance by the measurement's alone, summed over the axes; ≥ 0 */
} AisleKalmanForecast;

AisleKalmanForecast aisle_kalman_forecast (const AisleKalman *kalman,
                                           const AisleKalmanNoise *noise);
/**
 * How little @box was to be expected: squared innovation by its predicted variance, summed over
 * the axes, plus the spread. It is minus twice the log likelihood but for a constant; 0 for a
 * perfectly foretold box of a filter that is sure of itself.
 */
double aisle_kalman_surprise (const AisleKalmanForecast *forecast, const AisleBox *box);
/**
 * The box where the filter stands, on its bottom; width and height at least a pixel; label and
 * confidence 0.
 */
AisleBox aisle_kalman_box (const AisleKalman *kalman);

G_END_DECLS
