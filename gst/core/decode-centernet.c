/* SPDX-License-Identifier: MIT */
/** @file decode-centernet.c Peaks of a heat map become boxes. */
#include "gst/core/decode-heads.h"

/* Of equal neighbours the first in reading order is the peak. */
static gboolean
is_peak (const float *map, int width, int height, int x, int y)
{
  float value = map[y * width + x];

  for (int v = MAX (y - 1, 0); v <= MIN (y + 1, height - 1); v++)
    for (int u = MAX (x - 1, 0); u <= MIN (x + 1, width - 1); u++) {
      gboolean before = v < y || (v == y && u < x);
      float other = map[v * width + u];
      if (other > value || (before && other == value))
        return FALSE;
    }
  return TRUE;
}

static void
decode_label (AisleDecode *decode, int label, int width, int height)
{
  int cells = width * height;
  float stride = decode->info->strides[0];
  const float *map = decode->outputs[0].data + (gsize)label * cells;
  const float *distances = decode->outputs[1].data;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      const float *d = distances + y * width + x;
      float value = map[y * width + x];
      if (value >= decode->threshold && is_peak (map, width, height, x, y))
        aisle_decode_add (decode, x * stride - d[0], y * stride - d[cells],
                          x * stride + d[2 * cells], y * stride + d[3 * cells], value, label);
    }
}

gboolean
aisle_decode_centernet (AisleDecode *decode, GError **error)
{
  gint64 width = aisle_decode_cells (decode->input_width, decode->info->strides[0]);
  gint64 height = aisle_decode_cells (decode->input_height, decode->info->strides[0]);

  if (!aisle_decode_check_shape (decode, 0, 4, (gint64[]){ 1, decode->n_labels, height, width },
                                 error)
      || !aisle_decode_check_shape (decode, 1, 4, (gint64[]){ 1, 4, height, width }, error))
    return FALSE;
  for (guint label = 0; label < decode->n_labels; label++)
    if (decode->wanted[label])
      decode_label (decode, label, width, height);
  return TRUE;
}
