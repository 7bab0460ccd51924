/* SPDX-License-Identifier: MIT */
/**
 * @file mot.c
 * MOT text that is right, and text that is not.
 */
#include <gst/check/gstcheck.h>

#include <locale.h>
#include <string.h>

#include "gst/core/mot.h"

static const AisleMotRow *
row (GArray *rows, guint i)
{
  return &g_array_index (rows, AisleMotRow, i);
}

GST_START_TEST (test_reads_rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = aisle_mot_parse ("# a comment\n"
                                             "2,-1,10.5,20,30,40,0.75,-1,-1,-1\r\n"
                                             "\n"
                                             " 1 , 7 , -3 , 4 , 5 , 6 \n"
                                             "2 9 1 2 3 4 .5",
                                             -1, "text", &error);

  fail_unless (rows != NULL, "%s", error ? error->message : "");
  fail_unless_equals_int (rows->len, 3);
  fail_unless_equals_int (row (rows, 0)->frame, 1);
  fail_unless_equals_int64 (row (rows, 0)->id, 7);
  fail_unless_equals_float (row (rows, 0)->box.x, -3.f);
  fail_unless_equals_float (row (rows, 0)->box.confidence, 1.f);
  fail_unless_equals_float (row (rows, 1)->box.x, 10.5f);
  fail_unless_equals_float (row (rows, 1)->box.confidence, .75f);
  fail_unless_equals_int64 (row (rows, 2)->id, 9);
  fail_unless_equals_float (row (rows, 2)->box.h, 4.f);
}
GST_END_TEST;

GST_START_TEST (test_names_the_bad_line)
{
  const char *bad[] = {
    "1,-1,1,2,3",          "1,-1,1,2,x,4",          "0,-1,1,2,3,4,1",   "1.5,-1,1,2,3,4,1",
    "1,-1,nan,2,3,4,1",    "1,-1,1,2,inf,4,1",      "1,-1,1,2,-3,4,1",  "1,.5,1,2,3,4,1",
    "1,-1,1e30,2,3,4,1",   "1e300,-1,1,2,3,4,1",    "frame,id,x,y,w,h", "1,,1,2,3,4",
    "1,-1,1,2,3,4,0.5abc", "1,-1,1,2,3,4,\x01\xff", "-4,-1,1,2,3,4,1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *text = g_strdup_printf ("1,-1,1,2,3,4,1\n%s\n1,-1,1,2,3,4,1\n", bad[i]);
    g_autoptr (GError) error = NULL;

    fail_unless (aisle_mot_parse (text, -1, "some.txt", &error) == NULL, "\"%s\" passed", bad[i]);
    fail_unless (g_error_matches (error, AISLE_MOT_ERROR, AISLE_MOT_ERROR_LINE));
    fail_unless (strstr (error->message, "some.txt, line 2: ") == error->message, "%s",
                 error->message);
  }
}
GST_END_TEST;

GST_START_TEST (test_empty_and_missing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = aisle_mot_parse ("", 0, "empty", &error);

  fail_unless (rows && rows->len == 0);
  fail_unless (aisle_mot_load ("/nonexistent/detections.txt", &error) == NULL);
  fail_unless (g_error_matches (error, AISLE_MOT_ERROR, AISLE_MOT_ERROR_FILE));
  fail_unless (strstr (error->message, "/nonexistent/detections.txt") != NULL);
}
GST_END_TEST;

GST_START_TEST (test_embedded_nul)
{
  g_autoptr (GError) error = NULL;

  /* A line ends at a NUL as far as numbers go: what is left of it must still be whole. */
  fail_unless (aisle_mot_parse ("1,-1,1\0,2,3,4,1\n", 16, "nul", &error) == NULL);
  fail_unless (g_error_matches (error, AISLE_MOT_ERROR, AISLE_MOT_ERROR_LINE));
}
GST_END_TEST;

GST_START_TEST (test_round_trip)
{
  AisleMotRow in = { 12, 345, { 1.25f, -2.5f, 30, 40.75f, .875f, 0 } };
  g_autoptr (GString) text = g_string_new (NULL);

  setlocale (LC_ALL, "de_DE.UTF-8"); /* may be missing; then nothing is shown by it */
  aisle_mot_append (text, &in);
  fail_unless_equals_string (text->str, "12,345,1.25,-2.50,30.00,40.75,0.875,-1,-1,-1\n");
  g_autoptr (GArray) rows = aisle_mot_parse (text->str, text->len, "text", NULL);
  fail_unless (rows && rows->len == 1);
  fail_unless_equals_int64 (row (rows, 0)->id, 345);
  fail_unless_equals_float (row (rows, 0)->box.y, -2.5f);
  fail_unless_equals_float (row (rows, 0)->box.confidence, .875f);
}
GST_END_TEST;

static Suite *
mot_suite (void)
{
  Suite *suite = suite_create ("mot");
  TCase *cases = tcase_create ("all");

  suite_add_tcase (suite, cases);
  tcase_add_test (cases, test_reads_rows);
  tcase_add_test (cases, test_names_the_bad_line);
  tcase_add_test (cases, test_empty_and_missing);
  tcase_add_test (cases, test_embedded_nul);
  tcase_add_test (cases, test_round_trip);
  return suite;
}

GST_CHECK_MAIN (mot);
