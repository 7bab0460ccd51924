/* SPDX-License-Identifier: MIT */
/**
 * @file appearance.c
 * Looks of drawn people: against a plain reference, and what must and must not change them.
 */
#include <gst/check/gstcheck.h>

#include <math.h>

#include "gst/core/appearance.h"

#define SEED 64
enum { WIDTH = 160, HEIGHT = 120 };

typedef struct {
  double r, g, b; /* 0…1 */
} Paint;

static const Paint red = { .7, .1, .1 }, blue = { .15, .2, .6 }, white = { .9, .9, .9 },
                   black = { .1, .1, .1 }, skin = { .8, .6, .5 };

/* An RGB picture and its view. */
static guint8 pixels[HEIGHT][WIDTH][3];

static AislePicture
rgb_picture (void)
{
  guint8 *data = &pixels[0][0][0];
  AislePicture picture = { AISLE_COLOURS_RGB, TRUE, WIDTH, HEIGHT, { { 0 } } };

  for (guint i = 0; i < 3; i++)
    picture.planes[i] = (AislePlane){ data + i, WIDTH * 3, 3, 0, 0 };
  return picture;
}

static void
paint (int x0, int y0, int x1, int y1, Paint colour, double light)
{
  for (int y = MAX (y0, 0); y < MIN (y1, HEIGHT); y++)
    for (int x = MAX (x0, 0); x < MIN (x1, WIDTH); x++) {
      pixels[y][x][0] = (guint8) CLAMP (255 * light * colour.r + .5, 0, 255);
      pixels[y][x][1] = (guint8) CLAMP (255 * light * colour.g + .5, 0, 255);
      pixels[y][x][2] = (guint8) CLAMP (255 * light * colour.b + .5, 0, 255);
    }
}

static AisleBox
draw_person (int x, int y, int h, Paint top, Paint bottom, double light)
{
  int w = 2 * h / 5;

  paint (x + w / 4, y, x + 3 * w / 4, y + h / 6, skin, light);
  paint (x + w / 8, y + h / 6, x + 7 * w / 8, y + h / 2, top, light);
  paint (x + w / 5, y + h / 2, x + 4 * w / 5, y + h, bottom, light);
  return (AisleBox){ (float) x, (float) y, (float) w, (float) h, .9f, 0 };
}

static AisleAppearance
look (const AislePicture *picture, AisleBox box)
{
  AisleAppearance appearance;

  fail_unless (aisle_appearance_measure (picture, &box, &appearance));
  return appearance;
}

static void
fill_noise (GRand *random)
{
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      for (int i = 0; i < 3; i++)
        pixels[y][x][i] = (guint8) g_rand_int_range (random, 0, 256);
}

/* --- the plain reference ----------------------------------------------------- */

/* Share of a value that falls to the bin at @centre of a row of bins @apart apart. */
static double
tent (double value, double centre, double apart)
{
  return MAX (0, 1 - fabs (value - centre) / apart);
}

static void
reference_sample (double bins[16], const guint8 rgb[3], double weight)
{
  double y = .299 * rgb[0] / 255 + .587 * rgb[1] / 255 + .114 * rgb[2] / 255;
  double cb = (rgb[2] / 255. - y) / 1.772, cr = (rgb[0] / 255. - y) / 1.402;
  double u = CLAMP (cb / (y + .15), -.25, .25), v = CLAMP (cr / (y + .15), -.25, .25);

  for (int i = 0; i < 7; i++)
    bins[i] += weight * tent (sqrt (y), i / 6., 1 / 6.);
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      bins[7 + 3 * i + j] += weight * tent (v, .25 * (i - 1), .25) * tent (u, .25 * (j - 1), .25);
}

static gboolean
reference (const AisleBox *box, double values[64])
{
  const double borders[] = { .03, .2, .5, .73, .95 };
  double length = 0;
  int n_bands = 0;

  for (int band = 0; band < 4; band++) {
    double bins[16] = { 0 }, all = 0, inside = 0, sum = 0;

    for (int i = 0; i < 9 * 8; i++) {
      double across = ((i % 9) + .5) / 4.5 - 1, down = ((i / 9) + .5) / 8;
      double x = floor (box->x + box->w / 2 + across * .3 * box->w);
      double y = floor (box->y
                        + box->h * (borders[band] + (borders[band + 1] - borders[band]) * down));
      gboolean is_inside = x >= 0 && x < WIDTH && y >= 0 && y < HEIGHT;

      all += 1 - across * across;
      inside += is_inside ? 1 - across * across : 0;
      if (is_inside)
        reference_sample (bins, pixels[(int) y][(int) x], 1 - across * across);
    }
    gboolean counts = inside >= .4 * all;
    n_bands += counts;
    for (int i = 0; i < 16; i++)
      sum += bins[i];
    for (int i = 0; i < 16; i++)
      values[16 * band + i] = counts ? sqrt (bins[i] / sum) : 0;
  }
  for (int i = 0; i < 64; i++)
    length += values[i] * values[i];
  for (int i = 0; i < 64 && n_bands > 0; i++)
    values[i] /= sqrt (length);
  return n_bands >= 2;
}

GST_START_TEST (test_equals_the_plain_reference)
{
  GRand *random = g_rand_new_with_seed (SEED);
  AislePicture picture = rgb_picture ();
  int n_seen = 0;

  fill_noise (random);
  for (int run = 0; run < 1000; run++) {
    AisleBox box = { (float) g_rand_double_range (random, -40, WIDTH),
                     (float) g_rand_double_range (random, -60, HEIGHT),
                     (float) g_rand_double_range (random, 1, 60),
                     (float) g_rand_double_range (random, 1, 150), 1, 0 };
    double expected[64], worst = 0;
    AisleAppearance got;
    gboolean seen = reference (&box, expected);

    fail_unless_equals_int (aisle_appearance_measure (&picture, &box, &got), seen);
    for (int i = 0; seen && i < 64; i++)
      worst = MAX (worst, fabs (got.values[i] - expected[i]));
    fail_unless (worst < 1e-6, "%g", worst);
    n_seen += seen;
  }
  fail_unless (n_seen > 200 && n_seen < 800, "%d boxes seen", n_seen);
  g_rand_free (random);
}
GST_END_TEST;

/* --- layouts of pixels -------------------------------------------------------- */

GST_START_TEST (test_layouts_agree)
{
  static guint8 y_plane[HEIGHT][WIDTH], uv[HEIGHT / 2][WIDTH];
  AislePicture nv12 = { AISLE_COLOURS_YUV, FALSE, WIDTH, HEIGHT, { { 0 } } };
  AislePicture rgb = rgb_picture ();

  paint (0, 0, WIDTH, HEIGHT, (Paint){ .4, .5, .3 }, 1);
  AisleBox box = draw_person (40, 10, 100, red, blue, 1);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++) {
      const guint8 *p = pixels[y][x];
      double luma = (.299 * p[0] + .587 * p[1] + .114 * p[2]) / 255;

      y_plane[y][x] = (guint8) lround (16 + 219 * luma);
      uv[y / 2][x / 2 * 2] = (guint8) lround (128 + 224 * (p[2] / 255. - luma) / 1.772);
      uv[y / 2][x / 2 * 2 + 1] = (guint8) lround (128 + 224 * (p[0] / 255. - luma) / 1.402);
    }
  nv12.planes[0] = (AislePlane){ &y_plane[0][0], WIDTH, 1, 0, 0 };
  nv12.planes[1] = (AislePlane){ &uv[0][0], WIDTH, 2, 1, 1 };
  nv12.planes[2] = (AislePlane){ &uv[0][1], WIDTH, 2, 1, 1 };
  AisleAppearance a = look (&rgb, box), b = look (&nv12, box);
  fail_unless (aisle_appearance_similarity (&a, &b) > .995f);

  AislePicture grey = { AISLE_COLOURS_GREY, FALSE, WIDTH, HEIGHT, { nv12.planes[0] } };
  AisleAppearance c = look (&grey, box);
  fail_unless (aisle_appearance_similarity (&b, &c) < .95f, "colour is lost in grey");
}
GST_END_TEST;

GST_START_TEST (test_odd_sizes_stay_inside)
{
  /* A picture of one pixel, and chroma of odd sizes rounded up: sanitizers would tell. */
  guint8 one = 90, *chroma = g_malloc (2 * 2), *luma = g_malloc (3 * 3);
  AislePicture picture = { AISLE_COLOURS_GREY, TRUE, 1, 1, { { &one, 1, 1, 0, 0 } } };
  AisleBox all = { 0, 0, 1, 1, 1, 0 }, three = { 0, 0, 3, 3, 1, 0 };
  AislePicture odd = { AISLE_COLOURS_YUV, TRUE, 3, 3, { { luma, 3, 1, 0, 0 },
                       { chroma, 2, 1, 1, 1 }, { chroma, 2, 1, 1, 1 } } };

  memset (luma, 100, 9);
  memset (chroma, 120, 4);
  AisleAppearance a = look (&picture, all), b = look (&odd, three);
  fail_unless_equals_float (aisle_appearance_similarity (&a, &a), 1);
  fail_unless (aisle_appearance_similarity (&a, &b) > 0);
  g_free (luma);
  g_free (chroma);
}
GST_END_TEST;

GST_START_TEST (test_nothing_to_be_seen)
{
  AislePicture picture = rgb_picture ();
  const AisleBox bad[] = {
    { NAN, 0, 10, 10, 1, 0 },  { 0, INFINITY, 10, 10, 1, 0 }, { 0, 0, NAN, 10, 1, 0 },
    { 0, 0, 10, -5, 1, 0 },    { 0, 0, 0, 10, 1, 0 },         { 1e30f, 0, 10, 10, 1, 0 },
    { -50, 20, 40, 80, 1, 0 }, { 20, 200, 40, 80, 1, 0 },     { 0, 0, 1e30f, 1e30f, 1, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    AisleAppearance appearance = { { 42 } };

    fail_unless (!aisle_appearance_measure (&picture, &bad[i], &appearance), "box %u", i);
    fail_unless_equals_float (appearance.values[0], 42);
  }
}
GST_END_TEST;

/* --- who is alike ------------------------------------------------------------- */

GST_START_TEST (test_people_are_told_apart)
{
  AislePicture picture = rgb_picture ();
  const Paint clothes[][2] = { { red, blue }, { blue, red }, { white, black }, { black, white },
                               { black, blue } };
  AisleAppearance near[5], far[5];

  paint (0, 0, WIDTH, HEIGHT, (Paint){ .5, .5, .45 }, 1);
  for (int i = 0; i < 5; i++) {
    AisleBox box = draw_person (10, 5, 110, clothes[i][0], clothes[i][1], 1);
    near[i] = look (&picture, box);
    /* Half the size, elsewhere, in less light. */
    paint (0, 0, WIDTH, HEIGHT, (Paint){ .5, .5, .45 }, 1);
    box = draw_person (90, 40, 60, clothes[i][0], clothes[i][1], .85);
    far[i] = look (&picture, box);
  }
  for (int i = 0; i < 5; i++)
    for (int j = 0; j < 5; j++) {
      double evidence = aisle_appearance_evidence (&near[i], &far[j]);

      fail_unless (i == j ? evidence > .5 : evidence < -.5, "%d and %d: %.2f", i, j, evidence);
      fail_unless (evidence > -1.6 && evidence < 2.8);
      fail_unless (aisle_appearance_similarity (&near[i], &far[j])
                   == aisle_appearance_similarity (&far[j], &near[i]));
    }
}
GST_END_TEST;

GST_START_TEST (test_hidden_legs_do_not_matter)
{
  AislePicture picture = rgb_picture ();

  paint (0, 0, WIDTH, HEIGHT, (Paint){ .5, .5, .45 }, 1);
  AisleAppearance whole = look (&picture, draw_person (10, 5, 100, red, blue, 1));
  AisleAppearance cut = look (&picture, draw_person (80, 60, 100, red, blue, 1));
  fail_unless (aisle_appearance_similarity (&whole, &cut) > .97f);
  fail_unless_equals_float (cut.values[48], 0);
}
GST_END_TEST;

GST_START_TEST (test_blend)
{
  AislePicture picture = rgb_picture ();
  AisleAppearance mean = { { 0 } };

  paint (0, 0, WIDTH, HEIGHT, (Paint){ .5, .5, .45 }, 1);
  AisleAppearance a = look (&picture, draw_person (10, 5, 100, red, blue, 1));
  AisleAppearance b = look (&picture, draw_person (80, 5, 100, white, black, 1));
  AisleAppearance cut = look (&picture, draw_person (80, 70, 100, white, black, 1));
  aisle_appearance_blend (&mean, &a, .1f);
  fail_unless (aisle_appearance_similarity (&mean, &a) > .9999f, "the first counts whole");
  for (int i = 0; i < 100; i++)
    aisle_appearance_blend (&mean, &b, .1f);
  fail_unless (aisle_appearance_similarity (&mean, &b) > .9999f);
  AisleAppearance legs = mean;
  aisle_appearance_blend (&mean, &cut, .5f);
  fail_unless (mean.values[48] > 0 || mean.values[49] > 0, "what is not seen is kept");
  fail_unless (aisle_appearance_similarity (&mean, &legs) > .9f);
  double length = 0;
  for (int i = 0; i < AISLE_APPEARANCE_SIZE; i++)
    length += (double) mean.values[i] * mean.values[i];
  fail_unless (fabs (length - 1) < 1e-5);
}
GST_END_TEST;

static Suite *
appearance_suite (void)
{
  Suite *suite = suite_create ("appearance");
  TCase *cases = tcase_create ("all");

  suite_add_tcase (suite, cases);
  tcase_add_test (cases, test_equals_the_plain_reference);
  tcase_add_test (cases, test_layouts_agree);
  tcase_add_test (cases, test_odd_sizes_stay_inside);
  tcase_add_test (cases, test_nothing_to_be_seen);
  tcase_add_test (cases, test_people_are_told_apart);
  tcase_add_test (cases, test_hidden_legs_do_not_matter);
  tcase_add_test (cases, test_blend);
  return suite;
}

GST_CHECK_MAIN (appearance);
