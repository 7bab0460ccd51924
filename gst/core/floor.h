/* SPDX-License-Identifier: MIT */
/**
 * @file floor.h
 * The floor of one camera as its config describes it: known at once from measured points, or
 * learned from the people seen. Not thread-safe. Memory is bounded.
 */
#pragma once

#include "gst/core/config-file.h"
#include "gst/core/ground-fit.h"

G_BEGIN_DECLS

typedef struct _AisleFloor AisleFloor;

/** Most bodies that are learned from; the floor is fitted anew each time their number doubles. */
#define AISLE_FLOOR_MOST_BODIES 1536
/** Seconds after which the same person may be shown again. */
#define AISLE_FLOOR_INTERVAL 1.0

/** @config: without points and person height the floor stays unknown. */
AisleFloor *aisle_floor_new (const AisleGroundConfig *config, double aspect);
void aisle_floor_free (AisleFloor *floor);

/** Whether it is the floor of such a camera: what was learned may be kept. */
gboolean aisle_floor_is_of (const AisleFloor *floor, const AisleGroundConfig *config,
                            double aspect);

/**
 * Show an upright body that is seen whole.
 * Returns: TRUE when the floor has changed: places in metres of before are those of another.
 */
gboolean aisle_floor_show (AisleFloor *floor, const AisleBody *body);
/** Returns: (transfer none): NULL while the floor is not known. */
const AisleGround *aisle_floor_get_ground (const AisleFloor *floor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleFloor, aisle_floor_free)

G_END_DECLS
