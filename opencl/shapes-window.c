/* SPDX-License-Identifier: MIT */
/** @file shapes-window.c Shapes of convolutions, pooling and resizing of NCHW tensors. */
#include <math.h>
#include <string.h>

#include "opencl/error.h"
#include "opencl/graph-edit.h"
#include "opencl/shape.h"
#include "opencl/shapes.h"

#define MAX_WINDOW (1 << 20)

/** A sliding window; pads are top, left, bottom, right. */
typedef struct {
  OcnInts kernel, strides, dilations, pads;
} Window;

static gboolean
read_sizes (const OcnNode *node, const char *name, guint n, gint64 fallback, gint64 min,
            OcnInts *ints, GError **error)
{
  if (!ocn_attribute_ints (node, name, ints, error))
    return FALSE;
  for (guint i = 0; ints->n == 0 && i < n; i++)
    ints->values[i] = fallback;
  if (ints->n != 0 && ints->n != n)
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "attribute “%s” needs %u entries", name, n);
  ints->n = n;
  for (guint i = 0; i < n; i++) {
    if (ints->values[i] < min || ints->values[i] > MAX_WINDOW)
      return ocn_node_fail (node, error, OCN_ERROR_SHAPE,
                            "attribute “%s” is missing or out of range", name);
  }
  return TRUE;
}

static gint64
extent (const Window *window, guint axis)
{
  return (window->kernel.values[axis] - 1) * window->dilations.values[axis] + 1;
}

static void
pad_to_same (Window *window, const OcnShape *input, gboolean upper)
{
  for (guint axis = 0; axis < 2; axis++) {
    gint64 in = input->dims[2 + axis], stride = window->strides.values[axis];
    gint64 out = (in + stride - 1) / stride;
    gint64 total = MAX ((out - 1) * stride + extent (window, axis) - in, 0);
    window->pads.values[axis] = upper ? total / 2 : total - total / 2;
    window->pads.values[2 + axis] = total - window->pads.values[axis];
  }
}

static gboolean
resolve_auto_pad (const OcnNode *node, const OcnShape *input, Window *window, GError **error)
{
  const char *mode = ocn_node_string (node, "auto_pad", "NOTSET");
  if (g_str_equal (mode, "VALID"))
    memset (window->pads.values, 0, sizeof window->pads.values);
  else if (g_str_equal (mode, "SAME_UPPER") || g_str_equal (mode, "SAME_LOWER"))
    pad_to_same (window, input, g_str_equal (mode, "SAME_UPPER"));
  else if (!g_str_equal (mode, "NOTSET") && *mode)
    return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "auto_pad “%s” is unknown", mode);
  return TRUE;
}

static gboolean
read_window (const OcnNode *node, Window *window, gint64 kernel, GError **error)
{
  return read_sizes (node, "kernel_shape", 2, kernel, 1, &window->kernel, error)
         && read_sizes (node, "strides", 2, 1, 1, &window->strides, error)
         && read_sizes (node, "dilations", 2, 1, 1, &window->dilations, error)
         && read_sizes (node, "pads", 4, 0, 0, &window->pads, error);
}

static void
write_window (OcnNode *node, const Window *window)
{
  ocn_node_set_ints (node, "kernel_shape", window->kernel.values, 2);
  ocn_node_set_ints (node, "strides", window->strides.values, 2);
  ocn_node_set_ints (node, "dilations", window->dilations.values, 2);
  ocn_node_set_ints (node, "pads", window->pads.values, 4);
  ocn_node_remove_attribute (node, "auto_pad");
}

/* Positions of the window along one axis. A window of ceil_mode must begin inside. */
static gint64
slide (const Window *window, gint64 in, guint axis, gboolean ceil_mode)
{
  gint64 stride = window->strides.values[axis], before = window->pads.values[axis];
  gint64 room = in + before + window->pads.values[2 + axis] - extent (window, axis);
  if (room < 0)
    return -1;
  gint64 out = (room + (ceil_mode ? stride - 1 : 0)) / stride + 1;
  if (ceil_mode && (out - 1) * stride >= in + before)
    out--;
  return out;
}

static gboolean
set_slid_output (OcnGraph *graph, OcnNode *node, const Window *window, gint64 channels,
                 GError **error)
{
  OcnShape shape = ocn_graph_input (graph, node, 0)->shape;
  gboolean ceil_mode = ocn_node_int (node, "ceil_mode", 0) != 0;
  shape.dims[1] = channels;
  for (guint axis = 0; axis < 2; axis++) {
    shape.dims[2 + axis] = slide (window, shape.dims[2 + axis], axis, ceil_mode);
    if (shape.dims[2 + axis] < 1)
      return ocn_node_fail (node, error, OCN_ERROR_SHAPE,
                            "its window is larger than its padded input: use a larger input");
  }
  return ocn_set_output (graph, node, 0, OCN_TYPE_FLOAT, &shape, error);
}

/* ---- convolution -------------------------------------------------------------------------- */

static gboolean
check_weights (const OcnGraph *graph, const OcnNode *node, gint64 outputs, GError **error)
{
  const OcnTensor *weights = ocn_graph_input (graph, node, 1);
  const OcnTensor *bias = ocn_graph_input (graph, node, 2);
  if (!weights->data || (bias && !bias->data))
    return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "its weights must be constants");
  if (bias && !ocn_check_float (graph, node, 2, error))
    return FALSE;
  if (bias && (bias->shape.rank != 1 || bias->shape.dims[0] != outputs))
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE,
                          "its bias needs %" G_GINT64_FORMAT " values", outputs);
  return TRUE;
}

/* Channels of one side must be divided evenly among the groups. */
static gboolean
check_channels (const OcnNode *node, gint64 channels, gint64 per_group, gint64 split, gint64 group,
                GError **error)
{
  if (group >= 1 && group <= MAX_WINDOW && per_group >= 1 && split >= 1
      && channels == per_group * group && split % group == 0)
    return TRUE;
  return ocn_node_fail (node, error, OCN_ERROR_SHAPE,
                        "its input has %" G_GINT64_FORMAT
                        " channels, which do not fit its weights and %" G_GINT64_FORMAT " groups",
                        channels, group);
}

static gboolean
take_kernel (const OcnNode *node, const OcnShape *weights, Window *window, GError **error)
{
  const gint64 *kernel = weights->dims + 2;
  if (ocn_node_attribute (node, "kernel_shape")
      && memcmp (window->kernel.values, kernel, 2 * sizeof (gint64)) != 0)
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "kernel_shape does not fit its weights");
  memcpy (window->kernel.values, kernel, 2 * sizeof (gint64));
  if (kernel[0] < 1 || kernel[1] < 1 || kernel[0] > MAX_WINDOW || kernel[1] > MAX_WINDOW)
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "its weights are empty or too large");
  return TRUE;
}

static gboolean
begin_conv (OcnGraph *graph, OcnNode *node, Window *window, GError **error)
{
  for (guint i = 0; i < 2; i++) {
    if (!ocn_check_rank (graph, node, i, 4, 4, error) || !ocn_check_float (graph, node, i, error))
      return FALSE;
  }
  return read_window (node, window, 1, error)
         && take_kernel (node, &ocn_graph_input (graph, node, 1)->shape, window, error);
}

gboolean
ocn_infer_conv (OcnGraph *graph, OcnNode *node, GError **error)
{
  Window window;
  if (!begin_conv (graph, node, &window, error))
    return FALSE;
  const OcnShape *input = &ocn_graph_input (graph, node, 0)->shape;
  const OcnShape *weights = &ocn_graph_input (graph, node, 1)->shape;
  gint64 group = ocn_node_int (node, "group", 1);
  if (!check_channels (node, input->dims[1], weights->dims[1], weights->dims[0], group, error)
      || !check_weights (graph, node, weights->dims[0], error)
      || !resolve_auto_pad (node, input, &window, error))
    return FALSE;
  write_window (node, &window);
  ocn_node_set_int (node, "group", group);
  return set_slid_output (graph, node, &window, weights->dims[0], error);
}

/* output_shape fixes the padding: the surplus is cut, the larger half at the end; what lacks is
 * appended. */
static void
pad_to_output (Window *window, const OcnShape *input, OcnInts *extra, const OcnInts *wanted,
               gboolean upper)
{
  for (guint axis = 0; axis < 2; axis++) {
    gint64 stride = window->strides.values[axis], in = input->dims[2 + axis];
    gint64 out = wanted->n ? wanted->values[axis] : in * stride;
    gint64 full = (in - 1) * stride + extra->values[axis] + extent (window, axis);
    gint64 total = MAX (full - out, 0);
    window->pads.values[axis] = upper ? total / 2 : total - total / 2;
    window->pads.values[2 + axis] = total - window->pads.values[axis];
    extra->values[axis] += MAX (out - full, 0);
  }
}

static gboolean
resolve_transposed_pads (OcnNode *node, const OcnShape *input, OcnInts *extra, Window *window,
                         GError **error)
{
  const char *mode = ocn_node_string (node, "auto_pad", "NOTSET");
  OcnInts wanted;
  if (!read_sizes (node, "output_shape", 2, 1, 1, &wanted, error))
    return FALSE;
  wanted.n = ocn_node_attribute (node, "output_shape") ? 2 : 0;
  if (wanted.n || g_str_has_prefix (mode, "SAME"))
    pad_to_output (window, input, extra, &wanted, !g_str_equal (mode, "SAME_LOWER"));
  else if (!resolve_auto_pad (node, input, window, error))
    return FALSE;
  ocn_node_remove_attribute (node, "output_shape");
  return TRUE;
}

gboolean
ocn_infer_conv_transpose (OcnGraph *graph, OcnNode *node, GError **error)
{
  Window window;
  OcnInts extra;
  if (!begin_conv (graph, node, &window, error)
      || !read_sizes (node, "output_padding", 2, 0, 0, &extra, error))
    return FALSE;
  const OcnShape *input = &ocn_graph_input (graph, node, 0)->shape;
  const OcnShape *weights = &ocn_graph_input (graph, node, 1)->shape;
  gint64 group = ocn_node_int (node, "group", 1), outputs = weights->dims[1] * group;
  OcnShape shape = *input;
  if (!check_channels (node, outputs, weights->dims[1], weights->dims[0], group, error)
      || !check_channels (node, input->dims[1], weights->dims[0] / group, input->dims[1], group,
                          error)
      || !check_weights (graph, node, outputs, error)
      || !resolve_transposed_pads (node, input, &extra, &window, error))
    return FALSE;
  write_window (node, &window);
  ocn_node_set_int (node, "group", group);
  ocn_node_set_ints (node, "output_padding", extra.values, 2);
  shape.dims[1] = outputs;
  for (guint axis = 0; axis < 2; axis++)
    shape.dims[2 + axis] = (input->dims[2 + axis] - 1) * window.strides.values[axis]
                           + extra.values[axis] + extent (&window, axis) - window.pads.values[axis]
                           - window.pads.values[2 + axis];
  return ocn_set_output (graph, node, 0, OCN_TYPE_FLOAT, &shape, error);
}

/* ---- pooling ------------------------------------------------------------------------------ */

gboolean
ocn_infer_pool (OcnGraph *graph, OcnNode *node, GError **error)
{
  Window window;
  if (ocn_graph_output (graph, node, 1))
    return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "its indices are not supported");
  if (!ocn_check_rank (graph, node, 0, 4, 4, error) || !ocn_check_float (graph, node, 0, error)
      || !read_window (node, &window, 0, error))
    return FALSE;
  const OcnShape *input = &ocn_graph_input (graph, node, 0)->shape;
  if (!resolve_auto_pad (node, input, &window, error))
    return FALSE;
  for (guint i = 0; i < 4; i++) {
    if (window.pads.values[i] >= extent (&window, i % 2))
      return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "its padding is as wide as its window");
  }
  write_window (node, &window);
  return set_slid_output (graph, node, &window, input->dims[1], error);
}

gboolean
ocn_infer_global_pool (OcnGraph *graph, OcnNode *node, GError **error)
{
  if (!ocn_check_rank (graph, node, 0, 4, 4, error) || !ocn_check_float (graph, node, 0, error))
    return FALSE;
  OcnShape shape = ocn_graph_input (graph, node, 0)->shape;
  shape.dims[2] = shape.dims[3] = 1;
  return ocn_set_output (graph, node, 0, OCN_TYPE_FLOAT, &shape, error);
}

/* ---- resizing ----------------------------------------------------------------------------- */

static gboolean
check_choice (OcnNode *node, const char *name, const char *fallback, const char *const *choices,
              GError **error)
{
  const char *value = ocn_node_string (node, name, fallback);
  if (!g_strv_contains (choices, value))
    return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "%s “%s” is not supported", name,
                          value);
  ocn_node_set_string (node, name, value);
  return TRUE;
}

static gboolean
check_resize_modes (OcnNode *node, GError **error)
{
  static const char *const modes[] = { "nearest", "linear", NULL };
  static const char *const coordinates[] = { "half_pixel", "asymmetric", "align_corners",
                                             "pytorch_half_pixel", NULL };
  static const char *const rounding[] = { "round_prefer_floor", "round_prefer_ceil", "floor",
                                          "ceil", NULL };
  static const char *const policies[] = { "stretch", NULL };
  if (ocn_node_int (node, "antialias", 0) || ocn_node_int (node, "exclude_outside", 0))
    return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "antialias is not supported");
  return check_choice (node, "mode", "nearest", modes, error)
         && check_choice (node, "coordinate_transformation_mode", "half_pixel", coordinates, error)
         && check_choice (node, "nearest_mode", "round_prefer_floor", rounding, error)
         && check_choice (node, "keep_aspect_ratio_policy", "stretch", policies, error);
}

/* The dimension that entry @i of scales or sizes is about. */
static gboolean
resize_axis (const OcnNode *node, const OcnInts *axes, guint i, gint64 *axis, GError **error)
{
  *axis = axes->n ? axes->values[i] : i;
  return ocn_resolve_axis (node, 4, axis, error);
}

static gboolean
apply_scales (const OcnNode *node, const OcnTensor *scales, const OcnInts *axes, OcnShape *shape,
              float factors[4], GError **error)
{
  for (guint i = 0; i < ocn_shape_count (&scales->shape); i++) {
    gint64 axis;
    float factor = ((const float *) scales->data)[i];
    if (!resize_axis (node, axes, i, &axis, error))
      return FALSE;
    if (!(factor > 0 && factor * (float) shape->dims[axis] < (float) MAX_WINDOW))
      return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "its scales are out of range");
    factors[axis] = factor;
    shape->dims[axis] = (gint64) floorf ((float) shape->dims[axis] * factor);
  }
  return TRUE;
}

static gboolean
apply_sizes (const OcnNode *node, const OcnInts *sizes, const OcnInts *axes, OcnShape *shape,
             float factors[4], GError **error)
{
  for (guint i = 0; i < sizes->n; i++) {
    gint64 axis;
    if (!resize_axis (node, axes, i, &axis, error))
      return FALSE;
    if (sizes->values[i] < 1 || sizes->values[i] > MAX_WINDOW)
      return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "its sizes are out of range");
    factors[axis] = (float) sizes->values[i] / (float) shape->dims[axis];
    shape->dims[axis] = sizes->values[i];
  }
  return TRUE;
}

static gboolean
read_resize (OcnGraph *graph, OcnNode *node, OcnShape *shape, float factors[4], GError **error)
{
  const OcnTensor *scales = ocn_graph_input (graph, node, 2);
  OcnInts axes, sizes = { 0 };
  gboolean scaled = scales && ocn_shape_count (&scales->shape) > 0;
  if (!ocn_attribute_ints (node, "axes", &axes, error))
    return FALSE;
  if (scaled && (!scales->data || scales->type != OCN_TYPE_FLOAT))
    return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED,
                          "its scales must be constant: export with fixed shapes");
  if (!scaled && !ocn_input_ints (graph, node, 3, &sizes, error))
    return FALSE;
  if ((scaled ? ocn_shape_count (&scales->shape) : sizes.n) != (axes.n ? axes.n : 4))
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "its scales or sizes do not fit its input");
  return scaled ? apply_scales (node, scales, &axes, shape, factors, error)
                : apply_sizes (node, &sizes, &axes, shape, factors, error);
}

gboolean
ocn_infer_resize (OcnGraph *graph, OcnNode *node, GError **error)
{
  const OcnShape four = { 1, { 4 } };
  float factors[4] = { 1, 1, 1, 1 };
  if (!ocn_check_rank (graph, node, 0, 4, 4, error) || !ocn_check_float (graph, node, 0, error))
    return FALSE;
  OcnShape shape = ocn_graph_input (graph, node, 0)->shape;
  if (!check_resize_modes (node, error) || !read_resize (graph, node, &shape, factors, error))
    return FALSE;
  if (factors[0] != 1 || factors[1] != 1)
    return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED,
                          "only height and width can be resized");
  g_autofree char *name = g_strdup_printf ("%s/scales", node->name);
  int index = ocn_graph_add_constant (graph, name, OCN_TYPE_FLOAT, &four, factors, error);
  if (index < 0)
    return FALSE;
  g_array_set_size (node->inputs, 1);
  ocn_node_set_input (node, 2, index);
  ocn_node_remove_attribute (node, "axes");
  return ocn_set_output (graph, node, 0, OCN_TYPE_FLOAT, &shape, error);
}
