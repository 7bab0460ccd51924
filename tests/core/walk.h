/* SPDX-License-Identifier: MIT */
/**
 * @file walk.h
 * Hand-made trajectories for the tests of the counting. The frame is 1000 × 1000 pixels, bodies
 * are 100 pixels high, so the band of a line is 0.01 of the frame to each side.
 */
#pragma once

#include "gst/core/footfall.h"

#define WALK_POINTS 64

/** Feet at time t, 0…1 of the frame; straight and even between two. */
typedef struct {
  double t, x, y;
} WalkPoint;

/** A person in view from the first to the last point. */
typedef struct {
  guint64 track;
  guint n;
  WalkPoint points[WALK_POINTS];
  double hidden_from, hidden_to; /**< coasting in between; both 0: never */
  const AisleAppearance *look;   /**< (nullable) */
} Walk;

/** Feet at @t (clamped to the walk). */
WalkPoint walk_at (const Walk *walk, double t);

/** A walk's track at @t. FALSE: not in view. A walk that is over coasts for 1 s, then ends. */
gboolean walk_track (const Walk *walk, double t, double fps, AisleTrack *track);

/** A counter for the config; AISLE_TEST_WITHOUT=hysteresis|sweep|interpolation disables that. */
AisleFootfall *walk_counter (const char *config);

/** Let people walk for @seconds; with @finish the stream ends then. Returns: all events. */
GPtrArray *walk_all (AisleFootfall *footfall, const Walk *walks, guint n_walks, double fps,
                     double seconds, gboolean finish);

/**
 * Crossings, visits and waits, in the order of events, as text: "L in 2.00; Z 1.00-3.00 left; …".
 * Alerts: "Q raised 5.00". What is stitched ends with "+", of staff with "*", of somebody who came
 * back with "~". Caller frees.
 */
char *walk_story (GPtrArray *events);

/** Count at @fps and compare the story; frees nothing of the arguments. */
void walk_expect (const char *config, const Walk *walks, guint n_walks, double fps, double seconds,
                  const char *story);
