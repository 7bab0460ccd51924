/* SPDX-License-Identifier: MIT */
/**
 * @file ground-text.c
 * For scripts: makes a floor from standard input and answers questions about it.
 *   points N ASPECT, then N lines X Y METRES_X METRES_Y; or
 *   bodies N METRES ASPECT, then N lines X Y HEIGHT PERSON;
 * then any number of lines X Y HEIGHT: feet and how tall the body is, 0…1.
 * Prints focal length, camera's height and error; then, per question, floor x and y and metres.
 */
#include <stdio.h>

#include "gst/core/ground-fit.h"

static gboolean
from_points (AisleGround *ground)
{
  guint n;
  double aspect;
  if (scanf ("%u %lf", &n, &aspect) != 2)
    return FALSE;
  g_autofree AislePoint *at = g_new (AislePoint, n), *metres = g_new (AislePoint, n);
  for (guint i = 0; i < n; i++)
    if (scanf ("%lf %lf %lf %lf", &at[i].x, &at[i].y, &metres[i].x, &metres[i].y) != 4)
      return FALSE;
  return aisle_ground_from_points (ground, at, metres, n, aspect, NULL);
}

static gboolean
from_bodies (AisleGround *ground)
{
  guint n;
  double metres, aspect;
  if (scanf ("%u %lf %lf", &n, &metres, &aspect) != 3)
    return FALSE;
  g_autofree AisleBody *bodies = g_new (AisleBody, n);
  for (guint i = 0; i < n; i++)
    if (scanf ("%lf %lf %lf %" G_GUINT64_FORMAT, &bodies[i].feet.x, &bodies[i].feet.y,
               &bodies[i].height, &bodies[i].person)
        != 4)
      return FALSE;
  return aisle_ground_from_bodies (ground, bodies, n, metres, aspect);
}

int
main (void)
{
  char kind[16];
  AisleGround ground;
  if (scanf ("%15s", kind) != 1
      || !(g_str_equal (kind, "points") ? from_points (&ground) : from_bodies (&ground)))
    return 1;
  printf ("%.9g %.9g %.9g\n", ground.focal, ground.camera_height, ground.error);
  AislePoint feet, floor;
  double height;
  while (scanf ("%lf %lf %lf", &feet.x, &feet.y, &height) == 3) {
    if (!aisle_ground_to_floor (&ground, feet, &floor))
      return 1;
    printf ("%.9g %.9g %.9g\n", floor.x, floor.y, aisle_ground_body_metres (&ground, feet, height));
  }
  return 0;
}
