/* SPDX-License-Identifier: MIT */
/** @file matrix.c Products of matrices, and operators along axes. */
#include <math.h>

#include "tests/opencl/reference/reference.h"

void
reference_gemm (const Reference *reference)
{
  const OcnNode *node = reference->node;
  const OcnShape *shape = reference_output_shape (reference, 0);
  const OcnShape *a_shape = reference_input_shape (reference, 0);
  const OcnShape *b_shape = reference_input_shape (reference, 1);
  const float *a = reference_input (reference, 0), *b = reference_input (reference, 1);
  const float *c = reference_input (reference, 2);
  gboolean a_turned = ocn_node_int (node, "transA", 0) != 0;
  gboolean b_turned = ocn_node_int (node, "transB", 0) != 0;
  double alpha = ocn_node_float (node, "alpha", 1), beta = ocn_node_float (node, "beta", 1);
  gint64 inner = a_shape->dims[a_turned ? 0 : 1];
  float *output = reference_output (reference, 0);
  for (gint64 row = 0; row < shape->dims[0]; row++) {
    for (gint64 column = 0; column < shape->dims[1]; column++) {
      gint64 index[OCN_MAX_RANK] = { row, column };
      double sum = 0;
      for (gint64 k = 0; k < inner; k++) {
        double x = a[a_turned ? k * a_shape->dims[1] + row : row * inner + k];
        double y = b[b_turned ? column * inner + k : k * b_shape->dims[1] + column];
        sum += x * y;
      }
      sum *= alpha;
      if (c)
        sum += beta
               * c[reference_ravel_stretched (reference_input_shape (reference, 2), shape, index)];
      output[row * shape->dims[1] + column] = (float) sum;
    }
  }
}

void
reference_matmul (const Reference *reference)
{
  const OcnShape *shape = reference_output_shape (reference, 0);
  const OcnShape *a_shape = reference_input_shape (reference, 0);
  const OcnShape *b_shape = reference_input_shape (reference, 1);
  const float *a = reference_input (reference, 0), *b = reference_input (reference, 1);
  gint64 inner = a_shape->dims[a_shape->rank - 1];
  guint r = shape->rank;
  float *output = reference_output (reference, 0);
  for (gsize i = 0; i < ocn_shape_count (shape); i++) {
    gint64 index[OCN_MAX_RANK];
    reference_unravel (shape, i, index);
    gint64 row = index[r - 2], column = index[r - 1];
    double sum = 0;
    for (gint64 k = 0; k < inner; k++) {
      index[r - 2] = row;
      index[r - 1] = k;
      double x = a[reference_ravel_stretched (a_shape, shape, index)];
      index[r - 2] = k;
      index[r - 1] = column;
      sum += x * b[reference_ravel_stretched (b_shape, shape, index)];
    }
    output[i] = (float) sum;
  }
}

void
reference_softmax (const Reference *reference)
{
  const OcnShape *shape = reference_output_shape (reference, 0);
  const float *input = reference_input (reference, 0);
  guint axis = (guint) ocn_node_int (reference->node, "axis", 0);
  gboolean is_log = g_str_equal (reference->node->op, "LogSoftmax");
  float *output = reference_output (reference, 0);
  for (gsize i = 0; i < ocn_shape_count (shape); i++) {
    gint64 index[OCN_MAX_RANK];
    double greatest = -INFINITY, sum = 0;
    reference_unravel (shape, i, index);
    for (index[axis] = 0; index[axis] < shape->dims[axis]; index[axis]++)
      greatest = fmax (greatest, input[reference_ravel (shape, index)]);
    for (index[axis] = 0; index[axis] < shape->dims[axis]; index[axis]++)
      sum += exp (input[reference_ravel (shape, index)] - greatest);
    double shifted = input[i] - greatest;
    output[i] = (float) (is_log ? shifted - log (sum) : exp (shifted) / sum);
  }
}

static double
reduce (const OcnNode *node, double sum, double value)
{
  if (g_str_equal (node->op, "ReduceMax"))
    return fmax (sum, value);
  return g_str_equal (node->op, "ReduceMin") ? fmin (sum, value) : sum + value;
}

static double
neutral (const OcnNode *node)
{
  if (g_str_equal (node->op, "ReduceMax"))
    return -INFINITY;
  return g_str_equal (node->op, "ReduceMin") ? INFINITY : 0;
}

/* The output with its reduced dimensions kept as 1 has the same elements in the same order. */
void
reference_reduce (const Reference *reference)
{
  const OcnNode *node = reference->node;
  const OcnShape *shape = reference_input_shape (reference, 0);
  const OcnShape *axes_shape = reference_input_shape (reference, 1);
  const float *input = reference_input (reference, 0);
  gsize count = ocn_shape_count (reference_output_shape (reference, 0));
  g_autofree double *sums = g_new (double, count);
  OcnShape kept = *shape;
  for (gint64 i = 0; i < axes_shape->dims[0]; i++)
    kept.dims[reference_ints (reference, 1)[i]] = 1;
  for (gsize i = 0; i < count; i++)
    sums[i] = neutral (node);
  for (gsize i = 0; i < ocn_shape_count (shape); i++) {
    gint64 index[OCN_MAX_RANK];
    reference_unravel (shape, i, index);
    double *sum = &sums[reference_ravel_stretched (&kept, shape, index)];
    *sum = reduce (node, *sum, input[i]);
  }
  double divisor =
      g_str_equal (node->op, "ReduceMean") ? (double) ocn_shape_count (shape) / (double) count : 1;
  for (gsize i = 0; i < count; i++)
    reference_output (reference, 0)[i] = (float) (sums[i] / divisor);
}
