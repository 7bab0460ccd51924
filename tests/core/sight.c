/* SPDX-License-Identifier: MIT */
/** @file sight.c Cameras that are covered, moved, dark, frozen, unfocused, and some that see. */
#include "tests/core/checks.h"

#include "gst/core/sight.h"

#include <math.h>

enum { WIDTH = 640, HEIGHT = 360, WORLD = 1200 };
#define SECOND G_GINT64_CONSTANT (1000000000)
#define RATE 10

/* A shop: shelves full of small things, drawn once; the camera sees a part of it. */
static guint8 world[HEIGHT + 200][WORLD];

/* What the camera shows, and how. */
typedef struct {
  guint left;    /* where it looks */
  double light;  /* 1: as it was set up */
  guint blur;    /* pixels */
  gboolean cap;  /* something is in front of the lens */
  gboolean frozen;
  guint crowd;   /* people who walk about */
  gboolean rgb;
} View;

static guint8 pixels[HEIGHT * WIDTH];
static guint8 colours[HEIGHT][WIDTH][3];
static GRand *noise;
enum { NOISE = 2 * WIDTH * HEIGHT };
static gint8 levels[NOISE];
static AisleSight *sight;
static gint64 now;

static void
draw_world (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  memset (world, 110, sizeof world);
  for (int i = 0; i < 3000; i++) {
    int x = g_rand_int_range (random, 0, WORLD - 40);
    int y = g_rand_int_range (random, 0, HEIGHT + 160);
    int w = g_rand_int_range (random, 6, 40), h = g_rand_int_range (random, 6, 40);
    guint8 grey = (guint8) g_rand_int_range (random, 30, 230);
    for (int k = 0; k < h; k++)
      memset (&world[y + k][x], grey, (gsize) w);
  }
}

static double
blurred (const View *view, guint x, guint y)
{
  double sum = 0;
  guint n = 2 * view->blur + 1;
  for (guint v = 0; v < n; v++)
    for (guint u = 0; u < n; u++)
      sum += world[y + v][view->left + x + u];
  return sum / (n * n);
}

static void
draw_people (const View *view)
{
  for (guint i = 0; i < view->crowd; i++) {
    guint x = (guint) ((ABS (now) / (SECOND / 60) + i * 97) % (WIDTH - 40));
    guint y = i * 53 % (HEIGHT - 130);
    for (guint k = 0; k < 120; k++)
      memset (&pixels[(y + k) * WIDTH + x], (int) ((60 + i * 37 % 120) * view->light), 36);
  }
}

static void
draw (const View *view)
{
  static const View *drawn;
  static guint8 still[HEIGHT][WIDTH];
  for (guint y = 0; drawn != view && y < HEIGHT; y++)
    for (guint x = 0; x < WIDTH; x++)
      still[y][x] = (guint8) (view->cap ? 90 + x / 64 : blurred (view, x, y) * view->light);
  drawn = view;
  memcpy (pixels, still, sizeof still);
  draw_people (view);
  guint shift = (guint) g_rand_int_range (noise, 0, NOISE - WIDTH * HEIGHT);
  for (guint i = 0; !view->frozen && i < WIDTH * HEIGHT; i++)
    pixels[i] = (guint8) CLAMP (pixels[i] + levels[shift + i], 0, 255);
}

static AislePicture
picture_of (const View *view)
{
  AislePicture picture = { AISLE_COLOURS_GREY, TRUE, WIDTH, HEIGHT,
                           { { pixels, WIDTH, 1, 0, 0 } } };
  if (!view->rgb)
    return picture;
  for (guint y = 0; y < HEIGHT; y++)
    for (guint x = 0; x < WIDTH; x++)
      memset (colours[y][x], pixels[y * WIDTH + x], 3);
  picture.colours = AISLE_COLOURS_RGB;
  for (guint i = 0; i < 3; i++)
    picture.planes[i] = (AislePlane) { &colours[0][0][i], WIDTH * 3, 3, 0, 0 };
  return picture;
}

static void
watch (const View *view, double seconds)
{
  gint64 end = now + (gint64) (seconds * SECOND);
  for (; now < end; now += SECOND / RATE) {
    if (!aisle_sight_wants (sight, now))
      continue;
    draw (view);
    AislePicture picture = picture_of (view);
    aisle_sight_look (sight, now, &picture);
  }
}

static void
set_up (void)
{
  draw_world ();
  noise = g_rand_new_with_seed (5);
  for (guint i = 0; i < NOISE; i++)
    levels[i] = (gint8) g_rand_int_range (noise, -2, 3);
  sight = aisle_sight_new ();
  now = 0;
}

static void
tear_down (void)
{
  g_rand_free (noise);
  aisle_sight_free (sight);
}

static const View usual = { .left = 300, .light = 1, .crowd = 2 };

static const struct {
  View view;
  AisleBlindCause cause;
} blinded[] = {
  { { .left = 300, .cap = TRUE }, AISLE_BLIND_COVERED },
  { { .left = 340, .light = 1, .crowd = 2 }, AISLE_BLIND_MOVED },
  { { .left = 0, .light = .8, .crowd = 2 }, AISLE_BLIND_MOVED },
  { { .left = 300, .light = .05, .crowd = 1 }, AISLE_BLIND_DARK },
  { { .left = 300, .light = 1, .frozen = TRUE }, AISLE_BLIND_FROZEN },
  { { .left = 300, .light = 1, .blur = 4, .crowd = 2 }, AISLE_BLIND_UNFOCUSED },
  { { .left = 300, .light = .7, .blur = 8, .rgb = TRUE }, AISLE_BLIND_UNFOCUSED },
};

/* Told after the time of notice, with the moment at which it began; and over soon after it is. */
GST_START_TEST (blind)
{
  AisleBlindCause cause = blinded[__i__].cause;
  watch (&usual, 20);
  ck_assert (!aisle_sight_get (sight).blind);
  gint64 begin = now;
  watch (&blinded[__i__].view, cause == AISLE_BLIND_FROZEN ? 18 : 2);
  ck_assert (!aisle_sight_get (sight).blind);
  watch (&blinded[__i__].view, 5);
  AisleSightState state = aisle_sight_get (sight);
  ck_assert_msg (state.blind, "%s is not seen", aisle_blind_cause_name (cause));
  ck_assert_str_eq (aisle_blind_cause_name (state.cause), aisle_blind_cause_name (cause));
  ck_assert (ABS (state.since - begin) <= SECOND);
  watch (&blinded[__i__].view, 60);
  ck_assert (aisle_sight_get (sight).blind && aisle_sight_get (sight).since == state.since);
  watch (&usual, 2.5);
  ck_assert (!aisle_sight_get (sight).blind);
}
GST_END_TEST;

static const View seeing[] = {
  { .left = 300, .light = .35, .crowd = 2 },   /* half of the lamps are out */
  { .left = 300, .light = 1.1, .crowd = 2 },   /* the sun is out */
  { .left = 301, .light = 1, .crowd = 2 },     /* the mount trembles */
  { .left = 300, .light = 1, .crowd = 12 },    /* a crowd */
  { .left = 300, .light = 1, .rgb = TRUE },
};

GST_START_TEST (not_blind)
{
  watch (&usual, 20);
  for (int i = 0; i < 60; i++) {
    watch (&seeing[__i__], 1);
    ck_assert_msg (!aisle_sight_get (sight).blind, "%s after %d s",
                   aisle_blind_cause_name (aisle_sight_get (sight).cause), i);
  }
}
GST_END_TEST;

/* Dusk is no blindness until it is dark. */
GST_START_TEST (dusk)
{
  static View view = { .left = 300 };
  watch (&usual, 20);
  for (int i = 100; i > 30; i--) {
    View *dimmer = g_memdup2 (&view, sizeof view);
    dimmer->light = i / 100.0;
    watch (dimmer, 10);
    g_free (dimmer);
    ck_assert (!aisle_sight_get (sight).blind);
  }
}
GST_END_TEST;

/* A passer-by close to the lens is not told of. */
GST_START_TEST (a_moment)
{
  const View cap = { .cap = TRUE };
  watch (&usual, 20);
  for (int i = 0; i < 5; i++) {
    watch (&cap, 2);
    watch (&usual, 3);
    ck_assert (!aisle_sight_get (sight).blind);
  }
}
GST_END_TEST;

/* A camera that was turned stays wrong, until it is set up for the new view. */
GST_START_TEST (set_up_anew)
{
  const View other = { .left = 500, .light = 1 };
  watch (&usual, 20);
  watch (&other, 120);
  ck_assert (aisle_sight_get (sight).blind);
  aisle_sight_reset (sight);
  watch (&other, 30);
  ck_assert (!aisle_sight_get (sight).blind);
}
GST_END_TEST;

/* A wall without structure gives no ground to say more than dark or frozen. */
GST_START_TEST (a_wall)
{
  const View wall = { .cap = TRUE };
  watch (&wall, 60);
  ck_assert (!aisle_sight_get (sight).blind);
}
GST_END_TEST;

/* Nor do people before such a wall. */
GST_START_TEST (people_before_a_wall)
{
  const View wall = { .cap = TRUE, .crowd = 3, .light = 1 };
  watch (&wall, 60);
  ck_assert (!aisle_sight_get (sight).blind);
}
GST_END_TEST;

GST_START_TEST (tiny_pictures_and_jumps)
{
  AislePicture picture = { AISLE_COLOURS_GREY, TRUE, 1, 1, { { pixels, WIDTH, 1, 0, 0 } } };
  for (guint size = 1; size < 40; size++) {
    picture.width = picture.height = size;
    aisle_sight_look (sight, size % 2 ? (gint64) size * SECOND : -SECOND, &picture);
  }
  aisle_sight_reset (sight);
  watch (&usual, 20);
  now -= 15 * SECOND;
  ck_assert (aisle_sight_wants (sight, now));
  watch (&usual, 60);
  now += 3600 * SECOND;
  watch (&usual, 5);
  ck_assert (!aisle_sight_get (sight).blind);
}
GST_END_TEST;

static Suite *
sight_suite (void)
{
  Suite *s = suite_create ("sight");
  TCase *tc = tcase_create ("general");
  suite_add_tcase (s, tc);
  tcase_add_checked_fixture (tc, set_up, tear_down);
  tcase_add_loop_test (tc, blind, 0, G_N_ELEMENTS (blinded));
  tcase_add_loop_test (tc, not_blind, 0, G_N_ELEMENTS (seeing));
  tcase_add_test (tc, dusk);
  tcase_add_test (tc, a_moment);
  tcase_add_test (tc, set_up_anew);
  tcase_add_test (tc, a_wall);
  tcase_add_test (tc, people_before_a_wall);
  tcase_add_test (tc, tiny_pictures_and_jumps);
  return s;
}

GST_CHECK_MAIN (sight)
