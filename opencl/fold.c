/* SPDX-License-Identifier: MIT */
/** @file fold.c Node by node in order: normalise, infer the shape, compute if constant. */
#include <string.h>

#include "opencl/error.h"
#include "opencl/evaluate.h"
#include "opencl/fold.h"
#include "opencl/graph-edit.h"
#include "opencl/normalise.h"
#include "opencl/operator.h"
#include "opencl/shape.h"

#define OP(node, text) g_str_equal ((node)->op, text)

/* Elements that folding reads and writes: a few nodes must not take all memory, or minutes. */
#define MAX_FOLDED ((gsize) 1 << 25)

typedef struct {
  OcnGraph *graph;
  GArray *aliases; /* of int: the tensor that stands for tensor i, or -1 */
  gsize folded;
} Settle;

/* ---- inputs ------------------------------------------------------------------------------- */

static gboolean
settle_input (OcnTensor *input, const OcnShape *wanted, GError **error)
{
  if (input->type != OCN_TYPE_FLOAT)
    return ocn_fail (error, OCN_ERROR_UNSUPPORTED,
                     "Input “%s” is not a float tensor: export the model with float inputs",
                     input->name);
  if (wanted && wanted->rank != input->shape.rank)
    return ocn_fail (error, OCN_ERROR_SHAPE, "Input “%s” has %u dimensions, not %u", input->name,
                     input->shape.rank, wanted->rank);
  if (wanted)
    input->shape = *wanted;
  if (input->shape.rank > 0 && input->shape.dims[0] == -1)
    input->shape.dims[0] = 1;
  for (guint i = 0; i < input->shape.rank; i++) {
    if (input->shape.dims[i] < 1)
      return ocn_fail (error, OCN_ERROR_SHAPE,
                       "Dimension %u of input “%s” is free: give an input size", i, input->name);
  }
  if (!ocn_shape_is_sane (&input->shape))
    return ocn_fail (error, OCN_ERROR_LIMIT, "Input “%s” is too large", input->name);
  return TRUE;
}

static gboolean
settle_inputs (OcnGraph *graph, const OcnShape *first, GError **error)
{
  for (guint i = 0; i < graph->inputs->len; i++) {
    OcnTensor *input = ocn_graph_tensor (graph, g_array_index (graph->inputs, int, i));
    if (!settle_input (input, i == 0 ? first : NULL, error))
      return FALSE;
  }
  return TRUE;
}

/* ---- one node ----------------------------------------------------------------------------- */

static gboolean
reads_shape_only (const OcnNode *node)
{
  return OP (node, "Shape") || OP (node, "Size");
}

static gboolean
is_constant (const OcnGraph *graph, const OcnNode *node)
{
  if (reads_shape_only (node))
    return TRUE;
  for (guint i = 0; i < node->inputs->len; i++) {
    const OcnTensor *input = ocn_graph_input (graph, node, i);
    if (input && !input->data)
      return FALSE;
  }
  return TRUE;
}

static gsize
count_elements (const OcnGraph *graph, const GArray *list)
{
  gsize sum = 0;
  for (guint i = 0; i < list->len; i++) {
    const OcnTensor *tensor = ocn_graph_tensor (graph, g_array_index (list, int, i));
    sum += tensor ? ocn_shape_count (&tensor->shape) : 0;
  }
  return sum;
}

static gboolean
compute (Settle *settle, OcnNode *node, const OcnOperator *row, GError **error)
{
  if (!row->evaluate)
    return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "all its inputs are constants");
  if (!reads_shape_only (node))
    settle->folded += count_elements (settle->graph, node->inputs);
  settle->folded += count_elements (settle->graph, node->outputs);
  if (settle->folded > MAX_FOLDED)
    return ocn_node_fail (node, error, OCN_ERROR_LIMIT, "the model's constants are too large");
  for (guint i = 0; i < node->outputs->len; i++) {
    OcnTensor *output = ocn_graph_output (settle->graph, node, i);
    if (output && !ocn_tensor_allocate (output, error))
      return FALSE;
  }
  return !ocn_graph_output (settle->graph, node, 0) || row->evaluate (settle->graph, node, error);
}

static gboolean
is_graph_output (const OcnGraph *graph, int index)
{
  for (guint i = 0; i < graph->outputs->len; i++) {
    if (g_array_index (graph->outputs, int, i) == index)
      return TRUE;
  }
  return FALSE;
}

/* An output keeps its name, so there the identity becomes a copy under the same shape. */
static gboolean
bypass (Settle *settle, OcnNode *node, gboolean *kept, GError **error)
{
  int output = ocn_node_output_index (node, 0);
  const OcnShape *shape = &ocn_graph_input (settle->graph, node, 0)->shape;
  *kept = is_graph_output (settle->graph, output);
  if (!*kept) {
    while (settle->aliases->len <= (guint) output) {
      const int none = -1;
      g_array_append_val (settle->aliases, none);
    }
    g_array_index (settle->aliases, int, output) = ocn_node_input_index (node, 0);
    return TRUE;
  }
  int dims = ocn_graph_add_ints (settle->graph, node->name, shape->dims, shape->rank, error);
  g_array_set_size (node->inputs, 1);
  g_ptr_array_set_size (node->attributes, 0);
  ocn_node_set_input (node, 1, dims);
  ocn_node_rename (node, "Reshape");
  return dims >= 0;
}

static gboolean
check_runs (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  if (!ocn_op_is_supported (node->op) && !OP (node, "BatchNormalization"))
    return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED,
                          "it depends on the input's values: export the model without it");
  for (guint i = 0; i < node->outputs->len; i++) {
    const OcnTensor *output = ocn_graph_output (graph, node, i);
    if (output && output->type != OCN_TYPE_FLOAT)
      return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "it computes integers at run time");
    if (output && ocn_shape_count (&output->shape) == 0)
      return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "its output is empty");
  }
  return TRUE;
}

static void
follow_aliases (const Settle *settle, OcnNode *node)
{
  for (guint i = 0; i < node->inputs->len; i++) {
    int *input = &g_array_index (node->inputs, int, i);
    if (*input >= 0 && (guint) *input < settle->aliases->len
        && g_array_index (settle->aliases, int, *input) >= 0)
      *input = g_array_index (settle->aliases, int, *input);
  }
}

/* @kept: (out): whether the node has to run. */
static gboolean
settle_node (Settle *settle, OcnNode *node, gboolean *kept, GError **error)
{
  const OcnOperator *row = ocn_operator_find (node->op);
  if (!row->infer (settle->graph, node, error))
    return FALSE;
  if (is_constant (settle->graph, node)) {
    *kept = FALSE;
    return compute (settle, node, row, error);
  }
  if (OP (node, "Identity") || OP (node, "Dropout"))
    return bypass (settle, node, kept, error);
  *kept = TRUE;
  return check_runs (settle->graph, node, error);
}

/* ---- all nodes ---------------------------------------------------------------------------- */

/* @node: (transfer full) */
static gboolean
settle_one (Settle *settle, OcnNode *node, GError **error)
{
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) ocn_node_free);
  follow_aliases (settle, node);
  if (!ocn_normalise (settle->graph, node, pieces, error))
    return FALSE;
  for (guint i = 0; i < pieces->len; i++) {
    gboolean kept = FALSE;
    if (!settle_node (settle, g_ptr_array_index (pieces, i), &kept, error))
      return FALSE;
    if (kept)
      g_ptr_array_add (settle->graph->nodes, g_steal_pointer (&pieces->pdata[i]));
  }
  return TRUE;
}

/* ---- outputs ------------------------------------------------------------------------------ */

/* Outputs are floats, even those that say a shape. */
static gboolean
settle_output (OcnGraph *graph, int *index, GError **error)
{
  const OcnTensor *output = ocn_graph_tensor (graph, *index);
  if (output->type == OCN_TYPE_FLOAT)
    return TRUE;
  int copy = ocn_graph_add_tensor (graph, output->name, OCN_TYPE_FLOAT, &output->shape);
  OcnTensor *floats = ocn_graph_tensor (graph, copy);
  if (!ocn_tensor_allocate (floats, error))
    return FALSE;
  for (gsize i = 0; i < ocn_shape_count (&floats->shape); i++)
    ((float *) floats->data)[i] = (float) ocn_tensor_double (output, i);
  *index = copy;
  return TRUE;
}

static gboolean
settle_outputs (OcnGraph *graph, GError **error)
{
  for (guint i = 0; i < graph->outputs->len; i++) {
    if (!settle_output (graph, &g_array_index (graph->outputs, int, i), error))
      return FALSE;
  }
  return TRUE;
}

gboolean
ocn_graph_settle (OcnGraph *graph, const OcnShape *input_shape, GError **error)
{
  Settle settle = { graph, g_array_new (FALSE, FALSE, sizeof (int)), 0 };
  g_autoptr (GPtrArray) written = graph->nodes;
  gboolean settled = settle_inputs (graph, input_shape, error);
  graph->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) ocn_node_free);
  for (guint i = 0; settled && i < written->len; i++)
    settled = settle_one (&settle, g_steal_pointer (&written->pdata[i]), error);
  g_array_unref (settle.aliases);
  return settled && settle_outputs (graph, error);
}
