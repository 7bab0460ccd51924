/* SPDX-License-Identifier: MIT */
/** @file appearance.c Striped colour histograms of a person. */
#include "gst/core/appearance.h"

#include <math.h>
#include <string.h>

enum {
  BANDS = AISLE_APPEARANCE_BANDS,
  LUMA = AISLE_APPEARANCE_LUMA,
  SIDE = 3, /* of the square of colours */
  BINS = LUMA + SIDE * SIDE,
  COLUMNS = 9,
  ROWS = 8, /* of a band */
};
G_STATIC_ASSERT (BANDS * BINS == AISLE_APPEARANCE_SIZE);

/* Head and shoulders, trunk, thighs, shins; the rest of the box is more floor than shoe. */
static const double borders[BANDS + 1] = { 0.03, 0.2, 0.5, 0.73, 0.95 };
/* A standing body fills the middle of its box. */
static const double body_width = 0.6;
/* Colour by brightness: clothes seldom go beyond; what does is in the outer bins. */
static const double colour_reach = 0.25;
/* Less of a band says nothing of it. */
static const double least_inside = 0.4;
/* In the dark there is no colour, only noise. */
static const double dark = 0.15;

typedef struct {
  double luma, u, v; /* 0…1, −0.5…0.5 */
} Colour;

static double
component (const AislePlane *plane, guint x, guint y)
{
  gsize row = y >> plane->shift_y, column = x >> plane->shift_x;

  return plane->data[row * plane->stride + column * plane->step];
}

static Colour
colour_at (const AislePicture *picture, guint x, guint y)
{
  double a = component (&picture->planes[0], x, y), b, c;
  double low = picture->full_range ? 0 : 16, span = picture->full_range ? 255 : 219;

  if (picture->colours == AISLE_COLOURS_GREY)
    return (Colour){ (a - low) / span, 0, 0 };
  b = component (&picture->planes[1], x, y);
  c = component (&picture->planes[2], x, y);
  if (picture->colours == AISLE_COLOURS_YUV) {
    double chroma_span = picture->full_range ? 255 : 224;

    return (Colour){ (a - low) / span, (b - 128) / chroma_span, (c - 128) / chroma_span };
  }
  /* ITU-R BT.601. */
  double luma = (.299 * a + .587 * b + .114 * c) / 255;
  return (Colour){ luma, (c / 255 - luma) / 1.772, (a / 255 - luma) / 1.402 };
}

/* Place @value, −1…1, on @n bins; the lower of the two it falls between, and the upper's share. */
static guint
place (double value, guint n, double *upper)
{
  double at = CLAMP ((value + 1) / 2, 0, 1) * (n - 1);
  guint bin = MIN ((guint) at, n - 2);

  *upper = at - bin;
  return bin;
}

static void
add_sample (double *bins, Colour colour, double weight)
{
  double luma = MAX (colour.luma, 0), up_l, up_u, up_v;
  /* Its root changes less with the light, and noise is the same all along it. */
  double brightness = sqrt (luma), scale = 1 / ((luma + dark) * colour_reach);
  guint l = place (2 * brightness - 1, LUMA, &up_l);
  guint u = place (colour.u * scale, SIDE, &up_u), v = place (colour.v * scale, SIDE, &up_v);
  double *chroma = bins + LUMA + v * SIDE + u;

  bins[l] += weight * (1 - up_l);
  bins[l + 1] += weight * up_l;
  chroma[0] += weight * (1 - up_v) * (1 - up_u);
  chroma[1] += weight * (1 - up_v) * up_u;
  chroma[SIDE] += weight * up_v * (1 - up_u);
  chroma[SIDE + 1] += weight * up_v * up_u;
}

/* Returns: the weight of the samples inside the picture, 0…1. */
static double
read_band (const AislePicture *picture, const AisleBox *box, guint band, double *bins)
{
  double top = borders[band], height = borders[band + 1] - top, all = 0, inside = 0;

  for (guint i = 0; i < COLUMNS; i++) {
    double across = (2 * i + 1.) / COLUMNS - 1, weight = 1 - across * across;
    double x = floor (box->x + box->w * (.5 + .5 * across * body_width));

    for (guint j = 0; j < ROWS; j++) {
      double y = floor (box->y + box->h * (top + height * (j + .5) / ROWS));

      all += weight;
      if (x < 0 || y < 0 || x >= picture->width || y >= picture->height)
        continue;
      inside += weight;
      add_sample (bins, colour_at (picture, (guint) x, (guint) y), weight);
    }
  }
  return inside / all;
}

static double
dot (const float *a, const float *b, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += (double) a[i] * b[i];
  return sum;
}

static void
make_unit (float *values)
{
  double length = sqrt (dot (values, values, AISLE_APPEARANCE_SIZE));

  for (guint i = 0; length > 0 && i < AISLE_APPEARANCE_SIZE; i++)
    values[i] = (float) (values[i] / length);
}

gboolean
aisle_appearance_measure (const AislePicture *picture, const AisleBox *box,
                          AisleAppearance *appearance)
{
  AisleAppearance found = { { 0 } };
  guint n_bands = 0;

  if (!isfinite (box->x) || !isfinite (box->y) || !isfinite (box->w) || !isfinite (box->h)
      || box->w <= 0 || box->h <= 0)
    return FALSE;
  for (guint band = 0; band < BANDS; band++) {
    double bins[BINS] = { 0 };

    if (read_band (picture, box, band, bins) < least_inside)
      continue;
    n_bands++;
    /* Square roots, of unit length once the band is scaled: brightness and colour alike. */
    for (guint i = 0; i < BINS; i++)
      found.values[band * BINS + i] = (float) sqrt (bins[i]);
    double length = sqrt (dot (&found.values[band * BINS], &found.values[band * BINS], BINS));
    for (guint i = 0; i < BINS; i++)
      found.values[band * BINS + i] = (float) (found.values[band * BINS + i] / length);
  }
  if (n_bands < 2)
    return FALSE;
  make_unit (found.values);
  *appearance = found;
  return TRUE;
}

float
aisle_appearance_similarity (const AisleAppearance *a, const AisleAppearance *b)
{
  double shared = 0, most = 0;

  for (guint band = 0; band < BANDS; band++) {
    const float *x = &a->values[band * BINS], *y = &b->values[band * BINS];

    shared += dot (x, y, BINS);
    most += sqrt (dot (x, x, BINS) * dot (y, y, BINS));
  }
  return most > 0 ? (float) CLAMP (shared / most, 0, 1) : 0;
}

double
aisle_appearance_evidence (const AisleAppearance *a, const AisleAppearance *b)
{
  /* One look in five is of somebody half hidden after all, and says nothing. */
  const double even = 0.9, slope = 40, most = 3, spoilt = 0.2;
  double clear = CLAMP ((aisle_appearance_similarity (a, b) - even) * slope, -most, most);

  return log ((1 - spoilt) * exp (clear) + spoilt);
}

void
aisle_appearance_blend (AisleAppearance *mean, const AisleAppearance *sample, float share)
{
  for (guint band = 0; band < BANDS; band++) {
    float *to = &mean->values[band * BINS];
    const float *from = &sample->values[band * BINS];

    if (dot (from, from, BINS) <= 0)
      continue;
    float part = dot (to, to, BINS) > 0 ? share : 1;
    for (guint i = 0; i < BINS; i++)
      to[i] += part * (from[i] - to[i]);
  }
  make_unit (mean->values);
}
