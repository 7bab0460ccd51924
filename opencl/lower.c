/* SPDX-License-Identifier: MIT */
/** @file lower.c  Walks the graph and lets each operator's rule append its layers. */
#include "opencl/lower.h"

#include <string.h>

#include "opencl/error.h"
#include "opencl/graph-edit.h"
#include "opencl/layers/elementwise.h"

/* Kernels index with 32 bits. */
#define MAX_BYTES (G_GUINT64_CONSTANT (1) << 33)

static const struct {
  const char *op;
  OcnLowerFunc dense;
} rules[] = {
  { "AveragePool", ocn_dense_pool },
  { "Concat", ocn_dense_concat },
  { "Conv", ocn_dense_conv },
  { "ConvTranspose", ocn_dense_conv_transpose },
  { "DepthToSpace", ocn_dense_depth_to_space },
  { "Expand", ocn_dense_expand },
  { "Gather", ocn_dense_gather },
  { "Gemm", ocn_dense_gemm },
  { "GlobalAveragePool", ocn_dense_global_pool },
  { "GlobalMaxPool", ocn_dense_global_pool },
  { "LogSoftmax", ocn_dense_softmax },
  { "MatMul", ocn_dense_matmul },
  { "MaxPool", ocn_dense_pool },
  { "Pad", ocn_dense_pad },
  { "ReduceMax", ocn_dense_reduce },
  { "ReduceMean", ocn_dense_reduce },
  { "ReduceMin", ocn_dense_reduce },
  { "ReduceSum", ocn_dense_reduce },
  { "Reshape", ocn_dense_reshape },
  { "Resize", ocn_dense_resize },
  { "Slice", ocn_dense_slice },
  { "Softmax", ocn_dense_softmax },
  { "SpaceToDepth", ocn_dense_space_to_depth },
  { "Split", ocn_dense_split },
  { "Tile", ocn_dense_expand },
  { "Transpose", ocn_dense_transpose },
};

int
ocn_lower_list (const OcnNode *node, const char *name, guint i)
{
  const OcnAttribute *attribute = ocn_node_attribute (node, name);

  return attribute == NULL || attribute->ints == NULL || i >= attribute->ints->len
             ? 0
             : (int) g_array_index (attribute->ints, gint64, i);
}

const gint64 *
ocn_lower_ints (const OcnLower *lower, const OcnNode *node, guint i)
{
  const OcnTensor *tensor = ocn_graph_input (lower->graph, node, i);

  return tensor == NULL ? NULL : tensor->data;
}

int
ocn_lower_dense (OcnLower *lower, int tensor)
{
  const OcnTensor *source = ocn_graph_tensor (lower->graph, tensor);

  if (lower->dense[tensor] < 0 && source->data != NULL) {
    gsize bytes = ocn_shape_count (&source->shape) * sizeof (float);
    int value = ocn_network_add_constant (lower->network, g_memdup2 (source->data, bytes), bytes);
    ocn_network_value (lower->network, value)->shape = source->shape;
    lower->dense[tensor] = value;
  }
  return lower->dense[tensor];
}

int
ocn_lower_input (OcnLower *lower, const OcnNode *node, guint i)
{
  return ocn_lower_dense (lower, ocn_node_input_index (node, i));
}

int
ocn_lower_output (OcnLower *lower, const OcnNode *node, guint i)
{
  const OcnTensor *tensor = ocn_graph_output (lower->graph, node, i);
  int index = ocn_node_output_index (node, i);

  lower->dense[index] = ocn_network_add_value (lower->network, &tensor->shape, 0);
  return lower->dense[index];
}

OcnLayer *
ocn_lower_launch (OcnLower *lower, const OcnNode *node, const char *file, const char *kernel)
{
  OcnLayer *layer = ocn_network_add_layer (lower->network, node->name, file, kernel);
  const OcnTensor *result = ocn_graph_output (lower->graph, node, 0);

  if (result != NULL)
    ocn_layer_range (layer, 1, ocn_shape_count (&result->shape), 1, 1);
  return layer;
}

static OcnLowerFunc
find_rule (const char *op)
{
  if (ocn_elementwise_find (op) != NULL)
    return ocn_dense_elementwise;
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (strcmp (rules[i].op, op) == 0)
      return rules[i].dense;
  return NULL;
}

static gboolean
lower_node (OcnLower *lower, const OcnNode *node, GError **error)
{
  OcnLowerFunc rule = find_rule (node->op);

  if (rule == NULL)
    return ocn_fail (error, OCN_ERROR_UNSUPPORTED,
                     "operator %s (node “%s”) has no kernel; export the model without it",
                     node->op, node->name);
  return rule (lower, node, error);
}

static void
add_inputs (OcnLower *lower)
{
  const OcnGraph *graph = lower->graph;

  for (guint i = 0; i < graph->inputs->len; i++) {
    int tensor = g_array_index (graph->inputs, int, i);
    int value = ocn_network_add_value (lower->network, &ocn_graph_tensor (graph, tensor)->shape, 0);
    ocn_network_value (lower->network, value)->pinned = TRUE;
    lower->dense[tensor] = value;
    g_array_append_val (lower->network->inputs, value);
  }
}

static void
add_outputs (OcnLower *lower)
{
  const OcnGraph *graph = lower->graph;

  for (guint i = 0; i < graph->outputs->len; i++) {
    int value = ocn_lower_dense (lower, g_array_index (graph->outputs, int, i));
    ocn_network_value (lower->network, ocn_network_root (lower->network, value))->pinned = TRUE;
    g_array_append_val (lower->network->outputs, value);
  }
}

static gboolean
lower_nodes (OcnLower *lower, GError **error)
{
  for (guint i = 0; i < lower->graph->nodes->len; i++)
    if (!lower_node (lower, g_ptr_array_index (lower->graph->nodes, i), error))
      return FALSE;
  for (guint i = 0; i < lower->network->values->len; i++) {
    const OcnValue *value = ocn_network_value (lower->network, (int) i);
    if (value->bytes > MAX_BYTES)
      return ocn_fail (error, OCN_ERROR_LIMIT,
                       "a tensor of the model takes %" G_GSIZE_FORMAT
                       " bytes; use a smaller input size",
                       value->bytes);
  }
  return TRUE;
}

OcnNetwork *
ocn_lower (const OcnGraph *graph, guint lanes, guint units, gsize alignment, GError **error)
{
  g_autoptr (OcnNetwork) network = ocn_network_new (alignment);
  g_autofree int *dense = g_new (int, graph->tensors->len);
  g_autofree int *blocked = g_new (int, graph->tensors->len);
  OcnLower lower = { graph, network, lanes, units, dense, blocked };

  for (guint i = 0; i < graph->tensors->len; i++)
    dense[i] = blocked[i] = -1;
  add_inputs (&lower);
  if (!lower_nodes (&lower, error))
    return NULL;
  add_outputs (&lower);
  return g_steal_pointer (&network);
}
