/* SPDX-License-Identifier: MIT */
/**
 * @file queue.c
 * Waits in a queue: hand-made paths, and random ones against a slow reference that looks at the
 * whole path at once. SEED=N in the environment picks other paths.
 */
#include <stdio.h>
#include <stdlib.h>

#include "gst/core/queue.h"
#include "gst/core/stand.h"
#include "tests/core/checks.h"

#define FPS 10
#define HEIGHT 0.1
#define MOST 4096

/* People wait at x = 0.3…0.5 and are served at x = 0.5…0.6; between them there is no gap. */
static AislePoint area[] = { { 0.3, 0.4 }, { 0.5, 0.4 }, { 0.5, 0.6 }, { 0.3, 0.6 } };
static AislePoint service[] = { { 0.5, 0.4 }, { 0.6, 0.4 }, { 0.6, 0.6 }, { 0.5, 0.6 } };
static const AisleQueueConfig config = {
  .name = (char *) "till",
  .area = { .n_points = 4, .points = area, .merge_gap = 0.5, .min_visit = 0.5 },
  .service = { .n_points = 4, .points = service, .merge_gap = 0.5, .min_visit = 0.5 },
  .min_wait = 2,
};

typedef struct {
  AisleQueue queue;
  AisleStand stand;
  AisleQueueMemory memory;
  AislePoint place;
  double pts, first_pts;
  AislePoint first;
  gboolean begun;
  GArray *records;
} Visitor;

static Visitor
new_visitor (GArray *records)
{
  Visitor visitor = { .records = records };
  aisle_queue_init (&visitor.queue, &config, 1);
  return visitor;
}

static AisleMove
move_to (const Visitor *visitor, AislePoint place, double pts)
{
  return (AisleMove) { visitor->place, place, visitor->pts, pts, HEIGHT, 0, 0 };
}

static double
step (Visitor *visitor, AislePoint place, double pts)
{
  if (!visitor->begun) {
    visitor->place = visitor->first = place;
    visitor->pts = visitor->first_pts = pts;
    visitor->begun = TRUE;
  }
  AisleMove move = move_to (visitor, place, pts);
  move.stood = aisle_stand_follow (&visitor->stand, &move);
  aisle_queue_follow (&visitor->queue, &visitor->memory, &move, visitor->records);
  visitor->place = place;
  visitor->pts = pts;
  return move.stood;
}

/* Goes at walking pace (0.8 body heights per second) from @visitor's place along x to @x. */
static void
walk_to (Visitor *visitor, double x)
{
  double from = visitor->place.x, pts = visitor->pts, way = fabs (x - from);
  guint n = (guint) ceil (way / (0.8 * HEIGHT) * FPS - 1e-9);
  for (guint i = 1; i <= n; i++)
    step (visitor, (AislePoint) { from + (x - from) * i / n, 0.5 }, pts + i / (double) FPS);
}

static void
stand_for (Visitor *visitor, double seconds)
{
  double pts = visitor->pts;
  for (guint i = 1; i <= seconds * FPS + 0.5; i++)
    step (visitor, visitor->place, pts + i / (double) FPS);
}

static char *
story (GArray *records)
{
  static const char *const outcomes[] = { "served", "abandoned", "lost" };
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < records->len; i++) {
    const AisleQueueRecord *r = &g_array_index (records, AisleQueueRecord, i);
    g_string_append_printf (text, "%s%.1f-%.1f %s%s", i ? "; " : "", r->enter_pts, r->leave_pts,
                            outcomes[r->outcome], r->stitched ? "+" : "");
  }
  g_array_set_size (records, 0);
  return g_strdup (text->str);
}

#define EXPECT_STORY(text)                                                                         \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *told = story (records);                                                       \
    ck_assert_str_eq (told, text);                                                                 \
  }                                                                                                \
  G_STMT_END

static GArray *
new_records (void)
{
  return g_array_new (FALSE, FALSE, sizeof (AisleQueueRecord));
}

GST_START_TEST (served)
{
  g_autoptr (GArray) records = new_records ();
  Visitor visitor = new_visitor (records);
  step (&visitor, (AislePoint) { 0.1, 0.5 }, 0);
  walk_to (&visitor, 0.46); /* enters at 2.5 s, stands from 4.5 s on */
  ck_assert (!aisle_queue_is_waiting (&visitor.queue, &visitor.memory));
  stand_for (&visitor, 2.5);
  ck_assert (!aisle_queue_is_waiting (&visitor.queue, &visitor.memory));
  stand_for (&visitor, 4.5);
  ck_assert (aisle_queue_is_waiting (&visitor.queue, &visitor.memory));
  walk_to (&visitor, 0.54); /* at the service point at 12 s */
  EXPECT_STORY ("2.5-12.0 served");
  ck_assert (!aisle_queue_is_waiting (&visitor.queue, &visitor.memory));
  ck_assert (aisle_queue_is_busy (&visitor.queue, &visitor.memory));
  stand_for (&visitor, 30);
  walk_to (&visitor, 0.9);
  stand_for (&visitor, 5);
  ck_assert (!aisle_queue_is_busy (&visitor.queue, &visitor.memory));
  aisle_queue_close (&visitor.queue, &visitor.memory, visitor.pts, records);
  EXPECT_STORY ("");
}
GST_END_TEST;

/* Through the area and past the service point without a stop. */
GST_START_TEST (passes_by)
{
  g_autoptr (GArray) records = new_records ();
  Visitor visitor = new_visitor (records);
  step (&visitor, (AislePoint) { 0.1, 0.5 }, 0);
  walk_to (&visitor, 0.9);
  walk_to (&visitor, 0.1);
  stand_for (&visitor, 5);
  EXPECT_STORY ("");
  ck_assert_int_eq (visitor.memory.phase, AISLE_QUEUE_PHASE_NONE);
}
GST_END_TEST;

/* Nobody is before them: the wait is the walk through the area. */
GST_START_TEST (served_at_once)
{
  g_autoptr (GArray) records = new_records ();
  Visitor visitor = new_visitor (records);
  step (&visitor, (AislePoint) { 0.1, 0.5 }, 0);
  walk_to (&visitor, 0.58);
  stand_for (&visitor, 4);
  EXPECT_STORY ("2.5-5.0 served");
}
GST_END_TEST;

GST_START_TEST (abandons)
{
  g_autoptr (GArray) records = new_records ();
  Visitor visitor = new_visitor (records);
  step (&visitor, (AislePoint) { 0.1, 0.5 }, 0);
  walk_to (&visitor, 0.42);
  stand_for (&visitor, 10);
  walk_to (&visitor, 0.2); /* out of the area at 15.5 s */
  EXPECT_STORY ("");
  stand_for (&visitor, 1.5);
  EXPECT_STORY ("");
  stand_for (&visitor, 0.5);
  EXPECT_STORY ("2.5-15.5 abandoned");
}
GST_END_TEST;

GST_START_TEST (steps_aside)
{
  g_autoptr (GArray) records = new_records ();
  Visitor visitor = new_visitor (records);
  step (&visitor, (AislePoint) { 0.32, 0.5 }, 0);
  stand_for (&visitor, 5);
  walk_to (&visitor, 0.28);
  stand_for (&visitor, 2);
  walk_to (&visitor, 0.32);
  stand_for (&visitor, 5);
  EXPECT_STORY ("");
  ck_assert (aisle_queue_is_waiting (&visitor.queue, &visitor.memory));
  aisle_queue_close (&visitor.queue, &visitor.memory, visitor.pts, records);
  EXPECT_STORY ("0.0-13.0 lost");
}
GST_END_TEST;

/* Behind the counter, or first seen there: has not waited, and does not when going out. */
GST_START_TEST (other_way)
{
  g_autoptr (GArray) records = new_records ();
  Visitor visitor = new_visitor (records);
  step (&visitor, (AislePoint) { 0.7, 0.5 }, 0);
  walk_to (&visitor, 0.55);
  stand_for (&visitor, 20);
  walk_to (&visitor, 0.4);
  stand_for (&visitor, 10);
  ck_assert (!aisle_queue_is_waiting (&visitor.queue, &visitor.memory));
  walk_to (&visitor, 0.1);
  stand_for (&visitor, 4);
  EXPECT_STORY ("");
}
GST_END_TEST;

GST_START_TEST (ends_at_service)
{
  g_autoptr (GArray) records = new_records ();
  Visitor visitor = new_visitor (records);
  step (&visitor, (AislePoint) { 0.49, 0.5 }, 0);
  stand_for (&visitor, 5);
  step (&visitor, (AislePoint) { 0.51, 0.5 }, 5.2);
  EXPECT_STORY ("");
  aisle_queue_close (&visitor.queue, &visitor.memory, visitor.pts, records);
  EXPECT_STORY ("0.0-5.1 served");
}
GST_END_TEST;

/* @later turns out to be @earlier. */
static void
join (const Visitor *earlier, Visitor *later)
{
  AisleMove gap = move_to (earlier, later->first, later->first_pts);
  aisle_queue_join (&later->queue, &earlier->memory, &gap, &later->memory, later->records);
}

GST_START_TEST (another_id_waits_on)
{
  g_autoptr (GArray) records = new_records ();
  Visitor earlier = new_visitor (records), later = new_visitor (records);
  step (&earlier, (AislePoint) { 0.1, 0.5 }, 0);
  walk_to (&earlier, 0.4);
  stand_for (&earlier, 3);
  step (&later, (AislePoint) { 0.41, 0.5 }, 9);
  stand_for (&later, 1);
  join (&earlier, &later);
  EXPECT_STORY ("");
  ck_assert (aisle_queue_is_waiting (&later.queue, &later.memory));
  walk_to (&later, 0.56);
  EXPECT_STORY ("2.5-11.1 served+");
}
GST_END_TEST;

GST_START_TEST (another_id_at_service)
{
  g_autoptr (GArray) records = new_records ();
  Visitor earlier = new_visitor (records), later = new_visitor (records);
  step (&earlier, (AislePoint) { 0.45, 0.5 }, 0);
  stand_for (&earlier, 10);
  step (&later, (AislePoint) { 0.55, 0.5 }, 12);
  stand_for (&later, 1);
  join (&earlier, &later);
  EXPECT_STORY ("0.0-11.0 served+"); /* on the border halfway through the gap */
  stand_for (&later, 10);
  walk_to (&later, 0.9);
  stand_for (&later, 4);
  EXPECT_STORY ("");
}
GST_END_TEST;

GST_START_TEST (another_id_has_left)
{
  g_autoptr (GArray) records = new_records ();
  Visitor earlier = new_visitor (records), later = new_visitor (records);
  step (&earlier, (AislePoint) { 0.35, 0.5 }, 0);
  stand_for (&earlier, 10);
  step (&later, (AislePoint) { 0.25, 0.5 }, 11);
  stand_for (&later, 1);
  join (&earlier, &later);
  EXPECT_STORY ("");
  stand_for (&later, 2);
  EXPECT_STORY ("0.0-10.5 abandoned+");
}
GST_END_TEST;

GST_START_TEST (another_id_after_service)
{
  g_autoptr (GArray) records = new_records ();
  Visitor earlier = new_visitor (records), later = new_visitor (records);
  step (&earlier, (AislePoint) { 0.48, 0.5 }, 0);
  stand_for (&earlier, 10);
  walk_to (&earlier, 0.55);
  stand_for (&earlier, 1);
  EXPECT_STORY ("0.0-10.3 served");
  step (&later, (AislePoint) { 0.48, 0.5 }, 13);
  stand_for (&later, 1);
  join (&earlier, &later);
  stand_for (&later, 5);
  ck_assert (!aisle_queue_is_waiting (&later.queue, &later.memory));
  walk_to (&later, 0.1);
  stand_for (&later, 4);
  EXPECT_STORY ("");
}
GST_END_TEST;

GST_START_TEST (same_queue)
{
  AislePoint moved[] = { { 0.3, 0.4 }, { 0.5, 0.4 }, { 0.5, 0.6 }, { 0.3, 0.61 } };
  AisleQueueConfig other = config;
  other.min_wait = 7;
  ck_assert (aisle_queue_is_same (&config, &other));
  other.area.points = moved;
  ck_assert (!aisle_queue_is_same (&config, &other));
}
GST_END_TEST;

/* --- the slow reference ------------------------------------------------------ */

#define SAMPLES 100 /* per frame */

typedef struct {
  guint n_frames;
  AislePoint places[600];
  double stood[600]; /* seconds of the move to it */
} Path;

static gboolean
is_within (const AislePoint *corners, double x, double y)
{
  return x >= corners[0].x && x < corners[2].x && y >= corners[0].y && y < corners[2].y;
}

/* Walks and stops between random places about the queue. */
static Path
random_path (GRand *rand)
{
  Path path = { .n_frames = 600 };
  AislePoint at = { 0.2, 0.5 };
  for (guint i = 0; i < path.n_frames;) {
    AislePoint to = { g_rand_double_range (rand, 0.25, 0.65),
                      g_rand_double_range (rand, 0.37, 0.63) };
    guint n = 1 + (guint) (hypot (to.x - at.x, to.y - at.y) / 0.08 * FPS);
    for (guint k = 1; k <= n && i < path.n_frames; k++)
      path.places[i++] =
          (AislePoint) { at.x + (to.x - at.x) * k / n, at.y + (to.y - at.y) * k / n };
    guint pause = (guint) g_rand_int_range (rand, 0, 8 * FPS);
    for (guint k = 0; k < pause && i < path.n_frames; k++)
      path.places[i++] = to;
    at = to;
  }
  return path;
}

typedef struct {
  gboolean in_area, in_service;
  double stood;
} Sample;

static guint
sample_path (const Path *path, Sample *samples)
{
  guint n = (path->n_frames - 1) * SAMPLES + 1;
  for (guint i = 0; i < n; i++) {
    guint frame = MIN (i / SAMPLES, path->n_frames - 2);
    double share = i / (double) SAMPLES - frame;
    AislePoint a = path->places[frame], b = path->places[frame + 1];
    double x = a.x + share * (b.x - a.x), y = a.y + share * (b.y - a.y);
    samples[i] = (Sample) { is_within (area, x, y), is_within (service, x, y),
                            path->stood[frame + 1] / SAMPLES };
  }
  return n;
}

/* One stay from sample @from up to the last one present, @last. Returns: a record or none. */
static void
judge_stay (const Sample *samples, guint from, guint last, gboolean is_end, GArray *records)
{
  const double tick = 1.0 / (FPS * SAMPLES);
  double stood = 0, enter = from * tick, since = 0;
  if (samples[from].in_service)
    return;
  for (guint i = from; i <= last; i++) {
    if (samples[i].in_service && (i == from || !samples[i - 1].in_service))
      since = i * tick;
    stood += samples[i].in_area || samples[i].in_service ? samples[i].stood : 0;
    gboolean ends = is_end && i == last;
    if (samples[i].in_service && stood >= 2 - 1e-6 && (ends || i * tick - since >= 0.5 - 1e-6)) {
      AisleQueueRecord record = { enter, since, AISLE_QUEUE_SERVED, FALSE };
      g_array_append_val (records, record);
      return;
    }
  }
  AisleQueueOutcome outcome = is_end ? AISLE_QUEUE_LOST : AISLE_QUEUE_ABANDONED;
  AisleQueueRecord record = { enter, last * tick, outcome, FALSE };
  if (stood >= 2 - 1e-6)
    g_array_append_val (records, record);
}

static void
reference (const Path *path, GArray *records)
{
  g_autofree Sample *samples = g_new (Sample, path->n_frames * SAMPLES);
  guint n = sample_path (path, samples), away = (guint) (AISLE_QUEUE_AWAY * FPS * SAMPLES);
  gint64 from = -1, last = -1;
  for (guint i = 0; i < n; i++) {
    if (samples[i].in_area || samples[i].in_service) {
      from = from < 0 ? i : from;
      last = i;
    } else if (from >= 0 && i - last > away) {
      judge_stay (samples, (guint) from, (guint) last, FALSE, records);
      from = -1;
    }
  }
  if (from >= 0)
    judge_stay (samples, (guint) from, (guint) last, last == n - 1, records);
}

/* Also: who was counted in has left by one of three ways or is there still; nothing is negative. */
static guint
follow_path (Path *path, GArray *records)
{
  Visitor visitor = new_visitor (records);
  guint entered = 0;
  for (guint i = 0; i < path->n_frames; i++) {
    guint before = records->len;
    path->stood[i] = step (&visitor, path->places[i], i / (double) FPS);
    gboolean inside = visitor.memory.phase == AISLE_QUEUE_PHASE_WAITING
                      && visitor.memory.stood >= config.min_wait - 1e-9;
    if (entered < records->len + inside)
      entered++;
    ck_assert_uint_eq (entered, records->len + inside);
    ck_assert_uint_le (records->len - before, 1);
  }
  aisle_queue_close (&visitor.queue, &visitor.memory, visitor.pts, records);
  ck_assert_uint_eq (entered, records->len);
  return entered;
}

GST_START_TEST (random_paths)
{
  const char *text = g_getenv ("SEED");
  guint32 seed = text ? (guint32) strtoul (text, NULL, 10) : 1;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint outcomes[3] = { 0 };
  printf ("seed %u\n", seed);
  for (guint i = 0; i < 200; i++) {
    g_autoptr (GArray) told = new_records ();
    g_autoptr (GArray) expected = new_records ();
    Path path = random_path (rand);
    follow_path (&path, told);
    reference (&path, expected);
    ck_assert_msg (told->len == expected->len, "path %u: %u, not %u", i, told->len, expected->len);
    for (guint k = 0; k < told->len; k++) {
      AisleQueueRecord *a = &g_array_index (told, AisleQueueRecord, k);
      AisleQueueRecord *b = &g_array_index (expected, AisleQueueRecord, k);
      ck_assert_int_eq (a->outcome, b->outcome);
      ck_assert_double_eq_tol (a->enter_pts, b->enter_pts, 0.0021);
      ck_assert_double_eq_tol (a->leave_pts, b->leave_pts, 0.0021);
      outcomes[a->outcome]++;
    }
  }
  ck_assert_uint_gt (outcomes[AISLE_QUEUE_SERVED], 50);
  ck_assert_uint_gt (outcomes[AISLE_QUEUE_ABANDONED], 50);
  ck_assert_uint_gt (outcomes[AISLE_QUEUE_LOST], 5);
}
GST_END_TEST;

static Suite *
queue_suite (void)
{
  Suite *s = suite_create ("queue");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, served);
  tcase_add_test (tc, passes_by);
  tcase_add_test (tc, served_at_once);
  tcase_add_test (tc, abandons);
  tcase_add_test (tc, steps_aside);
  tcase_add_test (tc, other_way);
  tcase_add_test (tc, ends_at_service);
  tcase_add_test (tc, another_id_waits_on);
  tcase_add_test (tc, another_id_at_service);
  tcase_add_test (tc, another_id_has_left);
  tcase_add_test (tc, another_id_after_service);
  tcase_add_test (tc, same_queue);
  tcase_add_test (tc, random_paths);
  return s;
}

GST_CHECK_MAIN (queue)
