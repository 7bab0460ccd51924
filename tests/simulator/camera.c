/* SPDX-License-Identifier: MIT */
/** @file camera.c Perspective of an oblique camera. */
#include "tests/simulator/camera.h"

#include <math.h>

#define NEAREST 0.3
#define RIM_POINTS 8
/* A head is narrower than a stance. */
#define HEAD_RADIUS 0.6

static double
radians (double degrees)
{
  return degrees * G_PI / 180;
}

gboolean
sim_camera_project (const SimCamera *camera, double x, double y, double z, AislePoint *at)
{
  double focal = camera->width / 2.0 / tan (radians (camera->view / 2));
  double c = cos (radians (camera->tilt)), s = sin (radians (camera->tilt));
  double below = camera->mount - z;
  double depth = y * c + below * s, down = below * c - y * s;
  if (depth < NEAREST)
    return FALSE;
  at->x = camera->width / 2.0 + focal * x / depth;
  at->y = camera->height / 2.0 + focal * down / depth;
  return TRUE;
}

gboolean
sim_camera_box (const SimCamera *camera, double x, double y, double tall, double radius,
                AisleBox *box)
{
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;
  for (guint i = 0; i < 2 * RIM_POINTS; i++) {
    double angle = 2 * G_PI * i / RIM_POINTS;
    double wide = i < RIM_POINTS ? radius : radius * HEAD_RADIUS;
    AislePoint at;
    if (!sim_camera_project (camera, x + wide * cos (angle), y + wide * sin (angle),
                             i < RIM_POINTS ? 0 : tall, &at))
      return FALSE;
    left = MIN (left, at.x);
    right = MAX (right, at.x);
    top = MIN (top, at.y);
    bottom = MAX (bottom, at.y);
  }
  *box = (AisleBox) { (float) left, (float) top, (float) (right - left), (float) (bottom - top),
                      1, 0 };
  return TRUE;
}

gboolean
sim_camera_clip (const SimCamera *camera, const AisleBox *box, AisleBox *inside)
{
  float left = MAX (box->x, 0), top = MAX (box->y, 0);
  float right = MIN (box->x + box->w, (float) camera->width);
  float bottom = MIN (box->y + box->h, (float) camera->height);
  *inside = (AisleBox) { left, top, right - left, bottom - top, box->confidence, box->label };
  return right > left && bottom > top;
}
