/* SPDX-License-Identifier: MIT */
/**
 * @file occlusion.c
 * The tracker where people are hidden: by the frame's border, by each other, by a pillar; and
 * what it then says of its own certainty.
 */
#include <gst/check/gstcheck.h>

#include <math.h>

#include "gst/core/tracker.h"

#define SEED 2023
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
  aisle_tracker_free (tracker);
}

/* Feet at @x, @y (body heights); @who: the label, which is what people look like here. */
static AisleBox
person (double x, double y, float confidence, int who)
{
  return (AisleBox){ (float) x * HEIGHT - 15, (float) y * HEIGHT - HEIGHT, 30, HEIGHT, confidence,
                     who };
}

static void
update (double seconds, const AisleBox *boxes, guint n)
{
  tracks = aisle_tracker_update (tracker, (gint64) llround (seconds * 1e9), boxes, n, TRUE,
                                 &n_tracks);
}

static const AisleTrack *
track_of (int detection)
{
  for (guint i = 0; i < n_tracks; i++)
    if (tracks[i].detection == detection)
      return &tracks[i];
  return NULL;
}

static guint64
id_of (int detection)
{
  const AisleTrack *track = track_of (detection);

  return track ? track->id : 0;
}

/* --- the frame's border ------------------------------------------------------ */

GST_START_TEST (test_walking_out_below)
{
  int last_seen = 0, k = 0;

  /* Down over the lower border at one body height a second; the detector loses the last third. */
  aisle_tracker_set_frame_size (tracker, 640, 480);
  for (; k < 80; k++) {
    AisleBox box = person (3, 4.5 + k / 10., .8f, 0);

    box.h = MIN (box.h, 480 - box.y);
    gboolean seen = box.h > HEIGHT / 3;
    update (k / 10., &box, seen);
    last_seen = seen ? k : last_seen;
    if (!n_tracks)
      break;
    fail_unless_equals_uint64 (tracks[0].id, 1);
    fail_unless (tracks[0].box.y + tracks[0].box.h <= 480.01f);
    /* Feet on the border while a part of them is above it: they do not come up again. */
    if (k > 20)
      fail_unless (tracks[0].box.y + tracks[0].box.h > 475, "feet at %g in frame %d",
                   tracks[0].box.y + tracks[0].box.h, k);
  }
  fail_unless (k - last_seen <= 7, "gone %d frames after the last box", k - last_seen);
}
GST_END_TEST;

GST_START_TEST (test_standing_at_the_border)
{
  /* Cut off at the waist all the time, and missed for 1.5 s: still there. */
  aisle_tracker_set_frame_size (tracker, 640, 480);
  for (int k = 0; k < 100; k++) {
    AisleBox box = person (3, 6.5, .8f, 0);

    box.h = 480 - box.y;
    update (k / 10., &box, k < 50 || k >= 65);
    fail_unless_equals_int (n_tracks, 1);
    fail_unless_equals_uint64 (tracks[0].id, 1);
  }
}
GST_END_TEST;

/* --- second boxes ------------------------------------------------------------ */

GST_START_TEST (test_second_boxes_are_nobody)
{
  GRand *random = g_rand_new_with_seed (SEED);

  /* The upper body is boxed as well, for half a second at a time. */
  for (int k = 0; k < 300; k++) {
    AisleBox boxes[2] = { person (1 + k / 20., 3, .8f, 0), person (1 + k / 20., 3, .75f, 0) };

    boxes[1].h = .55f * HEIGHT + (float) g_rand_double_range (random, -2, 2);
    update (k / 10., boxes, k % 10 < 5 ? 2 : 1);
    fail_unless_equals_int (n_tracks, 1);
    fail_unless_equals_uint64 (id_of (0), 1);
  }
  g_rand_free (random);
}
GST_END_TEST;

GST_START_TEST (test_doubles_are_merged)
{
  /* Two tracks, apart at first, on what is one person with two boxes from then on. */
  for (int k = 0; k < 300; k++) {
    AisleBox boxes[2] = { person (3, 3, .8f, 0), person (k < 20 ? 5 : 3, 3, .75f, 0) };

    if (k >= 10)
      boxes[1] = person (MAX (3, 5 - (k - 10) * .1), 3, .75f, 0);
    boxes[1].h *= .6f;
    update (k / 10., boxes, 2);
    fail_unless_equals_uint64 (id_of (0), 1);
    if (k > 1 && k < 25)
      fail_unless_equals_int (n_tracks, 2);
    if (k > 60)
      fail_unless_equals_int (n_tracks, 1);
  }
}
GST_END_TEST;

GST_START_TEST (test_who_comes_out_is_somebody)
{
  guint first = 0;

  /* A child comes out from behind an adult who stands. */
  for (guint k = 0; k < 30; k++) {
    AisleBox boxes[2] = { person (3, 3, .8f, 0), person (3 + k * .05, 3.02, .6f, 1) };

    boxes[1].y += .4f * HEIGHT;
    boxes[1].h *= .6f;
    update (k / 10., boxes, k < 2 ? 1 : 2);
    if (n_tracks == 2 && !first)
      first = k;
  }
  fail_unless (first >= 4 && first < 12, "in frame %u", first);
}
GST_END_TEST;

/* --- certainty --------------------------------------------------------------- */

/* One walks, hidden from each of @n times to 1 s later. Returns: the confidence at 12 s. */
static float
confidence_after (const double *hidden, guint n)
{
  aisle_tracker_reset (tracker);
  for (int k = 0; k <= 120; k++) {
    double t = k / 10.;
    AisleBox box = person (1 + .5 * t, 3, .7f, 0);
    gboolean seen = TRUE;

    for (guint i = 0; i < n; i++)
      seen &= t < hidden[i] || t >= hidden[i] + 1;
    update (t, &box, seen);
  }
  fail_unless_equals_int (n_tracks, 1);
  fail_unless_equals_uint64 (tracks[0].stitched, n);
  return tracks[0].confidence;
}

GST_START_TEST (test_confidence_falls_with_each_gap)
{
  const double hidden[] = { 3, 6, 9 };
  float before = confidence_after (hidden, 0);

  fail_unless_equals_float (before, 1);
  for (guint n = 1; n <= 3; n++) {
    float after = confidence_after (hidden, n);

    fail_unless (after < before && after > .8f, "%g after %u gaps, %g before", after, n, before);
    before = after;
  }
}
GST_END_TEST;

GST_START_TEST (test_confidence_of_a_guess)
{
  /* Two walk side by side behind a wall, and one comes out between them. */
  for (int k = 0; k <= 60; k++) {
    double t = k / 10.;
    AisleBox pair[2] = { person (1 + t, 3, .7f, 0), person (1 + t, 3.6, .7f, 0) };
    AisleBox one = person (1 + t, 3.29, .7f, 0);

    update (t, k < 40 ? pair : &one, k < 30 ? 2 : k < 40 ? 0 : 1);
  }
  fail_unless (track_of (0) && track_of (0)->stitched == 1);
  fail_unless (track_of (0)->confidence > .3f && track_of (0)->confidence < .6f, "%g",
               track_of (0)->confidence);
}
GST_END_TEST;

/* --- looks ------------------------------------------------------------------- */

static guint n_looks;

static gboolean
look (const AisleBox *box, AisleAppearance *appearance, gpointer data)
{
  *appearance = (AisleAppearance) { { 0 } };
  appearance->values[box->label] = 1;
  n_looks++;
  return TRUE;
}

/*
 * Two meet behind a pillar and turn round there, hidden for 1.7 s. Returns: whether each kept the
 * id.
 */
static gboolean
turn_round_behind_a_pillar (gboolean alike)
{
  for (int k = 0; k <= 100; k++) {
    double t = k / 10., away = .6 * fabs (t - 5);
    AisleBox boxes[2] = { person (6 - away, 3, .8f, 1), person (6 + away, 3.05, .8f, 2) };

    if (alike)
      boxes[1].label = 1;
    update (t, boxes, away < .5 ? 0 : 2);
  }
  return id_of (0) == 1 && id_of (1) == 2;
}

GST_START_TEST (test_looks_decide_behind_a_pillar)
{
  /* By their ways alone, they have passed each other. */
  fail_unless (!turn_round_behind_a_pillar (FALSE));
  tear_down ();
  set_up ();
  aisle_tracker_set_look (tracker, look, NULL);
  fail_unless (turn_round_behind_a_pillar (FALSE));
  fail_unless (track_of (0)->appearance && track_of (0)->appearance->values[1] > .99f);
  fail_unless (track_of (0)->confidence > .8f, "%g", track_of (0)->confidence);
  tear_down ();
  set_up ();
  aisle_tracker_set_look (tracker, look, NULL);
  fail_unless (!turn_round_behind_a_pillar (TRUE), "twins");
}
GST_END_TEST;

GST_START_TEST (test_looks_are_few)
{
  enum { PEOPLE = 50, FRAMES = 300 };
  AisleBox boxes[PEOPLE];

  aisle_tracker_set_look (tracker, look, NULL);
  n_looks = 0;
  for (int k = 0; k < FRAMES; k++) {
    for (int i = 0; i < PEOPLE; i++)
      boxes[i] = person (1 + 2 * (i % 10) + k / 50., 2 + 2 * (i / 10), .8f, i % 5);
    update (k / 30., boxes, PEOPLE);
  }
  /* Each twice a second, at any frame rate. */
  fail_unless (n_looks >= PEOPLE * 18 && n_looks <= PEOPLE * 22, "%u looks", n_looks);
  n_looks = 0;
  AisleBox many[500];
  for (int i = 0; i < 500; i++)
    many[i] = person (1 + 2 * (i % 50), 20 + 2 * (i / 50), .8f, 0);
  update (10.1, many, 500);
  fail_unless (n_looks <= AISLE_TRACKER_LOOKS, "%u looks in a frame", n_looks);
}
GST_END_TEST;

/* --- times ------------------------------------------------------------------- */

GST_START_TEST (test_the_rate_changes)
{
  const double steps[] = { 1 / 30., .1, .5, 1 / 15., .2 };
  double t = 0;

  for (int k = 0; k < 300; k++) {
    AisleBox box = person (1 + .6 * t, 3, .7f, 0);

    update (t, &box, 1);
    fail_unless_equals_int (n_tracks, 1);
    fail_unless_equals_uint64 (id_of (0), 1);
    t += steps[k / 20 % G_N_ELEMENTS (steps)];
  }
}
GST_END_TEST;

GST_START_TEST (test_time_runs_back_and_on)
{
  for (int k = 0; k < 100; k++) {
    AisleBox box = person (1 + .02 * k, 3, .7f, 0);

    /* Every seventh frame is stamped a second too early. */
    update (k / 10. - (k % 7 == 6 ? 1 : 0), &box, 1);
    fail_unless_equals_int (n_tracks, 1);
    fail_unless_equals_uint64 (id_of (0), 1);
    fail_unless (isfinite (tracks[0].box.x) && fabs (tracks[0].box.x - box.x) < .3 * HEIGHT);
  }
}
GST_END_TEST;

static Suite *
occlusion_suite (void)
{
  Suite *suite = suite_create ("occlusion");
  TCase *cases = tcase_create ("all");

  suite_add_tcase (suite, cases);
  tcase_add_checked_fixture (cases, set_up, tear_down);
  tcase_add_test (cases, test_walking_out_below);
  tcase_add_test (cases, test_standing_at_the_border);
  tcase_add_test (cases, test_second_boxes_are_nobody);
  tcase_add_test (cases, test_doubles_are_merged);
  tcase_add_test (cases, test_who_comes_out_is_somebody);
  tcase_add_test (cases, test_confidence_falls_with_each_gap);
  tcase_add_test (cases, test_confidence_of_a_guess);
  tcase_add_test (cases, test_looks_decide_behind_a_pillar);
  tcase_add_test (cases, test_looks_are_few);
  tcase_add_test (cases, test_the_rate_changes);
  tcase_add_test (cases, test_time_runs_back_and_on);
  return suite;
}

GST_CHECK_MAIN (occlusion);
