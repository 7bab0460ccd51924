/* SPDX-License-Identifier: MIT */
/** @file decode-nanodet.c Distributions of distances and scores become boxes. */
#include <math.h>

#include "gst/core/decode-heads.h"

/* Mean of the distribution whose logits are given, in bins. */
static float
expected_bin (const float *logits, guint n_bins)
{
  float greatest = logits[0], total = 0, weighted = 0;

  for (guint i = 1; i < n_bins; i++)
    greatest = MAX (greatest, logits[i]);
  for (guint i = 0; i < n_bins; i++) {
    float e = expf (logits[i] - greatest);
    total += e;
    weighted += e * i;
  }
  return weighted / total;
}

static void
decode_cell (AisleDecode *decode, const float *cell, guint column, guint row, guint stride)
{
  int label = aisle_decode_best_label (decode, cell, 1);
  guint n_bins = decode->info->reg_max + 1;
  float offset = decode->info->cell_offset, distance[4];
  float x = ((float) column + offset) * (float) stride, y = ((float) row + offset) * (float) stride;

  if (label < 0 || !(cell[label] >= decode->threshold))
    return;
  for (guint i = 0; i < 4; i++)
    distance[i] = (float) stride * expected_bin (cell + decode->n_labels + i * n_bins, n_bins);
  aisle_decode_add (decode, x - distance[0], y - distance[1], x + distance[2], y + distance[3],
                    cell[label], label);
}

gboolean
aisle_decode_nanodet (AisleDecode *decode, GError **error)
{
  gint64 size = decode->n_labels + 4 * (decode->info->reg_max + 1);

  return aisle_decode_each_cell (decode, size, decode_cell, error);
}
