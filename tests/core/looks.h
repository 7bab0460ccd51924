/* SPDX-License-Identifier: MIT */
/** @file looks.h Hand-made appearances: a colour for each stripe of the body, from a seed. */
#pragma once

#include <math.h>

#include "gst/core/appearance.h"

#define LOOK_BAND (AISLE_APPEARANCE_SIZE / AISLE_APPEARANCE_BANDS)

/** Stripes alike for equal seeds, unlike for others; @noise: of each value, 0…1. */
static inline AisleAppearance
look_of (const guint32 seeds[AISLE_APPEARANCE_BANDS], double noise, GRand *rand)
{
  AisleAppearance look;
  for (guint band = 0; band < AISLE_APPEARANCE_BANDS; band++) {
    g_autoptr (GRand) colour = g_rand_new_with_seed (seeds[band]);
    double values[LOOK_BAND], sum = 0;
    for (guint i = 0; i < LOOK_BAND; i++) {
      values[i] = pow (g_rand_double (colour), 6) + noise * g_rand_double (rand);
      sum += values[i] * values[i];
    }
    for (guint i = 0; i < LOOK_BAND; i++)
      look.values[band * LOOK_BAND + i] = (float) (values[i] / sqrt (sum * AISLE_APPEARANCE_BANDS));
  }
  return look;
}

/** All stripes from one seed. */
static inline AisleAppearance
look_of_person (guint32 seed, double noise, GRand *rand)
{
  guint32 seeds[AISLE_APPEARANCE_BANDS];
  for (guint band = 0; band < AISLE_APPEARANCE_BANDS; band++)
    seeds[band] = seed * 1000 + band;
  return look_of (seeds, noise, rand);
}
