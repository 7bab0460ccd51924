/* SPDX-License-Identifier: MIT */
/**
 * @file floor-trails.h
 * The ways of people on the floor, a place each half second, until they are out of sight. Pure;
 * memory is bounded by the people in view: a long trail is told in pieces.
 */
#pragma once

#include "gst/core/floor-map.h"

G_BEGIN_DECLS

/** Seconds between two places of a trail: finer would draw the jitter of boxes. */
#define AISLE_TRAIL_INTERVAL 0.5
/** Seconds out of sight that end a trail. */
#define AISLE_TRAIL_SILENCE 2.0
/** m/s that nobody walks: beyond it is somebody else, or a floor that was learned anew. */
#define AISLE_TRAIL_FASTEST 8.0
/** Most places of a piece. */
#define AISLE_TRAIL_MOST 600

typedef struct {
  double pts;       /**< seconds */
  AislePoint place; /**< metres */
} AisleTrailPoint;

/** A trail is over, or a piece of it: the next begins where it ends. */
typedef void (*AisleTrailFunc) (guint64 track, const AisleTrailPoint *points, guint n,
                                gpointer data);

typedef struct _AisleTrails AisleTrails;

/** @map: (nullable): takes the ways as they are walked; must outlive the trails. */
AisleTrails *aisle_trails_new (AisleFloorMap *map, AisleTrailFunc told, gpointer data);
void aisle_trails_free (AisleTrails *trails);

/** @track is at @place at @pts seconds; a step back in time begins anew. */
void aisle_trails_add (AisleTrails *trails, guint64 track, double pts, AislePoint place);
/** It is @pts: trails of those out of sight are over; G_MAXDOUBLE: all are. */
void aisle_trails_end (AisleTrails *trails, double pts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleTrails, aisle_trails_free)

G_END_DECLS
