/* SPDX-License-Identifier: MIT */
/** @file group.c Families, strangers and queues on walks made by hand; metres, bodies of 1.7 m. */
#include "tests/core/checks.h"

#include "gst/core/group.h"

#define RATE 10
#define MOST 12

/* Somebody who walks at a steady pace between two moments; before and after they are not seen. */
typedef struct {
  double x, y, vx, vy;
  double from, to;
} Walk;

/* Counts over the line y = 0, of which y > 0 is the IN side. */
typedef struct {
  guint in, out;
  guint64 groups[MOST]; /* of each person, when they were seen last */
} Outcome;

static void
take (AisleGroups *groups, double pts, Outcome *outcome)
{
  AisleGroupCount count;
  while (aisle_groups_take (groups, pts, &count)) {
    outcome->in += count.direction == AISLE_DIRECTION_IN;
    outcome->out += count.direction == AISLE_DIRECTION_OUT;
  }
}

/* @jitter: standard deviation of the places, metres. */
static Outcome
watch (const Walk *walks, guint n, double seconds, double jitter)
{
  g_autoptr (AisleGroups) groups = aisle_groups_new (1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  Outcome outcome = { 0 };
  for (guint frame = 0; frame <= seconds * RATE; frame++) {
    AisleWalker walkers[MOST];
    guint seen = 0;
    double pts = (double) frame / RATE;
    for (guint i = 0; i < n; i++) {
      const Walk *w = &walks[i];
      double y = w->y + w->vy * (pts - w->from), before = y - w->vy / RATE;
      if (pts < w->from || pts > w->to)
        continue;
      if ((before <= 0) != (y <= 0) && pts > w->from)
        aisle_groups_cross (groups, 0, y > 0 ? AISLE_DIRECTION_IN : AISLE_DIRECTION_OUT, i + 1,
                            pts);
      AislePoint place = { w->x + w->vx * (pts - w->from), y };
      place.x += jitter * g_rand_double_range (rand, -1.7, 1.7);
      place.y += jitter * g_rand_double_range (rand, -1.7, 1.7);
      walkers[seen++] = (AisleWalker) { i + 1, place, 1.7 };
    }
    aisle_groups_update (groups, pts, walkers, seen);
    for (guint i = 0; i < seen; i++)
      outcome.groups[walkers[i].person - 1] = aisle_groups_find (groups, walkers[i].person);
    take (groups, pts, &outcome);
  }
  take (groups, G_MAXDOUBLE, &outcome);
  return outcome;
}

#define WATCH(walks, seconds) watch (walks, G_N_ELEMENTS (walks), seconds, 0.04)

GST_START_TEST (family)
{
  const Walk walks[] = { { 0, -4, 0, 1.2, 0, 8 },
                         { 0.7, -4.1, 0, 1.2, 0, 8 },
                         { 1.4, -3.9, 0, 1.2, 0, 8 } };
  Outcome outcome = WATCH (walks, 20);
  ck_assert_uint_eq (outcome.in, 1);
  ck_assert_uint_eq (outcome.out, 0);
  for (guint i = 0; i < 3; i++)
    ck_assert_uint_eq (outcome.groups[i], 1);
}
GST_END_TEST;

/* In view only from the door on: the crossing is over before it is clear who belongs together. */
GST_START_TEST (family_in_the_door)
{
  const Walk walks[] = { { 0, -0.3, 0, 1.2, 0, 6 },
                         { 0.6, -0.6, 0, 1.2, 0.3, 6 },
                         { -0.6, -0.5, 0, 1.2, 0.5, 6 } };
  Outcome outcome = WATCH (walks, 20);
  ck_assert_uint_eq (outcome.in, 1);
}
GST_END_TEST;

GST_START_TEST (alone)
{
  const Walk walks[] = { { 0, -4, 0, 1.2, 0, 8 }, { 4, -4, 0, 1.2, 0, 8 } };
  Outcome outcome = WATCH (walks, 20);
  ck_assert_uint_eq (outcome.in, 2);
  ck_assert_uint_eq (outcome.groups[0], 0);
  ck_assert_uint_eq (outcome.groups[1], 0);
}
GST_END_TEST;

GST_START_TEST (passing_strangers)
{
  const Walk walks[] = { { 0, -5, 0, 1.3, 0, 8 }, { 0.6, 5, 0, -1.3, 0, 8 } };
  Outcome outcome = WATCH (walks, 20);
  ck_assert_uint_eq (outcome.in, 1);
  ck_assert_uint_eq (outcome.out, 1);
  ck_assert_uint_eq (outcome.groups[0], 0);
  ck_assert_uint_eq (outcome.groups[1], 0);
}
GST_END_TEST;

/* One hurries past another the same way. */
GST_START_TEST (overtaking)
{
  const Walk walks[] = { { 0, -4, 0, 0.9, 0, 9 }, { 0.7, -6, 0, 1.9, 0, 9 } };
  Outcome outcome = WATCH (walks, 20);
  ck_assert_uint_eq (outcome.in, 2);
}
GST_END_TEST;

/* Strangers through the same door, two metres and 1.5 s behind one another. */
GST_START_TEST (stream_of_strangers)
{
  Walk walks[8];
  for (guint i = 0; i < G_N_ELEMENTS (walks); i++)
    walks[i] = (Walk) { 0, -3, 0, 1.3, 1.5 * i, 1.5 * i + 7 };
  Outcome outcome = WATCH (walks, 30);
  ck_assert_uint_eq (outcome.in, 8);
}
GST_END_TEST;

/* A family whose members leave minutes apart: alone, each. */
GST_START_TEST (parting)
{
  const Walk walks[] = { { 0, -4, 0, 1.2, 0, 8 }, { 0.7, -4, 0, 1.2, 0, 8 } };
  Outcome outcome = WATCH (walks, 20);
  ck_assert_uint_eq (outcome.in, 1);
  const Walk later[] = { { 0, 4, 0, -1.2, 0, 8 }, { 0.7, 4, 0, -1.2, 60, 68 } };
  outcome = WATCH (later, 80);
  ck_assert_uint_eq (outcome.out, 2);
}
GST_END_TEST;

/*
 * Eight in a queue, 0.9 m apart; each time the first goes away across the line, the others step
 * forward one after another.
 */
GST_START_TEST (queue)
{
  g_autoptr (AisleGroups) groups = aisle_groups_new (1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  double y[8];
  Outcome outcome = { 0 };
  for (guint i = 0; i < 8; i++)
    y[i] = -0.5 - 0.9 * i;
  for (guint frame = 0; frame <= 90 * RATE; frame++) {
    AisleWalker walkers[8];
    double pts = (double) frame / RATE;
    guint gone = (guint) (pts / 10);
    for (guint i = 0; i < 8; i++) {
      /* From 10 s on every 10 s; who is k-th behind starts 0.6 s later each. */
      double target = i < gone ? 5 : -0.5 - 0.9 * (i - gone);
      double since = fmod (pts, 10) - 0.6 * (i + 1.0 - gone);
      double before = y[i];
      if (y[i] < target && (since > 0 || i < gone))
        y[i] = MIN (target, y[i] + 1.0 / RATE);
      if (before <= 0 && y[i] > 0)
        aisle_groups_cross (groups, 0, AISLE_DIRECTION_IN, i + 1, pts);
      walkers[i] = (AisleWalker) { i + 1, { 3.0 * (y[i] > 4) * i, y[i] }, 1.7 };
      walkers[i].place.x += 0.04 * g_rand_double_range (rand, -1.7, 1.7);
      walkers[i].place.y += 0.04 * g_rand_double_range (rand, -1.7, 1.7);
    }
    aisle_groups_update (groups, pts, walkers, 8);
    for (guint i = 0; i < 8; i++)
      ck_assert_uint_eq (aisle_groups_find (groups, i + 1), 0);
    take (groups, pts, &outcome);
  }
  take (groups, G_MAXDOUBLE, &outcome);
  ck_assert_uint_eq (outcome.in, 8);
}
GST_END_TEST;

/* The tracker gives one of a pair another number in the middle of the way. */
GST_START_TEST (another_id)
{
  g_autoptr (AisleGroups) groups = aisle_groups_new (1);
  Outcome outcome = { 0 };
  for (guint frame = 0; frame <= 80; frame++) {
    double pts = frame / 10.0, y = 1.2 * pts - 6;
    guint64 second = frame >= 48 && frame < 50 ? 9 : 2;
    const AisleWalker walkers[] = { { 1, { 0, y }, 1.7 }, { second, { 0.7, y }, 1.7 } };
    aisle_groups_update (groups, pts, walkers, 2);
    if (frame == 49)
      aisle_groups_rename (groups, 9, 2);
    if (frame == 51) {
      aisle_groups_cross (groups, 0, AISLE_DIRECTION_IN, 1, pts);
      aisle_groups_cross (groups, 0, AISLE_DIRECTION_IN, 2, pts);
    }
    take (groups, pts, &outcome);
  }
  take (groups, G_MAXDOUBLE, &outcome);
  ck_assert_uint_eq (outcome.in, 1);
  ck_assert_uint_eq (aisle_groups_find (groups, 2), 1);
}
GST_END_TEST;

/* Whatever happens, every crossing belongs to one group: 1 ≤ groups ≤ people, all are told. */
GST_START_TEST (any_crowd)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (100 + __i__);
  Walk walks[MOST];
  for (guint i = 0; i < MOST; i++) {
    double from = g_rand_double_range (rand, 0, 20);
    walks[i] = (Walk) { g_rand_double_range (rand, 0, 4),     -4,   0,
                        g_rand_double_range (rand, 0.8, 1.6), from, from + 9 };
  }
  Outcome outcome = WATCH (walks, 40);
  ck_assert_uint_eq (outcome.out, 0);
  ck_assert (outcome.in >= 2 && outcome.in <= MOST);
}
GST_END_TEST;

static Suite *
group_suite (void)
{
  Suite *s = suite_create ("group");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, family);
  tcase_add_test (tc, family_in_the_door);
  tcase_add_test (tc, alone);
  tcase_add_test (tc, passing_strangers);
  tcase_add_test (tc, overtaking);
  tcase_add_test (tc, stream_of_strangers);
  tcase_add_test (tc, parting);
  tcase_add_test (tc, queue);
  tcase_add_test (tc, another_id);
  tcase_add_loop_test (tc, any_crowd, 0, 10);
  return s;
}

GST_CHECK_MAIN (group)
