/* SPDX-License-Identifier: MIT */
/** @file footfall-floor.c Metres, groups and children in events and state, on walks made by hand.
 */
#include "tests/core/checks.h"
#include "tests/core/walk.h"

#include "gst/core/footfall-private.h"

#define ZONE "{\"zones\":[{\"name\":\"Z\",\"polygon\":[[0.4,0.4],[0.6,0.4],[0.6,0.6],[0.4,0.6]]}]}"
#define LINE "{\"lines\":[{\"name\":\"L\",\"points\":[[0.1,0.5],[0.9,0.5]],\"in\":[0.5,0.9]}]}"

/* A floor of 20 × 10 m that fills the frame. */
static const AislePoint corners[] = { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 } };
static const AislePoint metres[] = { { 0, 0 }, { 20, 0 }, { 20, 10 }, { 0, 10 } };

static AisleConfig *
config_of (const char *json)
{
  g_autoptr (GError) error = NULL;
  AisleConfig *config = aisle_config_parse (json, -1, "test.json", &error);
  g_assert_no_error (error);
  return config;
}

static void
add_floor (AisleConfig *config, const AislePoint *at, const AislePoint *on_floor)
{
  config->ground.n_points = 4;
  config->ground.at = g_memdup2 (at, 4 * sizeof *at);
  config->ground.metres = g_memdup2 (on_floor, 4 * sizeof *on_floor);
}

static AisleFootfall *
counter_of (const AisleConfig *config)
{
  AisleFootfall *footfall = aisle_footfall_new (config, 1);
  aisle_footfall_set_frame_size (footfall, 1000, 1000, 1);
  return footfall;
}

static const AisleEvent *
only (GPtrArray *events, AisleEventType type)
{
  const AisleEvent *found = NULL;
  for (guint i = 0; i < events->len; i++) {
    const AisleEvent *event = events->pdata[i];
    if (event->type != type || (type == AISLE_EVENT_COUNTS && event->minutes > 1))
      continue;
    ck_assert_ptr_null (found);
    found = event;
  }
  ck_assert_ptr_nonnull (found);
  return found;
}

/* Straight through the zone: 4 m of floor in 4 s. */
GST_START_TEST (visit)
{
  const Walk walks[] = { { 1, 2, { { 0, 0.1, 0.5 }, { 16, 0.9, 0.5 } } } };
  g_autoptr (AisleConfig) config = config_of (ZONE);
  add_floor (config, corners, metres);
  g_autoptr (AisleFootfall) footfall = counter_of (config);
  g_autoptr (GPtrArray) events = walk_all (footfall, walks, 1, 10, 20, TRUE);
  const AisleEvent *event = only (events, AISLE_EVENT_VISIT_ENDED);
  ck_assert_double_eq_tol (event->dwell, 4, 1e-3);
  ck_assert_double_eq_tol (event->distance, 4, 1e-2);
  ck_assert_double_eq_tol (event->speed, 1, 1e-2);
}
GST_END_TEST;

/* First and last seen inside. */
GST_START_TEST (visit_from_the_start)
{
  const Walk walks[] = { { 1, 2, { { 0, 0.42, 0.5 }, { 6, 0.57, 0.5 } } } };
  g_autoptr (AisleConfig) config = config_of (ZONE);
  add_floor (config, corners, metres);
  g_autoptr (AisleFootfall) footfall = counter_of (config);
  g_autoptr (GPtrArray) events = walk_all (footfall, walks, 1, 10, 20, TRUE);
  const AisleEvent *event = only (events, AISLE_EVENT_VISIT_ENDED);
  ck_assert_double_eq_tol (event->distance, 3, 1e-2);
}
GST_END_TEST;

/* Another number in the middle of the zone. */
GST_START_TEST (stitched_visit)
{
  const Walk walks[] = { { 1, 2, { { 0, 0.1, 0.5 }, { 7.5, 0.475, 0.5 } } },
                         { 2, 2, { { 8, 0.5, 0.5 }, { 16, 0.9, 0.5 } } } };
  g_autoptr (AisleConfig) config = config_of (ZONE);
  add_floor (config, corners, metres);
  g_autoptr (AisleFootfall) footfall = counter_of (config);
  g_autoptr (GPtrArray) events = walk_all (footfall, walks, 2, 10, 20, TRUE);
  const AisleEvent *event = only (events, AISLE_EVENT_VISIT_ENDED);
  ck_assert (event->stitched);
  ck_assert_double_eq_tol (event->dwell, 4, 1e-3);
  ck_assert_double_eq_tol (event->distance, 4, 1e-2);
}
GST_END_TEST;

GST_START_TEST (unknown_floor)
{
  const Walk walks[] = { { 1, 2, { { 0, 0.1, 0.5 }, { 16, 0.9, 0.5 } } } };
  g_autoptr (AisleConfig) config = config_of (ZONE);
  g_autoptr (AisleFootfall) footfall = counter_of (config);
  g_autoptr (GPtrArray) events = walk_all (footfall, walks, 1, 10, 8, FALSE);
  AisleFootfallState state;
  ck_assert (aisle_footfall_get_track (footfall, 1, &state));
  ck_assert (!state.on_floor);
  ck_assert_double_eq (state.speed, -1);
  ck_assert_double_eq (state.distance, -1);
  ck_assert (state.stature == AISLE_STATURE_UNKNOWN);
  ck_assert_ptr_null (aisle_footfall_get_ground (footfall));
  g_autoptr (AisleEvent) counts = aisle_footfall_get_counts (footfall);
  ck_assert_double_eq (counts->zones[0].density, -1);
  g_autoptr (GPtrArray) rest = aisle_footfall_finish (footfall, 8000000000);
  const AisleEvent *event = only (rest, AISLE_EVENT_VISIT_ENDED);
  ck_assert_double_eq (event->distance, -1);
  ck_assert_double_eq (event->speed, -1);
}
GST_END_TEST;

GST_START_TEST (state)
{
  const Walk walks[] = { { 1, 2, { { 0, 0.1, 0.5 }, { 16, 0.9, 0.5 } } } };
  g_autoptr (AisleConfig) config = config_of (ZONE);
  add_floor (config, corners, metres);
  g_autoptr (AisleFootfall) footfall = counter_of (config);
  g_autoptr (GPtrArray) events = walk_all (footfall, walks, 1, 10, 8.05, FALSE);
  AisleFootfallState state;
  ck_assert (aisle_footfall_get_track (footfall, 1, &state));
  ck_assert (state.on_floor);
  ck_assert_double_eq_tol (state.floor.x, 10, 1e-2);
  ck_assert_double_eq_tol (state.floor.y, 5, 1e-2);
  ck_assert_double_eq_tol (state.speed, 1, 1e-2);
  ck_assert_double_eq_tol (state.distance, 8, 1e-2);
  /* The zone has 4 × 2 m. */
  g_autoptr (AisleEvent) counts = aisle_footfall_get_counts (footfall);
  ck_assert_double_eq_tol (counts->zones[0].density, 1 / 8.0, 1e-9);
}
GST_END_TEST;

/* Two abreast and one far off; the feet of the frame say so with a floor and without. */
GST_START_TEST (groups)
{
  const Walk walks[] = { { 1, 2, { { 0, 0.3, 0.1 }, { 10, 0.3, 0.9 } } },
                         { 2, 2, { { 0, 0.34, 0.1 }, { 10, 0.34, 0.9 } } },
                         { 3, 2, { { 0, 0.7, 0.1 }, { 10, 0.7, 0.9 } } } };
  g_autoptr (AisleConfig) config = config_of (LINE);
  config->group_distance = 1;
  if (__i__)
    add_floor (config, corners, metres);
  g_autoptr (AisleFootfall) footfall = counter_of (config);
  g_autoptr (GPtrArray) events = walk_all (footfall, walks, 3, 10, 14, TRUE);
  guint64 group[3] = { 0 };
  guint n = 0;
  for (guint i = 0; i < events->len; i++) {
    const AisleEvent *event = events->pdata[i];
    if (event->type != AISLE_EVENT_LINE_CROSSED)
      continue;
    group[n++] = event->group;
  }
  ck_assert_uint_eq (n, 3);
  ck_assert (group[0] + group[1] + group[2] > 0);
  ck_assert_int_eq ((group[0] == 0) + (group[1] == 0) + (group[2] == 0), 1);
  const AisleEvent *counts = only (events, AISLE_EVENT_COUNTS);
  ck_assert_uint_eq (counts->lines[0].in, 3);
  ck_assert_uint_eq (counts->lines[0].groups_in, 2);
  ck_assert_uint_eq (counts->lines[0].groups_out, 0);
}
GST_END_TEST;

/* A camera 3 m up: boxes of people of a height, who walk towards it across the line. */
static GPtrArray *
walk_up (AisleFootfall *footfall, const AisleGround *ground, const double *heights, guint n)
{
  static guint64 last_id = 0;
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  for (guint frame = 0; frame < 100; frame++) {
    AisleTrack tracks[8] = { { 0 } };
    for (guint i = 0; i < n; i++) {
      const AislePoint floor = { 1.5 * i - 1.5, -8 + 0.05 * frame };
      AislePoint feet;
      ck_assert (aisle_ground_to_picture (ground, floor, &feet));
      float h = 1000 * (float) aisle_ground_height_at (ground, feet, heights[i]);
      tracks[i].id = last_id + i + 1;
      tracks[i].confidence = 1;
      tracks[i].box =
          (AisleBox) { 1000 * (float) feet.x - h / 6, 1000 * (float) feet.y - h, h / 3, h };
    }
    g_ptr_array_extend_and_steal (
        all, aisle_footfall_update (footfall, frame * 100000000LL, tracks, n, FALSE));
  }
  last_id += n;
  g_ptr_array_extend_and_steal (all, aisle_footfall_finish (footfall, 10000000000));
  return all;
}

GST_START_TEST (children)
{
  const double heights[] = { 1.7, 1.1, 1.2 };
  const AislePoint floor[] = { { -2, -9 }, { 2, -9 }, { 2, -3 }, { -2, -3 } };
  AislePoint at[4];
  AisleGround ground;
  aisle_ground_from_camera (&ground, 1, 0.5, 3, 1);
  for (guint i = 0; i < 4; i++)
    ck_assert (aisle_ground_to_picture (&ground, floor[i], &at[i]));
  g_autoptr (AisleConfig) config = config_of (LINE);
  add_floor (config, at, floor);
  config->child_height = 1.4;
  g_autoptr (AisleFootfall) footfall = counter_of (config);
  g_autoptr (GPtrArray) events = walk_up (footfall, &ground, heights, 3);
  const AisleEvent *counts = only (events, AISLE_EVENT_COUNTS);
  ck_assert_uint_eq (counts->lines[0].in, 3);
  ck_assert_uint_eq (counts->lines[0].children_in, 2);
  ck_assert_uint_eq (counts->lines[0].children_out, 0);
  guint adults = 0;
  for (guint i = 0; i < events->len; i++)
    adults += ((AisleEvent *) events->pdata[i])->stature == AISLE_STATURE_ADULT;
  ck_assert_uint_eq (adults, 1);
}
GST_END_TEST;

/* People of one height come and go until the floor is known from them; then a child comes. */
GST_START_TEST (learned_floor)
{
  AisleGround ground;
  aisle_ground_from_camera (&ground, 0.95, 0.5, 3, 1);
  g_autoptr (AisleConfig) config = config_of (LINE);
  config->child_height = 1.4;
  config->ground.person_height = 1.7;
  AisleFootfall *footfall = counter_of (config);
  const double adults[] = { 1.7, 1.7, 1.7, 1.7, 1.7 }, family[] = { 1.7, 1.1 };
  for (guint i = 0; i < 4; i++)
    g_ptr_array_unref (walk_up (footfall, &ground, adults, 3));
  const AisleGround *learned = aisle_footfall_get_ground (footfall);
  ck_assert_ptr_nonnull (learned);
  ck_assert_double_eq_tol (learned->camera_height, 3, 0.05);
  g_autoptr (GPtrArray) events = walk_up (footfall, &ground, family, 2);
  const AisleEvent *counts = only (events, AISLE_EVENT_COUNTS);
  ck_assert_uint_eq (counts->lines[0].in, 2);
  ck_assert_uint_eq (counts->lines[0].children_in, 1);
  aisle_footfall_free (footfall);
}
GST_END_TEST;

/* A reload that leaves the floor as it is keeps what was learned; another floor does not. */
GST_START_TEST (reload)
{
  AisleGround ground;
  const double adults[] = { 1.7, 1.7, 1.7, 1.7, 1.7 };
  aisle_ground_from_camera (&ground, 0.95, 0.5, 3, 1);
  g_autoptr (AisleConfig) config = config_of (LINE), same = config_of (ZONE),
                          other = config_of (LINE);
  config->ground.person_height = same->ground.person_height = 1.7;
  other->ground.person_height = 1.6;
  g_autoptr (AisleFootfall) footfall = counter_of (config);
  for (guint i = 0; i < 4; i++)
    g_ptr_array_unref (walk_up (footfall, &ground, adults, 3));
  aisle_footfall_set_config (footfall, same);
  ck_assert_ptr_nonnull (aisle_footfall_get_ground (footfall));
  aisle_footfall_set_config (footfall, other);
  ck_assert_ptr_null (aisle_footfall_get_ground (footfall));
}
GST_END_TEST;

static Suite *
footfall_floor_suite (void)
{
  Suite *s = suite_create ("footfall-floor");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, visit);
  tcase_add_test (tc, visit_from_the_start);
  tcase_add_test (tc, stitched_visit);
  tcase_add_test (tc, unknown_floor);
  tcase_add_test (tc, state);
  tcase_add_loop_test (tc, groups, 0, 2);
  tcase_add_test (tc, children);
  tcase_add_test (tc, learned_floor);
  tcase_add_test (tc, reload);
  return s;
}

GST_CHECK_MAIN (footfall_floor)
