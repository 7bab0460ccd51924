/* SPDX-License-Identifier: MIT */
/**
 * @file decode.h
 * Output tensors of a detector become boxes. One file per head (decode-centernet.c, …), plain
 * float arrays in, boxes of the network's input out; thread-safe.
 */
#pragma once

#include "box.h"
#include "model-info.h"

G_BEGIN_DECLS

/** A dense float tensor, not owned. */
typedef struct {
  const float *data;
  guint rank;
  gint64 dims[8];
} AisleTensor;

/**
 * Decode one frame.
 *
 * Outputs by head, in the order of `info->outputs`. C labels; N cells over all maps, in the order
 * of `info->strides`, row by row, a map being ⌈input / stride⌉ cells. Scores are 0…1.
 * - centernet: heat map [1,C,h,w], distances [1,4,h,w] to left, top, right, bottom in pixels.
 *   A cell that is the greatest of its 3 × 3 neighbours (the first of equals) is an object at
 *   (stride × column, stride × row) (Zhou et al., Objects as Points, 2019).
 * - ssd: boxes [1,N,4] as y, x, h, w relative to the anchors, with variances 1/10 and 1/5; scores
 *   [1,N,C] (Liu et al., SSD, ECCV 2016). Three anchors per cell on the first map, then six.
 * - yolox: [1,N,5+C]: x, y from the cell, log w, log h in strides, objectness, scores
 *   (Ge et al., YOLOX, 2021).
 * - yolov8: [1,4+C,N] or [1,N,4+C]: centre x, y, w, h in pixels, scores.
 * - nanodet: [1,N,C+4(R+1)], R = `reg_max`: scores, then the logits of four distributions of the
 *   distance to left, top, right, bottom in strides, from the point (column + c, row + c) × stride,
 *   c = `cell_offset` (Li et al., Generalized Focal Loss, NeurIPS 2020).
 * - fastestdet: [1,5+C,h,w]: objectness, x, y, w, h, scores; confidence is
 *   objectness^0.6 × score^0.4.
 * A cell gives at most one box (CenterNet: one per label): that of its best wanted label.
 *
 * @input_width, @input_height: of the network's input, pixels.
 * @threshold: least confidence. @wanted: (nullable): one gboolean per label; others are skipped.
 * Returns: (transfer full): GArray of AisleBox in pixels of the input, after peak search or NMS,
 *   by falling confidence; NULL with AISLE_MODEL_ERROR_VALUE when the shapes do not fit the head.
 *   Non-finite values never become boxes, nor do boxes without area. Of more than
 *   AISLE_DECODE_MAX_BOXES candidates the most confident are kept.
 */
#define AISLE_DECODE_MAX_BOXES 2000
GArray *aisle_decode (const AisleModelInfo *info, const AisleTensor *outputs, guint n_outputs,
                      guint input_width, guint input_height, float threshold,
                      const gboolean *wanted, GError **error);

G_END_DECLS
