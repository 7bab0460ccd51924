/* SPDX-License-Identifier: MIT */
/** @file regions.c Where to look closer as people come, go and prove to be small or tall. */
#include <gst/check/gstcheck.h>

#include "gst/core/body-heights.h"
#include "gst/core/regions.h"

#define SECOND G_GINT64_CONSTANT (1000000000)
#define SURE 0.5f

static const AisleRegionFrame frame = { 1920, 1080, 448, 256, 4 };

/* A door on the left, a shelf at the far right: two crops. */
#define DOOR                                                                                       \
  "\"lines\": [{\"name\": \"door\", \"points\": [[0.1, 0.44], [0.1, 0.46]], \"in\": [0.2, 0.45]}]"
#define SHELF                                                                                      \
  "\"zones\": [{\"name\": \"shelf\", \"polygon\": [[0.8, 0.2], [0.9, 0.2], [0.9, 0.25]]}]"
static const char door[] = "{" DOOR "}";
static const char both[] = "{" DOOR ", " SHELF "}";

static AisleConfig *
config_of (const char *json)
{
  GError *error = NULL;
  AisleConfig *config = aisle_config_parse (json, -1, "test", &error);

  fail_unless (config != NULL, "%s", error ? error->message : "");
  return config;
}

static AisleRegions *
regions_of (AisleRegionsMode mode, const char *json)
{
  g_autoptr (AisleConfig) config = config_of (json);

  return aisle_regions_new (mode, &frame, config);
}

static guint
plan_size (const AisleRegions *regions)
{
  guint n;

  aisle_regions_get_plan (regions, &n);
  return n;
}

/* Somebody of @height at the door of the config above. */
static AisleBox
person (float height)
{
  return (AisleBox){ 0.1f * 1920 - height / 4, 0.45f * 1080 - height, height / 2, height, 0.9f, 0 };
}

static void
watch (AisleRegions *regions, float height, guint frames)
{
  const AisleBox box = person (height);

  for (guint i = 0; i < frames; i++)
    aisle_regions_observe (regions, &box, 1, SURE);
}

GST_START_TEST (test_nothing_to_look_at)
{
  AisleRegion chosen[AISLE_REGIONS_MAX];
  g_autoptr (AisleRegions) off = regions_of (AISLE_REGIONS_OFF, both);
  g_autoptr (AisleRegions) empty = regions_of (AISLE_REGIONS_CONFIG, "{}");
  g_autoptr (AisleRegions) none = aisle_regions_new (AISLE_REGIONS_AUTO, &frame, NULL);

  fail_unless_equals_int (aisle_regions_choose (off, 0, chosen), 0);
  fail_unless_equals_int (aisle_regions_choose (empty, 0, chosen), 0);
  fail_unless_equals_int (aisle_regions_choose (none, 0, chosen), 0);
}
GST_END_TEST;

GST_START_TEST (test_config_looks_at_every_crop_always)
{
  AisleRegion chosen[AISLE_REGIONS_MAX];
  g_autoptr (AisleRegions) regions = regions_of (AISLE_REGIONS_CONFIG, both);

  for (gint64 i = 0; i < 100; i++)
    fail_unless_equals_int (aisle_regions_choose (regions, i * SECOND / 10, chosen), 2);
  fail_unless_equals_int (chosen[0].width, 448);
  fail_unless_equals_int (chosen[0].height, 256);
}
GST_END_TEST;

/* Nobody there: each crop is looked at once a second, never two on one frame. */
GST_START_TEST (test_auto_patrols_empty_places)
{
  AisleRegion chosen[AISLE_REGIONS_MAX];
  g_autoptr (AisleRegions) regions = regions_of (AISLE_REGIONS_AUTO, both);
  guint looks = 0;

  fail_unless_equals_int (aisle_regions_choose (regions, 0, chosen), 2);
  for (gint64 i = 1; i <= 100; i++) {
    const guint n = aisle_regions_choose (regions, i * SECOND / 10, chosen);
    fail_unless (n <= 1);
    looks += n;
  }
  fail_unless (looks >= 18 && looks <= 20, "%u", looks);
}
GST_END_TEST;

GST_START_TEST (test_auto_stays_with_people)
{
  AisleRegion chosen[AISLE_REGIONS_MAX];
  g_autoptr (AisleRegions) regions = regions_of (AISLE_REGIONS_AUTO, door);
  const AisleBox box = person (60);

  aisle_regions_choose (regions, 0, chosen);
  aisle_regions_observe (regions, &box, 1, SURE);
  for (gint64 i = 1; i <= 20; i++)
    fail_unless_equals_int (aisle_regions_choose (regions, i * SECOND / 10, chosen), 1);
  fail_unless_equals_int (aisle_regions_choose (regions, 2 * SECOND + SECOND / 10, chosen), 0);
  fail_unless_equals_int (aisle_regions_choose (regions, 3 * SECOND, chosen), 1);
}
GST_END_TEST;

/* 300 pixels of the frame are 70 of the input: nothing is gained by going nearer. */
GST_START_TEST (test_auto_leaves_tall_people_alone)
{
  g_autoptr (AisleRegions) regions = regions_of (AISLE_REGIONS_AUTO, door);
  g_autoptr (AisleRegions) always = regions_of (AISLE_REGIONS_CONFIG, door);

  watch (regions, 300, AISLE_BODY_HEIGHTS_LEAST - 1);
  fail_unless_equals_int (plan_size (regions), 1);
  watch (regions, 300, 1);
  fail_unless_equals_int (plan_size (regions), 0);
  watch (always, 300, 100);
  fail_unless (plan_size (always) > 0);
}
GST_END_TEST;

/* Small people are brought to 48 pixels of the input and no nearer; very small ones to 1:1. */
GST_START_TEST (test_auto_goes_as_near_as_people_need)
{
  guint n;
  g_autoptr (AisleRegions) small = regions_of (AISLE_REGIONS_AUTO, door);
  g_autoptr (AisleRegions) tiny = regions_of (AISLE_REGIONS_AUTO, door);

  watch (small, 96, 50);
  const AisleRegion *plan = aisle_regions_get_plan (small, &n);
  fail_unless_equals_int (n, 1);
  fail_unless (plan[0].width > 1.85 * 448 && plan[0].width < 2.15 * 448, "%u", plan[0].width);
  watch (tiny, 30, 50);
  plan = aisle_regions_get_plan (tiny, &n);
  fail_unless_equals_int (n, 1);
  fail_unless_equals_int (plan[0].width, 448);
}
GST_END_TEST;

/* Jitter does not move crops. */
GST_START_TEST (test_plan_is_steady)
{
  guint n;
  g_autoptr (AisleRegions) regions = regions_of (AISLE_REGIONS_AUTO, door);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  watch (regions, 80, 50);
  const AisleRegion before = aisle_regions_get_plan (regions, &n)[0];
  for (guint i = 0; i < 5000; i++)
    watch (regions, (float) g_rand_double_range (random, 72, 90), 1);
  const AisleRegion after = aisle_regions_get_plan (regions, &n)[0];
  fail_unless (memcmp (&before, &after, sizeof before) == 0);
}
GST_END_TEST;

GST_START_TEST (test_reload_keeps_what_is_known)
{
  g_autoptr (AisleRegions) regions = regions_of (AISLE_REGIONS_AUTO, door);
  g_autoptr (AisleConfig) more = config_of (both), none = config_of ("{}");

  watch (regions, 300, 50);
  fail_unless_equals_int (plan_size (regions), 0);
  aisle_regions_set_config (regions, more);
  fail_unless_equals_int (plan_size (regions), 1);
  aisle_regions_set_config (regions, none);
  fail_unless_equals_int (plan_size (regions), 0);
  aisle_regions_set_config (regions, NULL);
  fail_unless_equals_int (plan_size (regions), 0);
}
GST_END_TEST;

GST_START_TEST (test_time_unknown_or_gone_back)
{
  AisleRegion chosen[AISLE_REGIONS_MAX];
  g_autoptr (AisleRegions) regions = regions_of (AISLE_REGIONS_AUTO, both);

  for (guint i = 0; i < 3; i++)
    fail_unless_equals_int (aisle_regions_choose (regions, -1, chosen), 2);
  fail_unless_equals_int (aisle_regions_choose (regions, 50 * SECOND, chosen), 1);
  fail_unless_equals_int (aisle_regions_choose (regions, 50 * SECOND + 1, chosen), 1);
  fail_unless_equals_int (aisle_regions_choose (regions, 50 * SECOND + 2, chosen), 0);
  fail_unless_equals_int (aisle_regions_choose (regions, 3 * SECOND, chosen), 2);
  fail_unless_equals_int (aisle_regions_choose (regions, G_MAXINT64, chosen), 1);
}
GST_END_TEST;

GST_START_TEST (test_bad_boxes)
{
  AisleRegion chosen[AISLE_REGIONS_MAX];
  g_autoptr (AisleRegions) regions = regions_of (AISLE_REGIONS_AUTO, both);
  const AisleBox boxes[] = { { NAN, NAN, NAN, NAN, 0.9f, 0 },
                             { 0, 0, INFINITY, INFINITY, 0.9f, 0 },
                             { -1e30f, -1e30f, 1e30f, 1e30f, 0.9f, 0 },
                             { 192, 486, 0, 0, 0.9f, 0 },
                             { 192, 586, -10, -100, 0.9f, 0 } };

  for (guint i = 0; i < 100; i++)
    aisle_regions_observe (regions, boxes, G_N_ELEMENTS (boxes), SURE);
  fail_unless (aisle_regions_choose (regions, 0, chosen) <= frame.budget);
}
GST_END_TEST;

GST_START_TEST (test_body_heights)
{
  AisleBodyHeights heights = { 0 };

  fail_unless (aisle_body_heights_low (&heights) == 0);
  for (guint i = 0; i < 100000; i++)
    aisle_body_heights_add (&heights, i % 2 ? 50 : 100);
  fail_unless (fabs (aisle_body_heights_low (&heights) - 50) < 50 * 0.05);
  for (guint i = 0; i < 100000; i++)
    aisle_body_heights_add (&heights, 200);
  fail_unless (fabs (aisle_body_heights_low (&heights) - 200) < 200 * 0.05);
  aisle_body_heights_add (&heights, 1e30);
  aisle_body_heights_add (&heights, 1e-30);
  fail_unless (heights.bins[AISLE_BODY_HEIGHTS_BINS - 1] == 1 && heights.bins[0] == 1);
}
GST_END_TEST;

static Suite *
regions_suite (void)
{
  Suite *suite = suite_create ("regions");
  TCase *tcase = tcase_create ("general");

  suite_add_tcase (suite, tcase);
  tcase_add_test (tcase, test_nothing_to_look_at);
  tcase_add_test (tcase, test_config_looks_at_every_crop_always);
  tcase_add_test (tcase, test_auto_patrols_empty_places);
  tcase_add_test (tcase, test_auto_stays_with_people);
  tcase_add_test (tcase, test_auto_leaves_tall_people_alone);
  tcase_add_test (tcase, test_auto_goes_as_near_as_people_need);
  tcase_add_test (tcase, test_plan_is_steady);
  tcase_add_test (tcase, test_reload_keeps_what_is_known);
  tcase_add_test (tcase, test_time_unknown_or_gone_back);
  tcase_add_test (tcase, test_bad_boxes);
  tcase_add_test (tcase, test_body_heights);
  return suite;
}

GST_CHECK_MAIN (regions);
