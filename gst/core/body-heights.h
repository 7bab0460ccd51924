/* SPDX-License-Identifier: MIT */
/** @file body-heights.h How high the smaller people of a place are in the picture. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AISLE_BODY_HEIGHTS_BINS 96
/** Fewest boxes from which something is told. */
#define AISLE_BODY_HEIGHTS_LEAST 16

/** Boxes by height, an eighth of an octave each; all zero at first. */
typedef struct {
  guint bins[AISLE_BODY_HEIGHTS_BINS];
  guint n;
} AisleBodyHeights;

/** @pixels: height of a box; not above 0 or not finite: not taken. Old boxes fade. */
void aisle_body_heights_add (AisleBodyHeights *heights, double pixels);
/** Lower quartile in pixels, to 5 %; 0: not known yet. */
double aisle_body_heights_low (const AisleBodyHeights *heights);

G_END_DECLS
