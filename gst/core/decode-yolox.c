/* SPDX-License-Identifier: MIT */
/** @file decode-yolox.c Cell offsets, objectness and scores become boxes. */
#include <math.h>

#include "gst/core/decode-heads.h"

static void
decode_cell (AisleDecode *decode, const float *cell, guint column, guint row, guint stride)
{
  int label = aisle_decode_best_label (decode, cell + 5, 1);
  float x = (cell[0] + (float) column) * (float) stride;
  float y = (cell[1] + (float) row) * (float) stride;
  float w, h;

  if (label < 0 || !(cell[4] * cell[5 + label] >= decode->threshold))
    return;
  w = expf (cell[2]) * (float) stride;
  h = expf (cell[3]) * (float) stride;
  aisle_decode_add (decode, x - w / 2, y - h / 2, x + w / 2, y + h / 2, cell[4] * cell[5 + label],
                    label);
}

gboolean
aisle_decode_yolox (AisleDecode *decode, GError **error)
{
  return aisle_decode_each_cell (decode, 5 + decode->n_labels, decode_cell, error);
}
