/* SPDX-License-Identifier: MIT */
/** @file vectors.c Frames as JSON lines, there and back. */
#include <math.h>
#include <string.h>

#include "tests/core/checks.h"

#include "gst/core/vectors.h"

static const char *const line =
    "{\"schema\":\"aisle.vectors/1\",\"camera\":\"door\",\"epoch\":1767225600000001,"
    "\"local_clock\":true,\"pts\":1.233333333,\"dropped\":true,"
    "\"blind\":\"dark\",\"blind_since\":0.500000000,\"width\":768,\"height\":576,"
    "\"pixel_aspect\":1.250000000,\"boxes\":["
    "{\"track\":9007199254740992,\"x\":-1.5,\"y\":2.25,\"w\":30.1234,\"h\":100,"
    "\"confidence\":0.5,\"coasting\":true,\"ended\":true,\"stitched\":2,\"trust\":0.25}]}";

GST_START_TEST (there_and_back)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AisleVectors) frame = aisle_vectors_parse (line, -1, &error);
  g_assert_no_error (error);
  ck_assert_int_eq (frame->pts, 1233333333);
  ck_assert_str_eq (frame->camera, "door");
  ck_assert (frame->epoch == 1767225600000001);
  ck_assert (frame->sight.blind && frame->sight.cause == AISLE_BLIND_DARK);
  ck_assert (frame->sight.since == 500000000);
  ck_assert (frame->local_clock && frame->dropped && frame->pixel_aspect == 1.25);
  ck_assert_uint_eq (frame->width, 768);
  ck_assert_uint_eq (frame->vectors->len, 1);
  AisleVector vector = g_array_index (frame->vectors, AisleVector, 0);
  ck_assert (vector.track == G_GUINT64_CONSTANT (9007199254740992));
  ck_assert (vector.box.x == -1.5f && vector.box.h == 100 && vector.box.confidence == 0.5f);
  ck_assert (vector.coasting && vector.ended && vector.stitched == 2 && vector.confidence == 0.25f);
  g_autofree char *again = aisle_vectors_to_json (frame);
  ck_assert_str_eq (again, line);
}
GST_END_TEST;

/* Every float comes back as it was. */
GST_START_TEST (nothing_is_rounded)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  for (int i = 0; i < 2000; i++) {
    AisleVector vector = { .track = 1, .confidence = 1 };
    float *values[] = { &vector.box.x, &vector.box.y, &vector.box.w, &vector.box.h };
    for (guint k = 0; k < G_N_ELEMENTS (values); k++)
      *values[k] = (float) g_rand_double_range (random, 0, pow (10, i % 6));
    vector.box.confidence = (float) g_rand_double (random);
    g_autoptr (GArray) vectors = g_array_new (FALSE, FALSE, sizeof vector);
    g_array_append_val (vectors, vector);
    const AisleVectors frame = { i * G_GINT64_CONSTANT (33333333), 640, 480, vectors };
    g_autofree char *text = aisle_vectors_to_json (&frame);
    g_autoptr (AisleVectors) read = aisle_vectors_parse (text, -1, NULL);
    ck_assert_ptr_nonnull (read);
    ck_assert_int_eq (read->pts, frame.pts);
    const AisleVector *same = &g_array_index (read->vectors, AisleVector, 0);
    ck_assert (memcmp (&same->box, &vector.box, sizeof vector.box) == 0);
  }
}
GST_END_TEST;

/* A track as it was counted, but for its number. */
GST_START_TEST (tracks)
{
  const AisleTrack track = { .id = 3, .box = { 1, 2, 3, 4, .5f, 0 }, .ended = TRUE,
                             .stitched = 1, .confidence = .5f };
  const AisleVector vector = aisle_vector_of_track (&track, 77);
  const AisleTrack again = aisle_vector_to_track (&vector);
  ck_assert_uint_eq (again.id, 77);
  ck_assert (again.ended && !again.coasting && again.stitched == 1 && again.confidence == .5f);
  ck_assert (again.box.x == 1 && again.box.h == 4);
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
  tcase_add_test (tc, nothing_is_rounded);
  tcase_add_test (tc, tracks);
  tcase_add_loop_test (tc, refused, 0, G_N_ELEMENTS (mistakes));
  return s;
}

GST_CHECK_MAIN (vectors)
