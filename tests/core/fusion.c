/* SPDX-License-Identifier: MIT */
/** @file fusion.c People under several cameras, whose number and ways are known. */
#include "tests/core/checks.h"

#include "gst/core/fusion.h"

#include <math.h>

enum { CAMERAS = 3, MOST_WALKERS = 40 };

/* A camera sees a part of the floor, with an error that stays and one that wanders. */
static const struct {
  double left, right, rate;
  AislePoint bias;
} cameras[CAMERAS] = {
  { 0, 7, 10, { .15, -.1 } },
  { 5, 12, 12.5, { -.15, .1 } },
  { 5, 12, 5, { .1, .2 } },
};

typedef struct {
  double begin;
  AislePoint from, velocity;
  double seconds;
  AislePoint errors[CAMERAS];
  guint64 number; /* told for them last */
  guint n_numbers;
} Walker;

static Walker walkers[MOST_WALKERS];
static guint n_walkers;
static GRand *noise;
static AisleFusion *fusion;

static void
set_up (void)
{
  noise = g_rand_new_with_seed (17);
  fusion = aisle_fusion_new (CAMERAS);
  n_walkers = 0;
}

static void
tear_down (void)
{
  g_rand_free (noise);
  aisle_fusion_free (fusion);
}

static void
walks (double begin, double x, double y, double vx, double vy, double seconds)
{
  walkers[n_walkers++] = (Walker) { begin, { x, y }, { vx, vy }, seconds };
}

static gboolean
place_of (const Walker *walker, double time, AislePoint *place)
{
  double since = time - walker->begin;
  *place = (AislePoint) { walker->from.x + walker->velocity.x * since,
                          walker->from.y + walker->velocity.y * since };
  return since >= 0 && since <= walker->seconds;
}

static gboolean
sees (guint camera, AislePoint place)
{
  return place.x >= cameras[camera].left && place.x <= cameras[camera].right;
}

static void
show (guint camera, double time)
{
  AisleFusionView views[MOST_WALKERS];
  guint n = 0;
  for (guint i = 0; i < n_walkers; i++) {
    AislePoint place, *error = &walkers[i].errors[camera];
    if (!place_of (&walkers[i], time, &place) || !sees (camera, place))
      continue;
    error->x = .9 * error->x + g_rand_double_range (noise, -.1, .1);
    error->y = .9 * error->y + g_rand_double_range (noise, -.1, .1);
    place.x += error->x + cameras[camera].bias.x;
    place.y += error->y + cameras[camera].bias.y;
    views[n++] = (AisleFusionView) { 1 + i + 1000 * camera, place, .3 };
  }
  aisle_fusion_add (fusion, camera, time, views, n);
}

/* The person told nearest to the walker. */
static void
note_number (Walker *walker, AislePoint place, const AisleFusionPerson *persons, guint n)
{
  const AisleFusionPerson *best = NULL;
  double least = .9;
  for (guint i = 0; i < n; i++) {
    double far = hypot (persons[i].place.x - place.x, persons[i].place.y - place.y);
    if (persons[i].n_cameras > 0 && far < least) {
      least = far;
      best = &persons[i];
    }
  }
  if (best && best->number != walker->number) {
    walker->number = best->number;
    walker->n_numbers++;
  }
}

/* Returns: the share of moments at which as many people are told as there are. */
static double
run (double seconds)
{
  double next[CAMERAS] = { 0 };
  guint right = 0, moments = 0;
  for (double time = 0; time < seconds; time += .1) {
    for (guint camera = 0; camera < CAMERAS; camera++)
      for (; next[camera] <= time; next[camera] += 1 / cameras[camera].rate)
        show (camera, next[camera]);
    guint n, seen = 0, there = 0;
    const AisleFusionPerson *persons = aisle_fusion_update (fusion, time, &n);
    for (guint i = 0; i < n; i++)
      seen += persons[i].n_cameras > 0;
    for (guint i = 0; i < n_walkers; i++) {
      AislePoint place;
      gboolean present = place_of (&walkers[i], time, &place);
      there += present;
      if (present)
        note_number (&walkers[i], place, persons, n);
    }
    right += seen == there;
    moments++;
  }
  return right / (double) moments;
}

/* From the first camera's picture into that of the others: one number all the way. */
GST_START_TEST (one_walks_through)
{
  walks (0, .5, 4, 1.2, 0, 9);
  ck_assert (run (9) > .95);
  ck_assert_uint_eq (walkers[0].n_numbers, 1);
  ck_assert_uint_eq (walkers[0].number, 1);
}
GST_END_TEST;

GST_START_TEST (two_abreast)
{
  walks (0, .5, 3, 1.1, 0, 10);
  walks (0, .5, 4.4, 1.1, 0, 10);
  ck_assert (run (10) > .9);
  ck_assert_uint_eq (walkers[0].n_numbers, 1);
  ck_assert_uint_eq (walkers[1].n_numbers, 1);
}
GST_END_TEST;

/* They meet within arm's length where all cameras see them, and go on. */
GST_START_TEST (two_meet)
{
  walks (0, 1, 4, 1, 0, 10);
  walks (0, 11, 4.8, -1, 0, 10);
  ck_assert (run (10) > .9);
  ck_assert (walkers[0].number != walkers[1].number);
}
GST_END_TEST;

GST_START_TEST (many)
{
  for (guint i = 0; i < 24; i++)
    walks (i * 2.5, i % 2 ? .2 : 11.8, 1 + i * 7 % 6, i % 2 ? 1.1 : -1, 0, 10);
  double right = run (70);
  guint numbers = 0;
  for (guint i = 0; i < n_walkers; i++)
    numbers += walkers[i].n_numbers;
  ck_assert_msg (right > .85, "right %.2f of the time", right);
  ck_assert_msg (numbers <= 24 * 1.15, "%u numbers for 24 people", numbers);
}
GST_END_TEST;

/* Cameras whose pictures do not meet: who leaves one and soon enters the other goes on. */
GST_START_TEST (over_a_gap)
{
  guint n;
  double time;
  for (time = 0; time < 2; time += .1) {
    AisleFusionView view = { 7, { time * 1.2, 3 }, .3 };
    aisle_fusion_add (fusion, 0, time, &view, 1);
    aisle_fusion_update (fusion, time, &n);
    ck_assert_uint_eq (n, 1);
  }
  for (; time < 4; time += .1)
    aisle_fusion_update (fusion, time, &n);
  ck_assert_uint_eq (n, 1);
  const AisleFusionPerson *persons = NULL;
  for (; time < 6; time += .1) {
    AisleFusionView view = { 9, { time * 1.2 + .4, 3.3 }, .3 };
    aisle_fusion_add (fusion, 1, time, &view, 1);
    persons = aisle_fusion_update (fusion, time, &n);
  }
  ck_assert_uint_eq (n, 1);
  ck_assert_uint_eq (persons[0].number, 7);
}
GST_END_TEST;

/* Two whose places coincided, and who then part, are two again, with numbers of their own. */
GST_START_TEST (wrongly_joined)
{
  guint n = 0;
  const AisleFusionPerson *persons = NULL;
  for (double time = 0; time < 10; time += .1) {
    AisleFusionView a = { 5, { 1, 3 }, .3 }, b = { 5, { 1 + MAX (0, time - 4), 3 }, .3 };
    aisle_fusion_add (fusion, 0, time, &a, 1);
    aisle_fusion_add (fusion, 1, time, &b, 1);
    persons = aisle_fusion_update (fusion, time, &n);
    if (time > 2 && time < 4)
      ck_assert_uint_eq (n, 1);
  }
  ck_assert_uint_eq (n, 2);
  ck_assert (persons[0].number != persons[1].number);
}
GST_END_TEST;

GST_START_TEST (nonsense)
{
  guint n;
  AisleFusionView views[] = { { 1, { NAN, 0 }, .3 }, { 2, { 0, INFINITY }, .3 }, { 3, { 0, 0 }, 0 },
                              { 4, { 1, 1 }, .3 }, { 4, { 8, 8 }, .3 } };
  for (int i = 0; i < 50; i++) {
    aisle_fusion_add (fusion, i % CAMERAS, i / 10., views, G_N_ELEMENTS (views));
    aisle_fusion_update (fusion, i / 10., &n);
  }
  ck_assert_uint_le (n, 3);
  aisle_fusion_update (fusion, 100, &n);
  ck_assert_uint_eq (n, 0);
}
GST_END_TEST;

static Suite *
fusion_suite (void)
{
  Suite *s = suite_create ("fusion");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_checked_fixture (tc, set_up, tear_down);
  tcase_add_test (tc, one_walks_through);
  tcase_add_test (tc, two_abreast);
  tcase_add_test (tc, two_meet);
  tcase_add_test (tc, many);
  tcase_add_test (tc, over_a_gap);
  tcase_add_test (tc, wrongly_joined);
  tcase_add_test (tc, nonsense);
  return s;
}

GST_CHECK_MAIN (fusion)
