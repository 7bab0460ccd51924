/* SPDX-License-Identifier: MIT */
/**
 * @file camera.h
 * A camera without distortion over a flat floor. Metres on the floor: x to the right of the camera,
 * y away from it, z up; the camera hangs at (0, 0, height) and looks along y and down.
 */
#pragma once

#include "gst/core/box.h"
#include "gst/core/geometry.h"

typedef struct {
  guint width, height; /**< pixels of the frame */
  double view;         /**< horizontal angle of view, degrees */
  double mount;        /**< metres above the floor */
  double tilt;         /**< degrees below the horizon */
} SimCamera;

/** @at: (out): pixels. FALSE: behind the camera. */
gboolean sim_camera_project (const SimCamera *camera, double x, double y, double z,
                             AislePoint *at);
/**
 * The box round an upright body: a disc on the floor at (@x, @y), a smaller one at head height.
 * Not clipped to the frame. FALSE: not wholly before the camera.
 */
gboolean sim_camera_box (const SimCamera *camera, double x, double y, double tall, double radius,
                         AisleBox *box);
/** The part of @box inside the frame; FALSE: nothing of it. */
gboolean sim_camera_clip (const SimCamera *camera, const AisleBox *box, AisleBox *inside);
