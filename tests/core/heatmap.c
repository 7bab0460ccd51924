/* SPDX-License-Identifier: MIT */
/** @file heatmap.c Person-seconds land where people were. */
#include <math.h>

#include "tests/core/checks.h"

#include "gst/core/heatmap.h"

static double
total (const AisleHeatmap *map)
{
  double sum = 0;
  for (guint i = 0; i < map->columns * map->rows; i++)
    sum += map->seconds[i];
  return sum;
}

GST_START_TEST (places)
{
  g_autoptr (AisleHeatmap) map = aisle_heatmap_new (2, 2);
  aisle_heatmap_add (map, (AislePoint) { 0.75, 0.25 }, (AislePoint) { 0.75, 0.25 }, 3);
  aisle_heatmap_add (map, (AislePoint) { 1, 1 }, (AislePoint) { 1, 1 }, 0.5);
  aisle_heatmap_add (map, (AislePoint) { 0, 0.9 }, (AislePoint) { 1, 0.9 }, 2);
  g_autofree char *csv = aisle_heatmap_to_csv (map);
  ck_assert_str_eq (csv, "0.000,3.000\n1.000,1.500\n");
}
GST_END_TEST;

GST_START_TEST (outside)
{
  g_autoptr (AisleHeatmap) map = aisle_heatmap_new (10, 10);
  aisle_heatmap_add (map, (AislePoint) { 1.5, 0.5 }, (AislePoint) { 1.5, 0.5 }, 3);
  aisle_heatmap_add (map, (AislePoint) { NAN, 0.5 }, (AislePoint) { 0.5, 0.5 }, 3);
  aisle_heatmap_add (map, (AislePoint) { -1e30, 0.5 }, (AislePoint) { -1e30, 0.5 }, 3);
  ck_assert_double_eq (total (map), 0);
  aisle_heatmap_add (map, (AislePoint) { 0.5, 0.5 }, (AislePoint) { 1.5, 0.5 }, 4);
  ck_assert_double_eq_tol (total (map), 2, 0.2);
}
GST_END_TEST;

static Suite *
heatmap_suite (void)
{
  Suite *s = suite_create ("heatmap");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, places);
  tcase_add_test (tc, outside);
  return s;
}

GST_CHECK_MAIN (heatmap)
