/* SPDX-License-Identifier: MIT */
/**
 * @file ground-fit.h
 * The floor under a camera from the people on it: all are taken to be of one height, so how tall
 * they look where tells how the camera stands. Pure.
 */
#pragma once

#include "gst/core/ground.h"

G_BEGIN_DECLS

/** An upright body that is seen whole; 0…1 of the frame. */
typedef struct {
  AislePoint feet;
  double height;
  guint64 person; /**< whose body it is */
} AisleBody;

/** Fewest bodies, and people they belong to, from which a floor is fitted. */
#define AISLE_GROUND_LEAST_BODIES 96
#define AISLE_GROUND_LEAST_PEOPLE 6

/**
 * A camera without roll (see aisle_ground_from_camera()): horizon, height and focal length in
 * whose picture @n bodies would be as tall as they are: most likely, if people differ a little and
 * looks at one of them a little more (Huber weights; after Lv, Zhao and Nevatia 2006, and Liu,
 * Collins and Liu 2011). Children, stooping and half hidden people do no harm while they are few.
 *
 * The metres of a body, and ways across the picture, follow from it well. Ways towards the camera
 * depend on the focal length, which shows in bodies only when the camera looks down steeply: it is
 * drawn to that of usual cameras as far as the people leave it open. Which way the camera
 * looks on a plan is not known.
 * The origin of the floor is seen at (0.5, 0.75); y falls with the distance.
 * @metres: height of a body.
 * Returns: FALSE when there are too few bodies or people, all stand at one distance, or no camera
 *   sees people like that.
 */
gboolean aisle_ground_from_bodies (AisleGround *ground, const AisleBody *bodies, guint n,
                                   double metres, double aspect);

G_END_DECLS
