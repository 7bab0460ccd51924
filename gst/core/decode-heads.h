/* SPDX-License-Identifier: MIT */
/**
 * @file decode-heads.h
 * Private to the decoders: what a head's file gets, and the helpers that they share.
 */
#pragma once

#include "gst/core/decode.h"

G_BEGIN_DECLS

/** One frame being decoded. */
typedef struct {
  const AisleModelInfo *info;
  const AisleTensor *outputs; /**< as many as the head needs, with data, of known rank */
  guint input_width, input_height;
  float threshold;
  guint n_labels;
  const gboolean *wanted; /**< one per label, never NULL, FALSE for "background" */
  GArray *boxes;          /**< of AisleBox */
} AisleDecode;

/** Append boxes to `decode->boxes`, or fail with AISLE_MODEL_ERROR_VALUE. */
typedef gboolean (*AisleDecodeFunc) (AisleDecode *decode, GError **error);

gboolean aisle_decode_centernet (AisleDecode *decode, GError **error);
gboolean aisle_decode_fastestdet (AisleDecode *decode, GError **error);
gboolean aisle_decode_nanodet (AisleDecode *decode, GError **error);
gboolean aisle_decode_ssd (AisleDecode *decode, GError **error);
gboolean aisle_decode_yolov8 (AisleDecode *decode, GError **error);
gboolean aisle_decode_yolox (AisleDecode *decode, GError **error);

/** Cells along a side of @size pixels: ⌈size / stride⌉. */
guint aisle_decode_cells (guint size, guint stride);
/** Cells of all maps of `info->strides`. */
guint64 aisle_decode_count_cells (const AisleDecode *decode);
/**
 * Whether output @index has @rank dimensions @dims (−1 fits any). Else fails with a sentence that
 * names the output, its shape, and the shape that the head needs.
 */
gboolean aisle_decode_check_shape (const AisleDecode *decode, guint index, guint rank,
                                   const gint64 *dims, GError **error);
/** A row of the output of one cell, at @column, @row of a map of @stride. */
typedef void (*AisleDecodeCellFunc) (AisleDecode *decode, const float *cell, guint column,
                                     guint row, guint stride);
/** Call @func for each cell of the head's one output, which must be [1, all cells, @size]. */
gboolean aisle_decode_each_cell (AisleDecode *decode, gint64 size, AisleDecodeCellFunc func,
                                 GError **error);
/** The wanted label with the greatest of the scores @scores[label × @step], or -1. */
int aisle_decode_best_label (const AisleDecode *decode, const float *scores, gsize step);
/**
 * Add the box from (@left, @top) to (@right, @bottom) unless its confidence is below the
 * threshold, it has no area, or anything is not finite.
 */
void aisle_decode_add (AisleDecode *decode, float left, float top, float right, float bottom,
                       float confidence, int label);

G_END_DECLS
