/* SPDX-License-Identifier: MIT */
/**
 * @file shop.c
 * Queues, staff, re-entry, turning in, shelves and the funnel in the counter, on made walks; and
 * that counts are the sums of events, whatever happens.
 */
#include <stdio.h>

#include "gst/core/footfall-private.h"
#include "tests/core/checks.h"
#include "tests/core/looks.h"
#include "tests/core/walk.h"

/* A door at y = 0.5 (IN below), the street's line at x = 0.5, a staff zone, a shelf beside milk. */
#define BASE                                                                                       \
  "{\"lines\":[{\"name\":\"door\",\"points\":[[0.3,0.5],[0.7,0.5]],\"in\":[0.5,0.9]},"             \
  "{\"name\":\"street\",\"points\":[[0.5,0.1],[0.5,0.35]],\"in\":[0.9,0.2]}],"                     \
  "\"zones\":[{\"name\":\"desk\",\"polygon\":[[0.1,0.8],[0.2,0.8],[0.2,0.95],[0.1,0.95]],"         \
  "\"staff\":true},{\"name\":\"milk\",\"polygon\":[[0.3,0.6],[0.5,0.6],[0.5,0.8],[0.3,0.8]],"      \
  "\"shelf\":[[0.5,0.5],[0.6,0.5],[0.6,0.75],[0.5,0.75]]},"                                        \
  "{\"name\":\"bread\",\"polygon\":[[0.6,0.6],[0.8,0.6],[0.8,0.8],[0.6,0.8]]}],"                   \
  "\"turn-in\":[{\"name\":\"front\",\"outside\":\"street\",\"inside\":\"door\"}]%s}"
/* People wait at x = 0.2…0.4 and are served at x = 0.4…0.5. */
#define QUEUE                                                                                      \
  ",\"queues\":[{\"name\":\"till\",\"area\":[[0.2,0.85],[0.4,0.85],[0.4,0.95],[0.2,0.95]],"        \
  "\"service\":[[0.4,0.85],[0.5,0.85],[0.5,0.95],[0.4,0.95]],\"alert-length\":2}]"

#define WALK(id, ...)                                                                              \
  {                                                                                                \
    .track = id, .n = sizeof ((WalkPoint[]) { __VA_ARGS__ }) / sizeof (WalkPoint), .points = {     \
      __VA_ARGS__                                                                                  \
    }                                                                                              \
  }

/* @more: members of the config besides. */
static AisleFootfall *
counter_of_shop (const char *more)
{
  g_autofree char *config = g_strdup_printf (BASE, more);
  return walk_counter (config);
}

static const AisleEvent *
last_counts (GPtrArray *events, guint minutes)
{
  const AisleEvent *found = NULL;
  for (guint i = 0; i < events->len; i++) {
    const AisleEvent *event = events->pdata[i];
    if (event->type == AISLE_EVENT_COUNTS && event->minutes == minutes)
      found = event;
  }
  ck_assert_ptr_nonnull (found);
  return found;
}

#define EXPECT_STORY(events, text)                                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *told = walk_story (events);                                                   \
    ck_assert_str_eq (told, text);                                                                 \
  }                                                                                                \
  G_STMT_END

/* --- queues ------------------------------------------------------------------ */

/* Two wait; the first is served at 20 s, the second changes ids at 15 s and gives up at 30 s. */
static const Walk waiting[] = {
  WALK (1, { 0, 0.38, 0.9 }, { 19, 0.38, 0.9 }, { 20, 0.4, 0.9 }, { 21, 0.44, 0.9 },
        { 50, 0.44, 0.9 }),
  WALK (2, { 5, 0.25, 0.9 }, { 15, 0.25, 0.9 }),
  WALK (3, { 17, 0.26, 0.9 }, { 29, 0.26, 0.9 }, { 30, 0.26, 0.85 }, { 36, 0.26, 0.55 }),
};

GST_START_TEST (queue_events)
{
  g_autoptr (AisleFootfall) footfall = counter_of_shop (QUEUE);
  g_autoptr (GPtrArray) events = walk_all (footfall, waiting, 3, 10, 60, TRUE);
  EXPECT_STORY (events, "till raised 12.00; till 0.00-20.00 served; till cleared 25.00; "
                        "till 5.00-30.00 abandoned+");
  const AisleEvent *counts = last_counts (events, 15);
  ck_assert_uint_eq (counts->n_queues, 1);
  ck_assert_uint_eq (counts->queues[0].served, 1);
  ck_assert_uint_eq (counts->queues[0].abandoned, 1);
  ck_assert_double_eq_tol (counts->queues[0].wait_mean, 20, 1e-6);
  ck_assert_double_eq_tol (counts->queues[0].wait_most, 20, 1e-6);
}
GST_END_TEST;

GST_START_TEST (queue_state)
{
  g_autoptr (AisleFootfall) footfall = counter_of_shop (QUEUE);
  g_autoptr (GPtrArray) events = walk_all (footfall, waiting, 3, 10, 10, FALSE);
  g_autoptr (AisleEvent) early = aisle_footfall_get_counts (footfall);
  ck_assert_uint_eq (early->queues[0].length, 2);
  ck_assert_double_eq (early->queues[0].expected_wait, -1);
  const AisleCrowd *crowd = &footfall->crowd;
  ck_assert_uint_eq (aisle_crowd_queue_position (crowd, aisle_crowd_find (crowd, 1), 0), 1);
  ck_assert_uint_eq (aisle_crowd_queue_position (crowd, aisle_crowd_find (crowd, 2), 0), 2);
  g_ptr_array_unref (events);
  events = walk_all (footfall, waiting, 3, 10, 25, FALSE); /* time steps back: all anew */
  g_autoptr (AisleEvent) late = aisle_footfall_get_counts (footfall);
  ck_assert_uint_eq (late->queues[0].length, 1);
  ck_assert_double_eq_tol (late->queues[0].served_per_minute, 60 / 24.9, 0.01);
  ck_assert_double_eq_tol (late->queues[0].expected_wait, 22.9, 0.2); /* busy since 2 s */
}
GST_END_TEST;

/* Behind others for ten seconds, and then under another id: one wait. */
GST_START_TEST (hidden_in_the_queue)
{
  const Walk walks[] = {
    WALK (1, { 0, 0.38, 0.9 }, { 10, 0.38, 0.9 }),
    WALK (2, { 20, 0.385, 0.9 }, { 29, 0.385, 0.9 }, { 31, 0.44, 0.9 }, { 40, 0.44, 0.9 }),
  };
  g_autoptr (AisleFootfall) footfall = counter_of_shop (QUEUE);
  g_autoptr (GPtrArray) early = walk_all (footfall, walks, 2, 10, 19, FALSE);
  g_autoptr (AisleEvent) counts = aisle_footfall_get_counts (footfall);
  ck_assert_uint_eq (counts->queues[0].length, 1);
  g_autoptr (AisleFootfall) whole = counter_of_shop (QUEUE);
  g_autoptr (GPtrArray) events = walk_all (whole, walks, 2, 10, 60, TRUE);
  EXPECT_STORY (events, "till 0.00-29.55 served+");
}
GST_END_TEST;

GST_START_TEST (hidden_for_too_long)
{
  const Walk walks[] = {
    WALK (1, { 0, 0.38, 0.9 }, { 10, 0.38, 0.9 }),
    WALK (2, { 20, 0.22, 0.86 }, { 90, 0.22, 0.86 }), /* too far away */
  };
  g_autoptr (AisleFootfall) footfall = counter_of_shop (QUEUE);
  g_autoptr (GPtrArray) events = walk_all (footfall, walks, 2, 10, 80, FALSE);
  EXPECT_STORY (events, "till raised 27.00; till 0.00-10.00 lost; till cleared 75.10");
}
GST_END_TEST;

/* The program is started again while they are hidden. */
GST_START_TEST (hidden_over_a_restart)
{
  const Walk walks[] = {
    WALK (1, { 0, 0.38, 0.9 }, { 10, 0.38, 0.9 }),
    WALK (2, { 22, 0.385, 0.9 }, { 29, 0.385, 0.9 }, { 31, 0.44, 0.9 }, { 40, 0.44, 0.9 }),
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) untold = NULL;
  g_autoptr (AisleFootfall) before = counter_of_shop (QUEUE);
  g_autoptr (AisleFootfall) after = counter_of_shop (QUEUE);
  g_ptr_array_unref (walk_all (before, walks, 1, 10, 19, FALSE));
  g_autofree char *state = aisle_footfall_save (before, NULL);
  aisle_footfall_set_epoch (after, 19 * G_USEC_PER_SEC, FALSE);
  aisle_footfall_restore (after, state, -1, FALSE, &untold, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  for (guint frame = 190; frame < 450; frame++) {
    AisleTrack track;
    guint n = walk_track (&walks[1], frame / 10.0, 10, &track);
    g_ptr_array_extend_and_steal (
        events,
        aisle_footfall_update (after, (frame - 190) * (gint64) 100000000, &track, n, FALSE));
  }
  const AisleEvent *left = NULL;
  for (guint i = 0; i < events->len; i++)
    if (((AisleEvent *) events->pdata[i])->type == AISLE_EVENT_QUEUE_LEFT) {
      ck_assert_ptr_null (left);
      left = events->pdata[i];
    }
  ck_assert_ptr_nonnull (left);
  ck_assert_double_eq_tol (left->wait, 29.55, 0.01);
  ck_assert_int_eq (left->outcome, AISLE_QUEUE_SERVED);
}
GST_END_TEST;

/* --- staff ------------------------------------------------------------------- */

/* In at 1 s, a visit of milk until 4.33 s, at the desk from 8 s on; out again at the end. */
static const Walk clerk =
    WALK (1, { 0, 0.4, 0.4 }, { 4, 0.4, 0.8 }, { 5, 0.4, 0.9 }, { 8, 0.2, 0.9 }, { 9, 0.15, 0.9 },
          { 29, 0.15, 0.9 }, { 32, 0.4, 0.7 }, { 34, 0.4, 0.3 });

GST_START_TEST (staff_is_taken_back)
{
  g_autoptr (AisleFootfall) footfall = counter_of_shop ("");
  g_autoptr (GPtrArray) events = walk_all (footfall, &clerk, 1, 10, 12, FALSE);
  g_autoptr (AisleEvent) before = aisle_footfall_get_counts (footfall);
  ck_assert_uint_eq (before->lines[0].total_in, 1);
  ck_assert_uint_eq (before->zones[1].visits, 1);
  ck_assert_uint_eq (before->zones[0].occupancy, 1);
  g_autoptr (AisleFootfall) whole = counter_of_shop ("");
  g_autoptr (GPtrArray) all = walk_all (whole, &clerk, 1, 10, 60, TRUE);
  EXPECT_STORY (all, "door in 1.00; milk 2.00-4.00 left; door in 1.00*; milk 2.00-4.00 left*; "
                     "desk 8.00-29.60 left*; milk 30.80-32.50 left*; door out 33.00*");
  for (guint minutes = 1; minutes <= 15; minutes += 14) {
    const AisleEvent *counts = last_counts (all, minutes);
    ck_assert_uint_eq (counts->lines[0].in, 0);
    ck_assert_uint_eq (counts->lines[0].out, 0);
    ck_assert_uint_eq (counts->lines[0].total_in, 0);
    ck_assert_uint_eq (counts->lines[0].total_out, 0);
    ck_assert_uint_eq (counts->lines[0].staff_in, 1);
    ck_assert_uint_eq (counts->lines[0].staff_out, 1);
    ck_assert_uint_eq (counts->zones[1].visits, 0);
    ck_assert_double_eq (counts->zones[1].dwell_mean, 0);
    ck_assert_uint_eq (counts->zones[0].visits, 0);
  }
  /* The same event: who drops repeats, or takes the last, finds it by its id. */
  ck_assert (((AisleEvent *) all->pdata[0])->id == ((AisleEvent *) all->pdata[2])->id);
}
GST_END_TEST;

/* The minute in which they came in was told before: it stays, the total does not. */
GST_START_TEST (staff_of_a_told_minute)
{
  g_autoptr (AisleFootfall) footfall = counter_of_shop ("");
  aisle_footfall_set_epoch (footfall, 55 * G_USEC_PER_SEC, FALSE);
  g_autoptr (GPtrArray) events = walk_all (footfall, &clerk, 1, 10, 60, TRUE);
  const AisleEvent *first = NULL;
  for (guint i = 0; i < events->len && !first; i++)
    if (((AisleEvent *) events->pdata[i])->type == AISLE_EVENT_COUNTS)
      first = events->pdata[i];
  ck_assert_uint_eq (first->lines[0].in, 1);
  ck_assert_uint_eq (first->lines[0].total_in, 1);
  const AisleEvent *minute = last_counts (events, 1), *quarter = last_counts (events, 15);
  ck_assert_uint_eq (minute->lines[0].total_in, 0);
  ck_assert_uint_eq (minute->lines[0].staff_in, 0);
  ck_assert_uint_eq (quarter->lines[0].in, 0);
  ck_assert_uint_eq (quarter->lines[0].staff_in, 1);
}
GST_END_TEST;

/* Another id of the same person is staff, too. */
GST_START_TEST (staff_of_another_id)
{
  const Walk walks[] = {
    WALK (1, { 0, 0.15, 0.9 }, { 10, 0.15, 0.9 }, { 12, 0.3, 0.9 }),
    WALK (2, { 13, 0.35, 0.88 }, { 17, 0.35, 0.4 }),
  };
  g_autoptr (AisleFootfall) footfall = counter_of_shop ("");
  g_autoptr (GPtrArray) events = walk_all (footfall, walks, 2, 10, 30, TRUE);
  EXPECT_STORY (events, "desk 0.00-10.67 left*; milk 13.67-15.33 left*; door out 16.17*");
}
GST_END_TEST;

/* --- who comes back ---------------------------------------------------------- */

GST_START_TEST (reentry)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  AisleAppearance one = look_of_person (1, 0.05, rand), other = look_of_person (2, 0.05, rand);
  Walk walks[] = {
    WALK (1, { 0, 0.6, 0.6 }, { 2, 0.6, 0.4 }),     /* goes out */
    WALK (2, { 10, 0.62, 0.4 }, { 12, 0.62, 0.6 }), /* comes back */
    WALK (3, { 20, 0.62, 0.4 }, { 22, 0.62, 0.6 }), /* somebody else */
  };
  walks[0].look = walks[1].look = &one;
  walks[2].look = &other;
  g_autoptr (AisleFootfall) footfall = counter_of_shop (",\"re-entry\":60");
  g_autoptr (GPtrArray) events = walk_all (footfall, walks, 3, 10, 30, TRUE);
  EXPECT_STORY (events, "door out 1.00; door in 11.00~; door in 21.00");
  const AisleEvent *counts = last_counts (events, 1);
  ck_assert_uint_eq (counts->lines[0].in, 1);
  ck_assert_uint_eq (counts->lines[0].total_in, 1);
  ck_assert_uint_eq (counts->lines[0].out, 1);
  ck_assert_uint_eq (counts->lines[0].reentries, 1);
}
GST_END_TEST;

/* --- passages ---------------------------------------------------------------- */

GST_START_TEST (turning_in)
{
  const Walk walks[] = {
    WALK (1, { 0, 0.2, 0.2 }, { 8, 0.9, 0.2 }),                                           /* by */
    WALK (2, { 1, 0.9, 0.25 }, { 6, 0.45, 0.25 }, { 9, 0.45, 0.55 }, { 15, 0.45, 0.58 }), /* in */
    WALK (3, { 20, 0.4, 0.4 }, { 24, 0.4, 0.55 }),                                        /* in */
    WALK (4, { 30, 0.2, 0.2 }, { 34, 0.6, 0.2 }, { 38, 0.2, 0.2 }),                       /* by */
  };
  g_autoptr (AisleFootfall) footfall = counter_of_shop ("");
  g_autoptr (GPtrArray) events = walk_all (footfall, walks, 4, 10, 50, TRUE);
  const AisleEvent *counts = last_counts (events, 1);
  ck_assert_uint_eq (counts->turn_ins[0].outside, 2);
  ck_assert_uint_eq (counts->turn_ins[0].inside, 2);
  ck_assert_double_eq (counts->turn_ins[0].rate, 0.5);
}
GST_END_TEST;

GST_START_TEST (funnel)
{
  /* milk → bread → milk; another: bread alone. */
  const Walk walks[] = {
    WALK (1, { 0, 0.4, 0.7 }, { 5, 0.4, 0.7 }, { 8, 0.7, 0.7 }, { 12, 0.7, 0.7 }, { 15, 0.4, 0.7 },
          { 20, 0.4, 0.7 }),
    WALK (2, { 3, 0.75, 0.65 }, { 6, 0.75, 0.65 }),
  };
  g_autoptr (AisleFootfall) footfall = counter_of_shop ("");
  g_autoptr (GPtrArray) events = walk_all (footfall, walks, 2, 10, 30, TRUE);
  const AisleEvent *hour = last_counts (events, 60);
  ck_assert_uint_eq (hour->n_transitions, 2);
  ck_assert_str_eq (hour->transitions[0].from, "milk");
  ck_assert_str_eq (hour->transitions[0].to, "bread");
  ck_assert_uint_eq (hour->transitions[0].people, 1);
  ck_assert_str_eq (hour->transitions[1].from, "bread");
  ck_assert_str_eq (hour->transitions[1].to, "milk");
  ck_assert_uint_eq (last_counts (events, 15)->n_transitions, 0);
}
GST_END_TEST;

/* --- shelves ----------------------------------------------------------------- */

/* Stands 5 cm before the shelf of milk for ten seconds and reaches into it once. */
GST_START_TEST (shelf)
{
  g_autoptr (AisleFootfall) footfall = counter_of_shop ("");
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  for (guint frame = 0; frame < 100; frame++) {
    float arm = frame >= 50 && frame < 60 ? 30 : 0;
    AisleTrack track = { .id = 1, .box = { 445, 600, 30 + arm, 100 } };
    g_ptr_array_extend_and_steal (
        all, aisle_footfall_update (footfall, frame * (gint64) 100000000, &track, 1, FALSE));
  }
  g_ptr_array_extend_and_steal (all, aisle_footfall_finish (footfall, 10 * (gint64) 1000000000));
  const AisleEvent *visit = all->pdata[0];
  ck_assert_str_eq (visit->name, "milk");
  ck_assert_double_eq_tol (visit->faced, 9.9, 2);
  ck_assert_uint_eq (visit->reached, 1);
  const AisleEvent *counts = last_counts (all, 1);
  ck_assert_uint_eq (counts->zones[1].faced, 1);
  ck_assert_uint_eq (counts->zones[1].reached, 1);
  ck_assert_uint_eq (counts->zones[2].faced, 0);
}
GST_END_TEST;

/* --- whatever happens -------------------------------------------------------- */

#define VISITORS 12

/* Between the places of the shop, with stops; some end in its middle and go on under another id. */
static void
random_walks (GRand *rand, Walk *walks)
{
  for (guint i = 0; i < VISITORS; i++) {
    double t = g_rand_double_range (rand, 0, 20);
    walks[i] = (Walk) { .track = i + 1, .n = 8 };
    for (guint k = 0; k < walks[i].n; k++) {
      gboolean stops = k > 0 && g_rand_boolean (rand);
      WalkPoint before = walks[i].points[k > 0 ? k - 1 : 0];
      walks[i].points[k] = stops ? (WalkPoint) { t, before.x, before.y }
                                 : (WalkPoint) { t, g_rand_double_range (rand, 0.05, 0.95),
                                                 g_rand_double_range (rand, 0.1, 0.95) };
      t += g_rand_double_range (rand, 2, 9);
    }
    if (i > 0 && g_rand_boolean (rand)) {
      WalkPoint last = walks[i - 1].points[walks[i - 1].n - 1];
      walks[i].points[0] = (WalkPoint) { last.t + 1, last.x, last.y };
      for (guint k = 1; k < walks[i].n; k++)
        walks[i].points[k].t = last.t + 1 + 5 * k;
    }
  }
}

/* How many events of the type and name there are when of two with one id the later holds. */
static guint
count_last (GPtrArray *events, AisleEventType type, const char *name, gboolean staff, int kind)
{
  g_autoptr (GHashTable) last = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  gpointer event;
  guint n = 0;
  for (guint i = 0; i < events->len; i++) {
    AisleEvent *e = events->pdata[i];
    if (e->type == type && g_strcmp0 (e->name, name) == 0)
      g_hash_table_replace (last, &e->id, e);
  }
  g_hash_table_iter_init (&iter, last);
  while (g_hash_table_iter_next (&iter, NULL, &event)) {
    const AisleEvent *e = event;
    int is = type == AISLE_EVENT_LINE_CROSSED ? (int) e->direction
             : type == AISLE_EVENT_QUEUE_LEFT ? (int) e->outcome
                                              : 0;
    n += e->staff == staff && is == kind && (staff || !e->reentry);
  }
  return n;
}

static void
check_sums (GPtrArray *events)
{
  const AisleEvent *hour = last_counts (events, 60);
  for (guint i = 0; i < hour->n_lines; i++) {
    const AisleLineCounts *line = &hour->lines[i];
    guint in = count_last (events, AISLE_EVENT_LINE_CROSSED, line->name, FALSE, AISLE_DIRECTION_IN);
    guint out =
        count_last (events, AISLE_EVENT_LINE_CROSSED, line->name, FALSE, AISLE_DIRECTION_OUT);
    ck_assert_uint_eq (line->in, in);
    ck_assert_uint_eq (line->out, out);
    ck_assert_uint_eq (line->total_in, in);
    ck_assert_uint_eq (line->total_out, out);
    ck_assert_uint_eq (line->staff_in, count_last (events, AISLE_EVENT_LINE_CROSSED, line->name,
                                                   TRUE, AISLE_DIRECTION_IN));
  }
  for (guint i = 0; i < hour->n_zones; i++) {
    ck_assert_uint_eq (hour->zones[i].visits,
                       count_last (events, AISLE_EVENT_VISIT_ENDED, hour->zones[i].name, FALSE, 0));
    ck_assert (hour->zones[i].dwell_mean >= 0 && hour->zones[i].occupancy == 0);
  }
  const AisleQueueCounts *queue = &hour->queues[0];
  ck_assert_uint_eq (queue->length, 0);
  ck_assert_uint_eq (queue->served, count_last (events, AISLE_EVENT_QUEUE_LEFT, "till", FALSE,
                                                AISLE_QUEUE_SERVED));
  ck_assert_uint_eq (queue->abandoned, count_last (events, AISLE_EVENT_QUEUE_LEFT, "till", FALSE,
                                                   AISLE_QUEUE_ABANDONED));
}

GST_START_TEST (sums_hold)
{
  guint staff = 0, waits = 0, back = 0;
  printf ("seeds 1 to 40\n");
  for (guint32 seed = 1; seed <= 40; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    Walk walks[VISITORS];
    random_walks (rand, walks);
    g_autoptr (AisleFootfall) footfall = counter_of_shop (QUEUE ",\"re-entry\":30");
    g_autoptr (GPtrArray) events = walk_all (footfall, walks, VISITORS, 10, 120, TRUE);
    check_sums (events);
    for (guint i = 0; i < events->len; i++) {
      const AisleEvent *event = events->pdata[i];
      staff += event->staff;
      back += event->reentry;
      waits += event->type == AISLE_EVENT_QUEUE_LEFT;
    }
  }
  ck_assert_uint_gt (staff, 10);
  ck_assert_uint_gt (back, 10);
  ck_assert_uint_gt (waits, 10);
}
GST_END_TEST;

static Suite *
shop_suite (void)
{
  Suite *s = suite_create ("shop");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, queue_events);
  tcase_add_test (tc, queue_state);
  tcase_add_test (tc, hidden_in_the_queue);
  tcase_add_test (tc, hidden_for_too_long);
  tcase_add_test (tc, hidden_over_a_restart);
  tcase_add_test (tc, staff_is_taken_back);
  tcase_add_test (tc, staff_of_a_told_minute);
  tcase_add_test (tc, staff_of_another_id);
  tcase_add_test (tc, reentry);
  tcase_add_test (tc, turning_in);
  tcase_add_test (tc, funnel);
  tcase_add_test (tc, shelf);
  tcase_add_test (tc, sums_hold);
  return s;
}

GST_CHECK_MAIN (shop)
