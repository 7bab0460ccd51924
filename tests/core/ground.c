/* SPDX-License-Identifier: MIT */
/** @file ground.c Picture and floor of made-up cameras, worked out in closed form. */
#include <math.h>

#include "tests/core/checks.h"

#include "gst/core/ground.h"

#define N(points) points, G_N_ELEMENTS (points)

static const double focal = 1.1, tilt = 0.4, height = 3.0, aspect = 4.0 / 3.0;
static const AislePoint corners[] = { { -1, -4 }, { 2, -3.5 }, { 3, -9 }, { -2, -8 } };

/* The pinhole by trigonometry: where a point @up metres above (x, y) of the floor is seen. */
static AislePoint
seen (double x, double y, double up)
{
  double far = -y, low = height - up;
  double ray = atan2 (low, far) - tilt; /* below the axis */
  double ahead = hypot (low, far) * cos (ray);
  return (AislePoint) { 0.5 + focal * x / ahead / aspect, 0.5 + focal * tan (ray) };
}

static AisleGround
made_camera (void)
{
  AisleGround ground;
  aisle_ground_from_camera (&ground, focal, tilt, height, aspect);
  return ground;
}

static AisleGround
made_from (const AislePoint *metres, guint n)
{
  AislePoint at[32];
  AisleGround ground;
  g_autoptr (GError) error = NULL;
  for (guint i = 0; i < n; i++)
    at[i] = seen (metres[i].x, metres[i].y, 0);
  ck_assert (aisle_ground_from_points (&ground, at, metres, n, aspect, &error));
  ck_assert_ptr_null (error);
  return ground;
}

static void
check_as_seen (const AisleGround *ground)
{
  for (double x = -3; x <= 3; x += 0.7)
    for (double y = -12; y <= -2; y += 0.7) {
      AislePoint feet = seen (x, y, 0), floor, back;
      ck_assert (aisle_ground_to_floor (ground, feet, &floor));
      ck_assert_double_eq_tol (floor.x, x, 1e-8);
      ck_assert_double_eq_tol (floor.y, y, 1e-8);
      ck_assert (aisle_ground_to_picture (ground, floor, &back));
      ck_assert_double_eq_tol (back.x, feet.x, 1e-8);
      ck_assert_double_eq_tol (back.y, feet.y, 1e-8);
      double body = feet.y - seen (x, y, 1.7).y;
      ck_assert_double_eq_tol (aisle_ground_height_at (ground, feet, 1.7), body, 1e-8);
      ck_assert_double_eq_tol (aisle_ground_body_metres (ground, feet, body), 1.7, 1e-7);
    }
  ck_assert_double_eq_tol (ground->focal, focal, 1e-8);
  ck_assert_double_eq_tol (ground->camera_height, height, 1e-8);
}

GST_START_TEST (camera)
{
  AisleGround ground = made_camera ();
  check_as_seen (&ground);
}
GST_END_TEST;

GST_START_TEST (four_points)
{
  AisleGround ground = made_from (N (corners));
  check_as_seen (&ground);
  ck_assert_double_eq_tol (ground.error, 0, 1e-9);
}
GST_END_TEST;

/* A plan whose axes are turned, moved and mirrored: y up, x to the left of the camera. */
GST_START_TEST (another_plan)
{
  AislePoint at[4], plan[4];
  AisleGround ground;
  for (guint i = 0; i < 4; i++) {
    at[i] = seen (corners[i].x, corners[i].y, 0);
    plan[i] = (AislePoint) { 20 + corners[i].y, 7 + corners[i].x };
  }
  ck_assert (aisle_ground_from_points (&ground, at, plan, 4, aspect, NULL));
  AislePoint feet = seen (1, -6, 0), floor;
  ck_assert (aisle_ground_to_floor (&ground, feet, &floor));
  ck_assert_double_eq_tol (floor.x, 14, 1e-8);
  ck_assert_double_eq_tol (floor.y, 8, 1e-8);
  double body = feet.y - seen (1, -6, 1.2).y;
  ck_assert_double_eq_tol (aisle_ground_body_metres (&ground, feet, body), 1.2, 1e-7);
}
GST_END_TEST;

GST_START_TEST (least_squares)
{
  AislePoint metres[20], at[20];
  AisleGround ground;
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  for (guint i = 0; i < 20; i++) {
    metres[i] =
        (AislePoint) { g_rand_double_range (rand, -3, 3), g_rand_double_range (rand, -12, -3) };
    at[i] = seen (metres[i].x, metres[i].y, 0);
    at[i].x += g_rand_double_range (rand, -0.002, 0.002);
    at[i].y += g_rand_double_range (rand, -0.002, 0.002);
  }
  ck_assert (aisle_ground_from_points (&ground, at, metres, 20, aspect, NULL));
  ck_assert (ground.error > 0.005 && ground.error < 0.1);
  AislePoint floor;
  ck_assert (aisle_ground_to_floor (&ground, seen (0, -7, 0), &floor));
  ck_assert_double_eq_tol (floor.x, 0, 0.03);
  ck_assert_double_eq_tol (floor.y, -7, 0.06);
  ck_assert_double_eq_tol (ground.camera_height, height, 0.3);
}
GST_END_TEST;

GST_START_TEST (distances)
{
  AisleGround ground = made_camera ();
  double d = aisle_ground_distance (&ground, seen (-1, -4, 0), seen (2, -8, 0));
  ck_assert_double_eq_tol (d, 5, 1e-9);
  const AislePoint square[] = { seen (0, -4, 0), seen (2, -4, 0), seen (2, -6.5, 0),
                                seen (0, -6.5, 0) };
  ck_assert_double_eq_tol (aisle_ground_area (&ground, N (square)), 5, 1e-9);
}
GST_END_TEST;

GST_START_TEST (sky)
{
  AisleGround ground = made_camera ();
  const double horizon = 0.5 - focal * tan (tilt);
  const AislePoint above = { 0.5, horizon - 0.01 }, below = { 0.5, horizon + 0.01 };
  const AislePoint sail[] = { { 0.2, 0.9 }, { 0.8, 0.9 }, above };
  AislePoint floor;
  ck_assert (!aisle_ground_to_floor (&ground, above, &floor));
  ck_assert (!aisle_ground_to_floor (&ground, (AislePoint) { NAN, 0.5 }, &floor));
  ck_assert (aisle_ground_to_floor (&ground, below, &floor));
  ck_assert (floor.y < -100);
  ck_assert (!aisle_ground_to_picture (&ground, (AislePoint) { 0, 9 }, &floor));
  ck_assert_double_eq (aisle_ground_distance (&ground, above, below), -1);
  ck_assert_double_eq (aisle_ground_area (&ground, N (sail)), -1);
  ck_assert_double_eq (aisle_ground_height_at (&ground, above, 1.7), 0);
  ck_assert_double_eq (aisle_ground_body_metres (&ground, above, 0.2), 0);
  ck_assert_double_eq (aisle_ground_body_metres (&ground, below, 0), 0);
}
GST_END_TEST;

/* Straight down: the floor is known, the vertical is not. */
GST_START_TEST (straight_down)
{
  const AislePoint at[] = { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 } };
  const AislePoint metres[] = { { 0, 0 }, { 4, 0 }, { 4, 3 }, { 0, 3 } };
  AisleGround ground;
  ck_assert (aisle_ground_from_points (&ground, at, metres, 4, aspect, NULL));
  ck_assert_double_eq_tol (aisle_ground_distance (&ground, at[0], at[2]), 5, 1e-9);
  ck_assert_double_eq (aisle_ground_height_at (&ground, at[0], 1.7), 0);
  ck_assert_double_eq (aisle_ground_body_metres (&ground, at[0], 0.3), 0);
}
GST_END_TEST;

static const struct {
  const char *what;
  guint n;
  AislePoint at[5], metres[5];
} bad[] = {
  { "three", 3, { { 0, 0 }, { 1, 0 }, { 1, 1 } }, { { 0, 0 }, { 1, 0 }, { 1, 1 } } },
  { "one place",
    4,
    { { .5, .5 }, { .5, .5 }, { .5, .5 }, { .5, .5 } },
    { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 } } },
  { "one place on the floor",
    4,
    { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 } },
    { { 2, 2 }, { 2, 2 }, { 2, 2 }, { 2, 2 } } },
  { "a row",
    4,
    { { 0, 0 }, { .2, .2 }, { .5, .5 }, { 1, 1 } },
    { { 0, 0 }, { 2, 0 }, { 5, 0 }, { 9, 0 } } },
  { "three in a row",
    4,
    { { 0, 0 }, { .5, 0 }, { 1, 0 }, { 0, 1 } },
    { { 0, 0 }, { 1, 0 }, { 2, 0 }, { 0, 1 } } },
  { "three in a row in the picture",
    4,
    { { 0, 0 }, { .5, 0 }, { 1, 0 }, { 0, 1 } },
    { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 } } },
  { "twice the same",
    4,
    { { 0, 0 }, { 0, 0 }, { 1, 0 }, { 0, 1 } },
    { { 0, 0 }, { 0, 0 }, { 1, 0 }, { 0, 1 } } },
  { "crosswise",
    4,
    { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 } },
    { { 0, 0 }, { 1, 0 }, { 0, 1 }, { 1, 1 } } },
  { "not finite",
    4,
    { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 } },
    { { 0, 0 }, { 1, 0 }, { NAN, 1 }, { 0, 1 } } },
};

GST_START_TEST (bad_points)
{
  AisleGround ground;
  g_autoptr (GError) error = NULL;
  gboolean made = aisle_ground_from_points (&ground, bad[__i__].at, bad[__i__].metres, bad[__i__].n,
                                            aspect, &error);
  ck_assert_msg (!made, "%s", bad[__i__].what);
  ck_assert (g_error_matches (error, AISLE_GROUND_ERROR, AISLE_GROUND_ERROR_POINTS));
}
GST_END_TEST;

static Suite *
ground_suite (void)
{
  Suite *s = suite_create ("ground");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, camera);
  tcase_add_test (tc, four_points);
  tcase_add_test (tc, another_plan);
  tcase_add_test (tc, least_squares);
  tcase_add_test (tc, distances);
  tcase_add_test (tc, sky);
  tcase_add_test (tc, straight_down);
  tcase_add_loop_test (tc, bad_points, 0, G_N_ELEMENTS (bad));
  return s;
}

GST_CHECK_MAIN (ground)
