/* SPDX-License-Identifier: MIT */
/**
 * @file region-plan.h
 * Few rectangles of the network's shape that cover given areas of a frame. Pure; the same areas
 * give the same plan.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** A crop: pixels of the frame, within it. */
typedef struct {
  guint x, y, width, height;
} AisleRegion;

#define AISLE_REGIONS_MAX 16

/** So many pixels of the input a person must be high to be seen well: networks of 8 pixels a cell
 * lose people below 4 to 5 cells (models/README.md shows how accuracy falls). */
#define AISLE_SEEN_WELL 36

/** Where to look closer; pixels of the frame, within it. */
typedef struct {
  double left, top, right, bottom;
  double body;  /**< height of a person there: so much neighbouring crops overlap */
  double scale; /**< pixels of the frame per pixel of the input that are close enough, ≥ 1 */
} AisleArea;

typedef struct {
  guint frame_width, frame_height; /**< pixels, ≥ 1 */
  guint input_width, input_height; /**< of the network, pixels, ≥ 1 */
  guint budget;                    /**< crops at most, 0…AISLE_REGIONS_MAX */
} AisleRegionFrame;

/** Pixels of the frame per pixel of the input when the whole frame is looked at. */
double aisle_region_whole_scale (const AisleRegionFrame *frame);

/**
 * Cover @areas. Areas share crops where that costs none; when there would be more than the budget,
 * all look from farther away. A group of areas that would then be seen hardly closer than in the
 * whole frame (less than 1.2 times) gets no crop.
 * @plan: (out): room for AISLE_REGIONS_MAX. Returns: the number of crops.
 */
guint aisle_region_plan (const AisleRegionFrame *frame, const AisleArea *areas, guint n_areas,
                         AisleRegion *plan);

G_END_DECLS
