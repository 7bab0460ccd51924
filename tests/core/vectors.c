/* SPDX-License-Identifier: MIT */
/** @file vectors.c Frames as JSON lines, there and back. */
#include <string.h>

#include "tests/core/checks.h"

#include "gst/core/vectors.h"

static const char *const line =
    "{\"schema\":\"aisle.vectors/1\",\"pts\":1.233,\"width\":768,\"height\":576,\"boxes\":["
    "{\"track\":9007199254740992,\"x\":-1.50,\"y\":2.25,\"w\":30.00,\"h\":100.00,"
    "\"confidence\":0.500}]}";

GST_START_TEST (there_and_back)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AisleVectors) frame = aisle_vectors_parse (line, -1, &error);
  g_assert_no_error (error);
  ck_assert_int_eq (frame->pts, 1233000000);
  ck_assert_uint_eq (frame->width, 768);
  ck_assert_uint_eq (frame->vectors->len, 1);
  AisleVector vector = g_array_index (frame->vectors, AisleVector, 0);
  ck_assert (vector.track == G_GUINT64_CONSTANT (9007199254740992));
  ck_assert (vector.box.x == -1.5f && vector.box.h == 100 && vector.box.confidence == 0.5f);
  g_autofree char *again = aisle_vectors_to_json (frame);
  ck_assert_str_eq (again, line);
}
GST_END_TEST;

static const char *const mistakes[] = {
  "",
  "{}",
  "[]",
  "{\"schema\":\"aisle.event/1\"}",
  "{\"schema\":3}",
  "{\"schema\":\"aisle.vectors/1\"}",
  "{\"schema\":\"aisle.vectors/1\",\"pts\":1,\"width\":0,\"height\":1,\"boxes\":[]}",
  "{\"schema\":\"aisle.vectors/1\",\"pts\":1e99,\"width\":1,\"height\":1,\"boxes\":[]}",
  "{\"schema\":\"aisle.vectors/1\",\"pts\":1,\"width\":1,\"height\":1,\"boxes\":{}}",
  "{\"schema\":\"aisle.vectors/1\",\"pts\":1,\"width\":1,\"height\":1,\"boxes\":[3]}",
  "{\"schema\":\"aisle.vectors/1\",\"pts\":1,\"width\":1,\"height\":1,\"boxes\":[{\"track\":1}]}",
  "{\"schema\":\"aisle.vectors/1\",\"pts\":1,\"width\":1,\"height\":1,\"boxes\":[[[[[[[]]]]]]]}",
};

GST_START_TEST (refused)
{
  g_autoptr (GError) error = NULL;
  ck_assert_ptr_null (aisle_vectors_parse (mistakes[__i__], -1, &error));
  ck_assert (g_error_matches (error, AISLE_VECTORS_ERROR, AISLE_VECTORS_ERROR_LINE));
  ck_assert (g_str_has_prefix (error->message, "expected "));
}
GST_END_TEST;

static Suite *
vectors_suite (void)
{
  Suite *s = suite_create ("vectors");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, there_and_back);
  tcase_add_loop_test (tc, refused, 0, G_N_ELEMENTS (mistakes));
  return s;
}

GST_CHECK_MAIN (vectors)
