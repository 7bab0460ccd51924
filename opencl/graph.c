/* SPDX-License-Identifier: MIT */
/** @file graph.c Looking into a graph. */
#include "opencl/graph.h"
#include "opencl/graph-edit.h"

gsize
ocn_type_size (OcnType type)
{
  switch (type) {
  case OCN_TYPE_INT64:
    return 8;
  case OCN_TYPE_FLOAT:
  case OCN_TYPE_INT32:
    return 4;
  default:
    return 1;
  }
}

OcnTensor *
ocn_graph_tensor (const OcnGraph *graph, int index)
{
  return index < 0 || (guint) index >= graph->tensors->len
             ? NULL
             : g_ptr_array_index (graph->tensors, index);
}

OcnTensor *
ocn_graph_input (const OcnGraph *graph, const OcnNode *node, guint i)
{
  return ocn_graph_tensor (graph, ocn_node_input_index (node, i));
}

OcnTensor *
ocn_graph_output (const OcnGraph *graph, const OcnNode *node, guint i)
{
  return ocn_graph_tensor (graph, ocn_node_output_index (node, i));
}

const OcnAttribute *
ocn_node_attribute (const OcnNode *node, const char *name)
{
  for (guint i = 0; i < node->attributes->len; i++) {
    const OcnAttribute *attribute = g_ptr_array_index (node->attributes, i);
    if (g_str_equal (attribute->name, name))
      return attribute;
  }
  return NULL;
}

gint64
ocn_node_int (const OcnNode *node, const char *name, gint64 fallback)
{
  const OcnAttribute *attribute = ocn_node_attribute (node, name);
  return attribute ? attribute->i : fallback;
}

float
ocn_node_float (const OcnNode *node, const char *name, float fallback)
{
  const OcnAttribute *attribute = ocn_node_attribute (node, name);
  return attribute ? attribute->f : fallback;
}

const char *
ocn_node_string (const OcnNode *node, const char *name, const char *fallback)
{
  const OcnAttribute *attribute = ocn_node_attribute (node, name);
  return attribute && attribute->s ? attribute->s : fallback;
}
