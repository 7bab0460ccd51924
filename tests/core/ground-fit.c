/* SPDX-License-Identifier: MIT */
/** @file ground-fit.c The stand of made-up cameras from the people that they see. */
#include <math.h>

#include "tests/core/checks.h"

#include "gst/core/ground-fit.h"

#define PEOPLE 30
#define LOOKS 20

typedef struct {
  double focal, tilt, height, nearest, farthest;
  double way; /* tolerance of ways in depth, a share */
} Camera;

/* A shop's camera, a steep one, a long lens, a wide one. */
static const Camera cameras[] = {
  { 0.9, 0.55, 3.0, 2.5, 9, .15 },
  { 1.1, 0.8, 3.5, 1.5, 5, .15 },
  { 1.6, 0.35, 4.0, 6, 20, .35 },
  { 0.6, 0.5, 2.6, 2, 7, .35 },
};

static AisleGround
camera_of (const Camera *camera)
{
  AisleGround ground;
  aisle_ground_from_camera (&ground, camera->focal, camera->tilt, camera->height, 16.0 / 9);
  return ground;
}

static double
normal (GRand *rand)
{
  double r = sqrt (-2 * log (1 - g_rand_double (rand)));
  return r * cos (2 * G_PI * g_rand_double (rand));
}

/* Adults of 1.7 m ± 4 %, boxes ± 4 %; @children of ten are 1.1 m. */
static void
look (const Camera *camera, guint32 seed, guint children, AisleBody *bodies)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  AisleGround ground = camera_of (camera);
  for (guint i = 0; i < PEOPLE; i++) {
    double metres = (i % 10 < children ? 1.1 : 1.7) * exp (0.04 * normal (rand));
    for (guint k = 0; k < LOOKS; k++) {
      AislePoint feet, floor = { g_rand_double_range (rand, -2, 2),
                                 -g_rand_double_range (rand, camera->nearest, camera->farthest) };
      ck_assert (aisle_ground_to_picture (&ground, floor, &feet));
      double height = aisle_ground_height_at (&ground, feet, metres) * exp (0.04 * normal (rand));
      bodies[i * LOOKS + k] = (AisleBody) { feet, height, i };
    }
  }
}

static AislePoint
picture_of (const AisleGround *ground, double x, double y)
{
  AislePoint at;
  ck_assert (aisle_ground_to_picture (ground, (AislePoint) { x, y }, &at));
  return at;
}

static void
check_fit (const Camera *camera, guint32 seed, guint children)
{
  AisleBody bodies[PEOPLE * LOOKS];
  AisleGround truth = camera_of (camera), fit;
  look (camera, seed, children, bodies);
  ck_assert (aisle_ground_from_bodies (&fit, bodies, G_N_ELEMENTS (bodies), 1.7, 16.0 / 9));
  double middle = -(camera->nearest + camera->farthest) / 2;
  AislePoint here = picture_of (&truth, 0, middle);
  double body = aisle_ground_height_at (&truth, here, 1.7);
  double across = aisle_ground_distance (&fit, here, picture_of (&truth, 2, middle));
  double along = aisle_ground_distance (&fit, here, picture_of (&truth, 0, middle - 2));
  ck_assert_double_eq_tol (aisle_ground_body_metres (&fit, here, body), 1.7, 0.07);
  AislePoint origin = picture_of (&fit, 0, 0);
  ck_assert_double_eq_tol (origin.x, 0.5, 1e-9);
  ck_assert_double_eq_tol (origin.y, 0.75, 1e-9);
  ck_assert_double_eq_tol (across, 2, 0.1);
  ck_assert_double_eq_tol (along, 2, 2 * camera->way);
}

GST_START_TEST (people)
{
  check_fit (&cameras[__i__ % 4], __i__ / 4, 0);
}
GST_END_TEST;

GST_START_TEST (with_children)
{
  check_fit (&cameras[__i__ % 4], 100 + __i__ / 4, 1);
}
GST_END_TEST;

GST_START_TEST (too_little)
{
  AisleBody bodies[PEOPLE * LOOKS];
  AisleGround ground;
  look (&cameras[0], 1, 0, bodies);
  ck_assert (!aisle_ground_from_bodies (&ground, bodies, 90, 1.7, 1.5));
  ck_assert (!aisle_ground_from_bodies (&ground, bodies, 5 * LOOKS, 1.7, 1.5));
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    bodies[i].height = 0.1 + 0.5 * (i * 7 % 10) / 10;
  ck_assert (!aisle_ground_from_bodies (&ground, bodies, 600, 1.7, 1.5));
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    bodies[i] = (AisleBody) { { 0.5, 0.8 }, 0.3, i };
  ck_assert (!aisle_ground_from_bodies (&ground, bodies, 600, 1.7, 1.5));
}
GST_END_TEST;

static Suite *
ground_fit_suite (void)
{
  Suite *s = suite_create ("ground-fit");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_loop_test (tc, people, 0, 20);
  tcase_add_loop_test (tc, with_children, 0, 20);
  tcase_add_test (tc, too_little);
  return s;
}

GST_CHECK_MAIN (ground_fit)
