/* SPDX-License-Identifier: MIT */
/** @file floor.c A floor that is known, learned or neither. */
#include "tests/core/checks.h"

#include "gst/core/floor.h"

static AislePoint at[] = { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 } };
static AislePoint metres[] = { { 0, 0 }, { 4, 0 }, { 4, 3 }, { 0, 3 } };

/* People who come along one after another, each twenty times. */
static void
show_people (AisleFloor *floor, guint n)
{
  AisleGround ground;
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  aisle_ground_from_camera (&ground, 0.95, 0.5, 3, 1.5);
  for (guint i = 0; i < n; i++) {
    AislePoint feet;
    aisle_ground_to_picture (
        &ground,
        (AislePoint) { g_rand_double_range (rand, -1, 1), -g_rand_double_range (rand, 3, 9) },
        &feet);
    const AisleBody body = { feet, aisle_ground_height_at (&ground, feet, 1.7), i / 20 };
    aisle_floor_show (floor, &body);
  }
}

GST_START_TEST (without_config)
{
  const AisleGroundConfig config = { 0 };
  g_autoptr (AisleFloor) floor = aisle_floor_new (&config, 1.5);
  show_people (floor, 400);
  ck_assert_ptr_null (aisle_floor_get_ground (floor));
}
GST_END_TEST;

GST_START_TEST (from_points)
{
  const AisleGroundConfig config = { .n_points = 4, .at = at, .metres = metres };
  g_autoptr (AisleFloor) floor = aisle_floor_new (&config, 1.5);
  const AisleGround *ground = aisle_floor_get_ground (floor);
  ck_assert_ptr_nonnull (ground);
  ck_assert_double_eq_tol (aisle_ground_distance (ground, at[0], at[2]), 5, 1e-9);
}
GST_END_TEST;

GST_START_TEST (from_people)
{
  const AisleGroundConfig config = { .person_height = 1.7 };
  g_autoptr (AisleFloor) floor = aisle_floor_new (&config, 1.5);
  show_people (floor, 60);
  ck_assert_ptr_null (aisle_floor_get_ground (floor)); /* three people */
  show_people (floor, 5000);
  const AisleGround *ground = aisle_floor_get_ground (floor);
  ck_assert_ptr_nonnull (ground);
  ck_assert_double_eq_tol (ground->camera_height, 3, 0.01);
  ck_assert_double_eq_tol (ground->focal, 0.95, 0.01);
}
GST_END_TEST;

GST_START_TEST (bad_points)
{
  AislePoint row[] = { { 0, 0 }, { 1, 0 }, { 2, 0 }, { 3, 0 } };
  const AisleGroundConfig other = { .n_points = 4, .at = at, .metres = row };
  g_autoptr (AisleFloor) floor = aisle_floor_new (&other, 1.5);
  ck_assert_ptr_null (aisle_floor_get_ground (floor));
}
GST_END_TEST;

GST_START_TEST (same)
{
  AislePoint copy[] = { { 0, 0 }, { 4, 0 }, { 4, 3 }, { 0, 3 } };
  const AisleGroundConfig a = { .n_points = 4, .at = at, .metres = metres };
  AisleGroundConfig b = { .n_points = 4, .at = at, .metres = copy };
  const AisleGroundConfig none = { 0 }, people = { .person_height = 1.7 };
  g_autoptr (AisleFloor) floor = aisle_floor_new (&a, 1.5);
  ck_assert (aisle_floor_is_of (floor, &b, 1.5));
  ck_assert (!aisle_floor_is_of (floor, &b, 1.6));
  copy[2].x = 5;
  ck_assert (!aisle_floor_is_of (floor, &b, 1.5));
  ck_assert (!aisle_floor_is_of (floor, &none, 1.5));
  g_autoptr (AisleFloor) unknown = aisle_floor_new (&none, 1.5);
  ck_assert (aisle_floor_is_of (unknown, &none, 1.5));
  ck_assert (!aisle_floor_is_of (unknown, &people, 1.5));
}
GST_END_TEST;

static Suite *
floor_suite (void)
{
  Suite *s = suite_create ("floor");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, without_config);
  tcase_add_test (tc, from_points);
  tcase_add_test (tc, from_people);
  tcase_add_test (tc, bad_points);
  tcase_add_test (tc, same);
  return s;
}

GST_CHECK_MAIN (floor)
