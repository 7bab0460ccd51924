/* SPDX-License-Identifier: MIT */
/** @file floor-map.c Person-seconds and flow land in the right square metre; trails keep order. */
#include "tests/core/checks.h"

#include "gst/core/floor-trails.h"

static double
total (const AisleFloorMap *map)
{
  double sum = 0;
  for (guint i = 0; i < map->columns * map->rows; i++)
    sum += map->cells[i].seconds;
  return sum;
}

static const AisleFloorCell *
cell_at (const AisleFloorMap *map, double x, double y)
{
  int column = (int) floor (x / map->cell) - map->left,
      row = (int) floor (y / map->cell) - map->top;
  ck_assert (column >= 0 && row >= 0 && column < (int) map->columns && row < (int) map->rows);
  return &map->cells[row * (int) map->columns + column];
}

GST_START_TEST (heat)
{
  g_autoptr (AisleFloorMap) map = aisle_floor_map_new (0.5);
  aisle_floor_map_add (map, (AislePoint) { -0.2, 0.7 }, (AislePoint) { -0.2, 0.7 }, 5);
  aisle_floor_map_add (map, (AislePoint) { 0, 3.1 }, (AislePoint) { 2, 3.1 }, 2);
  ck_assert_double_eq_tol (cell_at (map, -0.2, 0.7)->seconds, 5, 1e-12);
  for (double x = 0.1; x < 2; x += 0.5)
    ck_assert_double_eq_tol (cell_at (map, x, 3.1)->seconds, 0.5, 1e-12);
  ck_assert_double_eq_tol (total (map), 7, 1e-12);
  g_autofree char *csv = aisle_floor_map_heat_csv (map);
  ck_assert_str_eq (csv, "x,y,seconds\n-0.250,0.750,5.000\n0.250,3.250,0.500\n0.750,3.250,0.500\n"
                         "1.250,3.250,0.500\n1.750,3.250,0.500\n");
}
GST_END_TEST;

GST_START_TEST (flow)
{
  g_autoptr (AisleFloorMap) map = aisle_floor_map_new (1);
  for (guint i = 0; i < 3; i++)
    aisle_floor_map_add (map, (AislePoint) { 0, 0.5 }, (AislePoint) { 3, 0.5 }, 2);
  aisle_floor_map_add (map, (AislePoint) { 3, 0.5 }, (AislePoint) { 0, 0.5 }, 2);
  aisle_floor_map_add (map, (AislePoint) { 1.5, 0.5 }, (AislePoint) { 1.5, 0.5 }, 60); /* stands */
  AislePoint mean = aisle_floor_map_flow (map, (guint) (1 - map->left), (guint) -map->top);
  ck_assert_double_eq_tol (mean.x, 1.5, 1e-9);
  ck_assert_double_eq_tol (mean.y, 0, 1e-9);
  ck_assert_double_eq_tol (cell_at (map, 1.5, 0.5)->seconds, 60 + 8 / 3.0, 1e-9);
  ck_assert_double_eq_tol (cell_at (map, 1.5, 0.5)->walk_seconds, 8 / 3.0, 1e-9);
  g_autofree char *csv = aisle_floor_map_flow_csv (map);
  ck_assert_ptr_nonnull (strstr (csv, "1.500,0.500,1.500,0.000,1.500,2.667\n"));
}
GST_END_TEST;

/* Coarser, but nothing is lost, and places beyond any shop change nothing. */
GST_START_TEST (bounded)
{
  g_autoptr (AisleFloorMap) map = aisle_floor_map_new (0.25);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  for (guint i = 0; i < 2000; i++) {
    double reach = i / 20.0;
    AislePoint place = { g_rand_double_range (rand, -reach, reach),
                         g_rand_double_range (rand, -20, 3) };
    aisle_floor_map_add (map, place, place, 1);
    ck_assert (map->columns <= AISLE_FLOOR_MAP_MOST && map->rows <= AISLE_FLOOR_MAP_MOST);
  }
  ck_assert_double_eq_tol (total (map), 2000, 1e-6);
  ck_assert_double_eq (map->cell, 1);
  const AislePoint bad[] = { { 5000, 0 }, { NAN, 0 }, { 0, -INFINITY }, { 1e300, 1 } };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    aisle_floor_map_add (map, bad[i], bad[i], 1);
  aisle_floor_map_add (map, (AislePoint) { 0, 0 }, (AislePoint) { 1, 1 }, -1);
  ck_assert_double_eq_tol (total (map), 2000, 1e-6);
}
GST_END_TEST;

GST_START_TEST (outlier)
{
  g_autoptr (AisleFloorMap) map = aisle_floor_map_new (0.25);
  aisle_floor_map_add (map, (AislePoint) { 1, 1 }, (AislePoint) { 1, 1 }, 1);
  aisle_floor_map_add (map, (AislePoint) { 900, 1 }, (AislePoint) { 900, 1 }, 1);
  ck_assert_double_eq (map->cell, 0.25);
  ck_assert_double_eq (total (map), 1);
}
GST_END_TEST;

GST_START_TEST (empty)
{
  g_autoptr (AisleFloorMap) map = aisle_floor_map_new (0.25);
  g_autofree char *heat = aisle_floor_map_heat_csv (map), *flow = aisle_floor_map_flow_csv (map);
  ck_assert_str_eq (heat, "x,y,seconds\n");
  ck_assert_str_eq (flow, "x,y,vx,vy,speed,seconds\n");
}
GST_END_TEST;

/* --- trails ------------------------------------------------------------------ */

static void
write_down (guint64 track, const AisleTrailPoint *points, guint n, gpointer data)
{
  g_string_append_printf (data, "%u:", (guint) track);
  for (guint i = 0; i < n && n < 20; i++)
    g_string_append_printf (data, " %.1f", points[i].pts);
  if (n >= 20)
    g_string_append_printf (data, " %u from %.1f", n, points[0].pts);
  g_string_append (data, "\n");
}

GST_START_TEST (trails)
{
  g_autoptr (AisleFloorMap) map = aisle_floor_map_new (1);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (AisleTrails) trails = aisle_trails_new (map, write_down, text);
  for (guint i = 0; i <= 12; i++) {
    aisle_trails_add (trails, 7, i / 10.0, (AislePoint) { i / 10.0, 0 });
    if (i == 3)
      aisle_trails_add (trails, 8, 0.3, (AislePoint) { 0, 0 }); /* seen once */
    aisle_trails_end (trails, i / 10.0);
  }
  ck_assert_str_eq (text->str, "");
  aisle_trails_end (trails, 3.3);
  ck_assert_str_eq (text->str, "7: 0.0 0.5 1.0 1.2\n");
  ck_assert_double_eq_tol (total (map), 1.2, 1e-9);
  aisle_trails_add (trails, 9, 5, (AislePoint) { 0, 0 });
  aisle_trails_add (trails, 9, 6, (AislePoint) { 0, 0 });
  aisle_trails_add (trails, 9, 9, (AislePoint) { 0, 0 }); /* after too long a gap */
  aisle_trails_add (trails, 9, 2, (AislePoint) { 0, 0 }); /* back in time */
  aisle_trails_end (trails, G_MAXDOUBLE);
  ck_assert_str_eq (text->str, "7: 0.0 0.5 1.0 1.2\n9: 5.0 6.0\n");
}
GST_END_TEST;

/* From one second to the next a hundred metres farther: two ways. */
GST_START_TEST (leap)
{
  g_autoptr (AisleFloorMap) map = aisle_floor_map_new (1);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (AisleTrails) trails = aisle_trails_new (map, write_down, text);
  for (guint i = 0; i <= 4; i++)
    aisle_trails_add (trails, 1, i / 2.0, (AislePoint) { i < 2 ? 0 : 100, 0 });
  aisle_trails_add (trails, 1, 2.2, (AislePoint) { 0, 0 });
  aisle_trails_end (trails, G_MAXDOUBLE);
  ck_assert_str_eq (text->str, "1: 0.0 0.5\n1: 1.0 1.5 2.0\n");
  ck_assert_double_eq_tol (total (map), 1.5, 1e-9);
}
GST_END_TEST;

/* All day long in pieces that join. */
GST_START_TEST (pieces)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (AisleTrails) trails = aisle_trails_new (NULL, write_down, text);
  for (guint i = 0; i < 1300; i++)
    aisle_trails_add (trails, 1, i / 2.0, (AislePoint) { 0, 0 });
  aisle_trails_end (trails, G_MAXDOUBLE);
  ck_assert_str_eq (text->str, "1: 600 from 0.0\n1: 600 from 299.5\n1: 102 from 599.0\n");
}
GST_END_TEST;

static Suite *
floor_map_suite (void)
{
  Suite *s = suite_create ("floor-map");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, heat);
  tcase_add_test (tc, flow);
  tcase_add_test (tc, bounded);
  tcase_add_test (tc, outlier);
  tcase_add_test (tc, empty);
  tcase_add_test (tc, trails);
  tcase_add_test (tc, leap);
  tcase_add_test (tc, pieces);
  return s;
}

GST_CHECK_MAIN (floor_map)
