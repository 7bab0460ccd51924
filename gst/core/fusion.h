/* SPDX-License-Identifier: MIT */
/**
 * @file fusion.h
 * Several cameras over one floor: whom more than one of them sees is one person. Tracks of each
 * camera, as places on the common floor, become tracks of the floor. Two views are of the same
 * person when they stay near each other for a while and no other fits as well (nearest neighbour
 * with an ambiguity check, on places averaged over time; cf. Fleuret et al., "Multicamera people
 * tracking with a probabilistic occupancy map", PAMI 2008, for the use of a common floor). A
 * person who leaves one picture and enters another soon after, near where they should be by then,
 * goes on. Pure; memory is bounded by the people in view. Not thread-safe per object.
 */
#pragma once

#include "gst/core/geometry.h"

G_BEGIN_DECLS

/** Where a camera sees somebody. */
typedef struct {
  guint64 track;     /**< the camera's number, not 0 */
  AislePoint place;  /**< metres on the common floor */
  double deviation;  /**< metres: standard deviation of the place, > 0 */
} AisleFusionView;

/** A person on the floor. */
typedef struct {
  guint64 number;   /**< that of the view in which they were seen first */
  AislePoint place; /**< metres: mean of the views' places, each moved to the moment of the frame,
                         weighted by its variance; straight on while nobody sees them */
  guint n_cameras;  /**< how many see them now; 0: waited for */
} AisleFusionPerson;

/** Seconds that a person whom no camera sees is waited for. */
#define AISLE_FUSION_WAIT 3.0
/** Seconds without a word of a camera after which what it saw is not now any more. */
#define AISLE_FUSION_FRESH 0.5

typedef struct _AisleFusion AisleFusion;

AisleFusion *aisle_fusion_new (guint n_cameras);
void aisle_fusion_free (AisleFusion *fusion);

/**
 * All that @camera (from 0) sees in a frame at @time, seconds on the common clock. Times of one
 * camera rise; those of different cameras may be mixed by less than AISLE_FUSION_FRESH. Views
 * whose values are not finite are ignored.
 */
void aisle_fusion_add (AisleFusion *fusion, guint camera, double time,
                       const AisleFusionView *views, guint n_views);

/**
 * Everybody at @time, which rises from call to call and is no earlier than the last frames.
 * @n_persons: (out). Returns: (transfer none): by the order in which they came; valid until the
 *   next call. Somebody who is seen by a second camera only counts at once; who may be somebody
 *   known is told after at most two seconds.
 */
const AisleFusionPerson *aisle_fusion_update (AisleFusion *fusion, double time, guint *n_persons);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleFusion, aisle_fusion_free)

G_END_DECLS
