/* SPDX-License-Identifier: MIT */
/** @file buckets.c Minutes, quarters and hours, and clocks that are corrected. */
#include "gst/core/buckets.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/core/checks.h"

#define SECOND G_GINT64_CONSTANT (1000000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
/* A full hour, long after 1970. */
#define NOON (G_GINT64_CONSTANT (490000) * HOUR)

typedef struct {
  AisleConfig *config;
  AisleBuckets buckets;
  GPtrArray *told; /* AisleEvent */
} Test;

static void
keep (const AisleEvent *counts, gpointer data)
{
  g_ptr_array_add (((Test *) data)->told, aisle_event_copy (counts));
}

static void
begin (Test *test)
{
  test->config = aisle_config_parse (
      "{\"lines\":[{\"name\":\"L\",\"points\":[[0.3,0.5],[0.7,0.5]],\"in\":[0.5,0.9]}]}", -1,
      "test",
      NULL);
  test->told = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  aisle_buckets_init (&test->buckets, test->config);
}

static void
end (Test *test)
{
  aisle_buckets_clear (&test->buckets);
  g_ptr_array_unref (test->told);
  aisle_config_unref (test->config);
}

static void
frame (Test *test, gint64 time)
{
  aisle_buckets_advance (&test->buckets, time, FALSE, keep, test);
  aisle_buckets_add_frame (&test->buckets, FALSE);
}

/* Frames each second from @from on, as long as before @until. */
static void
frames (Test *test, gint64 from, gint64 until)
{
  for (gint64 time = from; time < until; time += SECOND)
    frame (test, time);
}

static void
finish (Test *test, gint64 time)
{
  aisle_buckets_finish (&test->buckets, time, keep, test);
}

/* What was told of one length: "start-end frames", in seconds after @origin. */
static char *
story (const Test *test, guint minutes, gint64 origin)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < test->told->len; i++) {
    const AisleEvent *e = test->told->pdata[i];
    if (e->minutes == minutes)
      g_string_append_printf (text, "%s%g-%g %" G_GUINT64_FORMAT, text->len ? "; " : "",
                              (e->start - origin) / 1e6, (e->end - origin) / 1e6, e->frames);
  }
  return g_string_free (text, FALSE);
}

static void
expect (const Test *test, guint minutes, gint64 origin, const char *wanted)
{
  g_autofree char *told = story (test, minutes, origin);
  ck_assert_str_eq (told, wanted);
}

GST_START_TEST (three_lengths)
{
  Test test;
  begin (&test);
  /* From 14 min 30 s to 61 min 10 s after a full hour. */
  frames (&test, NOON + 870 * SECOND, NOON + 3670 * SECOND);
  finish (&test, NOON + 3670 * SECOND);
  expect (&test, 15, NOON, "870-900 30; 900-1800 900; 1800-2700 900; 2700-3600 900; 3600-3670 70");
  expect (&test, 60, NOON, "870-3600 2730; 3600-3670 70");
  guint minutes = 0, previous = 60;
  for (guint i = 0; i < test.told->len; i++) {
    const AisleEvent *e = test.told->pdata[i];
    ck_assert (e->time == e->end);
    /* the shortest first */
    ck_assert (e->minutes > previous || e->minutes == 1);
    previous = e->minutes;
    minutes += e->minutes == 1;
  }
  ck_assert_uint_eq (minutes, 48);
  ck_assert_uint_eq (((AisleEvent *) test.told->pdata[0])->frames, 30);
  ck_assert_uint_eq (((AisleEvent *) test.told->pdata[2])->frames, 60);
  end (&test);
}
GST_END_TEST;

GST_START_TEST (before_1970)
{
  Test test;
  begin (&test);
  frames (&test, -90 * SECOND, 0);
  finish (&test, 0);
  expect (&test, 1, 0, "-90--60 30; -60-0 60");
  end (&test);
}
GST_END_TEST;

GST_START_TEST (counts_and_totals)
{
  Test test;
  begin (&test);
  g_autoptr (AisleEvent) in = aisle_event_new (AISLE_EVENT_LINE_CROSSED, "c", "L", 1, 0);
  frames (&test, NOON, NOON + 10 * SECOND);
  aisle_buckets_add (&test.buckets, in);
  frames (&test, NOON + 10 * SECOND, NOON + 70 * SECOND);
  aisle_buckets_add (&test.buckets, in);
  finish (&test, NOON + 70 * SECOND);
  static const guint64 counted[] = { 1, 1, 2, 2 }, totals[] = { 1, 2, 2, 2 };
  ck_assert_uint_eq (test.told->len, 4);
  for (guint i = 0; i < 4; i++) {
    const AisleEvent *e = test.told->pdata[i];
    ck_assert_uint_eq (e->lines[0].in, counted[i]);
    ck_assert_uint_eq (e->lines[0].total_in, totals[i]);
  }
  end (&test);
}
GST_END_TEST;

/* A sender report sets the clock back by 0.3 s just after a minute was told. */
GST_START_TEST (set_back_a_little)
{
  Test test;
  begin (&test);
  frames (&test, NOON + 50 * SECOND, NOON + 60 * SECOND);
  frame (&test, NOON + 60 * SECOND + SECOND / 10);
  aisle_buckets_correct (&test.buckets, -3 * SECOND / 10);
  frame (&test, NOON + 60 * SECOND - SECOND / 10);
  frame (&test, NOON + 60 * SECOND + SECOND / 10);
  frames (&test, NOON + 61 * SECOND, NOON + 121 * SECOND);
  finish (&test, NOON + 121 * SECOND);
  expect (&test, 1, NOON, "50-60 10; 60-120 62; 120-121 1");
  end (&test);
}
GST_END_TEST;

/* The first guess of the clock was wrong: nothing is told yet, so all belongs to the right time. */
GST_START_TEST (first_guess_is_corrected)
{
  static const gint64 deltas[] = { -3 * SECOND, -2 * HOUR, 2 * HOUR, 56 * 8766 * HOUR };
  for (guint i = 0; i < G_N_ELEMENTS (deltas); i++) {
    Test test;
    begin (&test);
    gint64 right = NOON + deltas[i];
    frames (&test, NOON + 10 * SECOND, NOON + 20 * SECOND);
    aisle_buckets_correct (&test.buckets, deltas[i]);
    frames (&test, right + 20 * SECOND, right + 40 * SECOND);
    finish (&test, right + 40 * SECOND);
    expect (&test, 1, right, "10-40 30");
    expect (&test, 60, right, "10-40 30");
    end (&test);
  }
}
GST_END_TEST;

/* An hour back, as at the end of daylight saving on a clock that should not know it: the hour that
 * was told is not told again, and nobody is lost. */
GST_START_TEST (set_back_an_hour)
{
  Test test;
  begin (&test);
  frames (&test, NOON, NOON + HOUR + 30 * SECOND);
  aisle_buckets_correct (&test.buckets, -HOUR);
  frames (&test, NOON + 30 * SECOND, NOON + HOUR + 60 * SECOND);
  finish (&test, NOON + HOUR + 60 * SECOND);
  ck_assert_uint_eq (test.told->len, 60 + 4 + 1 + 3);
  expect (&test, 60, NOON, "0-3600 3600; 3600-3660 3660");
  end (&test);
}
GST_END_TEST;

/* The clock ran in the future for some minutes, then it is right: counting goes on at once, and
 * when the future comes, what was told of it is not told again. */
GST_START_TEST (back_from_the_future)
{
  Test test;
  begin (&test);
  frames (&test, NOON + HOUR, NOON + HOUR + 90 * SECOND);
  aisle_buckets_correct (&test.buckets, -HOUR);
  frames (&test, NOON + 90 * SECOND, NOON + HOUR + 120 * SECOND);
  finish (&test, NOON + HOUR + 120 * SECOND);
  const AisleEvent *first = test.told->pdata[0], *second = test.told->pdata[1];
  ck_assert (first->start == NOON + HOUR && first->end == NOON + HOUR + MINUTE);
  /* half a minute had been seen under the wrong time */
  ck_assert (second->start == NOON + 60 * SECOND && second->end == NOON + 120 * SECOND);
  ck_assert_uint_eq (second->frames, 60);
  const AisleEvent *last = test.told->pdata[test.told->len - 3];
  ck_assert_uint_eq (last->minutes, 1);
  ck_assert (last->start == NOON + HOUR + MINUTE && last->end == NOON + HOUR + 2 * MINUTE);
  ck_assert_uint_eq (last->frames, 120);
  end (&test);
}
GST_END_TEST;

/* The stream begins anew with the same clock (a file in a loop, a camera that restarts). */
GST_START_TEST (stream_begins_anew)
{
  Test test;
  begin (&test);
  frames (&test, 0, 80 * SECOND);
  frames (&test, 0, 80 * SECOND);
  finish (&test, 80 * SECOND);
  expect (&test, 1, 0, "0-60 60; 60-80 100");
  expect (&test, 60, 0, "0-80 160");
  frames (&test, 0, 130 * SECOND);
  finish (&test, 130 * SECOND);
  expect (&test, 1, 0, "0-60 60; 60-80 100; 80-120 120; 120-130 10");
  end (&test);
}
GST_END_TEST;

GST_START_TEST (blind_time)
{
  Test test;
  begin (&test);
  frames (&test, NOON, NOON + 30 * SECOND);
  /* no frame from 29 s to 90 s, then blind from 90 s to 95 s */
  frame (&test, NOON + 90 * SECOND);
  for (guint i = 91; i <= 95; i++)
    aisle_buckets_advance (&test.buckets, NOON + i * SECOND, TRUE, keep, &test);
  frames (&test, NOON + 96 * SECOND, NOON + 100 * SECOND);
  finish (&test, NOON + 100 * SECOND);
  static const double blind[] = { 31, 35, 66, 66 };
  ck_assert_uint_eq (test.told->len, 4);
  for (guint i = 0; i < 4; i++)
    ck_assert_double_eq_tol (((AisleEvent *) test.told->pdata[i])->blind, blind[i], 1e-9);
  /* a correction of the clock is no blindness */
  frames (&test, NOON + 120 * SECOND, NOON + 123 * SECOND);
  aisle_buckets_correct (&test.buckets, HOUR);
  frames (&test, NOON + HOUR + 123 * SECOND, NOON + HOUR + 125 * SECOND);
  finish (&test, NOON + HOUR + 125 * SECOND);
  ck_assert_double_eq (((AisleEvent *) test.told->pdata[4])->blind, 0);
  end (&test);
}
GST_END_TEST;

/* --- whatever the clock does ------------------------------------------------- */

/* Each bucket lies within its slot; no two of a length overlap; no frame is lost or doubled. */
static void
check_told (const Test *test, guint64 n_frames)
{
  guint64 sum[61] = { 0 };
  for (guint i = 0; i < test->told->len; i++) {
    const AisleEvent *a = test->told->pdata[i];
    gint64 length = a->minutes * MINUTE;
    ck_assert (a->start <= a->end);
    ck_assert (a->start == a->end || a->start / length == (a->end - 1) / length);
    sum[a->minutes] += a->frames;
    for (guint j = 0; j < i; j++) {
      const AisleEvent *b = test->told->pdata[j];
      ck_assert (a->minutes != b->minutes || a->start >= b->end || b->start >= a->end);
    }
  }
  ck_assert_uint_eq (sum[1], n_frames);
  ck_assert_uint_eq (sum[15], n_frames);
  ck_assert_uint_eq (sum[60], n_frames);
}

static void
disturb (Test *test, GRand *rand, gint64 *time)
{
  static const gint64 scales[] = { SECOND, MINUTE, HOUR, 24 * HOUR };
  double scale = scales[g_rand_int_range (rand, 0, 4)];
  gint64 delta = (gint64) g_rand_double_range (rand, -2 * scale, 2 * scale);
  switch (g_rand_int_range (rand, 0, 150)) {
  case 0: /* the clock is corrected */
    aisle_buckets_correct (&test->buckets, delta);
    *time += delta;
    break;
  case 1: /* the stream jumps */
    *time += delta;
    break;
  case 2:
    finish (test, *time);
    break;
  }
}

GST_START_TEST (any_clock)
{
  const char *text = g_getenv ("SEED");
  guint32 seed = text ? (guint32) strtoul (text, NULL, 10) : 1;
  printf ("seed %u\n", seed);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  for (guint run = 0; run < 20; run++) {
    Test test;
    begin (&test);
    gint64 time = NOON;
    /* More steps than stretches are remembered would be more than is promised. */
    for (guint i = 0; i < 1000; i++) {
      disturb (&test, rand, &time);
      frame (&test, time += g_rand_int_range (rand, 0, 10 * SECOND));
    }
    finish (&test, time);
    check_told (&test, 1000);
    end (&test);
  }
}
GST_END_TEST;

static Suite *
buckets_suite (void)
{
  Suite *s = suite_create ("buckets");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, three_lengths);
  tcase_add_test (tc, before_1970);
  tcase_add_test (tc, counts_and_totals);
  tcase_add_test (tc, set_back_a_little);
  tcase_add_test (tc, first_guess_is_corrected);
  tcase_add_test (tc, set_back_an_hour);
  tcase_add_test (tc, back_from_the_future);
  tcase_add_test (tc, stream_begins_anew);
  tcase_add_test (tc, blind_time);
  tcase_add_test (tc, any_clock);
  return s;
}

GST_CHECK_MAIN (buckets)
