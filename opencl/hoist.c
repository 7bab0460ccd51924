/* SPDX-License-Identifier: MIT */
/** @file hoist.c  Activations go before concatenations. */
#include "opencl/hoist.h"

#include <string.h>

#include "opencl/graph-edit.h"
#include "opencl/layers/elementwise.h"

/* How often @tensor is used by nodes and as an output. */
static guint
count_uses (const OcnGraph *graph, int tensor)
{
  guint uses = 0;

  for (guint i = 0; i < graph->outputs->len; i++)
    uses += g_array_index (graph->outputs, int, i) == tensor;
  for (guint i = 0; i < graph->nodes->len; i++) {
    const OcnNode *node = g_ptr_array_index (graph->nodes, i);
    for (guint k = 0; k < node->inputs->len; k++)
      uses += ocn_node_input_index (node, k) == tensor;
  }
  return uses;
}

/* An activation without parameters: its node can be copied by its name alone. */
static gboolean
is_plain_activation (const OcnNode *node)
{
  const OcnElementwise *function = ocn_elementwise_find (node->op);

  return function != NULL && function->operands == 1 && function->parameters == 0;
}

static int
find_maker (const OcnGraph *graph, int tensor)
{
  for (guint i = 0; i < graph->nodes->len; i++)
    if (ocn_node_output_index (g_ptr_array_index (graph->nodes, i), 0) == tensor)
      return (int) i;
  return -1;
}

/* Put a copy of @activation before each input of the Concat at position @at. */
static void
hoist (OcnGraph *graph, OcnNode *activation, int at)
{
  OcnNode *concat = g_ptr_array_index (graph->nodes, (guint) at);

  for (guint i = 0; i < concat->inputs->len; i++) {
    int x = ocn_node_input_index (concat, i);
    const OcnTensor *tensor = ocn_graph_tensor (graph, x);
    const OcnShape shape = tensor->shape;
    OcnNode *copy = ocn_node_new (activation->name, activation->op);
    int y = ocn_graph_add_tensor (graph, activation->name, OCN_TYPE_FLOAT, &shape);
    ocn_node_set_input (copy, 0, x);
    g_array_append_val (copy->outputs, y);
    ocn_node_set_input (concat, i, y);
    g_ptr_array_insert (graph->nodes, at + (int) i, copy);
  }
  g_array_index (concat->outputs, int, 0) = ocn_node_output_index (activation, 0);
  g_ptr_array_remove (graph->nodes, activation);
}

/* Whether no input of @concat is a constant: those have no kernel to join. */
static gboolean
all_computed (const OcnGraph *graph, const OcnNode *concat)
{
  for (guint i = 0; i < concat->inputs->len; i++)
    if (ocn_graph_tensor (graph, ocn_node_input_index (concat, i))->data != NULL)
      return FALSE;
  return TRUE;
}

void
ocn_hoist_activations (OcnGraph *graph)
{
  if (graph->nodes->len > OCN_MAX_NODES)
    return;
  for (guint i = 0; i < graph->nodes->len; i++) {
    OcnNode *node = g_ptr_array_index (graph->nodes, i);
    if (!is_plain_activation (node))
      continue;
    int x = ocn_node_input_index (node, 0), maker = find_maker (graph, x);
    if (maker < 0)
      continue;
    const OcnNode *concat = g_ptr_array_index (graph->nodes, (guint) maker);
    if (strcmp (concat->op, "Concat") == 0 && all_computed (graph, concat)
        && count_uses (graph, x) == 1)
      hoist (graph, node, maker);
  }
}
