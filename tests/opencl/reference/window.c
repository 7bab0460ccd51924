/* SPDX-License-Identifier: MIT */
/** @file window.c Convolution, pooling and resizing of NCHW tensors. */
#include <math.h>

#include "tests/opencl/reference/reference.h"

/** What slides: from (row, column) of the output to rows and columns of the input. */
typedef struct {
  const gint64 *kernel, *strides, *dilations, *pads;
  const OcnShape *in;
} Window;

static Window
window_of (const Reference *reference)
{
  return (Window) {
    reference_attribute (reference, "kernel_shape"),
    reference_attribute (reference, "strides"),
    reference_attribute (reference, "dilations"),
    reference_attribute (reference, "pads"),
    reference_input_shape (reference, 0),
  };
}

/* Row (axis 0) or column (axis 1) of the input under tap @k of the window at @position. */
static gint64
tap (const Window *window, guint axis, gint64 position, gint64 k)
{
  return position * window->strides[axis] - window->pads[axis] + k * window->dilations[axis];
}

static gboolean
is_inside (const Window *window, gint64 y, gint64 x)
{
  return y >= 0 && y < window->in->dims[2] && x >= 0 && x < window->in->dims[3];
}

static gsize
at (const OcnShape *shape, gint64 n, gint64 c, gint64 y, gint64 x)
{
  gint64 index[OCN_MAX_RANK] = { n, c, y, x };
  return reference_ravel (shape, index);
}

/* ---- convolution -------------------------------------------------------------------------- */

static double
convolve (const Reference *reference, const Window *window, const gint64 o[OCN_MAX_RANK])
{
  const OcnShape *w = reference_input_shape (reference, 1);
  const float *input = reference_input (reference, 0), *weights = reference_input (reference, 1);
  gint64 group = ocn_node_int (reference->node, "group", 1);
  gint64 first = o[1] / (w->dims[0] / group) * w->dims[1];
  double sum = 0;
  for (gint64 c = 0; c < w->dims[1]; c++) {
    for (gint64 ky = 0; ky < window->kernel[0]; ky++) {
      for (gint64 kx = 0; kx < window->kernel[1]; kx++) {
        gint64 y = tap (window, 0, o[2], ky), x = tap (window, 1, o[3], kx);
        if (is_inside (window, y, x))
          sum += (double) input[at (window->in, o[0], first + c, y, x)]
                 * (double) weights[at (w, o[1], c, ky, kx)];
      }
    }
  }
  return sum;
}

void
reference_conv (const Reference *reference)
{
  const OcnShape *shape = reference_output_shape (reference, 0);
  const float *bias = reference_input (reference, 2);
  Window window = window_of (reference);
  for (gsize i = 0; i < ocn_shape_count (shape); i++) {
    gint64 o[OCN_MAX_RANK];
    reference_unravel (shape, i, o);
    double sum = convolve (reference, &window, o) + (bias ? (double) bias[o[1]] : 0);
    reference_output (reference, 0)[i] = (float) sum;
  }
}

/* Each input element is spread over the outputs that a Conv would have read it for. */
static void
spread (const Reference *reference, const Window *window, const gint64 i[OCN_MAX_RANK],
        double value, double *sums)
{
  const OcnShape *w = reference_input_shape (reference, 1);
  const OcnShape *out = reference_output_shape (reference, 0);
  gint64 group = ocn_node_int (reference->node, "group", 1);
  gint64 first = i[1] / (w->dims[0] / group) * w->dims[1];
  for (gint64 c = 0; c < w->dims[1]; c++) {
    for (gint64 ky = 0; ky < window->kernel[0]; ky++) {
      for (gint64 kx = 0; kx < window->kernel[1]; kx++) {
        gint64 y = tap (window, 0, i[2], ky), x = tap (window, 1, i[3], kx);
        if (y >= 0 && y < out->dims[2] && x >= 0 && x < out->dims[3])
          sums[at (out, i[0], first + c, y, x)] +=
              value * (double) reference_input (reference, 1)[at (w, i[1], c, ky, kx)];
      }
    }
  }
}

void
reference_conv_transpose (const Reference *reference)
{
  const OcnShape *shape = reference_output_shape (reference, 0);
  const float *bias = reference_input (reference, 2);
  Window window = window_of (reference);
  gsize count = ocn_shape_count (shape);
  g_autofree double *sums = g_new0 (double, count);
  gint64 index[OCN_MAX_RANK];
  for (gsize i = 0; i < ocn_shape_count (window.in); i++) {
    reference_unravel (window.in, i, index);
    spread (reference, &window, index, reference_input (reference, 0)[i], sums);
  }
  for (gsize i = 0; i < count; i++) {
    reference_unravel (shape, i, index);
    reference_output (reference, 0)[i] = (float) (sums[i] + (bias ? (double) bias[index[1]] : 0));
  }
}

/* ---- pooling ------------------------------------------------------------------------------ */

/* With count_include_pad the padding counts, but not what ceil_mode adds beyond it. */
static gboolean
is_counted (const Window *window, gint64 y, gint64 x)
{
  return y < window->in->dims[2] + window->pads[2] && x < window->in->dims[3] + window->pads[3];
}

static float
pool (const Reference *reference, const Window *window, const gint64 o[OCN_MAX_RANK])
{
  gboolean padded = ocn_node_int (reference->node, "count_include_pad", 0) != 0;
  double greatest = -INFINITY, sum = 0;
  gint64 counted = 0;
  for (gint64 ky = 0; ky < window->kernel[0]; ky++) {
    for (gint64 kx = 0; kx < window->kernel[1]; kx++) {
      gint64 y = tap (window, 0, o[2], ky), x = tap (window, 1, o[3], kx);
      gboolean inside = is_inside (window, y, x);
      counted += inside || (padded && is_counted (window, y, x));
      if (!inside)
        continue;
      double value = reference_input (reference, 0)[at (window->in, o[0], o[1], y, x)];
      greatest = fmax (greatest, value);
      sum += value;
    }
  }
  return (float) (g_str_equal (reference->node->op, "MaxPool") ? greatest : sum / (double) counted);
}

void
reference_pool (const Reference *reference)
{
  const OcnShape *shape = reference_output_shape (reference, 0);
  Window window = window_of (reference);
  for (gsize i = 0; i < ocn_shape_count (shape); i++) {
    gint64 o[OCN_MAX_RANK];
    reference_unravel (shape, i, o);
    reference_output (reference, 0)[i] = pool (reference, &window, o);
  }
}

void
reference_global_pool (const Reference *reference)
{
  const OcnShape *in = reference_input_shape (reference, 0);
  gsize area = (gsize) (in->dims[2] * in->dims[3]);
  gboolean is_max = g_str_equal (reference->node->op, "GlobalMaxPool");
  for (gsize i = 0; i < ocn_shape_count (reference_output_shape (reference, 0)); i++) {
    const float *plane = reference_input (reference, 0) + i * area;
    double greatest = -INFINITY, sum = 0;
    for (gsize k = 0; k < area; k++) {
      greatest = fmax (greatest, plane[k]);
      sum += plane[k];
    }
    reference_output (reference, 0)[i] = (float) (is_max ? greatest : sum / (double) area);
  }
}

/* ---- resizing ----------------------------------------------------------------------------- */

/* ONNX's coordinate of the input for @position of the output. In floats, as onnxruntime does it:
 * on the border between two elements the last bit decides. */
static float
coordinate (const Reference *reference, guint axis, gint64 position)
{
  const char *mode = ocn_node_string (reference->node, "coordinate_transformation_mode", "");
  float scale = reference_input (reference, 2)[axis], p = (float) position;
  gint64 in = reference_input_shape (reference, 0)->dims[axis];
  gint64 out = reference_output_shape (reference, 0)->dims[axis];
  if (g_str_equal (mode, "asymmetric"))
    return p / scale;
  if (g_str_equal (mode, "align_corners"))
    return out == 1 ? 0 : p * (float) (in - 1) / (float) (out - 1);
  if (g_str_equal (mode, "pytorch_half_pixel") && out == 1)
    return 0;
  return (p + 0.5f) / scale - 0.5f;
}

static gint64
nearest (const Reference *reference, guint axis, gint64 position)
{
  const char *mode = ocn_node_string (reference->node, "nearest_mode", "");
  double c = coordinate (reference, axis, position), chosen = floor (c);
  if (g_str_equal (mode, "ceil"))
    chosen = ceil (c);
  else if (g_str_equal (mode, "round_prefer_floor"))
    chosen = ceil (c - 0.5);
  else if (g_str_equal (mode, "round_prefer_ceil"))
    chosen = floor (c + 0.5);
  return (gint64) CLAMP (chosen, 0, (double) reference_input_shape (reference, 0)->dims[axis] - 1);
}

/** The two neighbours of a coordinate and the weight of the second. */
typedef struct {
  gint64 low, high;
  double weight;
} Between;

static Between
between (const Reference *reference, guint axis, gint64 position)
{
  double last = (double) reference_input_shape (reference, 0)->dims[axis] - 1;
  double c = coordinate (reference, axis, position);
  c = CLAMP (c, 0, last);
  double low = floor (c);
  return (Between) { (gint64) low, (gint64) fmin (low + 1, last), c - low };
}

static double
interpolate (const Reference *reference, const gint64 o[OCN_MAX_RANK])
{
  const OcnShape *in = reference_input_shape (reference, 0);
  const float *input = reference_input (reference, 0);
  Between y = between (reference, 2, o[2]), x = between (reference, 3, o[3]);
  double top = input[at (in, o[0], o[1], y.low, x.low)] * (1 - x.weight)
               + input[at (in, o[0], o[1], y.low, x.high)] * x.weight;
  double bottom = input[at (in, o[0], o[1], y.high, x.low)] * (1 - x.weight)
                  + input[at (in, o[0], o[1], y.high, x.high)] * x.weight;
  return top * (1 - y.weight) + bottom * y.weight;
}

void
reference_resize (const Reference *reference)
{
  const OcnShape *shape = reference_output_shape (reference, 0);
  const OcnShape *in = reference_input_shape (reference, 0);
  gboolean linear = g_str_equal (ocn_node_string (reference->node, "mode", ""), "linear");
  for (gsize i = 0; i < ocn_shape_count (shape); i++) {
    gint64 o[OCN_MAX_RANK];
    reference_unravel (shape, i, o);
    reference_output (reference, 0)[i] =
        linear ? (float) interpolate (reference, o)
               : reference_input (reference, 0)[at (in, o[0], o[1], nearest (reference, 2, o[2]),
                                                    nearest (reference, 3, o[3]))];
  }
}
