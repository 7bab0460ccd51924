/* SPDX-License-Identifier: MIT */
/**
 * @file box.h
 * A detected object on a frame. Units: pixels of the source frame; x to the right, y down.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  float x, y, w, h;  /**< top-left corner and size, pixels, not clipped to the frame */
  float confidence;  /**< 0…1 */
  int label;         /**< index in the model's labels */
} AisleBox;

/** Intersection over union, 0…1; 0 when either box is empty. */
float aisle_box_iou (const AisleBox *a, const AisleBox *b);

/** Share of @box that @other covers, 0…1; 0 when either is empty. */
float aisle_box_cover (const AisleBox *box, const AisleBox *other);

/** Sort by falling confidence (ties: x, y, w, h, label), a total order. */
void aisle_box_sort (AisleBox *boxes, guint n);

/**
 * Greedy non-maximum suppression in place: of boxes of one label that overlap by more than
 * @iou_threshold only the most confident stays. Result as aisle_box_sort().
 * Time grows with the square of @n.
 * Returns: the number left.
 */
guint aisle_box_suppress (AisleBox *boxes, guint n, float iou_threshold);

G_END_DECLS
