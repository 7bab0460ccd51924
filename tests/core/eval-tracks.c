/* SPDX-License-Identifier: MIT */
/** @file eval-tracks.c Tracks whose scores are known by hand. */
#include "gst/core/eval-tracks.h"
#include "tests/core/checks.h"

typedef struct {
  AisleClearScores clear;
  AisleIdentityScores identity;
  AisleHotaScores hota;
} Scores;

static GArray *
rows (const char *text)
{
  g_autoptr (GError) error = NULL;
  GArray *array = aisle_mot_parse (text, -1, "text", &error);

  g_assert_no_error (error);
  return array;
}

static Scores
score (const char *truth, const char *found)
{
  g_autoptr (GArray) t = rows (truth);
  g_autoptr (GArray) f = rows (found);
  g_autoptr (AisleEvalTracks) tracks = aisle_eval_tracks_new (t, f, NULL);
  Scores scores;

  ck_assert_ptr_nonnull (tracks);
  aisle_eval_clear (tracks, &scores.clear);
  aisle_eval_identity (tracks, &scores.identity);
  aisle_eval_hota (tracks, &scores.hota);
  return scores;
}

static const char one[] = "1,1,0,0,10,10\n2,1,0,0,10,10\n3,1,0,0,10,10\n4,1,0,0,10,10\n";

/* One person, four frames, the track is renamed half-way. */
GST_START_TEST (test_switch)
{
  Scores s = score (one, "1,5,0,0,10,10\n2,5,0,0,10,10\n3,6,0,0,10,10\n4,6,0,0,10,10\n");

  fail_unless_equals_int (s.clear.switches, 1);
  fail_unless_equals_int (s.clear.matches, 4);
  fail_unless_equals_int (s.clear.fragmentations, 0);
  ck_assert_double_eq (s.clear.mota, .75);
  ck_assert_double_eq (s.clear.motp, 1);
  ck_assert_double_eq (s.identity.idf1, .5);
  ck_assert_double_eq_tol (s.hota.deta, 1, 1e-12);
  ck_assert_double_eq_tol (s.hota.assa, .5, 1e-12); /* 2 together, of 4 and 2 boxes */
  ck_assert_double_eq_tol (s.hota.hota, sqrt (.5), 1e-12);
}
GST_END_TEST;

/* Lost on the second frame, found again by the same track on the third. */
GST_START_TEST (test_fragmentation)
{
  Scores s = score (one, "1,5,0,0,10,10\n3,5,0,0,10,10\n4,5,0,0,10,10\n");

  fail_unless_equals_int (s.clear.fragmentations, 1);
  fail_unless_equals_int (s.clear.misses, 1);
  fail_unless_equals_int (s.clear.switches, 0);
  ck_assert_double_eq (s.clear.mota, .75);
  ck_assert_double_eq_tol (s.identity.idf1, 6 / 7., 1e-12);
  ck_assert_double_eq (s.identity.idp, 1);
  ck_assert_double_eq (s.identity.idr, .75);
}
GST_END_TEST;

/* Lost at the end is no fragmentation. */
GST_START_TEST (test_lost_for_good)
{
  Scores s = score (one, "1,5,0,0,10,10\n2,5,0,0,10,10\n");

  fail_unless_equals_int (s.clear.fragmentations, 0);
  fail_unless_equals_int (s.clear.misses, 2);
}
GST_END_TEST;

/* Half overlap matches by CLEAR; by HOTA at the ten alphas up to .50. */
GST_START_TEST (test_loose_boxes)
{
  Scores s = score (one, "1,5,0,0,5,10\n2,5,0,0,5,10\n3,5,0,0,5,10\n4,5,0,0,5,10\n");

  ck_assert_double_eq (s.clear.motp, .5);
  ck_assert_double_eq (s.clear.mota, 1);
  ck_assert_double_eq_tol (s.hota.hota, 10 / 19., 1e-12);
  ck_assert_double_eq_tol (s.hota.hota_at[9], 1, 1e-12);
  ck_assert_double_eq (s.hota.hota_at[10], 0);
}
GST_END_TEST;

/* A person stays with its track while they overlap, although another one fits better. */
GST_START_TEST (test_a_match_lasts)
{
  Scores s =
      score ("1,1,0,0,10,10\n2,1,0,0,10,10\n", "1,5,0,0,10,10\n2,5,2,0,10,10\n2,6,0,0,10,10\n");

  fail_unless_equals_int (s.clear.switches, 0);
  fail_unless_equals_int (s.clear.false_positives, 1);
  ck_assert_double_eq_tol (s.clear.motp, (1 + 8 / 12.) / 2, 1e-12);
}
GST_END_TEST;

GST_START_TEST (test_twice)
{
  g_autoptr (GArray) good = rows (one);
  g_autoptr (GArray) bad = rows ("1,5,0,0,10,10\n3,5,0,0,10,10\n3,5,0,0,10,10\n");
  g_autoptr (GArray) none = rows ("");
  g_autoptr (GError) error = NULL;

  ck_assert_ptr_null (aisle_eval_tracks_new (good, bad, &error));
  fail_unless (g_error_matches (error, AISLE_EVAL_ERROR, AISLE_EVAL_ERROR_TWICE));
  fail_unless_equals_string (error->message, "id 5 is twice on frame 3 of the tracks");
  g_clear_error (&error);
  ck_assert_ptr_null (aisle_eval_tracks_new (none, good, &error));
  fail_unless (g_error_matches (error, AISLE_EVAL_ERROR, AISLE_EVAL_ERROR_EMPTY));
}
GST_END_TEST;

/* 8,193 × 8,193 pairs of ids are refused before memory is asked for. */
GST_START_TEST (test_too_many)
{
  g_autoptr (GArray) many = g_array_new (FALSE, FALSE, sizeof (AisleMotRow));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 8193; i++) {
    AisleMotRow row = { i + 1, i, { 0, 0, 10, 10, 1, 0 } };
    g_array_append_val (many, row);
  }
  ck_assert_ptr_null (aisle_eval_tracks_new (many, many, &error));
  fail_unless (g_error_matches (error, AISLE_EVAL_ERROR, AISLE_EVAL_ERROR_SIZE));
}
GST_END_TEST;

static Suite *
eval_tracks_suite (void)
{
  Suite *suite = suite_create ("eval-tracks");
  TCase *cases = tcase_create ("all");

  suite_add_tcase (suite, cases);
  tcase_add_test (cases, test_switch);
  tcase_add_test (cases, test_fragmentation);
  tcase_add_test (cases, test_lost_for_good);
  tcase_add_test (cases, test_loose_boxes);
  tcase_add_test (cases, test_a_match_lasts);
  tcase_add_test (cases, test_twice);
  tcase_add_test (cases, test_too_many);
  return suite;
}

GST_CHECK_MAIN (eval_tracks);
