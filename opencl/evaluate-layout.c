/* SPDX-License-Identifier: MIT */
/** @file evaluate-layout.c Constant folding: operators that only move elements. */
#include <string.h>

#include "opencl/evaluate.h"
#include "opencl/shape.h"

typedef ptrdiff_t Steps[OCN_MAX_RANK];

/* Row-major over @shape: element i of @to + Σ index × to_steps from the same of @from. */
static void
copy_strided (OcnTensor *to, ptrdiff_t to_offset, const Steps to_steps, const OcnTensor *from,
              ptrdiff_t from_offset, const Steps from_steps, const OcnShape *shape)
{
  gsize size = ocn_type_size (to->type), count = ocn_shape_count (shape);
  for (gsize i = 0; i < count; i++) {
    ptrdiff_t target = to_offset, source = from_offset;
    for (gsize axis = shape->rank, rest = i; axis-- > 0; rest /= (gsize) shape->dims[axis]) {
      ptrdiff_t index = (ptrdiff_t) (rest % (gsize) shape->dims[axis]);
      target += index * to_steps[axis];
      source += index * from_steps[axis];
    }
    memcpy ((char *) to->data + target * (ptrdiff_t) size,
            (const char *) from->data + source * (ptrdiff_t) size, size);
  }
}

static void
dense_steps (const OcnShape *shape, Steps steps)
{
  gsize strides[OCN_MAX_RANK];
  ocn_shape_strides (shape, strides);
  for (guint i = 0; i < shape->rank; i++)
    steps[i] = (ptrdiff_t) strides[i];
}

gboolean
ocn_evaluate_copy (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  const OcnTensor *input = ocn_graph_input (graph, node, 0);
  OcnTensor *output = ocn_graph_output (graph, node, 0);
  memcpy (output->data, input->data,
          ocn_shape_count (&output->shape) * ocn_type_size (output->type));
  return TRUE;
}

gboolean
ocn_evaluate_transpose (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  const OcnTensor *input = ocn_graph_input (graph, node, 0);
  OcnTensor *output = ocn_graph_output (graph, node, 0);
  const GArray *order = ocn_node_attribute (node, "perm")->ints;
  Steps to, from, turned;
  dense_steps (&output->shape, to);
  dense_steps (&input->shape, from);
  for (guint i = 0; i < output->shape.rank; i++)
    turned[i] = from[g_array_index (order, gint64, i)];
  copy_strided (output, 0, to, input, 0, turned, &output->shape);
  return TRUE;
}

gboolean
ocn_evaluate_expand (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  const OcnTensor *input = ocn_graph_input (graph, node, 0);
  OcnTensor *output = ocn_graph_output (graph, node, 0);
  gsize strides[OCN_MAX_RANK];
  Steps to, from;
  dense_steps (&output->shape, to);
  ocn_shape_broadcast_strides (&input->shape, &output->shape, strides);
  for (guint i = 0; i < output->shape.rank; i++)
    from[i] = (ptrdiff_t) strides[i];
  copy_strided (output, 0, to, input, 0, from, &output->shape);
  return TRUE;
}

gboolean
ocn_evaluate_tile (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  const OcnTensor *input = ocn_graph_input (graph, node, 0);
  OcnTensor *output = ocn_graph_output (graph, node, 0);
  gsize size = ocn_type_size (output->type), strides[OCN_MAX_RANK];
  ocn_shape_strides (&input->shape, strides);
  for (gsize i = 0; i < ocn_shape_count (&output->shape); i++) {
    gsize source = 0;
    for (gsize axis = output->shape.rank, rest = i; axis-- > 0;) {
      gsize index = rest % (gsize) output->shape.dims[axis];
      source += index % (gsize) input->shape.dims[axis] * strides[axis];
      rest /= (gsize) output->shape.dims[axis];
    }
    memcpy ((char *) output->data + i * size, (const char *) input->data + source * size, size);
  }
  return TRUE;
}

gboolean
ocn_evaluate_slice (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  const OcnTensor *input = ocn_graph_input (graph, node, 0);
  const gint64 *starts = ocn_graph_input (graph, node, 1)->data;
  const gint64 *strides = ocn_graph_input (graph, node, 4)->data;
  OcnTensor *output = ocn_graph_output (graph, node, 0);
  ptrdiff_t offset = 0;
  Steps to, from;
  dense_steps (&output->shape, to);
  dense_steps (&input->shape, from);
  for (guint i = 0; i < input->shape.rank; i++) {
    offset += starts[i] * from[i];
    from[i] *= strides[i];
  }
  copy_strided (output, 0, to, input, offset, from, &output->shape);
  return TRUE;
}

gboolean
ocn_evaluate_concat (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  OcnTensor *output = ocn_graph_output (graph, node, 0);
  gint64 axis = ocn_node_int (node, "axis", 0);
  ptrdiff_t offset = 0;
  Steps to, from;
  dense_steps (&output->shape, to);
  for (guint i = 0; i < node->inputs->len; i++) {
    const OcnTensor *input = ocn_graph_input (graph, node, i);
    dense_steps (&input->shape, from);
    copy_strided (output, offset, to, input, 0, from, &input->shape);
    offset += input->shape.dims[axis] * to[axis];
  }
  return TRUE;
}

gboolean
ocn_evaluate_split (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  const OcnTensor *input = ocn_graph_input (graph, node, 0);
  gint64 axis = ocn_node_int (node, "axis", 0);
  ptrdiff_t offset = 0;
  Steps to, from;
  dense_steps (&input->shape, from);
  for (guint i = 0; i < node->outputs->len; i++) {
    OcnTensor *output = ocn_graph_output (graph, node, i);
    if (!output)
      continue;
    dense_steps (&output->shape, to);
    copy_strided (output, 0, to, input, offset, from, &output->shape);
    offset += output->shape.dims[axis] * from[axis];
  }
  return TRUE;
}

/* The output is [before axis][indices][after axis]. */
gboolean
ocn_evaluate_gather (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  const OcnTensor *data = ocn_graph_input (graph, node, 0);
  const OcnTensor *indices = ocn_graph_input (graph, node, 1);
  OcnTensor *output = ocn_graph_output (graph, node, 0);
  gint64 axis = ocn_node_int (node, "axis", 0);
  gsize inner = ocn_type_size (data->type), outer = 1, n = ocn_shape_count (&indices->shape);
  for (guint i = 0; i < data->shape.rank; i++) {
    if (i < axis)
      outer *= (gsize) data->shape.dims[i];
    else if (i > axis)
      inner *= (gsize) data->shape.dims[i];
  }
  for (gsize block = 0; block < outer; block++) {
    for (gsize k = 0; k < n; k++) {
      gsize from = block * (gsize) data->shape.dims[axis] + (gsize) ocn_tensor_int (indices, k);
      memcpy ((char *) output->data + (block * n + k) * inner,
              (const char *) data->data + from * inner, inner);
    }
  }
  return TRUE;
}

gboolean
ocn_evaluate_pad (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  const OcnTensor *input = ocn_graph_input (graph, node, 0);
  const gint64 *pads = ocn_graph_input (graph, node, 1)->data;
  const OcnTensor *value = ocn_graph_input (graph, node, 2);
  OcnTensor *output = ocn_graph_output (graph, node, 0);
  gsize size = ocn_type_size (output->type);
  ptrdiff_t offset = 0;
  Steps to, from;
  for (gsize i = 0; value && i < ocn_shape_count (&output->shape); i++)
    memcpy ((char *) output->data + i * size, value->data, size);
  dense_steps (&output->shape, to);
  dense_steps (&input->shape, from);
  for (guint i = 0; i < input->shape.rank; i++)
    offset += pads[i] * to[i];
  copy_strided (output, offset, to, input, 0, from, &input->shape);
  return TRUE;
}
