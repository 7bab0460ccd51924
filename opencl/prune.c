/* SPDX-License-Identifier: MIT */
/** @file prune.c Dropping what has no effect on an output. */
#include "opencl/fold.h"
#include "opencl/graph-edit.h"

static void
mark (GArray *list, guint8 *used)
{
  for (guint i = 0; i < list->len; i++) {
    int index = g_array_index (list, int, i);
    if (index >= 0)
      used[index] = 1;
  }
}

static gboolean
is_needed (const OcnNode *node, const guint8 *used)
{
  for (guint i = 0; i < node->outputs->len; i++) {
    int index = ocn_node_output_index (node, i);
    if (index >= 0 && used[index])
      return TRUE;
  }
  return FALSE;
}

/* Backwards, so that a node is seen after all its users. */
static void
drop_nodes (OcnGraph *graph, guint8 *used)
{
  GPtrArray *kept = g_ptr_array_new_with_free_func ((GDestroyNotify) ocn_node_free);
  for (guint i = graph->nodes->len; i-- > 0;) {
    OcnNode *node = g_ptr_array_index (graph->nodes, i);
    if (!is_needed (node, used))
      continue;
    mark (node->inputs, used);
    mark (node->outputs, used);
    graph->nodes->pdata[i] = NULL;
    g_ptr_array_add (kept, node);
  }
  g_ptr_array_unref (graph->nodes);
  for (guint i = 0; i < kept->len / 2; i++) {
    gpointer node = kept->pdata[i];
    kept->pdata[i] = kept->pdata[kept->len - 1 - i];
    kept->pdata[kept->len - 1 - i] = node;
  }
  graph->nodes = kept;
}

static void
renumber (GArray *list, const int *numbers)
{
  for (guint i = 0; i < list->len; i++) {
    int *index = &g_array_index (list, int, i);
    *index = *index < 0 ? -1 : numbers[*index];
  }
}

static void
drop_tensors (OcnGraph *graph, const guint8 *used)
{
  g_autofree int *numbers = g_new0 (int, MAX (graph->tensors->len, 1));
  GPtrArray *kept = g_ptr_array_new_with_free_func ((GDestroyNotify) ocn_tensor_free);
  for (guint i = 0; i < graph->tensors->len; i++) {
    numbers[i] = (int) kept->len;
    if (used[i])
      g_ptr_array_add (kept, g_steal_pointer (&graph->tensors->pdata[i]));
  }
  g_ptr_array_unref (graph->tensors);
  graph->tensors = kept;
  renumber (graph->inputs, numbers);
  renumber (graph->outputs, numbers);
  for (guint i = 0; i < graph->nodes->len; i++) {
    OcnNode *node = g_ptr_array_index (graph->nodes, i);
    renumber (node->inputs, numbers);
    renumber (node->outputs, numbers);
  }
}

void
ocn_graph_prune (OcnGraph *graph)
{
  g_autofree guint8 *used = g_new0 (guint8, MAX (graph->tensors->len, 1));
  mark (graph->inputs, used);
  mark (graph->outputs, used);
  drop_nodes (graph, used);
  drop_tensors (graph, used);
}
