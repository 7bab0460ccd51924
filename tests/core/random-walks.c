/* SPDX-License-Identifier: MIT */
/**
 * @file random-walks.c
 * Properties of the counting on seeded random walks, against slow and obvious oracles that sample
 * the path densely. SEED=N in the environment picks other walks.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/core/checks.h"
#include "tests/core/walk.h"

#define WALKS 60
#define FPS 10
#define SAMPLES 200 /* of the oracles, per frame */
#define BAND 0.01

/* --- what is random ---------------------------------------------------------- */

/* A polygon with n corners round the middle, each at its own distance: always simple. */
static guint
random_polygon (GRand *rand, AislePoint *points)
{
  guint n = g_rand_int_range (rand, 3, 9);
  for (guint i = 0; i < n; i++) {
    double angle = 2 * G_PI * (i + g_rand_double_range (rand, 0, 0.8)) / n;
    double radius = g_rand_double_range (rand, 0.08, 0.35);
    points[i] = (AislePoint) { 0.5 + radius * cos (angle), 0.5 + radius * sin (angle) };
  }
  return n;
}

/* A walk of WALK_POINTS frames; @pace: longest step. */
static Walk
random_walk (GRand *rand, double pace)
{
  Walk walk = { .track = 1, .n = WALK_POINTS };
  AislePoint at = { g_rand_double (rand), g_rand_double (rand) };
  double heading = g_rand_double_range (rand, 0, 2 * G_PI);
  for (guint i = 0; i < WALK_POINTS; i++) {
    walk.points[i] = (WalkPoint) { i / (double) FPS, at.x, at.y };
    heading += g_rand_double_range (rand, -0.7, 0.7);
    /* towards the middle when too far away */
    if (hypot (at.x - 0.5, at.y - 0.5) > 0.45)
      heading = atan2 (0.5 - at.y, 0.5 - at.x);
    double step = g_rand_double_range (rand, 0, pace);
    at.x += step * cos (heading);
    at.y += step * sin (heading);
  }
  return walk;
}

static char *
points_json (const AislePoint *points, guint n, gboolean closed)
{
  GString *text = g_string_new ("[");
  for (guint i = 0; i < n + (closed ? 1 : 0); i++) {
    char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf (text, "%s[%s,%s]", i ? "," : "",
                            g_ascii_dtostr (x, sizeof x, points[i % n].x),
                            g_ascii_dtostr (y, sizeof y, points[i % n].y));
  }
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

static GRand *
seeded (guint32 salt)
{
  const char *text = g_getenv ("SEED");
  guint32 seed = (text ? (guint32) strtoul (text, NULL, 10) : 1) + salt * 1000;
  printf ("seed %u\n", seed);
  return g_rand_new_with_seed (seed);
}

/* --- oracles ----------------------------------------------------------------- */

/* Winding number by summing angles: inside when the polygon goes round p. */
static gboolean
oracle_inside (const AislePoint *points, guint n, WalkPoint p)
{
  double turns = 0;
  for (guint i = 0; i < n; i++) {
    AislePoint a = points[i], b = points[(i + 1) % n];
    double ax = a.x - p.x, ay = a.y - p.y, bx = b.x - p.x, by = b.y - p.y;
    turns += atan2 (ax * by - ay * bx, ax * bx + ay * by);
  }
  return fabs (turns) > G_PI;
}

static double
oracle_distance (const AislePoint *points, guint n, WalkPoint p)
{
  double best = INFINITY;
  for (guint i = 0; i < n; i++) {
    AislePoint a = points[i], b = points[(i + 1) % n];
    double length = hypot (b.x - a.x, b.y - a.y);
    double at = ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / (length * length);
    at = CLAMP (at, 0, 1);
    best = MIN (best, hypot (p.x - a.x - at * (b.x - a.x), p.y - a.y - at * (b.y - a.y)));
  }
  return best;
}

/* Confirmed changes of side along the densely sampled path: two bands beyond, a second, or the
 * end of the way. */
static void
oracle_count (const AislePoint *points, guint n, const Walk *walk, double band, guint *in,
              guint *out, int *first, int *last)
{
  *in = *out = 0;
  *first = *last = 0;
  double end = walk->points[walk->n - 1].t, since = 0;
  guint samples = (guint) (end * FPS * SAMPLES + 0.5);
  int before = 0;
  for (guint i = 0; i <= samples; i++) {
    WalkPoint p = walk_at (walk, i / (double) (FPS * SAMPLES));
    double distance = oracle_distance (points, n, p);
    int side = distance < band ? 0 : oracle_inside (points, n, p) ? 1 : -1;
    since = side == before ? since : p.t;
    before = side;
    gboolean sure = side != -*last || distance >= 2 * band || p.t - since >= 1 || i == samples;
    if (side == 0 || !sure)
      continue;
    if (*first == 0)
      *first = side;
    if (*last != 0 && side != *last)
      *(side > 0 ? in : out) += 1;
    *last = side;
  }
}

/* Stays inside as pairs of times, one after the other, from border to border. Who passes it is
 * believed @band away from it, @sure seconds later, or at the end. @presence: (nullable): whether
 * they are inside at each frame. */
static GArray *
oracle_stays (const AislePoint *points, guint n, const Walk *walk, double band, double sure,
              gboolean *presence)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (double));
  gboolean inside = FALSE, within = FALSE;
  double end = walk->points[walk->n - 1].t, met = 0;
  guint samples = (guint) (end * FPS * SAMPLES + 0.5);
  for (guint i = 0; i <= samples; i++) {
    WalkPoint p = walk_at (walk, i / (double) (FPS * SAMPLES));
    if (oracle_inside (points, n, p) != within) {
      within = !within;
      met = p.t;
    }
    gboolean is_sure = oracle_distance (points, n, p) >= band || p.t - met >= sure || i == samples;
    if (within != inside && is_sure) {
      g_array_append_val (times, met);
      inside = within;
    }
    if (presence && i % SAMPLES == 0)
      presence[i / SAMPLES] = inside;
  }
  if (inside)
    g_array_append_val (times, end);
  return times;
}

/* NULL when it hangs by a hair who is believed: the path is looked at in steps. */
static GArray *
clear_stays (const AislePoint *points, guint n, const Walk *walk)
{
  g_autoptr (GArray) most = oracle_stays (points, n, walk, BAND * 0.92, 0.99, NULL);
  g_autoptr (GArray) least = oracle_stays (points, n, walk, BAND * 1.13, 1.01, NULL);
  gboolean clear =
      most->len == least->len && memcmp (most->data, least->data, most->len * sizeof (double)) == 0;
  return clear ? g_steal_pointer (&most) : NULL;
}

/* --- properties -------------------------------------------------------------- */

static void
tally (GPtrArray *events, guint *in, guint *out)
{
  *in = *out = 0;
  for (guint i = 0; i < events->len; i++) {
    const AisleEvent *event = events->pdata[i];
    if (event->type == AISLE_EVENT_LINE_CROSSED)
      *(event->direction == AISLE_DIRECTION_IN ? in : out) += 1;
  }
}

/* Closed lines: every crossing once, and in − out is the change of side. */
static void
check_closed_line (GRand *rand, double pace)
{
  AislePoint points[16];
  guint n = random_polygon (rand, points), in, out, most_in, most_out, least_in, least_out;
  int first, last;
  Walk walk = random_walk (rand, pace);
  g_autofree char *json = points_json (points, n, TRUE);
  g_autofree char *config =
      g_strdup_printf ("{\"lines\":[{\"name\":\"L\",\"points\":%s,\"in\":[0.5,0.5]}]}", json);
  /* The middle may be too near to the border for an IN point: take another polygon then. */
  if (!oracle_inside (points, n, (WalkPoint) { 0, 0.5, 0.5 }))
    return;
  g_autoptr (AisleFootfall) footfall = walk_counter (config);
  g_autoptr (GPtrArray) events = walk_all (footfall, &walk, 1, FPS, 10, TRUE);
  tally (events, &in, &out);
  /* The path is looked at in steps of a quarter of the band: an eighth of it may be missed, and
   * a little less by the oracle. */
  oracle_count (points, n, &walk, BAND * 1.13, &least_in, &least_out, &first, &last);
  oracle_count (points, n, &walk, BAND * 0.92, &most_in, &most_out, &first, &last);
  ck_assert (least_in <= in && in <= most_in);
  ck_assert (least_out <= out && out <= most_out);
  oracle_count (points, n, &walk, BAND, &most_in, &most_out, &first, &last);
  ck_assert_int_eq ((int) in - (int) out, (last - first) / 2);
}

GST_START_TEST (closed_lines)
{
  g_autoptr (GRand) rand = seeded (1);
  for (guint i = 0; i < WALKS; i++)
    check_closed_line (rand, i % 2 ? 0.02 : 0.3);
}
GST_END_TEST;

/* Zones: every stay is a visit from border to border. */
static guint
check_zone (GRand *rand, double pace)
{
  AislePoint points[16];
  guint n = random_polygon (rand, points), k = 0;
  Walk walk = random_walk (rand, pace);
  g_autofree char *json = points_json (points, n, FALSE);
  g_autofree char *config = g_strdup_printf (
      "{\"zones\":[{\"name\":\"Z\",\"polygon\":%s,\"merge-gap\":0,\"min-visit\":0}]}", json);
  g_autoptr (AisleFootfall) footfall = walk_counter (config);
  g_autoptr (GPtrArray) events = walk_all (footfall, &walk, 1, FPS, 12, TRUE);
  g_autoptr (GArray) stays = clear_stays (points, n, &walk);
  if (!stays)
    return 0;
  const double tolerance = 2.0 / (FPS * SAMPLES);
  for (guint i = 0; i < events->len; i++) {
    const AisleEvent *event = events->pdata[i];
    if (event->type != AISLE_EVENT_VISIT_ENDED || event->dwell <= tolerance)
      continue; /* the samples of the oracle may have missed it */
    while (k + 1 < stays->len && g_array_index (stays, double, k + 1) < event->enter_pts)
      k += 2;
    ck_assert_uint_lt (k + 1, stays->len);
    ck_assert_double_eq_tol (event->enter_pts, g_array_index (stays, double, k), tolerance);
    ck_assert_double_eq_tol (event->leave_pts, g_array_index (stays, double, k + 1), tolerance);
    ck_assert_double_eq_tol (event->dwell, event->leave_pts - event->enter_pts, 1e-12);
    k += 2;
  }
  while (k < stays->len
         && g_array_index (stays, double, k + 1) - g_array_index (stays, double, k) < 2 * tolerance)
    k += 2;
  ck_assert_uint_eq (k, stays->len);
  return stays->len / 2;
}

GST_START_TEST (zones)
{
  g_autoptr (GRand) rand = seeded (2);
  guint checked = 0;
  for (guint i = 0; i < WALKS; i++)
    checked += check_zone (rand, i % 2 ? 0.02 : 0.3);
  ck_assert_uint_ge (checked, WALKS);
}
GST_END_TEST;

/* What merging and dropping leaves of a list of stays: how many, and their time together. */
static guint
oracle_visits (const GArray *stays, double merge_gap, double min_visit, double *dwell)
{
  guint visits = 0;
  *dwell = 0;
  for (guint i = 0; i < stays->len; i += 2) {
    double enter = g_array_index (stays, double, i);
    while (i + 2 < stays->len
           && g_array_index (stays, double, i + 2) - g_array_index (stays, double, i + 1)
                  <= merge_gap)
      i += 2;
    double stay = g_array_index (stays, double, i + 1) - enter;
    visits += stay >= min_visit;
    *dwell += stay >= min_visit ? stay : 0;
  }
  return visits;
}

static void
check_merged (GRand *rand)
{
  AislePoint points[16];
  guint n = random_polygon (rand, points), got = 0;
  double dwell = 0, expected_dwell, other;
  Walk walk = random_walk (rand, 0.1);
  g_autofree char *json = points_json (points, n, FALSE);
  g_autofree char *config = g_strdup_printf ("{\"zones\":[{\"name\":\"Z\",\"polygon\":%s}]}", json);
  g_autoptr (AisleFootfall) footfall = walk_counter (config);
  g_autoptr (GPtrArray) events = walk_all (footfall, &walk, 1, FPS, 12, TRUE);
  g_autoptr (GArray) stays = clear_stays (points, n, &walk);
  if (!stays)
    return;
  guint expected = oracle_visits (stays, 0.5, 0.5, &expected_dwell);
  /* Too near to a threshold for the samples to tell. */
  if (expected != oracle_visits (stays, 0.49, 0.51, &other)
      || expected != oracle_visits (stays, 0.51, 0.49, &other))
    return;
  for (guint i = 0; i < events->len; i++) {
    const AisleEvent *event = events->pdata[i];
    got += event->type == AISLE_EVENT_VISIT_ENDED;
    dwell += event->dwell;
  }
  ck_assert_uint_eq (got, expected);
  ck_assert_double_eq_tol (dwell, expected_dwell, 2.0 * expected / (FPS * SAMPLES));
}

GST_START_TEST (merged_visits)
{
  g_autoptr (GRand) rand = seeded (3);
  for (guint i = 0; i < WALKS; i++)
    check_merged (rand);
}
GST_END_TEST;

/* Several people: at each frame the occupancy is how many the oracle believes inside. */
GST_START_TEST (occupancy)
{
  g_autoptr (GRand) rand = seeded (4);
  AislePoint points[16];
  guint n = random_polygon (rand, points), frames = WALK_POINTS;
  Walk walks[10];
  gboolean least[G_N_ELEMENTS (walks)][WALK_POINTS], most[G_N_ELEMENTS (walks)][WALK_POINTS];
  guint compared = 0;
  for (guint i = 0; i < G_N_ELEMENTS (walks); i++) {
    walks[i] = random_walk (rand, 0.1);
    walks[i].track = i + 1;
    g_array_unref (oracle_stays (points, n, &walks[i], BAND * 0.92, 0.99, most[i]));
    g_array_unref (oracle_stays (points, n, &walks[i], BAND * 1.13, 1.01, least[i]));
  }
  g_autofree char *json = points_json (points, n, FALSE);
  g_autofree char *config = g_strdup_printf ("{\"zones\":[{\"name\":\"Z\",\"polygon\":%s}]}", json);
  g_autoptr (AisleFootfall) footfall = walk_counter (config);
  for (guint frame = 0; frame < frames; frame++) {
    AisleTrack tracks[G_N_ELEMENTS (walks)];
    guint inside = 0, unsure = 0;
    double t = frame / (double) FPS;
    for (guint i = 0; i < G_N_ELEMENTS (walks); i++) {
      walk_track (&walks[i], t, FPS, &tracks[i]);
      inside += least[i][frame];
      /* At the end of a walk the oracle already knows that it is one. */
      unsure += least[i][frame] != most[i][frame] || frame + 1 == frames;
    }
    g_ptr_array_unref (aisle_footfall_update (footfall, (gint64) (t * 1e9 + 0.5), tracks,
                                              G_N_ELEMENTS (walks), FALSE));
    g_autoptr (AisleEvent) counts = aisle_footfall_get_counts (footfall);
    if (unsure == 0)
      ck_assert_uint_eq (counts->zones[0].occupancy, inside);
    compared += unsure == 0;
  }
  ck_assert_uint_ge (compared, frames / 2);
  g_ptr_array_unref (aisle_footfall_finish (footfall, 100 * G_GINT64_CONSTANT (1000000000)));
  g_autoptr (AisleEvent) counts = aisle_footfall_get_counts (footfall);
  ck_assert_uint_eq (counts->zones[0].occupancy, 0);
}
GST_END_TEST;

static Suite *
walks_suite (void)
{
  Suite *s = suite_create ("random-walks");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_set_timeout (tc, 60);
  tcase_add_test (tc, closed_lines);
  tcase_add_test (tc, zones);
  tcase_add_test (tc, merged_visits);
  tcase_add_test (tc, occupancy);
  return s;
}

GST_CHECK_MAIN (walks)
