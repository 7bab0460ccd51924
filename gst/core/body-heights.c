/* SPDX-License-Identifier: MIT */
/** @file body-heights.c A histogram of heights that forgets. */
#include "gst/core/body-heights.h"

#include <math.h>

#define LOWEST 4.0 /* pixels of the first bin */
#define BINS_PER_OCTAVE 8
/* About five minutes of one person in each frame. */
#define FULL 8192

void
aisle_body_heights_add (AisleBodyHeights *heights, double pixels)
{
  if (!(pixels > 0) || isinf (pixels))
    return;
  const double bin = round (log2 (pixels / LOWEST) * BINS_PER_OCTAVE);
  heights->bins[(guint) CLAMP (bin, 0, AISLE_BODY_HEIGHTS_BINS - 1)]++;
  if (++heights->n < FULL)
    return;
  heights->n = 0;
  for (guint i = 0; i < AISLE_BODY_HEIGHTS_BINS; i++)
    heights->n += heights->bins[i] /= 2;
}

double
aisle_body_heights_low (const AisleBodyHeights *heights)
{
  guint below = 0;

  if (heights->n < AISLE_BODY_HEIGHTS_LEAST)
    return 0;
  for (guint i = 0; i < AISLE_BODY_HEIGHTS_BINS; i++)
    if ((below += heights->bins[i]) * 4 >= heights->n)
      return LOWEST * exp2 (i / (double) BINS_PER_OCTAVE);
  return 0;
}
