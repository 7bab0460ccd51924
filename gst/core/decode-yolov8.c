/* SPDX-License-Identifier: MIT */
/** @file decode-yolov8.c Centres, sizes and scores become boxes. */
#include "gst/core/decode-heads.h"

/* @step: floats from one value of the cell to the next. */
static void
decode_cell (AisleDecode *decode, const float *cell, gsize step)
{
  int label = aisle_decode_best_label (decode, cell + 4 * step, step);
  float x = cell[0], y = cell[step], w = cell[2 * step], h = cell[3 * step];

  if (label >= 0)
    aisle_decode_add (decode, x - w / 2, y - h / 2, x + w / 2, y + h / 2, cell[(4 + label) * step],
                      label);
}

gboolean
aisle_decode_yolov8 (AisleDecode *decode, GError **error)
{
  const AisleTensor *output = &decode->outputs[0];
  gint64 size = 4 + decode->n_labels;
  gboolean cells_last = output->rank == 3 && output->dims[1] == size;
  gint64 n = cells_last ? output->dims[2] : output->dims[1];

  if (!aisle_decode_check_shape (
          decode, 0, 3, cells_last ? (gint64[]){ 1, size, -1 } : (gint64[]){ 1, -1, size }, error))
    return FALSE;
  for (gint64 i = 0; i < n; i++)
    decode_cell (decode, output->data + (cells_last ? i : i * size), cells_last ? n : 1);
  return TRUE;
}
