/* SPDX-License-Identifier: MIT */
/**
 * @file tracker.c
 * The tracker on trajectories made by hand: who keeps an id, who must not get one.
 */
#include <gst/check/gstcheck.h>

#include <math.h>

#include "gst/core/tracker.h"

#define SEED 2022
#define SECOND G_GINT64_CONSTANT (1000000000)
#define HEIGHT 80.f /* pixels: the body height of everyone here */

static AisleTracker *tracker;
static const AisleTrack *tracks;
static guint n_tracks;

static void
set_up (void)
{
  tracker = aisle_tracker_new (NULL);
}

static void
tear_down (void)
{
  g_clear_pointer (&tracker, aisle_tracker_free);
}

/* A person whose feet stand at @x, @y (body heights). */
static AisleBox
person (double x, double y, float confidence)
{
  return (AisleBox){ (float) x * HEIGHT - 15, (float) y * HEIGHT - HEIGHT, 30, HEIGHT, confidence,
                     0 };
}

static void
update (double seconds, const AisleBox *boxes, guint n)
{
  tracks = aisle_tracker_update (tracker, (gint64) llround (seconds * 1e9), boxes, n, TRUE,
                                 &n_tracks);
}

/* The id of the track that box @detection supports now; 0: none. */
static guint64
id_of (int detection)
{
  for (guint i = 0; i < n_tracks; i++)
    if (tracks[i].detection == detection)
      return tracks[i].id;
  return 0;
}

static guint64
largest_id (void)
{
  guint64 id = 0;

  for (guint i = 0; i < n_tracks; i++)
    id = MAX (id, tracks[i].id);
  return id;
}

/* A person walks from 1 at @speed for @duration, seen at @fps but for the time from
 * @hidden_from to @hidden_to. Returns: how many ids were used. */
static guint64
walk (double speed, double duration, double fps, double hidden_from, double hidden_to)
{
  guint64 most = 0;

  for (guint k = 0; k <= duration * fps + 1e-6; k++) {
    double t = k / fps;
    AisleBox box = person (1 + speed * t, 3, .7f);

    update (t, &box, t >= hidden_from && t < hidden_to ? 0 : 1);
    most = MAX (most, largest_id ());
  }
  return most;
}

GST_START_TEST (test_walk_keeps_its_id)
{
  fail_unless_equals_uint64 (walk (1, 10, 10, 99, 99), 1);
  fail_unless_equals_int (n_tracks, 1);
  fail_unless_equals_int (tracks[0].detection, 0);
  fail_unless (!tracks[0].coasting && !tracks[0].ended);
  fail_unless_equals_int64 (tracks[0].first_seen, 0);
  fail_unless_equals_int64 (tracks[0].last_seen, 10 * SECOND);
  fail_unless_equals_uint64 (tracks[0].stitched, 0);
  fail_unless (fabs (tracks[0].box.x - (11 * HEIGHT - 15)) < .05 * HEIGHT);
  fail_unless_equals_float (tracks[0].box.confidence, .7f);
}
GST_END_TEST;

GST_START_TEST (test_fast_person)
{
  /* 4 body heights a second is a run of 25 km/h; at 10 fps boxes no longer overlap. */
  fail_unless_equals_uint64 (walk (4, 3, 10, 99, 99), 1);
  fail_unless_equals_int (n_tracks, 1);
}
GST_END_TEST;

GST_START_TEST (test_frame_rates)
{
  const double rates[] = { 2, 5, 10, 30 };

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++) {
    aisle_tracker_free (tracker);
    tracker = aisle_tracker_new (NULL);
    fail_unless_equals_uint64 (walk (.8, 12, rates[i], 5, 6.5), 1);
    fail_unless_equals_int (n_tracks, 1);
    fail_unless_equals_int (tracks[0].detection, 0);
    fail_unless_equals_uint64 (tracks[0].stitched, 1);
  }
}
GST_END_TEST;

GST_START_TEST (test_occlusion)
{
  guint64 id;

  walk (1, 3, 10, 99, 99);
  id = tracks[0].id;
  for (int k = 31; k < 46; k++) { /* 1.5 s behind a pillar */
    update (k / 10., NULL, 0);
    fail_unless_equals_int (n_tracks, 1);
    fail_unless (tracks[0].coasting && tracks[0].detection == -1);
    fail_unless_equals_float (tracks[0].box.confidence, 0.f);
    fail_unless (fabs (tracks[0].box.x - ((1 + k / 10.) * HEIGHT - 15)) < .35 * HEIGHT);
  }
  AisleBox box = person (1 + 4.6, 3, .7f);
  update (4.6, &box, 1);
  fail_unless_equals_uint64 (id_of (0), id);
  fail_unless_equals_uint64 (tracks[0].stitched, 1);
}
GST_END_TEST;

GST_START_TEST (test_stop_behind_an_obstacle)
{
  /* Walks on slower than before: re-found off the prediction. */
  walk (1, 3, 10, 99, 99);
  for (int k = 31; k < 45; k++)
    update (k / 10., NULL, 0);
  AisleBox box = person (4.6, 3.05, .7f);
  update (4.5, &box, 1);
  fail_unless_equals_uint64 (id_of (0), 1);
}
GST_END_TEST;

GST_START_TEST (test_two_cross)
{
  for (int k = 0; k <= 60; k++) {
    double t = k / 10.;
    AisleBox boxes[2] = { person (1 + t, 3, .8f), person (7 - t, 3.3, .8f) };

    /* The nearer one hides the other while they pass. */
    if (fabs (t - 3) < .35)
      boxes[0] = boxes[1];
    update (t, boxes, fabs (t - 3) < .35 ? 1 : 2);
  }
  fail_unless_equals_int (n_tracks, 2);
  fail_unless_equals_uint64 (id_of (0), 1);
  fail_unless_equals_uint64 (id_of (1), 2);
}
GST_END_TEST;

GST_START_TEST (test_missing_detections)
{
  GRand *rand = g_rand_new_with_seed (SEED);

  for (int k = 0; k <= 300; k++) {
    double t = k / 10.;
    AisleBox box = person (1 + .5 * t + g_rand_double_range (rand, -.04, .04),
                           3 + g_rand_double_range (rand, -.04, .04), .6f);

    update (t, &box, g_rand_int_range (rand, 0, 10) < 6);
    fail_unless (largest_id () <= 1);
  }
  fail_unless_equals_int (n_tracks, 1);
  g_rand_free (rand);
}
GST_END_TEST;

GST_START_TEST (test_flashes_are_never_confirmed)
{
  GRand *rand = g_rand_new_with_seed (SEED);

  for (int k = 0; k <= 600; k++) {
    AisleBox box = person (g_rand_double_range (rand, 0, 200), g_rand_double_range (rand, 1, 200),
                           .5f);

    update (k / 10., &box, 1);
    fail_unless_equals_int (n_tracks, 0);
  }
  g_rand_free (rand);
}
GST_END_TEST;

GST_START_TEST (test_weak_boxes)
{
  /* They keep a track alive … */
  walk (0, 2, 10, 99, 99);
  for (int k = 21; k <= 200; k++) {
    AisleBox box = person (1, 3, k % 15 ? .25f : .5f); /* seen well every 1.5 s */

    update (k / 10., &box, 1);
    fail_unless_equals_uint64 (id_of (0), 1);
    fail_unless (!tracks[0].coasting);
  }
  /* … but start none, do not keep it for ever, and the very weak do not keep it at all. */
  for (int k = 201; k <= 300; k++) {
    AisleBox boxes[3] = { person (20, 3, .3f), person (1, 3, .25f), person (1, 3, .02f) };

    update (k / 10., boxes, 3);
    fail_unless (id_of (0) == 0 && id_of (2) == 0);
    fail_unless_equals_uint64 (id_of (1), k <= 215 ? 1 : 0);
  }
  fail_unless_equals_int (n_tracks, 0);
}
GST_END_TEST;

GST_START_TEST (test_standing_for_an_hour)
{
  GRand *rand = g_rand_new_with_seed (SEED);

  for (int k = 0; k < 36000; k++) {
    AisleBox box = person (5 + g_rand_double_range (rand, -.05, .05),
                           3 + g_rand_double_range (rand, -.05, .05), .7f);

    box.h += (float) g_rand_double_range (rand, -8, 8);
    update (k / 10., &box, g_rand_int_range (rand, 0, 20) > 0);
    fail_unless_equals_int (n_tracks, 1);
    fail_unless_equals_uint64 (tracks[0].id, 1);
  }
  fail_unless_equals_int64 (tracks[0].first_seen, 0);
  g_rand_free (rand);
}
GST_END_TEST;

GST_START_TEST (test_irregular_times)
{
  GRand *rand = g_rand_new_with_seed (SEED);
  double t = 0;

  while (t < 60) {
    AisleBox box = person (1 + t, 3, .7f);

    update (t, &box, 1);
    fail_unless (largest_id () <= 1);
    t += g_rand_double_range (rand, .01, .6);
  }
  g_rand_free (rand);
}
GST_END_TEST;

GST_START_TEST (test_skipped_frames)
{
  for (int k = 0; k <= 100; k++) {
    AisleBox box = person (1 + k / 10., 3, .7f);

    tracks = aisle_tracker_update (tracker, k * SECOND / 10, &box, 1, k % 5 == 0, &n_tracks);
    fail_unless_equals_int (n_tracks, 1);
    fail_unless_equals_uint64 (tracks[0].id, 1);
    fail_unless_equals_int (tracks[0].detection, k % 5 ? -1 : 0);
    fail_unless (!tracks[0].coasting == (k % 5 == 0));
    if (k > 10)
      fail_unless (fabs (tracks[0].box.x - box.x) < .15 * HEIGHT);
  }
}
GST_END_TEST;

GST_START_TEST (test_confirmed_across_skipped_frames)
{
  for (int k = 0; k <= 10; k++) {
    AisleBox box = person (1 + k / 10., 3, .6f); /* not sure enough to be confirmed at once */

    tracks = aisle_tracker_update (tracker, k * SECOND / 10, &box, 1, k % 5 == 0, &n_tracks);
    fail_unless_equals_int (n_tracks, k < 5 ? 0 : 1);
  }
}
GST_END_TEST;

/* Somebody walks out at the right edge; 1.7 s later somebody comes in there. */
static guint64
leave_and_enter (void)
{
  AisleBox box;

  for (int k = 0; k <= 27; k++) {
    box = person (7 + k / 10., 3, .8f); /* the centre is in until x = 9.6 */
    update (k / 10., &box, k <= 25);
  }
  for (int k = 28; k < 42; k++)
    update (k / 10., NULL, 0);
  for (int k = 42; k <= 50; k++) {
    box = person (9.5 - (k - 42) / 10., 3, .8f);
    update (k / 10., &box, 1);
  }
  return id_of (0);
}

GST_START_TEST (test_left_the_frame)
{
  aisle_tracker_set_frame_size (tracker, 768, 576);
  fail_unless_equals_uint64 (leave_and_enter (), 2);
  aisle_tracker_free (tracker);
  /* In a frame that goes on, it may be one who turned round. */
  tracker = aisle_tracker_new (NULL);
  aisle_tracker_set_frame_size (tracker, 1920, 576);
  fail_unless_equals_uint64 (leave_and_enter (), 1);
}
GST_END_TEST;

GST_START_TEST (test_end_is_reported_once)
{
  AisleBox box = person (1, 3, .7f);
  int ends = 0;

  update (0, &box, 1);
  for (int k = 1; k < 200; k++) {
    update (k / 10., NULL, 0);
    fail_unless (n_tracks <= 1);
    if (n_tracks && tracks[0].ended) {
      ends++;
      fail_unless (tracks[0].coasting);
      fail_unless_equals_int64 (tracks[0].last_seen, 0);
      fail_unless (fabs (k / 10. - aisle_tracker_defaults.lost_time) < .11);
    }
  }
  fail_unless_equals_int (ends, 1);
  fail_unless_equals_int (n_tracks, 0);
}
GST_END_TEST;

GST_START_TEST (test_huge_gap)
{
  AisleBox box = person (1, 3, .7f);

  update (0, &box, 1);
  update (.1, &box, 1);
  update (3600, &box, 1); /* an hour later: somebody else */
  fail_unless_equals_int (n_tracks, 2);
  fail_unless (tracks[0].id == 1 && tracks[0].ended);
  fail_unless (isfinite (tracks[0].box.x) && isfinite (tracks[0].box.h));
  fail_unless_equals_uint64 (id_of (0), 2);
}
GST_END_TEST;

GST_START_TEST (test_time_steps_back)
{
  AisleBox box = person (1, 3, .7f);

  update (5, &box, 1);
  update (4, &box, 1);
  fail_unless_equals_uint64 (id_of (0), 1);
  fail_unless_equals_int64 (tracks[0].last_seen, 5 * SECOND);
}
GST_END_TEST;

GST_START_TEST (test_reset)
{
  AisleBox box = person (1, 3, .7f);

  update (5, &box, 1);
  aisle_tracker_reset (tracker);
  update (1, &box, 1);
  fail_unless_equals_int (n_tracks, 1);
  fail_unless_equals_uint64 (id_of (0), 2);
  fail_unless_equals_int64 (tracks[0].first_seen, SECOND);
}
GST_END_TEST;

GST_START_TEST (test_broken_boxes_are_ignored)
{
  AisleBox boxes[10];

  for (int k = 0; k <= 20; k++) {
    for (int i = 0; i < 10; i++)
      boxes[i] = person (1 + 2 * i, 3, .9f);
    boxes[0].x = NAN;
    boxes[1].y = INFINITY;
    boxes[2].w = -30;
    boxes[3].h = NAN;
    boxes[4].h = 0;
    boxes[5].confidence = NAN;
    boxes[6].confidence = -1;
    boxes[7].w = 1e30f;
    boxes[8].x = -3e38f;
    update (k / 10., boxes, 10);
    fail_unless_equals_int (n_tracks, 1);
    fail_unless_equals_uint64 (id_of (9), 1);
  }
  update (2.1, NULL, 0);
  fail_unless_equals_int (n_tracks, 1);
}
GST_END_TEST;

GST_START_TEST (test_doubled_boxes)
{
  for (int k = 0; k <= 50; k++) {
    AisleBox boxes[2] = { person (1 + k / 10., 3, .9f), person (1.02 + k / 10., 3.04, .6f) };

    update (k / 10., boxes, 2);
    fail_unless_equals_int (n_tracks, 1);
  }
}
GST_END_TEST;

GST_START_TEST (test_surer_of_two_boxes)
{
  walk (0, 2, 10, 99, 99);
  AisleBox boxes[2] = { person (1.05, 3, .5f), person (.95, 3, .9f) };

  update (2.1, boxes, 2);
  fail_unless_equals_uint64 (id_of (1), 1);
  /* Which comes first in the list is no matter. */
  AisleBox swapped[2] = { boxes[1], boxes[0] };
  update (2.2, swapped, 2);
  fail_unless_equals_uint64 (id_of (0), 1);
}
GST_END_TEST;

GST_START_TEST (test_crowd)
{
  GRand *rand = g_rand_new_with_seed (SEED);
  AisleBox boxes[300];

  for (int k = 0; k <= 40; k++) {
    for (int i = 0; i < 300; i++)
      boxes[i] = person (1 + 1.2 * (i % 20) + k / 20. + g_rand_double_range (rand, -.03, .03),
                         2 + 1.2 * (i / 20) + g_rand_double_range (rand, -.03, .03), .7f);
    update (k / 10., boxes, 300);
    fail_unless_equals_int (n_tracks, 300);
    for (int i = 0; i < 300; i++)
      fail_unless_equals_uint64 (id_of (i), (guint64) i + 1);
  }
  g_rand_free (rand);
}
GST_END_TEST;

/* One check per frame: a check costs a message to the parent process. */
static gboolean
tracks_are_sound (void)
{
  for (guint i = 0; i < n_tracks; i++) {
    const AisleBox *box = &tracks[i].box;

    if ((i > 0 && tracks[i].id <= tracks[i - 1].id) || !isfinite (box->x + box->y + box->w + box->h)
        || tracks[i].coasting != (tracks[i].detection < 0))
      return FALSE;
  }
  return TRUE;
}

GST_START_TEST (test_flood)
{
  const guint n = 5000;
  AisleBox *boxes = g_new (AisleBox, n);

  for (int k = 0; k < 3; k++) {
    for (guint i = 0; i < n; i++)
      boxes[i] = person (1 + 2 * (i % 100) + k, 2 + 2 * (i / 100), .9f);
    update (k, boxes, n);
    fail_unless_equals_int (n_tracks, AISLE_TRACKER_MOST);
    fail_unless (tracks_are_sound ());
  }
  g_free (boxes);
}
GST_END_TEST;

GST_START_TEST (test_random_boxes_stay_bounded)
{
  GRand *rand = g_rand_new_with_seed (SEED);
  const double fps = 10;
  guint most = 0;
  guint64 last_id = 0;

  for (int k = 0; k < 100000; k++) {
    AisleBox boxes[6];

    for (int i = 0; i < 6; i++)
      boxes[i] = person (g_rand_double_range (rand, 0, 30), g_rand_double_range (rand, 1, 20),
                         (float) g_rand_double (rand));
    update (k / fps, boxes, 6);
    most = MAX (most, n_tracks);
    last_id = MAX (last_id, largest_id ());
    fail_unless (tracks_are_sound (), "frame %d", k);
  }
  fail_unless (last_id > 1000, "the scene tests nothing");
  /* No more than a track per box of the time that a track may be lost. */
  fail_unless (most <= 6 * (fps * aisle_tracker_defaults.lost_time + 2), "%u tracks", most);
  g_rand_free (rand);
}
GST_END_TEST;

GST_START_TEST (test_same_input_same_output)
{
  for (int run = 0; run < 2; run++) {
    static AisleTrack before[64];
    static guint n_before;
    GRand *rand = g_rand_new_with_seed (SEED);

    aisle_tracker_free (tracker);
    tracker = aisle_tracker_new (NULL);
    for (int k = 0; k < 200; k++) {
      AisleBox boxes[8];

      for (int i = 0; i < 8; i++)
        boxes[i] = person (g_rand_int_range (rand, 0, 8), g_rand_int_range (rand, 1, 4), .7f);
      update (k / 10., boxes, 8);
    }
    if (run == 0) {
      n_before = MIN (n_tracks, 64);
      memcpy (before, tracks, n_before * sizeof *tracks);
    } else {
      fail_unless_equals_int (MIN (n_tracks, 64), n_before);
      fail_unless (memcmp (before, tracks, n_before * sizeof *tracks) == 0);
    }
    g_rand_free (rand);
  }
}
GST_END_TEST;

static Suite *
tracker_suite (void)
{
  Suite *suite = suite_create ("tracker");
  TCase *cases = tcase_create ("all");

  suite_add_tcase (suite, cases);
  tcase_set_timeout (cases, 60);
  tcase_add_checked_fixture (cases, set_up, tear_down);
  tcase_add_test (cases, test_walk_keeps_its_id);
  tcase_add_test (cases, test_fast_person);
  tcase_add_test (cases, test_frame_rates);
  tcase_add_test (cases, test_occlusion);
  tcase_add_test (cases, test_stop_behind_an_obstacle);
  tcase_add_test (cases, test_two_cross);
  tcase_add_test (cases, test_missing_detections);
  tcase_add_test (cases, test_flashes_are_never_confirmed);
  tcase_add_test (cases, test_weak_boxes);
  tcase_add_test (cases, test_standing_for_an_hour);
  tcase_add_test (cases, test_irregular_times);
  tcase_add_test (cases, test_skipped_frames);
  tcase_add_test (cases, test_confirmed_across_skipped_frames);
  tcase_add_test (cases, test_left_the_frame);
  tcase_add_test (cases, test_end_is_reported_once);
  tcase_add_test (cases, test_huge_gap);
  tcase_add_test (cases, test_time_steps_back);
  tcase_add_test (cases, test_reset);
  tcase_add_test (cases, test_broken_boxes_are_ignored);
  tcase_add_test (cases, test_doubled_boxes);
  tcase_add_test (cases, test_surer_of_two_boxes);
  tcase_add_test (cases, test_crowd);
  tcase_add_test (cases, test_flood);
  tcase_add_test (cases, test_random_boxes_stay_bounded);
  tcase_add_test (cases, test_same_input_same_output);
  return suite;
}

GST_CHECK_MAIN (tracker);
