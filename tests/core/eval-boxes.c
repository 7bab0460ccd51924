/* SPDX-License-Identifier: MIT */
/** @file eval-boxes.c Detections whose scores are known by hand. */
#include "gst/core/eval-boxes.h"
#include "tests/core/checks.h"

static GArray *
rows (const char *text)
{
  g_autoptr (GError) error = NULL;
  GArray *array = aisle_mot_parse (text, -1, "text", &error);

  g_assert_no_error (error);
  return array;
}

static AisleBoxScores *
score (const char *truth, const char *found)
{
  g_autoptr (GArray) t = rows (truth);
  g_autoptr (GArray) f = rows (found);
  AisleBoxScores *scores = aisle_eval_boxes (t, f, NULL);

  ck_assert_ptr_nonnull (scores);
  return scores;
}

/* Right, wrong, right: precision 1 up to recall 1/2, then 2/3. Of 101 recall levels 51 are up to
 * 1/2. */
GST_START_TEST (test_average_precision)
{
  g_autoptr (AisleBoxScores) scores =
      score ("1,1,0,0,10,10\n2,1,0,0,10,10\n", "1,-1,0,0,10,10,.9\n1,-1,50,0,10,10,.8\n"
                                               "2,-1,0,0,10,10,.7\n");

  ck_assert_double_eq_tol (scores->ap50, (51 + 50 * 2 / 3.) / 101, 1e-12);
  ck_assert_double_eq_tol (scores->ap, scores->ap50, 1e-12); /* the right ones fit exactly */
  ck_assert_double_eq_tol (scores->best.f1, .8, 1e-12);
  ck_assert_double_eq_tol (scores->best.threshold, .7, 1e-7);
  fail_unless_equals_int (scores->curve->len, 3);
}
GST_END_TEST;

/* IoU 0.8 is right at .50 … .80, which are seven of ten. */
GST_START_TEST (test_overlap_levels)
{
  g_autoptr (AisleBoxScores) scores = score ("1,1,0,0,10,10\n", "1,-1,0,0,8,10,1\n");

  ck_assert_double_eq_tol (scores->ap50, 1, 1e-12);
  ck_assert_double_eq_tol (scores->ap, .7, 1e-12);
}
GST_END_TEST;

/* The surer box takes the truth, the second one is false. */
GST_START_TEST (test_one_box_per_truth)
{
  g_autoptr (AisleBoxScores) scores =
      score ("1,1,0,0,10,10\n", "1,-1,0,0,10,10,.5\n1,-1,0,0,9,10,.6\n");
  AisleEvalPoint all = aisle_box_scores_at (scores, .5), sure = aisle_box_scores_at (scores, .6);
  AisleEvalPoint none = aisle_box_scores_at (scores, .7);

  ck_assert_double_eq (all.precision, .5);
  ck_assert_double_eq (all.recall, 1);
  ck_assert_double_eq (sure.precision, 1);
  ck_assert_double_eq (none.recall, 0);
  ck_assert_double_eq (none.precision, 0);
}
GST_END_TEST;

/* Boxes are compared with those of their own frame. */
GST_START_TEST (test_frames)
{
  g_autoptr (AisleBoxScores) scores = score ("1,1,0,0,10,10\n", "2,-1,0,0,10,10,1\n");

  ck_assert_double_eq (scores->ap50, 0);
  ck_assert_double_eq (scores->best.f1, 0);
}
GST_END_TEST;

GST_START_TEST (test_no_truth)
{
  g_autoptr (GArray) none = rows ("");
  g_autoptr (GArray) one = rows ("1,1,0,0,10,10\n");
  g_autoptr (GError) error = NULL;

  ck_assert_ptr_null (aisle_eval_boxes (none, one, &error));
  fail_unless (g_error_matches (error, AISLE_EVAL_ERROR, AISLE_EVAL_ERROR_EMPTY));
}
GST_END_TEST;

GST_START_TEST (test_keep)
{
  g_autoptr (GArray) truth = rows ("1,1,0,0,1,1,1\n2,1,0,0,1,1,0\n3,1,0,0,1,1,1\n4,1,0,0,1,1,1\n");

  aisle_eval_keep (truth, 2, 3, FALSE);
  fail_unless_equals_int (truth->len, 2);
  aisle_eval_keep (truth, 1, 9, TRUE);
  fail_unless_equals_int (truth->len, 1);
  fail_unless_equals_int (g_array_index (truth, AisleMotRow, 0).frame, 3);
}
GST_END_TEST;

static Suite *
eval_boxes_suite (void)
{
  Suite *suite = suite_create ("eval-boxes");
  TCase *cases = tcase_create ("all");

  suite_add_tcase (suite, cases);
  tcase_add_test (cases, test_average_precision);
  tcase_add_test (cases, test_overlap_levels);
  tcase_add_test (cases, test_one_box_per_truth);
  tcase_add_test (cases, test_frames);
  tcase_add_test (cases, test_no_truth);
  tcase_add_test (cases, test_keep);
  return suite;
}

GST_CHECK_MAIN (eval_boxes);
