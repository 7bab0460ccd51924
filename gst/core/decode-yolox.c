/* SPDX-License-Identifier: MIT */
/** @file decode-yolox.c Cell offsets, objectness and scores become boxes. */
#include <math.h>

#include "gst/core/decode-heads.h"

static void
decode_cell (AisleDecode *decode, const float *cell, float column, float row, float stride)
{
  int label = aisle_decode_best_label (decode, cell + 5, 1);
  float x = (cell[0] + column) * stride, y = (cell[1] + row) * stride;
  float w, h;

  if (label < 0 || !(cell[4] * cell[5 + label] >= decode->threshold))
    return;
  w = expf (cell[2]) * stride;
  h = expf (cell[3]) * stride;
  aisle_decode_add (decode, x - w / 2, y - h / 2, x + w / 2, y + h / 2, cell[4] * cell[5 + label],
                    label);
}

gboolean
aisle_decode_yolox (AisleDecode *decode, GError **error)
{
  gint64 size = 5 + decode->n_labels;
  const float *cell = decode->outputs[0].data;

  if (!aisle_decode_check_shape (decode, 0, 3,
                                 (gint64[]){ 1, aisle_decode_count_cells (decode), size }, error))
    return FALSE;
  for (guint i = 0; i < decode->info->n_strides; i++) {
    guint stride = decode->info->strides[i];
    guint columns = aisle_decode_cells (decode->input_width, stride);
    guint rows = aisle_decode_cells (decode->input_height, stride);
    for (guint k = 0; k < columns * rows; k++, cell += size)
      decode_cell (decode, cell, k % columns, k / columns, stride);
  }
  return TRUE;
}
