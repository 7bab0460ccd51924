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
 * @outputs: in the order of `info->outputs`. @input_width, @input_height: of the network's input.
 * @threshold: least confidence. @wanted: (nullable): one gboolean per label; others are skipped.
 * Returns: (transfer full): GArray of AisleBox in pixels of the input, after peak search or NMS,
 *   by falling confidence; NULL with AISLE_MODEL_ERROR_VALUE when the shapes do not fit the head.
 *   Non-finite values never become boxes.
 */
GArray *aisle_decode (const AisleModelInfo *info, const AisleTensor *outputs, guint n_outputs,
                      guint input_width, guint input_height, float threshold,
                      const gboolean *wanted, GError **error);

G_END_DECLS
