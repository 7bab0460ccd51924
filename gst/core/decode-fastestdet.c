/* SPDX-License-Identifier: MIT */
/** @file decode-fastestdet.c One map of objectness, box and scores becomes boxes. */
#include <math.h>

#include "gst/core/decode-heads.h"

static float
sigmoid (float x)
{
  return 1 / (1 + expf (-x));
}

/* @cell: objectness; the other values follow in steps of @step. */
static void
decode_cell (AisleDecode *decode, const float *cell, gsize step, float column, float row)
{
  float stride = decode->info->strides[0];
  int label = aisle_decode_best_label (decode, cell + 5 * step, step);
  float confidence, x, y, w, h;

  if (label < 0)
    return;
  confidence = powf (cell[0], 0.6f) * powf (cell[(5 + label) * step], 0.4f);
  if (!(confidence >= decode->threshold))
    return;
  x = (column + tanhf (cell[step])) * stride;
  y = (row + tanhf (cell[2 * step])) * stride;
  w = sigmoid (cell[3 * step]) * decode->input_width;
  h = sigmoid (cell[4 * step]) * decode->input_height;
  aisle_decode_add (decode, x - w / 2, y - h / 2, x + w / 2, y + h / 2, confidence, label);
}

gboolean
aisle_decode_fastestdet (AisleDecode *decode, GError **error)
{
  guint columns = aisle_decode_cells (decode->input_width, decode->info->strides[0]);
  guint rows = aisle_decode_cells (decode->input_height, decode->info->strides[0]);
  guint cells = columns * rows;

  if (!aisle_decode_check_shape (decode, 0, 4, (gint64[]){ 1, 5 + decode->n_labels, rows, columns },
                                 error))
    return FALSE;
  for (guint k = 0; k < cells; k++)
    decode_cell (decode, decode->outputs[0].data + k, cells, k % columns, k / columns);
  return TRUE;
}
