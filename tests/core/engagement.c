/* SPDX-License-Identifier: MIT */
/** @file engagement.c Facing a shelf and reaching into it, with boxes made by hand. */
#include "gst/core/engagement.h"
#include "gst/core/stand.h"
#include "tests/core/checks.h"

#define FPS 10
#define HEIGHT 0.2
#define HALF 0.03 /* of a body's width */

/* The shelf begins at x = 0.6; its foot is at y = 0.6. */
static AislePoint corners[] = { { 0.6, 0.2 }, { 0.9, 0.2 }, { 0.9, 0.6 }, { 0.6, 0.6 } };
static const AisleZoneConfig zone = { .n_shelf = 4, .shelf = corners };

typedef struct {
  AisleShelf shelf;
  AisleStand stand;
  AisleEngagement engagement;
  AislePoint place;
  double pts;
} Shopper;

static Shopper
new_shopper (double x, double y)
{
  Shopper shopper = { .place = { x, y } };
  aisle_shelf_init (&shopper.shelf, &zone, 1);
  return shopper;
}

/* One frame with the feet (middle of the body) at @x and an arm @left and @right of it. */
static void
step (Shopper *shopper, double x, double left, double right)
{
  AisleEdges body = { x - HALF - left, x + HALF + right, shopper->place.y - HEIGHT,
                      shopper->place.y };
  AislePoint at = { (body.left + body.right) / 2, shopper->place.y };
  AisleMove move = { shopper->place, at, shopper->pts, shopper->pts + 1.0 / FPS, HEIGHT, 0, 0 };
  move.stood = aisle_stand_follow (&shopper->stand, &move);
  aisle_engagement_follow (&shopper->shelf, &shopper->engagement, &move, &body);
  shopper->place = at;
  shopper->pts = move.to_pts;
}

static void
stand_for (Shopper *shopper, double seconds, double x, double left, double right)
{
  for (guint i = 0; i < seconds * FPS; i++)
    step (shopper, x, left, right);
}

GST_START_TEST (faces)
{
  Shopper near = new_shopper (0.55, 0.6), far = new_shopper (0.4, 0.6);
  stand_for (&near, 4, 0.55, 0, 0);
  stand_for (&far, 4, 0.4, 0, 0);
  ck_assert_double_eq_tol (near.engagement.faced, 4, 1e-9);
  ck_assert_double_eq (far.engagement.faced, 0);
  ck_assert_uint_eq (near.engagement.reached, 0);
}
GST_END_TEST;

GST_START_TEST (passes)
{
  Shopper shopper = new_shopper (0.2, 0.62);
  for (double x = 0.2; x < 0.95; x += 0.8 * HEIGHT / FPS)
    step (&shopper, x, 0, 0);
  ck_assert_double_eq_tol (shopper.engagement.faced, 0, 1e-9);
  ck_assert_uint_eq (shopper.engagement.reached, 0);
}
GST_END_TEST;

/* Twice out for half a second; a third time only for a fifth, as a flaw of the detector may be. */
GST_START_TEST (reaches)
{
  Shopper shopper = new_shopper (0.55, 0.6);
  stand_for (&shopper, 2, 0.55, 0, 0);
  stand_for (&shopper, 0.5, 0.55, 0, 0.06);
  ck_assert_uint_eq (shopper.engagement.reached, 1);
  stand_for (&shopper, 1, 0.55, 0, 0.002);
  stand_for (&shopper, 3, 0.55, 0, 0.06);
  ck_assert_uint_eq (shopper.engagement.reached, 2);
  stand_for (&shopper, 1, 0.55, 0, 0);
  stand_for (&shopper, 0.2, 0.55, 0, 0.06);
  stand_for (&shopper, 1, 0.55, 0, 0);
  ck_assert_uint_eq (shopper.engagement.reached, 2);
}
GST_END_TEST;

/* Arms away from the shelf, a step aside, a coat that grows to both sides, a shelf too far. */
GST_START_TEST (reaches_nothing)
{
  Shopper shopper = new_shopper (0.55, 0.6), far = new_shopper (0.4, 0.6);
  stand_for (&shopper, 2, 0.55, 0, 0);
  stand_for (&shopper, 1, 0.55, 0.06, 0);
  stand_for (&shopper, 1, 0.55, 0, 0);
  stand_for (&shopper, 1, 0.6, 0, 0);
  stand_for (&shopper, 2, 0.55, 0, 0);
  stand_for (&shopper, 1, 0.55, 0.05, 0.05);
  ck_assert_uint_eq (shopper.engagement.reached, 0);
  stand_for (&far, 2, 0.4, 0, 0);
  stand_for (&far, 1, 0.4, 0, 0.06);
  ck_assert_uint_eq (far.engagement.reached, 0);
}
GST_END_TEST;

/* Boxes that jitter by three percent of the body reach nothing in ten minutes. */
GST_START_TEST (jitter)
{
  Shopper shopper = new_shopper (0.58, 0.6);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  for (guint i = 0; i < 600 * FPS; i++)
    step (&shopper, 0.58, HEIGHT * g_rand_double_range (rand, -0.05, 0.05),
          HEIGHT * g_rand_double_range (rand, -0.05, 0.05));
  ck_assert_uint_eq (shopper.engagement.reached, 0);
  ck_assert_double_eq_tol (shopper.engagement.faced, 600, 30);
}
GST_END_TEST;

GST_START_TEST (joined)
{
  AisleEngagement earlier = { .faced = 3, .reached = 2 }, later = { .faced = 1.5, .reached = 1 };
  aisle_engagement_join (&earlier, &later);
  ck_assert_double_eq (later.faced, 4.5);
  ck_assert_uint_eq (later.reached, 3);
}
GST_END_TEST;

static Suite *
engagement_suite (void)
{
  Suite *s = suite_create ("engagement");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_test (tc, faces);
  tcase_add_test (tc, passes);
  tcase_add_test (tc, reaches);
  tcase_add_test (tc, reaches_nothing);
  tcase_add_test (tc, jitter);
  tcase_add_test (tc, joined);
  return s;
}

GST_CHECK_MAIN (engagement)
