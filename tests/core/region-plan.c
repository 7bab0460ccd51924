/* SPDX-License-Identifier: MIT */
/** @file region-plan.c Plans made by hand, and on random areas what must hold of every plan. */
#include <gst/check/gstcheck.h>

#include "gst/core/region-plan.h"

#define SEED 61
#define TRIALS 2000

static const AisleRegionFrame vga = { 768, 576, 384, 288, 4 };

GST_START_TEST (test_native_crop_round_a_small_area)
{
  const AisleArea area = { 300, 200, 500, 350, 80, 1 };
  AisleRegion plan[AISLE_REGIONS_MAX];

  fail_unless_equals_int (aisle_region_plan (&vga, &area, 1, plan), 1);
  fail_unless_equals_int (plan[0].width, 384);
  fail_unless_equals_int (plan[0].height, 288);
  fail_unless_equals_int (plan[0].x, 400 - 192);
  fail_unless_equals_int (plan[0].y, 275 - 144);
}
GST_END_TEST;

GST_START_TEST (test_crops_stay_in_the_frame)
{
  const AisleArea area = { 700, 500, 768, 576, 80, 1 };
  AisleRegion plan[AISLE_REGIONS_MAX];

  fail_unless_equals_int (aisle_region_plan (&vga, &area, 1, plan), 1);
  fail_unless_equals_int (plan[0].x, 768 - 384);
  fail_unless_equals_int (plan[0].y, 576 - 288);
}
GST_END_TEST;

/* Two areas that fit into one crop share it; far apart, each has its own. */
GST_START_TEST (test_near_areas_share_a_crop)
{
  const AisleArea near[] = { { 100, 100, 200, 200, 50, 1 }, { 300, 200, 400, 300, 50, 1 } };
  const AisleArea far[] = { { 0, 0, 100, 100, 50, 1 }, { 600, 400, 700, 500, 50, 1 } };
  AisleRegion plan[AISLE_REGIONS_MAX];

  fail_unless_equals_int (aisle_region_plan (&vga, near, 2, plan), 1);
  fail_unless_equals_int (aisle_region_plan (&vga, far, 2, plan), 2);
}
GST_END_TEST;

/* 700 × 100 takes two native crops; with one, it would be seen as in the whole frame: none. */
GST_START_TEST (test_budget_steps_back_or_gives_up)
{
  const AisleArea area = { 20, 200, 720, 300, 50, 1 };
  const AisleArea half = { 20, 200, 500, 300, 50, 1 };
  AisleRegionFrame frame = vga;
  AisleRegion plan[AISLE_REGIONS_MAX];

  fail_unless_equals_int (aisle_region_plan (&frame, &area, 1, plan), 2);
  frame.budget = 1;
  fail_unless_equals_int (aisle_region_plan (&frame, &area, 1, plan), 0);
  fail_unless_equals_int (aisle_region_plan (&frame, &half, 1, plan), 1);
  fail_unless (plan[0].width > 480 && plan[0].width < 600);
  frame.budget = 0;
  fail_unless_equals_int (aisle_region_plan (&frame, &half, 1, plan), 0);
}
GST_END_TEST;

/* A network that sees the frame pixel for pixel has nothing to look closer at. */
GST_START_TEST (test_small_frames_get_none)
{
  const AisleRegionFrame frame = { 320, 240, 384, 288, 4 };
  const AisleArea area = { 10, 10, 100, 100, 50, 1 };
  AisleRegion plan[AISLE_REGIONS_MAX];

  fail_unless_equals_int (aisle_region_plan (&frame, &area, 1, plan), 0);
}
GST_END_TEST;

/* ---- properties --------------------------------------------------------------------------- */

static AisleRegionFrame
random_frame (GRand *random)
{
  return (AisleRegionFrame){ (guint) g_rand_int_range (random, 1, 4000),
                             (guint) g_rand_int_range (random, 1, 3000),
                             32 * (guint) g_rand_int_range (random, 1, 20),
                             32 * (guint) g_rand_int_range (random, 1, 20),
                             (guint) g_rand_int_range (random, 0, AISLE_REGIONS_MAX + 1) };
}

static AisleArea
random_area (GRand *random, const AisleRegionFrame *frame)
{
  const double x = g_rand_double (random) * frame->frame_width;
  const double y = g_rand_double (random) * frame->frame_height;

  return (AisleArea){ x, y, x + g_rand_double (random) * (frame->frame_width - x),
                      y + g_rand_double (random) * (frame->frame_height - y),
                      1 + g_rand_double (random) * 200, 1 + g_rand_double (random) * 2 };
}

static gboolean
holds (const AisleRegion *crop, double left, double top, double right, double bottom)
{
  return crop->x <= left && crop->y <= top && crop->x + crop->width >= right
         && crop->y + crop->height >= bottom;
}

/* Somebody of the area's body height, half as wide, anywhere in it, is whole in one crop. */
static gboolean
sees_everybody (const AisleRegionFrame *frame, const AisleArea *area, const AisleRegion *plan,
                guint n, GRand *random)
{
  const double h = MIN (area->body, area->bottom - area->top);
  const double w = MIN (area->body / 2, area->right - area->left);
  const double x = area->left + g_rand_double (random) * (area->right - area->left - w);
  const double y = area->top + g_rand_double (random) * (area->bottom - area->top - h);

  for (guint i = 0; i < n; i++)
    if (holds (&plan[i], x, y, x + w, y + h))
      return TRUE;
  return area->body > plan[0].height * 0.7 || area->body > plan[0].width * 0.7;
}

GST_START_TEST (test_every_plan)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  guint planned = 0;

  for (guint trial = 0; trial < TRIALS; trial++) {
    const AisleRegionFrame frame = random_frame (random);
    AisleArea areas[8];
    AisleRegion plan[AISLE_REGIONS_MAX], again[AISLE_REGIONS_MAX];
    const guint n_areas = (guint) g_rand_int_range (random, 1, 9);
    for (guint i = 0; i < n_areas; i++) {
      areas[i] = random_area (random, &frame);
      areas[i].scale = areas[0].scale;
    }
    const guint n = aisle_region_plan (&frame, areas, n_areas, plan);
    fail_unless (n <= frame.budget);
    fail_unless_equals_int (aisle_region_plan (&frame, areas, n_areas, again), n);
    fail_unless (n == 0 || memcmp (plan, again, n * sizeof *plan) == 0);
    planned += n > 0;
    for (guint i = 0; i < n; i++)
      fail_unless (plan[i].width > 0 && plan[i].height > 0
                   && plan[i].x + plan[i].width <= frame.frame_width
                   && plan[i].y + plan[i].height <= frame.frame_height);
    for (guint i = 0; n > 0 && i < n_areas; i++)
      fail_unless (sees_everybody (&frame, &areas[i], plan, n, random), "trial %u area %u", trial,
                   i);
  }
  fail_unless (planned > TRIALS / 4, "%u", planned);
}
GST_END_TEST;

/* As many areas as a config may have are planned at once. */
GST_START_TEST (test_many_areas)
{
  const AisleRegionFrame frame = { 7680, 4320, 384, 288, AISLE_REGIONS_MAX };
  AisleArea areas[256];
  AisleRegion plan[AISLE_REGIONS_MAX];

  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    areas[i] = (AisleArea){ i % 16 * 470, i / 16 * 260, i % 16 * 470 + 100, i / 16 * 260 + 100, 60,
                            1 };
  const guint n = aisle_region_plan (&frame, areas, G_N_ELEMENTS (areas), plan);
  fail_unless (n > 1 && n <= AISLE_REGIONS_MAX);
}
GST_END_TEST;

static Suite *
region_plan_suite (void)
{
  Suite *suite = suite_create ("region-plan");
  TCase *tcase = tcase_create ("general");

  g_print ("seed %d\n", SEED);
  suite_add_tcase (suite, tcase);
  tcase_add_test (tcase, test_native_crop_round_a_small_area);
  tcase_add_test (tcase, test_crops_stay_in_the_frame);
  tcase_add_test (tcase, test_near_areas_share_a_crop);
  tcase_add_test (tcase, test_budget_steps_back_or_gives_up);
  tcase_add_test (tcase, test_small_frames_get_none);
  tcase_add_test (tcase, test_every_plan);
  tcase_add_test (tcase, test_many_areas);
  return suite;
}

GST_CHECK_MAIN (region_plan);
