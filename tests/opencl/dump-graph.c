/* SPDX-License-Identifier: MIT */
/** @file dump-graph.c Prints the checked graph of an ONNX file: one line per tensor and node. */
#include <stdio.h>

#include "opencl/graph.h"
#include "opencl/shape.h"

static void
print_tensor (const OcnGraph *graph, int index)
{
  const OcnTensor *tensor = ocn_graph_tensor (graph, index);
  g_autofree char *shape = tensor ? ocn_shape_to_string (&tensor->shape) : NULL;
  if (tensor)
    printf ("  %s%s [%s]", tensor->data ? "const " : "", tensor->name, shape);
}

static void
print_list (const OcnGraph *graph, const GArray *list)
{
  for (guint i = 0; i < list->len; i++)
    print_tensor (graph, g_array_index (list, int, i));
  printf ("\n");
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  OcnShape shape = { .rank = argc > 2 ? (guint) argc - 2 : 0 };
  for (guint i = 0; i < shape.rank && i < OCN_MAX_RANK; i++)
    shape.dims[i] = g_ascii_strtoll (argv[2 + i], NULL, 10);
  g_autoptr (OcnGraph) graph =
      argc > 1 ? ocn_graph_load (argv[1], shape.rank ? &shape : NULL, &error) : NULL;
  if (!graph) {
    fprintf (stderr, "%s\n", error ? error->message : "usage: dump-graph MODEL.onnx [DIM...]");
    return 1;
  }
  printf ("inputs");
  print_list (graph, graph->inputs);
  for (guint i = 0; i < graph->nodes->len; i++) {
    const OcnNode *node = g_ptr_array_index (graph->nodes, i);
    printf ("%s", node->op);
    print_list (graph, node->inputs);
    printf ("  →");
    print_list (graph, node->outputs);
  }
  printf ("outputs");
  print_list (graph, graph->outputs);
  return 0;
}
