/* SPDX-License-Identifier: MIT */
/** @file graph-sort.c Topological order: depth-first without recursion, the file's order kept. */
#include "opencl/graph-edit.h"

typedef struct {
  OcnGraph *graph;
  int *producers; /* tensor → node */
  guint8 *states; /* per node */
  guint *next;    /* per node: input to look at next */
  GArray *stack;  /* of int: nodes being visited */
  GPtrArray *sorted;
} Sort;

enum { UNSEEN, OPEN, DONE };

int *
ocn_graph_producers (const OcnGraph *graph)
{
  int *producers = g_new (int, MAX (graph->tensors->len, 1));
  for (guint i = 0; i < graph->tensors->len; i++)
    producers[i] = -1;
  for (guint i = 0; i < graph->nodes->len; i++) {
    const OcnNode *node = g_ptr_array_index (graph->nodes, i);
    for (guint j = 0; j < node->outputs->len; j++) {
      if (ocn_node_output_index (node, j) >= 0)
        producers[ocn_node_output_index (node, j)] = (int) i;
    }
  }
  return producers;
}

static void
open_node (Sort *sort, int index)
{
  sort->states[index] = OPEN;
  g_array_append_val (sort->stack, index);
}

/* Looks at one input of the node on top of the stack, or closes the node. */
static gboolean
step (Sort *sort, GError **error)
{
  int top = g_array_index (sort->stack, int, sort->stack->len - 1);
  OcnNode *node = g_ptr_array_index (sort->graph->nodes, top);
  if (sort->next[top] == node->inputs->len) {
    sort->states[top] = DONE;
    g_ptr_array_add (sort->sorted, node);
    g_array_set_size (sort->stack, sort->stack->len - 1);
    return TRUE;
  }
  int tensor = ocn_node_input_index (node, sort->next[top]++);
  int maker = tensor < 0 ? -1 : sort->producers[tensor];
  if (maker >= 0 && sort->states[maker] == OPEN)
    return ocn_node_fail (node, error, OCN_ERROR_MODEL,
                          "its input depends on its own output: export the model again");
  if (maker >= 0 && sort->states[maker] == UNSEEN)
    open_node (sort, maker);
  return TRUE;
}

static gboolean
visit (Sort *sort, int index, GError **error)
{
  if (sort->states[index] == UNSEEN)
    open_node (sort, index);
  while (sort->stack->len > 0) {
    if (!step (sort, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
ocn_graph_sort (OcnGraph *graph, GError **error)
{
  guint n = graph->nodes->len;
  Sort sort = {
    .graph = graph,
    .producers = ocn_graph_producers (graph),
    .states = g_new0 (guint8, MAX (n, 1)),
    .next = g_new0 (guint, MAX (n, 1)),
    .stack = g_array_new (FALSE, FALSE, sizeof (int)),
    .sorted = g_ptr_array_sized_new (n),
  };
  gboolean sorted = TRUE;
  for (guint i = 0; i < n && sorted; i++)
    sorted = visit (&sort, (int) i, error);
  for (guint i = 0; i < n && sorted; i++)
    graph->nodes->pdata[i] = g_ptr_array_index (sort.sorted, i);
  g_free (sort.producers);
  g_free (sort.states);
  g_free (sort.next);
  g_array_unref (sort.stack);
  g_ptr_array_unref (sort.sorted);
  return sorted;
}
