/* SPDX-License-Identifier: MIT */
/** @file looks.c Boxes of several looks at one frame. */
#include <gst/check/gstcheck.h>

#include <math.h>

#include "gst/core/looks.h"

#define WIDTH 768
#define HEIGHT 576

#define fail_unless_near(a, b, by)                                                                 \
  fail_unless (fabs ((double) (a) - (double) (b)) <= (by), "%g is not %g", (double) (a),           \
               (double) (b))

static const AisleRegion whole = { 0, 0, WIDTH, HEIGHT };
static const AisleRegion part = { 100, 200, 384, 288 };

static GArray *
looked (const AisleRegion *crop, const AisleBox *boxes, guint n)
{
  g_autoptr (AisleLooks) looks = aisle_looks_new (WIDTH, HEIGHT);

  aisle_looks_add (looks, crop, 1, boxes, n);
  return aisle_looks_merge (looks, 0.6f, 0.1f);
}

/* A box of the whole frame at half size, one of the part pixel for pixel; NULL: nothing found. */
static GArray *
merged (const AisleBox *far, const AisleBox *near)
{
  g_autoptr (AisleLooks) looks = aisle_looks_new (WIDTH, HEIGHT);

  aisle_looks_add (looks, &whole, 2, far, far != NULL);
  aisle_looks_add (looks, &part, 1, near, near != NULL);
  return aisle_looks_merge (looks, 0, 0.1f);
}

GST_START_TEST (test_boxes_come_to_their_place)
{
  const AisleBox box = { 50, 60, 30, 80, 0.7f, 3 };
  g_autoptr (GArray) all = looked (&part, &box, 1);

  fail_unless_equals_int (all->len, 1);
  const AisleBox *found = &g_array_index (all, AisleBox, 0);
  fail_unless (found->x == 150 && found->y == 260 && found->w == 30 && found->h == 80);
  fail_unless (found->confidence == 0.7f && found->label == 3);
}
GST_END_TEST;

/* Each box ends at one edge of the crop. */
static const AisleBox at_edges[] = { { -1, 100, 30, 80, 0.7f, 0 },
                                     { 360, 100, 30, 80, 0.7f, 0 },
                                     { 100, 1, 30, 80, 0.7f, 0 },
                                     { 100, 207, 30, 80, 0.7f, 0 } };

GST_START_TEST (test_cut_boxes_are_left_out)
{
  g_autoptr (GArray) all = looked (&part, at_edges, G_N_ELEMENTS (at_edges));

  fail_unless_equals_int (all->len, 0);
}
GST_END_TEST;

/* Who leaves the frame is cut by the world, not by us. */
GST_START_TEST (test_edges_of_the_frame_cut_nobody)
{
  const AisleRegion upper = { 0, 0, 384, 288 }, lower = { 384, 288, 384, 288 };
  g_autoptr (GArray) start = looked (&upper, at_edges, G_N_ELEMENTS (at_edges));
  g_autoptr (GArray) end = looked (&lower, at_edges, G_N_ELEMENTS (at_edges));

  fail_unless_equals_int (start->len, 2);
  fail_unless_equals_int (end->len, 2);
  fail_unless (g_array_index (start, AisleBox, 0).x == -1);
  fail_unless (g_array_index (end, AisleBox, 0).x == 384 + 100);
  fail_unless (g_array_index (end, AisleBox, 1).x == 384 + 360);
}
GST_END_TEST;

/* 80 pixels are 40 of the whole frame's input: both looks count alike. */
GST_START_TEST (test_two_sights_of_one_person)
{
  const AisleBox far = { 200, 300, 30, 80, 0.4f, 0 }, near = { 104, 102, 30, 80, 0.8f, 0 };
  g_autoptr (GArray) all = merged (&far, &near);

  fail_unless_equals_int (all->len, 1);
  const AisleBox *box = &g_array_index (all, AisleBox, 0);
  fail_unless_near (box->confidence, 0.6f, 1e-6);
  fail_unless_near (box->x, (200 + 2 * 204) / 3.0, 1e-4);
  fail_unless_near (box->y, (300 + 2 * 302) / 3.0, 1e-4);
  fail_unless_near (box->h, 80, 1e-4);
}
GST_END_TEST;

/* Who is large enough for both and seen by one is doubted. */
GST_START_TEST (test_a_look_that_sees_nothing_counts)
{
  const AisleBox far = { 200, 300, 30, 80, 0.4f, 0 }, near = { 104, 102, 30, 80, 0.8f, 0 };
  g_autoptr (GArray) only_near = merged (NULL, &near);
  g_autoptr (GArray) only_far = merged (&far, NULL);

  fail_unless_near (g_array_index (only_near, AisleBox, 0).confidence, 0.4, 1e-6);
  fail_unless_near (g_array_index (only_far, AisleBox, 0).confidence, 0.2, 1e-6);
}
GST_END_TEST;

/* 24 pixels are 12 of the whole frame's input, where nobody is seen: its silence says nothing. */
GST_START_TEST (test_small_people_are_not_doubted)
{
  const AisleBox near = { 104, 102, 10, 24, 0.8f, 0 };
  g_autoptr (GArray) all = merged (NULL, &near);

  fail_unless (g_array_index (all, AisleBox, 0).confidence > 0.76f);
}
GST_END_TEST;

/* Beyond the part, or cut by its edge, only the whole frame has a say. */
GST_START_TEST (test_elsewhere_the_whole_frame_decides)
{
  const AisleBox outside = { 600, 300, 30, 80, 0.4f, 0 }, across = { 90, 300, 30, 80, 0.4f, 0 };
  const AisleBox cut = { 0, 100, 20, 80, 0.9f, 0 };
  g_autoptr (GArray) one = merged (&outside, NULL);
  g_autoptr (GArray) two = merged (&across, &cut);

  fail_unless (one->len == 1 && g_array_index (one, AisleBox, 0).confidence == 0.4f);
  fail_unless (two->len == 1 && g_array_index (two, AisleBox, 0).confidence == 0.4f);
  fail_unless (g_array_index (two, AisleBox, 0).w == 30);
}
GST_END_TEST;

/* Neighbours in a crowd stay two, and so do a person and the cart he pushes. */
GST_START_TEST (test_different_objects_stay)
{
  const AisleBox far = { 200, 300, 30, 80, 0.8f, 0 }, beside = { 115, 102, 30, 80, 0.8f, 0 };
  const AisleBox cart = { 100, 100, 30, 80, 0.8f, 1 };
  g_autoptr (GArray) crowd = merged (&far, &beside);
  g_autoptr (GArray) shopper = merged (&far, &cart);

  fail_unless_equals_int (crowd->len, 2);
  fail_unless_equals_int (shopper->len, 2);
}
GST_END_TEST;

/* Below the threshold after doubt: gone. Nothing found: nothing. */
GST_START_TEST (test_threshold)
{
  const AisleBox weak = { 200, 300, 30, 80, 0.15f, 0 };
  g_autoptr (GArray) doubted = merged (&weak, NULL);
  g_autoptr (GArray) nothing = merged (NULL, NULL);

  fail_unless (doubted->len == 0 && nothing->len == 0);
}
GST_END_TEST;

static Suite *
looks_suite (void)
{
  Suite *suite = suite_create ("looks");
  TCase *tcase = tcase_create ("general");

  suite_add_tcase (suite, tcase);
  tcase_add_test (tcase, test_boxes_come_to_their_place);
  tcase_add_test (tcase, test_cut_boxes_are_left_out);
  tcase_add_test (tcase, test_edges_of_the_frame_cut_nobody);
  tcase_add_test (tcase, test_two_sights_of_one_person);
  tcase_add_test (tcase, test_a_look_that_sees_nothing_counts);
  tcase_add_test (tcase, test_small_people_are_not_doubted);
  tcase_add_test (tcase, test_elsewhere_the_whole_frame_decides);
  tcase_add_test (tcase, test_different_objects_stay);
  tcase_add_test (tcase, test_threshold);
  return suite;
}

GST_CHECK_MAIN (looks);
