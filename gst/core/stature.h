/* SPDX-License-Identifier: MIT */
/** @file stature.h How tall a person is: the median of many looks at an upright body. Pure. */
#pragma once

#include "gst/core/event.h"

G_BEGIN_DECLS

/** Looks that are kept: of a long stay every second, every fourth, … */
#define AISLE_STATURE_LOOKS 32
/** Fewest looks, over so many seconds, from which somebody's height is told. */
#define AISLE_STATURE_LEAST 5
#define AISLE_STATURE_TIME 0.4

/** All zero at first. */
typedef struct {
  float metres[AISLE_STATURE_LOOKS];
  guint n;            /**< kept */
  double interval;    /**< seconds between those that are kept */
  double first, last; /**< seconds: of the looks */
} AisleStatureMemory;

/** One look at @pts seconds; a body of @metres ≤ 0 or not finite is not taken. */
void aisle_stature_look (AisleStatureMemory *memory, double metres, double pts);
/** The person of @later turns out to be that of @earlier. */
void aisle_stature_join (const AisleStatureMemory *earlier, AisleStatureMemory *later);
/** Median in metres; 0: not known yet. */
double aisle_stature_metres (const AisleStatureMemory *memory);
/** @child_height: metres below which a person is a child; 0: never known. */
AisleStature aisle_stature_get (const AisleStatureMemory *memory, double child_height);

G_END_DECLS
