/* SPDX-License-Identifier: MIT */
/**
 * @file state.c
 * A counter that is saved, killed and restored: nothing is lost, nothing is counted twice.
 * SEED=N in the environment picks other moments.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gst/core/record.h"
#include "tests/core/checks.h"
#include "tests/core/walk.h"

#define LINE "{\"name\":\"L\",\"points\":[[0.3,0.5],[0.7,0.5]],\"in\":[0.5,0.9]}"
#define OTHER_LINE "{\"name\":\"L\",\"points\":[[0.3,0.5],[0.8,0.5]],\"in\":[0.5,0.9]}"
#define ZONE "{\"name\":\"Z\",\"polygon\":[[0.4,0.4],[0.6,0.4],[0.6,0.6],[0.4,0.6]]}"
#define ALL "{\"name\":\"all\",\"polygon\":[[0,0],[1,0],[1,1],[0,1]]}"
#define QUEUE \
  "{\"name\":\"Q\",\"area\":[[0.4,0.4],[0.6,0.4],[0.6,0.6],[0.4,0.6]]," \
  "\"service\":[[0.4,0.6],[0.7,0.6],[0.7,0.9],[0.4,0.9]],\"min-wait\":1,\"alert-length\":1}"
#define CONFIG \
  "{\"lines\":[" LINE "],\"zones\":[" ZONE "," ALL "],\"queues\":[" QUEUE "]," \
  "\"occupancy\":[{\"name\":\"shop\",\"lines\":[\"L\"]}],\"child-height\":1.2," \
  "\"ground\":{\"points\":[{\"at\":[0,0],\"metres\":[0,0]},{\"at\":[1,0],\"metres\":[10,0]}," \
  "{\"at\":[1,1],\"metres\":[10,10]},{\"at\":[0,1],\"metres\":[0,10]}]}}"
#define PLAIN "{\"lines\":[" LINE "],\"zones\":[" ZONE "," ALL "]}"
#define FPS 10
#define SECOND G_GINT64_CONSTANT (1000000000)
#define EPOCH (G_GINT64_CONSTANT (1769846400) * G_USEC_PER_SEC)

/* Five people who cross, linger, turn back, are hidden and get another id, around a full minute. */
static const Walk walks[] = {
  { .track = 1, .n = 3, .points = { { 50, 0.45, 0.3 }, { 58, 0.45, 0.7 }, { 66, 0.45, 0.3 } } },
  { .track = 2,
    .n = 4,
    .points = { { 52, 0.55, 0.35 }, { 56, 0.55, 0.55 }, { 70, 0.56, 0.55 }, { 73, 0.6, 0.8 } } },
  { .track = 3, .n = 2, .points = { { 53, 0.35, 0.3 }, { 59, 0.35, 0.95 } } },
  { .track = 4,
    .n = 2,
    .points = { { 57, 0.65, 0.7 }, { 63, 0.65, 0.3 } },
    .hidden_from = 59,
    .hidden_to = 60.5 },
  { .track = 5, .n = 2, .points = { { 60, 0.5, 0.46 }, { 61.3, 0.5, 0.49 } } },
  { .track = 6, .n = 2, .points = { { 61.6, 0.5, 0.51 }, { 64, 0.5, 0.7 } } },
};
#define FRAMES 800

/* Each frame of the stream that begins at frame @origin; ids are moved by @ids. A tracker that
 * began with the stream needs a moment to be sure of anybody. */
static GPtrArray *
feed (AisleFootfall *footfall, guint frame, guint origin, guint64 ids)
{
  AisleTrack tracks[G_N_ELEMENTS (walks)];
  guint n = 0;
  for (guint i = 0; i < G_N_ELEMENTS (walks) && (frame >= origin + 2 || !origin); i++)
    if (walk_track (&walks[i], frame / (double) FPS, FPS, &tracks[n])) {
      tracks[n].id = (tracks[n].id + ids) % 7 + 1;
      n++;
    }
  return aisle_footfall_update (footfall, (frame - origin) * SECOND / FPS, tracks, n, FALSE);
}

static AisleFootfall *
counter (const char *config, guint origin)
{
  AisleFootfall *footfall = walk_counter (config);
  aisle_footfall_set_epoch (footfall, EPOCH + origin * G_USEC_PER_SEC / FPS, FALSE);
  return footfall;
}

/* A receiver that drops repeats: the lines by id. */
static void
receive (GHashTable *lines, const GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++) {
    const AisleEvent *event = events->pdata[i];
    char *json = aisle_event_to_json (event);
    const char *before = g_hash_table_lookup (lines, &event->id);
    ck_assert_msg (!before || g_str_equal (before, json), "%s\nand %s", before, json);
    g_hash_table_replace (lines, g_memdup2 (&event->id, sizeof event->id), json);
  }
}

static GHashTable *
receiver (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

static void
receive_all (GHashTable *lines, GPtrArray *events)
{
  receive (lines, events);
  g_ptr_array_unref (events);
}

static GHashTable *
uninterrupted (AisleEvent **counts)
{
  GHashTable *lines = receiver ();
  g_autoptr (AisleFootfall) footfall = counter (CONFIG, 0);
  for (guint frame = 0; frame < FRAMES; frame++)
    receive_all (lines, feed (footfall, frame, 0, 0));
  receive_all (lines, aisle_footfall_finish (footfall, FRAMES * SECOND / FPS));
  if (counts)
    *counts = aisle_footfall_get_counts (footfall);
  return lines;
}

static void
expect_same (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer id, json;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &id, &json)) {
    const char *other = g_hash_table_lookup (b, id);
    ck_assert_msg (other && g_str_equal (json, other), "%s\nis not %s", (char *) json, other);
  }
  ck_assert_uint_eq (g_hash_table_size (a), g_hash_table_size (b));
}

static GRand *
seeded (guint32 salt)
{
  const char *text = g_getenv ("SEED");
  guint32 seed = (text ? (guint32) strtoul (text, NULL, 10) : 1) + salt * 1000;
  printf ("seed %u\n", seed);
  return g_rand_new_with_seed (seed);
}

static void
restore (AisleFootfall *footfall, const char *state, gboolean repeats, GHashTable *lines)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *untold = NULL;
  aisle_footfall_restore (footfall, state, -1, repeats, &untold, &error);
  g_assert_no_error (error);
  if (lines)
    receive (lines, untold);
  g_ptr_array_unref (untold);
}

/* What the element does: a frame with events is saved before they are told, others from time to
 * time. Returns: the last text. @told: FALSE when the process died before telling. */
static void
count_until (AisleFootfall *footfall, guint first, guint last, guint origin, gboolean told,
             guint every, GHashTable *lines, char **state)
{
  for (guint frame = first; frame <= last; frame++) {
    g_autoptr (GPtrArray) events = feed (footfall, frame, origin, 0);
    if (events->len > 0 || frame % every == 0) {
      g_free (*state);
      *state = aisle_footfall_save (footfall, events);
    }
    if (frame < last || told)
      receive (lines, events);
  }
}

/* A file that is analysed again from its beginning: byte for byte the same events. */
GST_START_TEST (the_same_stream_again)
{
  g_autoptr (GRand) rand = seeded (0);
  g_autoptr (GHashTable) truth = uninterrupted (NULL);
  for (guint run = 0; run < 25; run++) {
    guint kill = g_rand_int_range (rand, 480, FRAMES), every = g_rand_int_range (rand, 1, 20);
    g_autoptr (GHashTable) lines = receiver ();
    g_autofree char *state = NULL;
    g_autoptr (AisleFootfall) before = counter (CONFIG, 0);
    count_until (before, 0, kill, 0, g_rand_boolean (rand), every, lines, &state);
    g_autoptr (AisleFootfall) after = counter (CONFIG, 0);
    restore (after, state, TRUE, lines);
    for (guint frame = 0; frame < FRAMES; frame++)
      receive_all (lines, feed (after, frame, 0, 0));
    receive_all (lines, aisle_footfall_finish (after, FRAMES * SECOND / FPS));
    expect_same (truth, lines);
  }
}
GST_END_TEST;

/* A camera goes on: times begin anew, ids are those of others, some frames are missing. */
GST_START_TEST (the_stream_went_on)
{
  g_autoptr (GRand) rand = seeded (1);
  g_autoptr (AisleEvent) truth = NULL;
  g_hash_table_unref (uninterrupted (&truth));
  for (guint run = 0; run < 25; run++) {
    guint kill = g_rand_int_range (rand, 480, 720), pause = g_rand_int_range (rand, 1, 10);
    g_autoptr (GHashTable) lines = receiver ();
    g_autofree char *state = NULL;
    g_autoptr (AisleFootfall) before = counter (CONFIG, 0);
    count_until (before, 0, kill, 0, TRUE, 5, lines, &state);
    guint origin = kill + pause;
    g_autoptr (AisleFootfall) after = counter (CONFIG, origin);
    restore (after, state, FALSE, lines);
    for (guint frame = origin; frame < FRAMES; frame++)
      receive_all (lines, feed (after, frame, origin, 3));
    receive_all (lines, aisle_footfall_finish (after, (FRAMES - origin) * SECOND / FPS));
    g_autoptr (AisleEvent) counts = aisle_footfall_get_counts (after);
    ck_assert_msg (counts->lines[0].total_in == truth->lines[0].total_in
                       && counts->lines[0].total_out == truth->lines[0].total_out,
                   "killed at %u for %u frames: in %" G_GUINT64_FORMAT ", out %" G_GUINT64_FORMAT,
                   kill, pause, counts->lines[0].total_in, counts->lines[0].total_out);
    ck_assert_uint_eq (counts->lines[0].day_in, truth->lines[0].day_in);
    ck_assert_uint_eq (counts->occupancies[0].occupancy, truth->occupancies[0].occupancy);
  }
}
GST_END_TEST;

static const Walk stays = { .track = 1, .n = 2, .points = { { 0, 0.5, 0.5 }, { 20, 0.5, 0.5 } } };

/* Somebody in the zone, killed after 5 s, up again after @pause s with another id at @x. */
static char *
story_of_pause (double pause, double x)
{
  g_autoptr (AisleFootfall) before = counter (PLAIN, 0), after = NULL;
  g_ptr_array_unref (walk_all (before, &stays, 1, FPS, 5, FALSE));
  g_autofree char *state = aisle_footfall_save (before, NULL);
  const Walk again = { .track = 1, .n = 2, .points = { { 0, x, 0.5 }, { 3, x, 0.5 } } };
  after = counter (PLAIN, (guint) ((5 + pause) * FPS));
  restore (after, state, FALSE, NULL);
  g_autoptr (GPtrArray) events = walk_all (after, &again, 1, FPS, 12, TRUE);
  return walk_story (events);
}

/* Times of the new stream begin at 0, but events go on from the old ones. */
GST_START_TEST (visits_go_on)
{
  static const struct {
    double pause, x;
    const char *story;
  } cases[] = {
    { 0.2, 0.5, "Z 0.00-8.20 lost+; all 0.00-8.20 lost+" },
    { 2, 0.55, "Z 0.00-10.00 lost+; all 0.00-10.00 lost+" },
    { 20, 0.52, "Z 0.00-28.00 lost+; all 0.00-28.00 lost+" },
    /* too far, or away for too long: lost when last seen, and somebody else comes */
    { 2, 0.9, "Z 0.00-4.90 lost; all 0.00-4.90 lost; all 7.00-10.00 lost" },
    { 20, 0.58, "Z 0.00-4.90 lost; all 0.00-4.90 lost; Z 25.00-28.00 lost; all 25.00-28.00 lost" },
    { 60, 0.5, "Z 0.00-4.90 lost; all 0.00-4.90 lost; Z 65.00-68.00 lost; all 65.00-68.00 lost" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *story = story_of_pause (cases[i].pause, cases[i].x);
    ck_assert_str_eq (story, cases[i].story);
  }
}
GST_END_TEST;

/* The pause is blind time, and no bucket is told twice. */
GST_START_TEST (the_pause_is_a_gap)
{
  g_autoptr (AisleFootfall) before = counter (PLAIN, 0), after = counter (PLAIN, 700);
  g_ptr_array_unref (walk_all (before, &stays, 1, FPS, 50.05, FALSE));
  g_autofree char *state = aisle_footfall_save (before, NULL);
  restore (after, state, FALSE, NULL);
  g_autoptr (GPtrArray) events = walk_all (after, NULL, 0, FPS, 1, TRUE);
  const double blind[] = { 10, 10, 20, 20 };
  guint n = 0;
  for (guint i = 0; i < events->len; i++) {
    const AisleEvent *event = events->pdata[i];
    if (event->type != AISLE_EVENT_COUNTS)
      continue;
    ck_assert (event->start == (n == 1 ? EPOCH + 60 * G_USEC_PER_SEC : EPOCH));
    ck_assert_double_eq_tol (event->blind, blind[n], 1e-6);
    n++;
  }
  ck_assert_uint_eq (n, 4);
}
GST_END_TEST;

/* The wall clock went back during the restart, or nobody knows it: times still go on. */
GST_START_TEST (a_clock_that_went_back)
{
  g_autoptr (AisleFootfall) before = counter (PLAIN, 0), after = walk_counter (PLAIN);
  g_ptr_array_unref (walk_all (before, &stays, 1, FPS, 5, FALSE));
  g_autofree char *state = aisle_footfall_save (before, NULL);
  aisle_footfall_set_epoch (after, EPOCH - 3600 * G_GINT64_CONSTANT (1000000), FALSE);
  restore (after, state, FALSE, NULL);
  const Walk again = { .track = 9, .n = 2, .points = { { 0, 0.5, 0.5 }, { 3, 0.5, 0.5 } } };
  g_autoptr (GPtrArray) events = walk_all (after, &again, 1, FPS, 12, TRUE);
  g_autofree char *story = walk_story (events);
  ck_assert_str_eq (story, "Z 0.00-8.90 lost+; all 0.00-8.90 lost+");
  const AisleEvent *visit = events->pdata[0];
  ck_assert (visit->time == EPOCH - 3597 * G_GINT64_CONSTANT (1000000));
}
GST_END_TEST;

GST_START_TEST (after_the_end)
{
  g_autoptr (AisleFootfall) before = counter (CONFIG, 0), after = counter (CONFIG, 0);
  for (guint frame = 0; frame < FRAMES; frame++)
    g_ptr_array_unref (feed (before, frame, 0, 0));
  g_ptr_array_unref (aisle_footfall_finish (before, FRAMES * SECOND / FPS));
  g_autofree char *state = aisle_footfall_save (before, NULL);
  restore (after, state, TRUE, NULL);
  /* another file with the same times: counted, since the first one had ended */
  for (guint frame = 0; frame < FRAMES; frame++)
    g_ptr_array_unref (feed (after, frame, 0, 0));
  g_autoptr (AisleEvent) once = aisle_footfall_get_counts (before);
  g_autoptr (AisleEvent) twice = aisle_footfall_get_counts (after);
  ck_assert_uint_eq (twice->lines[0].total_in, 2 * once->lines[0].total_in);
  ck_assert (once->lines[0].total_in >= 4);
}
GST_END_TEST;

GST_START_TEST (what_changed_starts_anew)
{
  g_autoptr (AisleFootfall) before = counter (CONFIG, 0);
  for (guint frame = 0; frame < 580; frame++)
    g_ptr_array_unref (feed (before, frame, 0, 0));
  g_autofree char *state = aisle_footfall_save (before, NULL);
  g_autoptr (AisleFootfall) after =
      counter ("{\"lines\":[" OTHER_LINE "],\"zones\":[" ALL "]}", 580);
  restore (after, state, FALSE, NULL);
  g_autoptr (GPtrArray) events = walk_all (after, NULL, 0, FPS, 1, FALSE);
  g_autofree char *story = walk_story (events);
  /* the zone is gone: its visits end where they were */
  ck_assert_msg (strstr (story, "Z 53.00-57.90 end") != NULL, "%s", story);
  g_autoptr (AisleEvent) counts = aisle_footfall_get_counts (after);
  ck_assert_uint_eq (counts->lines[0].total_in, 0);
  ck_assert_uint_eq (counts->zones[0].occupancy, 4);
}
GST_END_TEST;

GST_START_TEST (nothing_to_save_while_passing_over)
{
  g_autoptr (AisleFootfall) before = counter (CONFIG, 0), after = counter (CONFIG, 0);
  for (guint frame = 0; frame < 580; frame++)
    g_ptr_array_unref (feed (before, frame, 0, 0));
  g_autofree char *state = aisle_footfall_save (before, NULL);
  restore (after, state, TRUE, NULL);
  for (guint frame = 0; frame < 580; frame++) {
    g_autoptr (GPtrArray) events = feed (after, frame, 0, 0);
    ck_assert_uint_eq (events->len, 0);
    ck_assert_ptr_null (aisle_footfall_save (after, NULL));
  }
  g_ptr_array_unref (feed (after, 580, 0, 0));
  g_ptr_array_unref (feed (before, 580, 0, 0));
  g_autofree char *a = aisle_footfall_save (before, NULL);
  g_autofree char *b = aisle_footfall_save (after, NULL);
  ck_assert_str_eq (a, b);
}
GST_END_TEST;

/* --- texts that are refused -------------------------------------------------- */

static char *
sample (void)
{
  g_autoptr (AisleFootfall) footfall = counter (CONFIG, 0);
  GPtrArray *events = NULL;
  for (guint frame = 0; frame < 600; frame++) {
    g_clear_pointer (&events, g_ptr_array_unref);
    events = feed (footfall, frame, 0, 0);
  }
  char *state = aisle_footfall_save (footfall, events);
  g_ptr_array_unref (events);
  return state;
}

/* Refused with @code, and then nothing has changed. */
static void
expect_refused (const char *state, gssize length, GQuark domain, int code)
{
  g_autoptr (AisleFootfall) footfall = counter (CONFIG, 0);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = aisle_footfall_save (footfall, NULL);
  ck_assert (!aisle_footfall_restore (footfall, state, length, FALSE, NULL, &error));
  ck_assert_msg (error && (domain == 0 || g_error_matches (error, domain, code)), "%s",
                 error ? error->message : "no error");
  g_autofree char *after = aisle_footfall_save (footfall, NULL);
  ck_assert_str_eq (before, after);
}

static char *
replaced (const char *state, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (state, from, 2);
  ck_assert_msg (g_strv_length (parts) == 2, "%s", from);
  return g_strjoinv (to, parts);
}

GST_START_TEST (bad_texts)
{
  g_autofree char *good = sample ();
  static const struct {
    const char *from, *to;
    int code;
  } cases[] = {
    { "aisle.state/1", "aisle.state/2", AISLE_STATE_ERROR_SCHEMA },
    { "\"schema\":", "\"schem\":", AISLE_STATE_ERROR_SCHEMA },
    { "\"camera\":\"camera\"", "\"camera\":\"door\"", AISLE_STATE_ERROR_CAMERA },
    { "\"camera\":\"camera\"", "\"camera\":7", AISLE_STATE_ERROR_CAMERA },
    { "\"config\":", "\"confi\":", AISLE_STATE_ERROR_MEMBER },
    { "\"last\":", "\"lost\":", AISLE_STATE_ERROR_MEMBER },
    { "\"told\":[", "\"told\":[7],\"x\":[", AISLE_STATE_ERROR_MEMBER },
    { "\"type\":\"counts\"", "\"type\":\"camera-lost\"", -1 },
    { "\"side\":1", "\"side\":2", -1 },
    { "\"presence\":1", "\"presence\":-7", -1 },
    { "\"height\":", "\"height\":null,\"x\":", -1 },
    { "\"gone\":false", "\"gone\":0", -1 },
    { "\"minutes\":15", "\"minutes\":16", -1 },
    { "\\\"name\\\":\\\"Z\\\"", "\\\"name\\\":\\\"Y\\\"", -1 },
    { "\\\"lines\\\"", "\\\"limes\\\"", -1 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *bad = replaced (good, cases[i].from, cases[i].to);
    expect_refused (bad, -1, cases[i].code >= 0 ? AISLE_STATE_ERROR : 0, cases[i].code);
  }
  expect_refused ("", 0, AISLE_STATE_ERROR, AISLE_STATE_ERROR_JSON);
  expect_refused ("[]", -1, AISLE_STATE_ERROR, AISLE_STATE_ERROR_JSON);
  expect_refused ("{\"schema\":\xff}", -1, AISLE_STATE_ERROR, AISLE_STATE_ERROR_JSON);
}
GST_END_TEST;

/* Cut off anywhere: never taken for the whole. */
GST_START_TEST (cut_off)
{
  g_autofree char *good = sample ();
  gsize length = strlen (good);
  for (gsize n = 0; n + 2 < length; n += n < 200 ? 1 : 97)
    expect_refused (good, n, AISLE_STATE_ERROR, AISLE_STATE_ERROR_JSON);
}
GST_END_TEST;

/* Bytes that fell over: refused or harmless. */
GST_START_TEST (spoiled)
{
  g_autoptr (GRand) rand = seeded (2);
  g_autofree char *good = sample ();
  gsize length = strlen (good);
  guint taken = 0;
  for (guint i = 0; i < 400; i++) {
    g_autofree char *bad = g_strdup (good);
    g_autoptr (AisleFootfall) footfall = counter (CONFIG, 610);
    static const char odd[] = "0123456789-.e\"{}[],:x\1";
    for (guint j = g_rand_int_range (rand, 1, 4); j > 0; j--)
      bad[g_rand_int_range (rand, 0, (gint32) length)] =
          odd[g_rand_int_range (rand, 0, sizeof odd - 1)];
    taken += aisle_footfall_restore (footfall, bad, -1, i % 2, NULL, NULL);
    for (guint frame = 610; frame < 620; frame++)
      g_ptr_array_unref (feed (footfall, frame, 610, 2));
    g_ptr_array_unref (aisle_footfall_finish (footfall, SECOND));
  }
  ck_assert (taken > 0 && taken < 400);
}
GST_END_TEST;

/* Saved each second for half an hour with the same few people: the text does not grow. */
GST_START_TEST (bounded)
{
  g_autoptr (AisleFootfall) footfall = counter (CONFIG, 0);
  gsize longest = 0;
  for (guint second = 0; second < 2000; second++) {
    AisleTrack track = { .id = second / 50 + 1, .box = { 400 + second % 50 * 5, 400, 30, 100 } };
    g_ptr_array_unref (
        aisle_footfall_update (footfall, second * SECOND, &track, second % 50 < 40, FALSE));
    g_autofree char *state = aisle_footfall_save (footfall, NULL);
    if (second < 500)
      longest = MAX (longest, strlen (state));
    else
      ck_assert (strlen (state) < longest + 100);
  }
}
GST_END_TEST;

static Suite *
state_suite (void)
{
  Suite *s = suite_create ("state");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, the_same_stream_again);
  tcase_add_test (tc, the_stream_went_on);
  tcase_add_test (tc, visits_go_on);
  tcase_add_test (tc, the_pause_is_a_gap);
  tcase_add_test (tc, a_clock_that_went_back);
  tcase_add_test (tc, after_the_end);
  tcase_add_test (tc, what_changed_starts_anew);
  tcase_add_test (tc, nothing_to_save_while_passing_over);
  tcase_add_test (tc, bad_texts);
  tcase_add_test (tc, cut_off);
  tcase_add_test (tc, spoiled);
  tcase_add_test (tc, bounded);
  return s;
}

GST_CHECK_MAIN (state)
