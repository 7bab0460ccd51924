/* SPDX-License-Identifier: MIT */
/**
 * @file looks.h
 * The boxes of several looks at one frame, at the whole and closer at parts, become one set.
 * Pure; the order of looks does not matter but for equal boxes.
 */
#pragma once

#include "gst/core/box.h"
#include "gst/core/region-plan.h"

G_BEGIN_DECLS

typedef struct _AisleLooks AisleLooks;

/** Of a frame of @width × @height pixels. Returns: (transfer full). */
AisleLooks *aisle_looks_new (guint width, guint height);
void aisle_looks_free (AisleLooks *looks);

/**
 * Add what a look at @region has found. A box that reaches an edge of @region which is not the
 * frame's is cut there: it does not say where the person ends. The look at the whole frame does,
 * so the box is left out.
 * @scale: pixels of the frame per pixel of the network's input. @boxes: @n, pixels of @region.
 */
void aisle_looks_add (AisleLooks *looks, const AisleRegion *region, double scale,
                      const AisleBox *boxes, guint n);

/**
 * One box per object (after Solovyev, Wang and Gabruseva, Weighted boxes fusion, Image and Vision
 * Computing 2021): boxes of different looks that overlap by more than @iou are one object. Box and
 * confidence are means over the looks that have the object whole, weighted by how well each can
 * see one of that size; a look that could have seen it and did not counts as confidence 0. So
 * confidences keep the meaning they have in a single look, and what only a closer look can see is
 * not doubted for being too small in the whole frame.
 * @iou: that of the model's own suppression; 0, for models without: 0.6.
 * @threshold: least confidence.
 * Returns: (transfer full): GArray of AisleBox in pixels of the frame, by falling confidence.
 */
GArray *aisle_looks_merge (const AisleLooks *looks, float iou, float threshold);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleLooks, aisle_looks_free)

G_END_DECLS
