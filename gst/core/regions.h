/* SPDX-License-Identifier: MIT */
/**
 * @file regions.h
 * Where a detector looks closer. The whole frame, squeezed into the network's input, shows people
 * who are far away too small; so parts of it are looked at again, up to pixel for pixel: those
 * round the lines, zones and queues of a config (Akyon et al., Slicing Aided Hyper Inference,
 * ICIP 2022, cuts the whole picture into slices; here only where it matters).
 *
 * An area is the bounding box of a line or zone, widened by a body height on all sides: whoever
 * stands there is in it whole. region-plan.h covers areas with crops. The plan changes only with
 * the config, and when people in an area prove to be of another size. One thread at a time.
 */
#pragma once

#include "gst/core/box.h"
#include "gst/core/config-file.h"
#include "gst/core/region-plan.h"

G_BEGIN_DECLS

typedef enum {
  AISLE_REGIONS_OFF,    /**< none */
  AISLE_REGIONS_CONFIG, /**< every crop on every frame, as close as the budget allows */
  AISLE_REGIONS_AUTO,   /**< only where people are small, and where people are */
} AisleRegionsMode;

typedef struct _AisleRegions AisleRegions;

/** @config: (nullable): not kept. Returns: (transfer full). */
AisleRegions *aisle_regions_new (AisleRegionsMode mode, const AisleRegionFrame *frame,
                                 const AisleConfig *config);
void aisle_regions_free (AisleRegions *regions);

/** Take another config, not kept; how tall people are where nothing changed stays known. */
void aisle_regions_set_config (AisleRegions *regions, const AisleConfig *config);

/** Returns: (transfer none): every crop of the plan in force; @n: (out): how many. */
const AisleRegion *aisle_regions_get_plan (const AisleRegions *regions, guint *n);

/**
 * The crops to look at on the frame at @time, nanoseconds of the stream, negative: unknown.
 * With AUTO a crop is looked at while somebody was in it within the last two seconds, and of the
 * others one on each frame, when its last look is a second old. Where time is unknown or has gone
 * back, all are.
 * @chosen: (out): room for AISLE_REGIONS_MAX. Returns: how many, at most the budget.
 */
guint aisle_regions_choose (AisleRegions *regions, gint64 time, AisleRegion *chosen);

/**
 * What was found on the frame that was asked for last: @n boxes in pixels of the frame. Those of
 * a confidence below @sure say nothing of how tall people are.
 */
void aisle_regions_observe (AisleRegions *regions, const AisleBox *boxes, guint n, float sure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleRegions, aisle_regions_free)

G_END_DECLS
