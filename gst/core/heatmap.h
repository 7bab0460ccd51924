/* SPDX-License-Identifier: MIT */
/**
 * @file heatmap.h
 * Person-seconds per cell of a grid over the frame: how long people stood where.
 */
#pragma once

#include "gst/core/geometry.h"

G_BEGIN_DECLS

/** A map's cells, row by row from the top left. */
typedef struct {
  guint columns, rows;
  double *seconds; /**< columns × rows */
} AisleHeatmap;

/** @columns, @rows: ≥ 1. */
AisleHeatmap *aisle_heatmap_new (guint columns, guint rows);
void aisle_heatmap_free (AisleHeatmap *map);

/**
 * A person moved straight on from @from to @to (0…1 of the frame) in @seconds; the time is spread
 * evenly over the way. What lies outside the frame is not added.
 */
void aisle_heatmap_add (AisleHeatmap *map, AislePoint from, AislePoint to, double seconds);

/** One line per row, seconds with three decimals, separated by commas. Caller frees. */
char *aisle_heatmap_to_csv (const AisleHeatmap *map);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleHeatmap, aisle_heatmap_free)

G_END_DECLS
