/* SPDX-License-Identifier: MIT */
/** @file decode-ssd.c Offsets from anchors and scores become boxes. */
#include <math.h>

#include "gst/core/decode-heads.h"

#define MAX_ANCHORS 6

/* Anchors of a cell of map @index: width and height in parts of the input. */
static guint
list_anchors (const AisleModelInfo *info, guint index, float sizes[MAX_ANCHORS][2])
{
  static const float ratios[] = { 1, 2, 1 / 2.0f, 3, 1 / 3.0f };
  float step =
      info->n_strides > 1 ? (info->ssd_max_scale - info->ssd_min_scale) / (info->n_strides - 1) : 0;
  float scale = info->ssd_min_scale + step * index;
  float next = index + 1 < info->n_strides ? scale + step : 1;
  guint n_ratios = index == 0 ? 3 : G_N_ELEMENTS (ratios);

  for (guint i = 0; i < n_ratios; i++) {
    float root = sqrtf (ratios[i]);
    float s = index == 0 && i == 0 ? scale / 2 : scale;
    sizes[i][0] = s * root;
    sizes[i][1] = s / root;
  }
  if (index == 0)
    return n_ratios;
  sizes[n_ratios][0] = sizes[n_ratios][1] = sqrtf (scale * next);
  return n_ratios + 1;
}

/* @x, @y: centre of the cell; all in parts of the input. */
static void
decode_anchor (AisleDecode *decode, gsize index, float x, float y, const float size[2])
{
  const float *offset = decode->outputs[0].data + index * 4;
  const float *scores = decode->outputs[1].data + index * decode->n_labels;
  int label = aisle_decode_best_label (decode, scores, 1);
  float width = decode->input_width, height = decode->input_height;
  float w, h;

  if (label < 0 || !(scores[label] >= decode->threshold))
    return;
  y = (y + offset[0] / 10 * size[1]) * height;
  x = (x + offset[1] / 10 * size[0]) * width;
  h = expf (offset[2] / 5) * size[1] * height;
  w = expf (offset[3] / 5) * size[0] * width;
  aisle_decode_add (decode, x - w / 2, y - h / 2, x + w / 2, y + h / 2, scores[label], label);
}

static gint64
count_anchors (const AisleDecode *decode)
{
  float sizes[MAX_ANCHORS][2];
  gint64 n = 0;

  for (guint i = 0; i < decode->info->n_strides; i++)
    n += (gint64)list_anchors (decode->info, i, sizes)
         * aisle_decode_cells (decode->input_width, decode->info->strides[i])
         * aisle_decode_cells (decode->input_height, decode->info->strides[i]);
  return n;
}

gboolean
aisle_decode_ssd (AisleDecode *decode, GError **error)
{
  gint64 n = count_anchors (decode);
  gsize index = 0;

  if (!aisle_decode_check_shape (decode, 0, 3, (gint64[]){ 1, n, 4 }, error)
      || !aisle_decode_check_shape (decode, 1, 3, (gint64[]){ 1, n, decode->n_labels }, error))
    return FALSE;
  for (guint i = 0; i < decode->info->n_strides; i++) {
    float sizes[MAX_ANCHORS][2];
    guint n_anchors = list_anchors (decode->info, i, sizes);
    guint columns = aisle_decode_cells (decode->input_width, decode->info->strides[i]);
    guint rows = aisle_decode_cells (decode->input_height, decode->info->strides[i]);
    for (guint k = 0; k < columns * rows; k++)
      for (guint a = 0; a < n_anchors; a++)
        decode_anchor (decode, index++, (k % columns + 0.5f) / columns, (k / columns + 0.5f) / rows,
                       sizes[a]);
  }
  return TRUE;
}
