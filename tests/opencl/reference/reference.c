/* SPDX-License-Identifier: MIT */
/** @file reference.c Running a graph with the plain operators. */
#include <string.h>

#include "tests/opencl/reference/reference.h"

static const struct {
  const char *op;
  ReferenceFunc run;
} operators[] = {
  { "Abs", reference_unary },
  { "Add", reference_binary },
  { "AveragePool", reference_pool },
  { "Ceil", reference_unary },
  { "Clip", reference_clip },
  { "Concat", reference_concat },
  { "Conv", reference_conv },
  { "ConvTranspose", reference_conv_transpose },
  { "DepthToSpace", reference_depth_to_space },
  { "Div", reference_binary },
  { "Erf", reference_unary },
  { "Exp", reference_unary },
  { "Expand", reference_expand },
  { "Floor", reference_unary },
  { "Gather", reference_gather },
  { "Gemm", reference_gemm },
  { "GlobalAveragePool", reference_global_pool },
  { "GlobalMaxPool", reference_global_pool },
  { "HardSigmoid", reference_unary },
  { "HardSwish", reference_unary },
  { "LeakyRelu", reference_unary },
  { "Log", reference_unary },
  { "LogSoftmax", reference_softmax },
  { "MatMul", reference_matmul },
  { "Max", reference_binary },
  { "MaxPool", reference_pool },
  { "Min", reference_binary },
  { "Mish", reference_unary },
  { "Mul", reference_binary },
  { "Neg", reference_unary },
  { "PRelu", reference_binary },
  { "Pad", reference_pad },
  { "Pow", reference_binary },
  { "Reciprocal", reference_unary },
  { "ReduceMax", reference_reduce },
  { "ReduceMean", reference_reduce },
  { "ReduceMin", reference_reduce },
  { "ReduceSum", reference_reduce },
  { "Relu", reference_unary },
  { "Reshape", reference_reshape },
  { "Resize", reference_resize },
  { "Sigmoid", reference_unary },
  { "Slice", reference_slice },
  { "Softmax", reference_softmax },
  { "Softplus", reference_unary },
  { "SpaceToDepth", reference_space_to_depth },
  { "Split", reference_split },
  { "Sqrt", reference_unary },
  { "Sub", reference_binary },
  { "Tanh", reference_unary },
  { "Tile", reference_tile },
  { "Transpose", reference_transpose },
};

static ReferenceFunc
find (const char *op)
{
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++) {
    if (g_str_equal (operators[i].op, op))
      return operators[i].run;
  }
  return NULL;
}

gboolean
reference_has (const char *op)
{
  return find (op) != NULL;
}

/* ---- access ------------------------------------------------------------------------------- */

static const float *
value_of (const Reference *reference, int index)
{
  const OcnTensor *tensor = ocn_graph_tensor (reference->graph, index);
  if (!tensor || tensor->type != OCN_TYPE_FLOAT)
    return NULL;
  return tensor->data ? tensor->data : reference->values[index];
}

const float *
reference_input (const Reference *reference, guint i)
{
  const GArray *inputs = reference->node->inputs;
  return i < inputs->len ? value_of (reference, g_array_index (inputs, int, i)) : NULL;
}

float *
reference_output (const Reference *reference, guint i)
{
  return reference->values[g_array_index (reference->node->outputs, int, i)];
}

const OcnShape *
reference_input_shape (const Reference *reference, guint i)
{
  return &ocn_graph_input (reference->graph, reference->node, i)->shape;
}

const OcnShape *
reference_output_shape (const Reference *reference, guint i)
{
  return &ocn_graph_output (reference->graph, reference->node, i)->shape;
}

const gint64 *
reference_ints (const Reference *reference, guint i)
{
  return ocn_graph_input (reference->graph, reference->node, i)->data;
}

const gint64 *
reference_attribute (const Reference *reference, const char *name)
{
  return (const gint64 *) ocn_node_attribute (reference->node, name)->ints->data;
}

/* ---- indices ------------------------------------------------------------------------------ */

void
reference_unravel (const OcnShape *shape, gsize position, gint64 index[OCN_MAX_RANK])
{
  for (guint axis = shape->rank; axis-- > 0;) {
    index[axis] = (gint64) (position % (gsize) shape->dims[axis]);
    position /= (gsize) shape->dims[axis];
  }
}

gsize
reference_ravel (const OcnShape *shape, const gint64 index[OCN_MAX_RANK])
{
  gsize position = 0;
  for (guint axis = 0; axis < shape->rank; axis++)
    position = position * (gsize) shape->dims[axis] + (gsize) index[axis];
  return position;
}

gsize
reference_ravel_stretched (const OcnShape *shape, const OcnShape *target,
                           const gint64 index[OCN_MAX_RANK])
{
  gint64 own[OCN_MAX_RANK];
  for (guint axis = 0; axis < shape->rank; axis++)
    own[axis] = shape->dims[axis] == 1 ? 0 : index[target->rank - shape->rank + axis];
  return reference_ravel (shape, own);
}

/* ---- running ------------------------------------------------------------------------------ */

static gboolean
run_node (Reference *reference, GError **error)
{
  const OcnNode *node = reference->node;
  ReferenceFunc run = find (node->op);
  if (!run) {
    g_set_error (error, OCN_ERROR, OCN_ERROR_UNSUPPORTED, "no reference of %s", node->op);
    return FALSE;
  }
  for (guint i = 0; i < node->outputs->len; i++) {
    int index = g_array_index (node->outputs, int, i);
    if (index >= 0)
      reference->values[index] =
          g_new0 (float, ocn_shape_count (&ocn_graph_tensor (reference->graph, index)->shape));
  }
  run (reference);
  return TRUE;
}

float **
reference_run_all (const OcnGraph *graph, float **inputs, GError **error)
{
  Reference reference = { graph, NULL, g_new0 (float *, MAX (graph->tensors->len, 1)) };
  gboolean ran = TRUE;
  for (guint i = 0; i < graph->inputs->len; i++) {
    int index = g_array_index (graph->inputs, int, i);
    gsize count = ocn_shape_count (&ocn_graph_tensor (graph, index)->shape);
    reference.values[index] = g_memdup2 (inputs[i], count * sizeof (float));
  }
  for (guint i = 0; i < graph->nodes->len && ran; i++) {
    reference.node = g_ptr_array_index (graph->nodes, i);
    ran = run_node (&reference, error);
  }
  if (!ran)
    reference_free_values (graph, g_steal_pointer (&reference.values));
  return reference.values;
}

void
reference_free_values (const OcnGraph *graph, float **values)
{
  for (guint i = 0; values && i < graph->tensors->len; i++)
    g_free (values[i]);
  g_free (values);
}

gboolean
reference_run (const OcnGraph *graph, float **inputs, float ***outputs, GError **error)
{
  float **values = reference_run_all (graph, inputs, error);
  if (!values)
    return FALSE;
  *outputs = g_new0 (float *, graph->outputs->len + 1);
  for (guint i = 0; i < graph->outputs->len; i++) {
    int index = g_array_index (graph->outputs, int, i);
    const OcnTensor *tensor = ocn_graph_tensor (graph, index);
    gsize bytes = ocn_shape_count (&tensor->shape) * sizeof (float);
    (*outputs)[i] = g_malloc0 (MAX (bytes, 1));
    memcpy ((*outputs)[i], tensor->data ? tensor->data : values[index], bytes);
  }
  reference_free_values (graph, values);
  return TRUE;
}

void
reference_free_outputs (const OcnGraph *graph, float **outputs)
{
  for (guint i = 0; outputs && i < graph->outputs->len; i++)
    g_free (outputs[i]);
  g_free (outputs);
}
