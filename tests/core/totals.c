/* SPDX-License-Identifier: MIT */
/** @file totals.c Buckets of time, totals, live reload, frame sizes, other trackers. */
#include <string.h>

#include "tests/core/checks.h"
#include "tests/core/walk.h"

#define LINE "{\"name\":\"L\",\"points\":[[0.3,0.5],[0.7,0.5]],\"in\":[0.5,0.9]}"
#define ZONE "{\"name\":\"Z\",\"polygon\":[[0.4,0.4],[0.6,0.4],[0.6,0.6],[0.4,0.6]]}"
#define CONFIG "{\"lines\":[" LINE "],\"zones\":[" ZONE "]}"
#define SECOND G_GINT64_CONSTANT (1000000000)

/* In at 1 s, out at 3 s; a visit from 0.09 to 3.91 s with a gap of 0.18 s. */
static const Walk walk = { .track = 1,
                           .n = 3,
                           .points = { { 0, 0.5, 0.39 }, { 2, 0.5, 0.61 }, { 4, 0.5, 0.39 } } };

/* Those of minutes. */
static GPtrArray *
counts_of (GPtrArray *events)
{
  GPtrArray *counts = g_ptr_array_new ();
  for (guint i = 0; i < events->len; i++) {
    AisleEvent *event = events->pdata[i];
    if (event->type == AISLE_EVENT_COUNTS && event->minutes == 1)
      g_ptr_array_add (counts, event);
  }
  return counts;
}

GST_START_TEST (by_the_minute)
{
  g_autoptr (AisleFootfall) footfall = walk_counter (CONFIG);
  /* The stream begins two seconds before a full minute. */
  aisle_footfall_set_epoch (footfall, 58 * G_USEC_PER_SEC, FALSE);
  g_autoptr (GPtrArray) events = walk_all (footfall, &walk, 1, 10, 70, TRUE);
  g_autoptr (GPtrArray) counts = counts_of (events);
  ck_assert_uint_eq (counts->len, 3);
  const AisleEvent *first = counts->pdata[0], *second = counts->pdata[1], *last = counts->pdata[2];
  ck_assert (first->start == 58 * G_USEC_PER_SEC && first->end == 60 * G_USEC_PER_SEC);
  ck_assert (second->start == 60 * G_USEC_PER_SEC && second->end == 120 * G_USEC_PER_SEC);
  ck_assert (last->start == 120 * G_USEC_PER_SEC && last->end == 128 * G_USEC_PER_SEC);
  ck_assert_double_eq (first->pts, 2);
  ck_assert (first->time == 60 * G_USEC_PER_SEC);
  ck_assert_uint_eq (first->frames, 20);
  ck_assert_uint_eq (second->frames, 600);
  ck_assert_uint_eq (last->frames, 80);
  ck_assert_uint_eq (first->lines[0].in, 1);
  ck_assert_uint_eq (first->lines[0].out, 0);
  ck_assert_uint_eq (second->lines[0].in, 0);
  ck_assert_uint_eq (second->lines[0].out, 1);
  ck_assert_uint_eq (last->lines[0].total_in, 1);
  ck_assert_uint_eq (last->lines[0].total_out, 1);
  ck_assert_uint_eq (second->zones[0].visits, 1);
  ck_assert_double_eq_tol (second->zones[0].dwell_mean, 4 - 0.02 / 0.11, 1e-6);
  ck_assert_uint_eq (last->zones[0].visits, 0);
  ck_assert_double_eq (last->zones[0].dwell_mean, 0);
}
GST_END_TEST;

/* A business day that begins at 04:00 in Berlin, open from 09:00; the walk is repeated each day. */
GST_START_TEST (business_days)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AisleConfig) config = aisle_config_parse (CONFIG, -1, "test", &error);
  g_assert_no_error (error);
  g_free (config->hours.time_zone);
  config->hours.time_zone = g_strdup ("Europe/Berlin");
  config->hours.day_start = 4 * 60;
  for (guint i = 0; i < 7; i++) {
    config->hours.days[i].open = 9 * 60;
    config->hours.days[i].close = 20 * 60;
  }
  g_autoptr (AisleFootfall) footfall = aisle_footfall_new (config, 1);
  aisle_footfall_set_frame_size (footfall, 1000, 1000, 1);
  /* 2026-01-31 in UTC; Berlin is an hour ahead. */
  const gint64 midnight = G_GINT64_CONSTANT (1769817600) * G_USEC_PER_SEC;
  static const struct {
    double hour;
    guint day_in, total_in;
    gboolean open;
  } walks[] = { { 2.5, 1, 1, FALSE }, { 2.9, 2, 2, FALSE }, { 3, 1, 3, FALSE }, { 9, 2, 4, TRUE },
                { 25, 3, 5, FALSE },  { 27, 1, 6, FALSE },  { 32, 2, 7, TRUE } };
  for (guint i = 0; i < G_N_ELEMENTS (walks); i++) {
    aisle_footfall_set_epoch (footfall, midnight + (gint64) (walks[i].hour * 3600e6), FALSE);
    g_autoptr (GPtrArray) events = walk_all (footfall, &walk, 1, 10, 6, TRUE);
    g_autoptr (GPtrArray) counts = counts_of (events);
    const AisleEvent *last = counts->pdata[counts->len - 1];
    ck_assert_uint_eq (last->lines[0].day_in, walks[i].day_in);
    ck_assert_uint_eq (last->lines[0].day_out, walks[i].day_in);
    ck_assert_uint_eq (last->lines[0].total_in, walks[i].total_in);
    ck_assert_int_eq (last->open, walks[i].open);
  }
}
GST_END_TEST;

/* Two come in by two doors and three go out; at midnight the place is empty. */
GST_START_TEST (occupancy_of_a_place)
{
  g_autoptr (AisleFootfall) footfall = walk_counter (
      "{\"lines\":[" LINE ",{\"name\":\"M\",\"points\":[[0,0.5],[0.2,0.5]],\"in\":[0.1,0.9]}],"
      "\"occupancy\":[{\"name\":\"shop\",\"lines\":[\"L\",\"M\"],\"reset\":\"00:00\"}]}");
  static const Walk walks[] = {
    { .track = 1, .n = 3, .points = { { 0, 0.5, 0.4 }, { 2, 0.5, 0.6 }, { 70, 0.5, 0.6 } } },
    { .track = 2, .n = 3, .points = { { 0, 0.1, 0.4 }, { 4, 0.1, 0.6 }, { 70, 0.1, 0.6 } } },
    { .track = 3, .n = 2, .points = { { 4, 0.6, 0.6 }, { 8, 0.6, 0.4 } } },
    { .track = 4, .n = 2, .points = { { 6, 0.6, 0.6 }, { 10, 0.6, 0.4 } } },
    { .track = 5, .n = 2, .points = { { 8, 0.6, 0.6 }, { 12, 0.6, 0.4 } } },
    { .track = 6, .n = 2, .points = { { 20, 0.4, 0.4 }, { 24, 0.4, 0.6 } } },
  };
  /* two minutes before midnight */
  aisle_footfall_set_epoch (footfall, (24 * 3600 - 120) * G_GINT64_CONSTANT (1000000), FALSE);
  g_autoptr (GPtrArray) events = walk_all (footfall, walks, G_N_ELEMENTS (walks), 10, 130, TRUE);
  g_autoptr (GPtrArray) counts = counts_of (events);
  GString *corrections = g_string_new (NULL);
  for (guint i = 0; i < events->len; i++) {
    const AisleEvent *event = events->pdata[i];
    if (event->type == AISLE_EVENT_OCCUPANCY_CORRECTED)
      g_string_append_printf (corrections, "%s %.1f %d>%d;", event->name, event->pts,
                              (int) event->before, (int) event->after);
  }
  ck_assert_str_eq (corrections->str, "shop 10.0 0>1;shop 120.0 1>0;");
  g_string_free (corrections, TRUE);
  ck_assert_uint_eq (counts->len, 3);
  static const int inside[] = { 1, 1, 0 }, corrected[] = { 1, 0, -1 };
  for (guint i = 0; i < counts->len; i++) {
    const AisleEvent *event = counts->pdata[i];
    ck_assert_int_eq (event->occupancies[0].occupancy, inside[i]);
    ck_assert_int_eq (event->occupancies[0].corrected, corrected[i]);
  }
}
GST_END_TEST;

GST_START_TEST (dropped_frames)
{
  g_autoptr (AisleFootfall) footfall = walk_counter (CONFIG);
  for (guint i = 0; i < 5; i++)
    g_ptr_array_unref (aisle_footfall_update (footfall, i * SECOND, NULL, 0, i == 3));
  g_autoptr (AisleEvent) counts = aisle_footfall_get_counts (footfall);
  ck_assert_uint_eq (counts->frames, 5);
  ck_assert_uint_eq (counts->dropped, 1);
}
GST_END_TEST;

/* A minute without any frame makes no bucket. */
GST_START_TEST (silent_minutes)
{
  g_autoptr (AisleFootfall) footfall = walk_counter (CONFIG);
  g_ptr_array_unref (aisle_footfall_update (footfall, 0, NULL, 0, FALSE));
  g_autoptr (GPtrArray) events = aisle_footfall_update (footfall, 3725 * SECOND, NULL, 0, FALSE);
  g_autoptr (GPtrArray) minutes = counts_of (events);
  ck_assert_uint_eq (minutes->len, 1);
  g_autoptr (AisleEvent) counts = aisle_footfall_get_counts (footfall);
  ck_assert (counts->start == 3720 * (gint64) G_USEC_PER_SEC);
}
GST_END_TEST;

GST_START_TEST (occupancy_and_state)
{
  g_autoptr (AisleFootfall) footfall = walk_counter (CONFIG);
  g_ptr_array_unref (walk_all (footfall, &walk, 1, 10, 1.05, FALSE));
  g_autoptr (AisleEvent) counts = aisle_footfall_get_counts (footfall);
  AisleFootfallState state;
  ck_assert_uint_eq (counts->zones[0].occupancy, 1);
  ck_assert (aisle_footfall_get_track (footfall, 1, &state));
  ck_assert_int_eq (state.zone, 0);
  ck_assert_double_eq_tol (state.dwell, 1 - 0.01 / 0.11, 1e-6);
  ck_assert_double_eq_tol (state.x, 0.5, 1e-6);
  ck_assert_double_eq_tol (state.y, 0.5, 1e-6);
  ck_assert (state.track >= 1 && state.track <= G_GUINT64_CONSTANT (1) << 53);
  ck_assert (!aisle_footfall_get_track (footfall, 2, &state));
}
GST_END_TEST;

static void
reload (AisleFootfall *footfall, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AisleConfig) config = aisle_config_parse (json, -1, "new.json", &error);
  g_assert_no_error (error);
  aisle_footfall_set_config (footfall, config);
}

/* Runs to 0.8 s, reloads, goes on. */
static char *
reload_story (const char *json, AisleEvent **counts)
{
  g_autoptr (AisleFootfall) footfall = walk_counter (CONFIG);
  g_ptr_array_unref (walk_all (footfall, &walk, 1, 10, 0.85, FALSE));
  reload (footfall, json);
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  for (guint frame = 9; frame < 90; frame++) {
    AisleTrack track;
    guint n = walk_track (&walk, frame / 10.0, 10, &track);
    GPtrArray *events = aisle_footfall_update (footfall, frame * SECOND / 10, &track, n, FALSE);
    g_ptr_array_extend_and_steal (all, events);
  }
  *counts = aisle_footfall_get_counts (footfall);
  char *story = walk_story (all);
  g_ptr_array_unref (all);
  return story;
}

GST_START_TEST (reload_keeps)
{
  g_autoptr (AisleEvent) counts = NULL;
  g_autofree char *story =
      reload_story ("{\"camera\":\"x\",\"lines\":[{\"name\":\"M\",\"points\":[[0,0.9],[1,0.9]],"
                    "\"in\":[0,1]}," LINE "],\"zones\":[" ZONE "]}",
                    &counts);
  ck_assert_str_eq (story, "L in 1.00; L out 3.00; Z 0.09-3.91 left");
  ck_assert_str_eq (counts->camera, "x");
  ck_assert_uint_eq (counts->lines[1].total_in, 1);
}
GST_END_TEST;

#define PLACES                                                                                     \
  "\"occupancy\":[{\"name\":\"P\",\"lines\":[\"L\"]}],\"queues\":[{\"name\":\"Q\",\"min-wait\":0." \
  "5,"                                                                                             \
  "\"area\":[[0.4,0.4],[0.6,0.4],[0.6,0.6],[0.4,0.6]],"                                            \
  "\"service\":[[0.8,0.8],[0.9,0.8],[0.9,0.9]]}]"

/* Somebody is inside and waits while a line is added: both go on. Another area starts anew. */
GST_START_TEST (reload_keeps_places)
{
  static const Walk waits = { .track = 1,
                              .n = 3,
                              .points = { { 0, 0.5, 0.39 }, { 2, 0.5, 0.57 }, { 9, 0.5, 0.57 } } };
  g_autoptr (AisleFootfall) footfall = walk_counter ("{\"lines\":[" LINE "]," PLACES "}");
  g_ptr_array_unref (walk_all (footfall, &waits, 1, 10, 6, FALSE));
  for (guint i = 0; i < 2; i++) {
    g_autoptr (AisleEvent) counts = aisle_footfall_get_counts (footfall);
    ck_assert_uint_eq (counts->occupancies[0].occupancy, 1);
    ck_assert_msg (counts->queues[0].length == 1, "%u, reload %u", counts->queues[0].length, i);
    reload (footfall, "{\"lines\":[{\"name\":\"M\",\"points\":[[0,0.9],[1,0.9]],\"in\":[0,1]}," LINE
                      "]," PLACES "}");
  }
  reload (footfall,
          "{\"queues\":[{\"name\":\"Q\",\"min-wait\":0.5,\"area\":[[0,0],[0.1,0],[0.1,0.1]],"
          "\"service\":[[0.8,0.8],[0.9,0.8],[0.9,0.9]]}]}");
  g_autoptr (AisleEvent) anew = aisle_footfall_get_counts (footfall);
  ck_assert_uint_eq (anew->n_occupancies, 0);
  ck_assert_uint_eq (anew->queues[0].length, 0);
}
GST_END_TEST;

GST_START_TEST (reload_forgets)
{
  /* The line moved: its side must be confirmed anew. The zone is gone: its visit ends. */
  g_autoptr (AisleEvent) counts = NULL;
  g_autofree char *story = reload_story (
      "{\"lines\":[{\"name\":\"L\",\"points\":[[0.3,0.481],[0.7,0.481]],\"in\":[0.5,0.9]}]}",
      &counts);
  ck_assert_str_eq (story, "Z 0.09-0.80 end; L out 3.17");
  ck_assert_uint_eq (counts->lines[0].total_in, 0);
}
GST_END_TEST;

/* Half size in the middle of the walk: positions are shares of the frame. */
GST_START_TEST (frame_size)
{
  g_autoptr (AisleFootfall) footfall = walk_counter (CONFIG);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  for (guint frame = 0; frame < 90; frame++) {
    AisleTrack track;
    guint n = walk_track (&walk, frame / 10.0, 10, &track);
    if (frame == 8)
      aisle_footfall_set_frame_size (footfall, 500, 500, 1);
    if (frame >= 8) {
      track.box.x /= 2;
      track.box.y /= 2;
      track.box.w /= 2;
      track.box.h /= 2;
    }
    g_ptr_array_extend_and_steal (
        all, aisle_footfall_update (footfall, frame * SECOND / 10, &track, n, FALSE));
  }
  g_autofree char *story = walk_story (all);
  ck_assert_str_eq (story, "L in 1.00; L out 3.00; Z 0.09-3.91 left");
}
GST_END_TEST;

/* Across a line that leans, the band is as wide on a wide frame: distances are true. */
GST_START_TEST (wide_frame)
{
  g_autoptr (AisleFootfall) footfall =
      walk_counter ("{\"lines\":[{\"name\":\"L\",\"points\":[[0.5,0],[0.5,1]],\"in\":[0.9,0.5]}]}");
  AisleTrack track = { .id = 1, .box = { 0, 400, 30, 100 } };
  /* 2000 × 1000: twice the band of 10 pixels is 0.01 of the width. 18 pixels beyond, then 22. */
  static const float feet[] = { 900, 1018, 900, 1022 };
  guint crossed[G_N_ELEMENTS (feet)];
  aisle_footfall_set_frame_size (footfall, 2000, 1000, 1);
  for (guint i = 0; i < G_N_ELEMENTS (feet); i++) {
    track.box.x = feet[i] - 15;
    g_autoptr (GPtrArray) events = aisle_footfall_update (footfall, i * SECOND, &track, 1, FALSE);
    crossed[i] = events->len;
  }
  ck_assert_uint_eq (crossed[1], 0);
  ck_assert_uint_eq (crossed[2], 0);
  ck_assert_uint_eq (crossed[3], 1);
}
GST_END_TEST;

/* Somebody who comes in from below the picture: the box ends near the border until the feet are
 * in view. A zone that ends above the border has them from then on, one that reaches it at once. */
GST_START_TEST (cut_by_the_border)
{
  static const float bottoms[] = { 1003, 994, 999, 996, 970, 940, 900, 900, 900 };
  g_autoptr (AisleFootfall) footfall = walk_counter (
      "{\"zones\":[{\"name\":\"above\",\"polygon\":[[0,0.8],[1,0.8],[1,0.998],[0,0.998]],"
      "\"min-visit\":0},{\"name\":\"all\",\"polygon\":[[0,0],[1,0],[1,1],[0,1]]}]}");
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  for (guint i = 0; i < G_N_ELEMENTS (bottoms); i++) {
    AisleTrack track = { .id = 1, .box = { 500, bottoms[i] - 200, 60, 200 } };
    g_ptr_array_extend_and_steal (all,
                                  aisle_footfall_update (footfall, i * SECOND, &track, 1, FALSE));
  }
  g_ptr_array_extend_and_steal (all, aisle_footfall_finish (footfall, 9 * SECOND));
  g_autofree char *story = walk_story (all);
  ck_assert_ptr_nonnull (strstr (story, "above 3.07-8.00 end"));
  ck_assert_ptr_nonnull (strstr (story, "all 0.00-8.00 end"));
}
GST_END_TEST;

/* A tracker that reports neither coasting nor the end: silence ends the track. */
GST_START_TEST (silent_tracker)
{
  g_autoptr (AisleFootfall) footfall = walk_counter (CONFIG);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  for (guint frame = 0; frame < 100; frame++) {
    AisleTrack track;
    guint n = walk_track (&walk, frame / 10.0, 10, &track);
    gboolean missing = frame > 15 || frame == 9 || frame == 10;
    g_ptr_array_extend_and_steal (
        all, aisle_footfall_update (footfall, frame * SECOND / 10, &track, missing ? 0 : n, FALSE));
  }
  g_autofree char *story = walk_story (all);
  ck_assert_str_eq (story, "L in 1.00; Z 0.09-1.50 lost");
}
GST_END_TEST;

/* Time steps back (a new segment): everybody is lost, counting goes on. */
GST_START_TEST (step_back)
{
  g_autoptr (AisleFootfall) footfall = walk_counter (CONFIG);
  g_autoptr (GPtrArray) before = walk_all (footfall, &walk, 1, 10, 1.05, FALSE);
  g_autoptr (GPtrArray) after = walk_all (footfall, &walk, 1, 10, 1.25, FALSE);
  g_autofree char *story = walk_story (after);
  ck_assert_str_eq (story, "Z 0.09-1.00 lost; L in 1.00");
  g_autoptr (AisleEvent) counts = aisle_footfall_get_counts (footfall);
  ck_assert_uint_eq (counts->lines[0].total_in, 1);
}
GST_END_TEST;

GST_START_TEST (bad_boxes)
{
  static const float bad[] = { NAN, INFINITY, -INFINITY, 1e30f };
  g_autoptr (AisleFootfall) footfall = walk_counter (CONFIG);
  gint64 pts = 0;
  for (guint i = 0; i < 20; i++) {
    AisleTrack track = { .id = 1, .box = { 485, 400, 30, 100 } };
    float *field = (float *[]) { &track.box.x, &track.box.y, &track.box.w, &track.box.h }[i / 5];
    *field = i % 5 < 4 ? bad[i % 5] : 0;
    g_ptr_array_unref (aisle_footfall_update (footfall, pts += SECOND, &track, 1, FALSE));
  }
  aisle_footfall_set_frame_size (footfall, 0, 0, NAN);
  AisleTrack track = { .id = 1, .box = { 485, 400, 30, 100 } };
  g_ptr_array_unref (aisle_footfall_update (footfall, pts += SECOND, &track, 1, FALSE));
  g_ptr_array_unref (aisle_footfall_finish (footfall, pts));
}
GST_END_TEST;

/* Another tracker tells of one id at both sides of the line in each frame, of boxes out of view and
 * of nothing: the first box counts, and each trouble is told once. */
GST_START_TEST (other_trackers)
{
  g_autoptr (AisleFootfall) footfall = walk_counter (CONFIG);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  guint troubles[20];
  for (guint i = 0; i < 20; i++) {
    AisleTrack tracks[] = {
      { .id = 1, .box = { 485, 300, 30, 100 } },  { .id = 1, .box = { 485, 500, 30, 100 } },
      { .id = 2, .box = { 485, i % 2 ? 2500 : 400, 30, 100 } },
      { .id = 3, .box = { NAN, 400, 30, 100 } },
    };
    g_ptr_array_extend_and_steal (
        all, aisle_footfall_update (footfall, i * SECOND / 10, tracks, 4, FALSE));
    troubles[i] = aisle_footfall_take_troubles (footfall);
  }
  ck_assert_uint_eq (all->len, 0);
  ck_assert_uint_eq (troubles[0], AISLE_TROUBLE_DUPLICATE | AISLE_TROUBLE_BOX);
  ck_assert_uint_eq (troubles[1], AISLE_TROUBLE_OUTSIDE);
  for (guint i = 2; i < 20; i++)
    ck_assert_uint_eq (troubles[i], 0);
  aisle_footfall_set_epoch (footfall, 60 * G_USEC_PER_SEC, FALSE);
  g_ptr_array_unref (aisle_footfall_update (footfall, 0, NULL, 0, FALSE));
  ck_assert_uint_eq (aisle_footfall_take_troubles (footfall),
                     AISLE_TROUBLE_CLOCK | AISLE_TROUBLE_TIME_BACK);
  for (guint bit = 1; bit <= AISLE_TROUBLE_REPEATED; bit <<= 1)
    ck_assert_ptr_nonnull (aisle_trouble_sentence ((AisleTrouble) bit));
}
GST_END_TEST;

GST_START_TEST (names)
{
  g_autoptr (AisleFootfall) footfall = walk_counter (CONFIG);
  aisle_footfall_set_camera (footfall, "back door");
  g_autoptr (GPtrArray) events = walk_all (footfall, &walk, 1, 10, 9, TRUE);
  for (guint i = 0; i < events->len; i++)
    ck_assert_str_eq (((AisleEvent *) events->pdata[i])->camera, "back door");
  /* A second run gives the same lines. */
  g_autoptr (AisleFootfall) again = walk_counter (CONFIG);
  aisle_footfall_set_camera (again, "back door");
  g_autoptr (GPtrArray) repeated = walk_all (again, &walk, 1, 10, 9, TRUE);
  ck_assert_uint_eq (events->len, repeated->len);
  for (guint i = 0; i < events->len; i++) {
    g_autofree char *a = aisle_event_to_json (events->pdata[i]);
    g_autofree char *b = aisle_event_to_json (repeated->pdata[i]);
    ck_assert_str_eq (a, b);
  }
}
GST_END_TEST;

GST_START_TEST (heat)
{
  g_autoptr (AisleFootfall) footfall = walk_counter ("{}");
  g_ptr_array_unref (walk_all (footfall, &walk, 1, 10, 9, TRUE));
  const AisleHeatmap *map = aisle_footfall_get_heatmap (footfall);
  double sum = 0;
  for (guint i = 0; i < map->columns * map->rows; i++)
    sum += map->seconds[i];
  ck_assert_double_eq_tol (sum, 4, 1e-9);
}
GST_END_TEST;

static Suite *
totals_suite (void)
{
  Suite *s = suite_create ("totals");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, by_the_minute);
  tcase_add_test (tc, business_days);
  tcase_add_test (tc, occupancy_of_a_place);
  tcase_add_test (tc, dropped_frames);
  tcase_add_test (tc, silent_minutes);
  tcase_add_test (tc, occupancy_and_state);
  tcase_add_test (tc, reload_keeps);
  tcase_add_test (tc, reload_keeps_places);
  tcase_add_test (tc, reload_forgets);
  tcase_add_test (tc, frame_size);
  tcase_add_test (tc, wide_frame);
  tcase_add_test (tc, cut_by_the_border);
  tcase_add_test (tc, silent_tracker);
  tcase_add_test (tc, step_back);
  tcase_add_test (tc, bad_boxes);
  tcase_add_test (tc, other_trackers);
  tcase_add_test (tc, names);
  tcase_add_test (tc, heat);
  return s;
}

GST_CHECK_MAIN (totals)
