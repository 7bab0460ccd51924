/* SPDX-License-Identifier: MIT */
/**
 * @file box.c
 * Overlap against counted pixels, suppression against the textbook's loop.
 */
#include <gst/check/gstcheck.h>

#include <math.h>
#include <string.h>

#include "gst/core/box.h"

#define SEED 50
#define SIDE 24

static gboolean
covers (const AisleBox *box, int x, int y)
{
  return x >= box->x && x < box->x + box->w && y >= box->y && y < box->y + box->h;
}

static float
counted_iou (const AisleBox *a, const AisleBox *b)
{
  int both = 0, either = 0;

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++) {
      both += covers (a, x, y) && covers (b, x, y);
      either += covers (a, x, y) || covers (b, x, y);
    }
  return either ? (float)both / either : 0;
}

static AisleBox
random_box (GRand *random)
{
  AisleBox box = { g_rand_int_range (random, 0, SIDE / 2),   g_rand_int_range (random, 0, SIDE / 2),
                   g_rand_int_range (random, 0, SIDE / 2),   g_rand_int_range (random, 0, SIDE / 2),
                   g_rand_int_range (random, 0, 20) / 20.0f, g_rand_int_range (random, 0, 2) };
  return box;
}

GST_START_TEST (test_iou_counts_pixels)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (int i = 0; i < 2000; i++) {
    AisleBox a = random_box (random), b = random_box (random);
    float iou = aisle_box_iou (&a, &b);
    fail_unless (ABS (iou - counted_iou (&a, &b)) < 1e-6f);
    fail_unless (iou == aisle_box_iou (&b, &a));
  }
}
GST_END_TEST;

GST_START_TEST (test_cover_counts_pixels)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (int i = 0; i < 2000; i++) {
    AisleBox a = random_box (random), b = random_box (random);
    int both = 0, own = 0;
    for (int y = 0; y < SIDE; y++)
      for (int x = 0; x < SIDE; x++) {
        both += covers (&a, x, y) && covers (&b, x, y);
        own += covers (&a, x, y);
      }
    fail_unless (ABS (aisle_box_cover (&a, &b) - (own ? (float) both / own : 0)) < 1e-6f);
  }
}
GST_END_TEST;

GST_START_TEST (test_iou_edges)
{
  AisleBox box = { 2, 3, 4, 5, 1, 0 }, beside = { 6, 3, 4, 5, 1, 0 };
  AisleBox empty = { 3, 4, 0, 2, 1, 0 }, inverted = { 6, 8, -4, -5, 1, 0 };
  AisleBox wrong = { NAN, 3, 4, 5, 1, 0 }, vast = { -1e30f, -1e30f, 2e30f, 2e30f, 1, 0 };

  fail_unless (aisle_box_iou (&box, &box) == 1);
  fail_unless (aisle_box_iou (&box, &beside) == 0);
  fail_unless (aisle_box_iou (&box, &empty) == 0);
  fail_unless (aisle_box_iou (&empty, &empty) == 0);
  fail_unless (aisle_box_iou (&box, &inverted) == 0);
  fail_unless (aisle_box_iou (&box, &wrong) == 0);
  fail_unless (aisle_box_iou (&box, &vast) == 0);
}
GST_END_TEST;

/* The textbook: take the best box left, remove what overlaps it, repeat. */
static guint
suppress_plainly (AisleBox *boxes, guint n, float threshold)
{
  guint kept = 0;

  aisle_box_sort (boxes, n);
  while (kept < n) {
    guint left = kept + 1;
    for (guint i = kept + 1; i < n; i++)
      if (boxes[i].label != boxes[kept].label || counted_iou (&boxes[kept], &boxes[i]) <= threshold)
        boxes[left++] = boxes[i];
    n = left;
    kept++;
  }
  return kept;
}

GST_START_TEST (test_suppression)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (int round = 0; round < 100; round++) {
    AisleBox boxes[30], plain[30];
    guint n = g_rand_int_range (random, 0, 31), n_plain;
    for (guint i = 0; i < n; i++)
      boxes[i] = plain[i] = random_box (random);
    n_plain = suppress_plainly (plain, n, 0.45f);
    fail_unless_equals_int (aisle_box_suppress (boxes, n, 0.45f), n_plain);
    fail_unless (memcmp (boxes, plain, n_plain * sizeof *boxes) == 0);
  }
}
GST_END_TEST;

GST_START_TEST (test_order)
{
  AisleBox boxes[] = { { 1, 2, 3, 4, .5f, 0 }, { 0, 9, 3, 4, .5f, 0 }, { 1, 1, 3, 4, .5f, 0 },
                       { 5, 5, 5, 5, .9f, 1 }, { 1, 2, 3, 4, .5f, 1 }, { 1, 2, 3, 5, .5f, 0 } };
  AisleBox sorted[] = { boxes[3], boxes[1], boxes[2], boxes[0], boxes[4], boxes[5] };

  aisle_box_sort (boxes, G_N_ELEMENTS (boxes));
  fail_unless (memcmp (boxes, sorted, sizeof boxes) == 0);
  aisle_box_sort (NULL, 0);
}
GST_END_TEST;

static Suite *
box_suite (void)
{
  Suite *suite = suite_create ("box");
  TCase *cases = tcase_create ("all");

  suite_add_tcase (suite, cases);
  tcase_add_test (cases, test_iou_counts_pixels);
  tcase_add_test (cases, test_cover_counts_pixels);
  tcase_add_test (cases, test_iou_edges);
  tcase_add_test (cases, test_suppression);
  tcase_add_test (cases, test_order);
  return suite;
}

GST_CHECK_MAIN (box);
