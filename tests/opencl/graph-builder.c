/* SPDX-License-Identifier: MIT */
/** @file graph-builder.c — see graph-builder.h */
#include "tests/opencl/graph-builder.h"

#include <math.h>

GRand *dice;

OcnShape
shape_of (guint rank, const int *dims)
{
  OcnShape shape = { rank, { 0 } };

  for (guint d = 0; d < rank; d++)
    shape.dims[d] = dims[d];
  return shape;
}

float *
random_floats (gsize count)
{
  float *data = g_new (float, MAX (count, 1));

  for (gsize i = 0; i < count; i++)
    data[i] = (float) g_rand_double_range (dice, -2, 2);
  return data;
}

int
add_input (OcnGraph *graph, OcnShape shape)
{
  int index = ocn_graph_add_tensor (graph, "input", OCN_TYPE_FLOAT, &shape);

  g_array_append_val (graph->inputs, index);
  return index;
}

int
add_weights (OcnGraph *graph, OcnShape shape)
{
  gsize count = ocn_shape_count (&shape);
  g_autofree float *data = random_floats (count);

  for (gsize i = 0; i < count; i++)
    data[i] /= sqrtf ((float) count / (float) shape.dims[0]);

  return ocn_graph_add_constant (graph, "weights", OCN_TYPE_FLOAT, &shape, data, NULL);
}

int
add_scalar (OcnGraph *graph, float value)
{
  const OcnShape scalar = { 0, { 0 } };

  return ocn_graph_add_constant (graph, "scalar", OCN_TYPE_FLOAT, &scalar, &value, NULL);
}

OcnNode *
add_node (OcnGraph *graph, const char *op, int a, int b, OcnShape shape)
{
  OcnNode *node = ocn_node_new (op, op);
  int y = ocn_graph_add_tensor (graph, op, OCN_TYPE_FLOAT, &shape);

  ocn_node_set_input (node, 0, a);
  if (b >= 0)
    ocn_node_set_input (node, 1, b);
  g_array_append_val (node->outputs, y);
  g_ptr_array_add (graph->nodes, node);
  return node;
}

int
result (const OcnNode *node)
{
  return ocn_node_output_index (node, 0);
}

void
add_output (OcnGraph *graph, int tensor)
{
  g_array_append_val (graph->outputs, tensor);
}
