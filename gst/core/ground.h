/* SPDX-License-Identifier: MIT */
/**
 * @file ground.h
 * The flat floor under a camera: from places in the picture (0…1) to metres on the floor and back,
 * and how tall somebody who stands there is. A pinhole camera: lens distortion is not modelled,
 * stairs and slopes are not known. Metres: x to the right and y down on a plan; what the origin
 * is, the caller says. Immutable after it was made; pure.
 */
#pragma once

#include "gst/core/geometry.h"

G_BEGIN_DECLS

#define AISLE_GROUND_ERROR (aisle_ground_error_quark ())
GQuark aisle_ground_error_quark (void);
typedef enum {
  AISLE_GROUND_ERROR_POINTS, /**< fewer than four points, or no floor goes through them */
} AisleGroundErrorCode;

typedef struct {
  double to_floor[9];   /**< homography, row by row: picture → metres; third row > 0 on the floor */
  double to_picture[9]; /**< its inverse, of the same sign */
  double up[3];         /**< what a metre upwards adds to to_picture × (x, y, 1); 0: not known */
  double focal;         /**< focal length in heights of the frame; 0: not known */
  double camera_height; /**< metres above the floor; 0: not known */
  double error;         /**< root mean square of the points' residuals, metres */
} AisleGround;

/**
 * From @n ≥ 4 pairs of a place in the picture and on the floor: normalised direct linear transform
 * (Hartley and Zisserman, Multiple View Geometry, algorithm 4.2), least squares beyond four.
 * Square pixels and the optical axis in the picture's middle give the focal length (Zhang 2000)
 * and with it the vertical; where they do not (camera looking straight down, points that are too
 * inexact), focal and up are 0 and bodies have no height.
 * @aspect: width / height of the picture as shown.
 * Returns: FALSE when points coincide or lie in a row, or when the order of the two lists cannot
 *   be the same.
 */
gboolean aisle_ground_from_points (AisleGround *ground, const AislePoint *at,
                                   const AislePoint *metres, guint n, double aspect,
                                   GError **error);
/**
 * A camera without roll, @camera_height metres above the origin of the floor, that looks @tilt
 * radians (0…π/2, exclusive) below the horizon. The floor's y is 0 below the camera and falls with
 * the distance. @focal: in heights of the frame.
 */
void aisle_ground_from_camera (AisleGround *ground, double focal, double tilt, double camera_height,
                               double aspect);

/** Returns: FALSE where there is no floor: at the horizon and above. */
gboolean aisle_ground_to_floor (const AisleGround *ground, AislePoint picture, AislePoint *floor);
/** May lie outside 0…1. Returns: FALSE behind the camera. */
gboolean aisle_ground_to_picture (const AisleGround *ground, AislePoint floor, AislePoint *picture);

/** Metres on the floor between two places in the picture; −1 where one is not on the floor. */
double aisle_ground_distance (const AisleGround *ground, AislePoint a, AislePoint b);
/** m² of the floor in a polygon of the picture; −1 when it reaches to the horizon. */
double aisle_ground_area (const AisleGround *ground, const AislePoint *points, guint n_points);

/** How high a body of @metres whose feet are at @feet is in the picture, 0…1; 0: not known. */
double aisle_ground_height_at (const AisleGround *ground, AislePoint feet, double metres);
/** The metres of an upright body whose feet are at @feet and that is @height high; 0: not known. */
double aisle_ground_body_metres (const AisleGround *ground, AislePoint feet, double height);

G_END_DECLS
