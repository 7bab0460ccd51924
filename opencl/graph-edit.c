/* SPDX-License-Identifier: MIT */
/** @file graph-edit.c Making, changing and freeing a graph. */
#include <stdlib.h>
#include <string.h>

#include "opencl/error.h"
#include "opencl/graph-edit.h"
#include "opencl/shape.h"

#define ALIGNMENT 64

OcnGraph *
ocn_graph_new (void)
{
  OcnGraph *graph = g_new0 (OcnGraph, 1);
  graph->tensors = g_ptr_array_new_with_free_func ((GDestroyNotify) ocn_tensor_free);
  graph->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) ocn_node_free);
  graph->inputs = g_array_new (FALSE, FALSE, sizeof (int));
  graph->outputs = g_array_new (FALSE, FALSE, sizeof (int));
  return graph;
}

void
ocn_graph_free (OcnGraph *graph)
{
  if (!graph)
    return;
  g_ptr_array_unref (graph->tensors);
  g_ptr_array_unref (graph->nodes);
  g_array_unref (graph->inputs);
  g_array_unref (graph->outputs);
  g_free (graph);
}

/* ---- tensors ------------------------------------------------------------------------------ */

void
ocn_tensor_free (OcnTensor *tensor)
{
  if (!tensor)
    return;
  g_free (tensor->name);
  free (tensor->data);
  g_free (tensor);
}

gboolean
ocn_tensor_allocate (OcnTensor *tensor, GError **error)
{
  void *data = NULL;
  gsize size = ocn_shape_is_sane (&tensor->shape)
                   ? ocn_shape_count (&tensor->shape) * ocn_type_size (tensor->type)
                   : G_MAXSIZE;
  if (size == G_MAXSIZE || posix_memalign (&data, ALIGNMENT, MAX (size, ALIGNMENT)) != 0)
    return ocn_fail (error, OCN_ERROR_LIMIT, "Constant “%s” is too large: use a smaller model",
                     tensor->name ? tensor->name : "");
  memset (data, 0, MAX (size, ALIGNMENT));
  free (tensor->data);
  tensor->data = data;
  return TRUE;
}

int
ocn_graph_add_tensor (OcnGraph *graph, const char *name, OcnType type, const OcnShape *shape)
{
  OcnTensor *tensor = g_new0 (OcnTensor, 1);
  tensor->name = g_strdup (name ? name : "");
  tensor->type = type;
  if (shape)
    tensor->shape = *shape;
  g_ptr_array_add (graph->tensors, tensor);
  return (int) graph->tensors->len - 1;
}

int
ocn_graph_add_constant (OcnGraph *graph, const char *name, OcnType type, const OcnShape *shape,
                        gconstpointer data, GError **error)
{
  int index = ocn_graph_add_tensor (graph, name, type, shape);
  OcnTensor *tensor = ocn_graph_tensor (graph, index);
  if (!ocn_tensor_allocate (tensor, error))
    return -1;
  memcpy (tensor->data, data, ocn_shape_count (shape) * ocn_type_size (type));
  return index;
}

int
ocn_graph_add_ints (OcnGraph *graph, const char *name, const gint64 *values, guint n,
                    GError **error)
{
  OcnShape shape = { 1, { n } };
  return ocn_graph_add_constant (graph, name, OCN_TYPE_INT64, &shape, values, error);
}

/* ---- nodes -------------------------------------------------------------------------------- */

OcnNode *
ocn_node_new (const char *name, const char *op)
{
  OcnNode *node = g_new0 (OcnNode, 1);
  node->name = g_strdup (name);
  node->op = g_strdup (op);
  node->inputs = g_array_new (FALSE, FALSE, sizeof (int));
  node->outputs = g_array_new (FALSE, FALSE, sizeof (int));
  node->attributes = g_ptr_array_new_with_free_func ((GDestroyNotify) ocn_attribute_free);
  return node;
}

void
ocn_node_free (OcnNode *node)
{
  if (!node)
    return;
  g_free (node->name);
  g_free (node->op);
  g_array_unref (node->inputs);
  g_array_unref (node->outputs);
  g_ptr_array_unref (node->attributes);
  g_free (node);
}

void
ocn_node_rename (OcnNode *node, const char *op)
{
  g_free (node->op);
  node->op = g_strdup (op);
}

OcnNode *
ocn_node_new_binary (const char *name, const char *op, int a, int b, int output)
{
  OcnNode *node = ocn_node_new (name, op);
  g_array_append_val (node->inputs, a);
  if (b >= 0)
    g_array_append_val (node->inputs, b);
  g_array_append_val (node->outputs, output);
  return node;
}

int
ocn_node_input_index (const OcnNode *node, guint i)
{
  return i < node->inputs->len ? g_array_index (node->inputs, int, i) : -1;
}

int
ocn_node_output_index (const OcnNode *node, guint i)
{
  return i < node->outputs->len ? g_array_index (node->outputs, int, i) : -1;
}

void
ocn_node_set_input (OcnNode *node, guint i, int index)
{
  const int omitted = -1;
  while (node->inputs->len <= i)
    g_array_append_val (node->inputs, omitted);
  g_array_index (node->inputs, int, i) = index;
}

gboolean
ocn_node_fail (const OcnNode *node, GError **error, OcnErrorCode code, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return ocn_fail (error, code, "%s “%s”: %s", node->op, node->name, sentence);
}

/* ---- attributes --------------------------------------------------------------------------- */

OcnAttribute *
ocn_attribute_new (const char *name)
{
  OcnAttribute *attribute = g_new0 (OcnAttribute, 1);
  attribute->name = g_strdup (name);
  return attribute;
}

void
ocn_attribute_free (OcnAttribute *attribute)
{
  if (!attribute)
    return;
  g_free (attribute->name);
  g_free (attribute->s);
  g_clear_pointer (&attribute->ints, g_array_unref);
  g_clear_pointer (&attribute->floats, g_array_unref);
  ocn_tensor_free (attribute->tensor);
  g_free (attribute);
}

void
ocn_node_remove_attribute (OcnNode *node, const char *name)
{
  gconstpointer attribute = ocn_node_attribute (node, name);
  if (attribute)
    g_ptr_array_remove (node->attributes, (gpointer) attribute);
}

static OcnAttribute *
replace_attribute (OcnNode *node, const char *name)
{
  OcnAttribute *attribute = ocn_attribute_new (name);
  ocn_node_remove_attribute (node, name);
  g_ptr_array_add (node->attributes, attribute);
  return attribute;
}

void
ocn_node_set_int (OcnNode *node, const char *name, gint64 value)
{
  replace_attribute (node, name)->i = value;
}

void
ocn_node_set_ints (OcnNode *node, const char *name, const gint64 *values, guint n)
{
  OcnAttribute *attribute = replace_attribute (node, name);
  attribute->ints = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  g_array_append_vals (attribute->ints, values, n);
}

void
ocn_node_set_string (OcnNode *node, const char *name, const char *value)
{
  char *copy = g_strdup (value); /* may be the old attribute's own string */
  replace_attribute (node, name)->s = copy;
}
