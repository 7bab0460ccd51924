/* SPDX-License-Identifier: MIT */
/** @file geometry.c Sides, crossings and polygons against values worked out by hand. */
#include <math.h>

#include "tests/core/checks.h"

#include "gst/core/geometry.h"

#define N(points) points, G_N_ELEMENTS (points)

static const AislePoint corner[] = { { 0, 0 }, { 4, 0 }, { 4, 4 } };
static const AislePoint sharp[] = { { 0, 0 }, { 10, 1 }, { 0, 2 } };
static const AislePoint square[] = { { 1, 1 }, { 3, 1 }, { 3, 3 }, { 1, 3 }, { 1, 1 } };

#define DISTANCE(line, px, py, expected)                                                           \
  ck_assert_double_eq_tol (aisle_polyline_distance (N (line), (AislePoint) { px, py }), expected,  \
                           1e-12)

GST_START_TEST (distances)
{
  DISTANCE (corner, 2, 1, 1); /* right-hand of a walk to the right is below */
  DISTANCE (corner, 2, -1, -1);
  DISTANCE (corner, 3, 2, 1); /* of two segments the nearer one */
  DISTANCE (corner, 5, 3, -1);
  DISTANCE (corner, 7, -4, -5); /* nearest to the corner point itself */
  DISTANCE (corner, -3, 4, 5);  /* beyond the open end: the line goes on */
  DISTANCE (corner, -3, -4, -5);
  DISTANCE (corner, -3, 0, 0); /* straight on: no side */
  DISTANCE (corner, 1, 0, 0);
  /* Behind a sharp tip both segments alone would say the opposite of one another. */
  DISTANCE (sharp, 20, 2.5, -hypot (10, 1.5));
  DISTANCE (sharp, 20, -0.5, -hypot (10, 1.5));
  DISTANCE (square, 2, 1.5, 0.5);
  DISTANCE (square, 0, 0, -hypot (1, 1));
}
GST_END_TEST;

GST_START_TEST (crossings)
{
  AisleCrossing at[8];
  ck_assert_uint_eq (
      aisle_polyline_crossings (N (square), (AislePoint) { 0, 2 }, (AislePoint) { 4, 2 }, at), 2);
  ck_assert_double_eq (at[0].at, 0.25);
  ck_assert_int_eq (at[0].side, 1);
  ck_assert_double_eq (at[1].at, 0.75);
  ck_assert_int_eq (at[1].side, -1);
  /* beside it, and short of it */
  ck_assert_uint_eq (
      aisle_polyline_crossings (N (square), (AislePoint) { 0, 4 }, (AislePoint) { 4, 4 }, at), 0);
  ck_assert_uint_eq (
      aisle_polyline_crossings (N (square), (AislePoint) { 0, 2 }, (AislePoint) { .9, 2 }, at), 0);
  /* through a corner point: once */
  ck_assert_uint_eq (
      aisle_polyline_crossings (N (corner), (AislePoint) { 3, 1 }, (AislePoint) { 5, -1 }, at), 1);
  /* in two moves that meet on the line: once */
  guint n =
      aisle_polyline_crossings (N (corner), (AislePoint) { 2, -1 }, (AislePoint) { 2, 0 }, at);
  n += aisle_polyline_crossings (N (corner), (AislePoint) { 2, 0 }, (AislePoint) { 2, 1 }, at);
  ck_assert_uint_eq (n, 1);
  /* along it: not at all */
  ck_assert_uint_eq (
      aisle_polyline_crossings (N (corner), (AislePoint) { 1, 0 }, (AislePoint) { 3, 0 }, at), 0);
}
GST_END_TEST;

GST_START_TEST (polygons)
{
  ck_assert (aisle_polygon_contains (N (square), (AislePoint) { 2, 2 }));
  ck_assert (!aisle_polygon_contains (N (square), (AislePoint) { 0.5, 2 }));
  ck_assert (!aisle_polygon_contains (N (square), (AislePoint) { 2, 3.5 }));
  ck_assert (!aisle_polygon_contains (N (square), (AislePoint) { 0, 1 }));
  const AislePoint star[] = { { 0, 0 }, { 4, 4 }, { 8, 0 }, { 4, 8 }, { 0, 0 } };
  ck_assert (!aisle_polygon_contains (N (star), (AislePoint) { 4, 3.9 }));
  ck_assert (aisle_polygon_contains (N (star), (AislePoint) { 4, 4.1 }));
  ck_assert_double_eq (aisle_polygon_area (square, 4), 4);
  ck_assert_double_eq (aisle_polygon_area (star, 4), 16);
}
GST_END_TEST;

GST_START_TEST (simplicity)
{
  const AislePoint bow[] = { { 0, 0 }, { 2, 2 }, { 2, 0 }, { 0, 2 } };
  const AislePoint spike[] = { { 0, 0 }, { 4, 0 }, { 2, 0 }, { 2, 2 } };
  const AislePoint touch[] = { { 0, 0 }, { 4, 0 }, { 4, 4 }, { 2, 0 } };
  const AislePoint two[] = { { 0, 0 }, { 4, 0 } };
  ck_assert (aisle_polyline_is_simple (square, 4, TRUE));
  ck_assert (aisle_polyline_is_simple (N (corner), FALSE));
  ck_assert (aisle_polyline_is_simple (N (corner), TRUE));
  ck_assert (!aisle_polyline_is_simple (N (bow), TRUE));
  ck_assert (!aisle_polyline_is_simple (N (bow), FALSE));
  ck_assert (!aisle_polyline_is_simple (N (spike), FALSE));
  ck_assert (!aisle_polyline_is_simple (N (touch), FALSE));
  ck_assert (aisle_polyline_is_simple (N (two), FALSE));
  ck_assert (!aisle_polyline_is_simple (N (two), TRUE));
}
GST_END_TEST;

static Suite *
geometry_suite (void)
{
  Suite *s = suite_create ("geometry");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, distances);
  tcase_add_test (tc, crossings);
  tcase_add_test (tc, polygons);
  tcase_add_test (tc, simplicity);
  return s;
}

GST_CHECK_MAIN (geometry)
