/* SPDX-License-Identifier: MIT */
/** @file decode.c Common part of the detectors' decoders: dispatch, checks, suppression. */
#include "gst/core/decode.h"

#include <math.h>
#include <string.h>

#include "gst/core/decode-heads.h"

static const struct {
  AisleDecodeFunc decode;
  guint n_outputs;
} heads[] = {
  [AISLE_HEAD_CENTERNET] = { aisle_decode_centernet, 2 },
  [AISLE_HEAD_SSD] = { aisle_decode_ssd, 2 },
  [AISLE_HEAD_YOLOX] = { aisle_decode_yolox, 1 },
  [AISLE_HEAD_YOLOV8] = { aisle_decode_yolov8, 1 },
  [AISLE_HEAD_NANODET] = { aisle_decode_nanodet, 1 },
  [AISLE_HEAD_FASTESTDET] = { aisle_decode_fastestdet, 1 },
};

/* --- helpers of the heads --- */

guint
aisle_decode_cells (guint size, guint stride)
{
  return size / stride + (size % stride != 0);
}

guint64
aisle_decode_count_cells (const AisleDecode *decode)
{
  guint64 n = 0;

  for (guint i = 0; i < decode->info->n_strides; i++)
    n += (guint64)aisle_decode_cells (decode->input_width, decode->info->strides[i])
         * aisle_decode_cells (decode->input_height, decode->info->strides[i]);
  return n;
}

static char *
describe_shape (guint rank, const gint64 *dims)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < rank; i++) {
    if (dims[i] < 0)
      g_string_append_printf (text, "%s?", i ? "," : "");
    else
      g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i ? "," : "", dims[i]);
  }
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

static gboolean
shape_fits (const AisleTensor *tensor, guint rank, const gint64 *dims)
{
  if (tensor->rank != rank)
    return FALSE;
  for (guint i = 0; i < rank; i++)
    if (tensor->dims[i] <= 0 || (dims[i] >= 0 && dims[i] != tensor->dims[i]))
      return FALSE;
  return TRUE;
}

gboolean
aisle_decode_check_shape (const AisleDecode *decode, guint index, guint rank, const gint64 *dims,
                          GError **error)
{
  const AisleTensor *tensor = &decode->outputs[index];
  g_autofree char *found = NULL, *needed = NULL;

  if (shape_fits (tensor, rank, dims))
    return TRUE;
  found = describe_shape (MIN (tensor->rank, G_N_ELEMENTS (tensor->dims)), tensor->dims);
  needed = describe_shape (rank, dims);
  g_set_error (error, AISLE_MODEL_ERROR, AISLE_MODEL_ERROR_VALUE,
               "output '%s' of %s has shape %s where head %s with %u labels on a %u×%u input "
               "needs %s; correct head, labels or strides in the .modelinfo",
               decode->info->outputs[index], decode->info->name, found,
               aisle_head_name (decode->info->head), decode->n_labels, decode->input_width,
               decode->input_height, needed);
  return FALSE;
}

gboolean
aisle_decode_each_cell (AisleDecode *decode, gint64 size, AisleDecodeCellFunc func, GError **error)
{
  const gint64 dims[] = { 1, (gint64) aisle_decode_count_cells (decode), size };
  const float *cell = decode->outputs[0].data;

  if (!aisle_decode_check_shape (decode, 0, 3, dims, error))
    return FALSE;
  for (guint i = 0; i < decode->info->n_strides; i++) {
    const guint stride = decode->info->strides[i];
    const guint columns = aisle_decode_cells (decode->input_width, stride);
    const guint rows = aisle_decode_cells (decode->input_height, stride);
    for (guint k = 0; k < columns * rows; k++, cell += size)
      func (decode, cell, k % columns, k / columns, stride);
  }
  return TRUE;
}

int
aisle_decode_best_label (const AisleDecode *decode, const float *scores, gsize step)
{
  int best = -1;

  for (guint i = 0; i < decode->n_labels; i++)
    if (decode->wanted[i] && isfinite (scores[i * step])
        && (best < 0 || scores[i * step] > scores[best * step]))
      best = i;
  return best;
}

void
aisle_decode_add (AisleDecode *decode, float left, float top, float right, float bottom,
                  float confidence, int label)
{
  AisleBox box = { left, top, right - left, bottom - top, MIN (confidence, 1.0f), label };

  if (confidence >= decode->threshold && isfinite (confidence) && isfinite (left) && isfinite (top)
      && isfinite (box.w) && isfinite (box.h) && box.w > 0 && box.h > 0)
    g_array_append_val (decode->boxes, box);
}

/* --- the whole --- */

static gboolean
check_arguments (const AisleModelInfo *info, const AisleTensor *outputs, guint n_outputs,
                 guint input_width, guint input_height, GError **error)
{
  const guint needed = heads[info->head].n_outputs;
  const char *problem = NULL;

  if (n_outputs < needed || g_strv_length (info->outputs) < n_outputs) {
    g_set_error (error, AISLE_MODEL_ERROR, AISLE_MODEL_ERROR_VALUE,
                 "%s names %u outputs where head %s needs %u; correct head or outputs in the "
                 ".modelinfo",
                 info->name, n_outputs, aisle_head_name (info->head), needed);
    return FALSE;
  }
  if (input_width == 0 || input_height == 0)
    problem = "has an input without pixels; give 'input-size' in the .modelinfo";
  for (guint i = 0; problem == NULL && i < n_outputs; i++)
    if (outputs[i].data == NULL || outputs[i].rank > G_N_ELEMENTS (outputs[i].dims))
      problem = "gave an output without data";
  if (problem != NULL)
    g_set_error (error, AISLE_MODEL_ERROR, AISLE_MODEL_ERROR_VALUE, "%s %s", info->name, problem);
  return problem == NULL;
}

static gboolean *
list_wanted (const AisleModelInfo *info, guint n_labels, const gboolean *wanted)
{
  gboolean *list = g_new (gboolean, n_labels);

  for (guint i = 0; i < n_labels; i++)
    list[i] = (wanted == NULL || wanted[i]) && strcmp (info->labels[i], "background") != 0;
  return list;
}

static void
finish_boxes (GArray *boxes, float nms_iou)
{
  AisleBox *data = (AisleBox *)boxes->data;

  aisle_box_sort (data, boxes->len);
  g_array_set_size (boxes, MIN (boxes->len, AISLE_DECODE_MAX_BOXES));
  if (nms_iou > 0)
    g_array_set_size (boxes, aisle_box_suppress (data, boxes->len, nms_iou));
}

GArray *
aisle_decode (const AisleModelInfo *info, const AisleTensor *outputs, guint n_outputs,
              guint input_width, guint input_height, float threshold, const gboolean *wanted,
              GError **error)
{
  guint n_labels = g_strv_length (info->labels);
  g_autofree gboolean *list = NULL;
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (AisleBox));

  if (!check_arguments (info, outputs, n_outputs, input_width, input_height, error))
    return NULL;
  list = list_wanted (info, n_labels, wanted);
  if (!heads[info->head].decode (&(AisleDecode){ info, outputs, input_width, input_height,
                                                 threshold, n_labels, list, boxes },
                                 error))
    return NULL;
  finish_boxes (boxes, info->nms_iou);
  return g_steal_pointer (&boxes);
}
