/* SPDX-License-Identifier: MIT */
/** @file normalise.c Deprecated spellings → the forms of opset 21. */
#include <string.h>

#include "opencl/error.h"
#include "opencl/graph-edit.h"
#include "opencl/normalise.h"
#include "opencl/shape.h"

#define OP(node, text) g_str_equal ((node)->op, text)

/* ---- Constant ----------------------------------------------------------------------------- */

static gboolean
set_constant (OcnTensor *tensor, OcnType type, guint rank, gsize n, gconstpointer data,
              GError **error)
{
  tensor->type = type;
  tensor->shape = (OcnShape) { rank, { (gint64) n } };
  if (!ocn_tensor_allocate (tensor, error))
    return FALSE;
  if (n > 0)
    memcpy (tensor->data, data, n * ocn_type_size (type));
  return TRUE;
}

static gboolean
normalise_constant (OcnGraph *graph, OcnNode *node, GError **error)
{
  OcnTensor *output = ocn_graph_output (graph, node, 0);
  OcnAttribute *value = node->attributes->len == 1 ? g_ptr_array_index (node->attributes, 0) : NULL;
  if (!value || !output)
    return ocn_node_fail (node, error, OCN_ERROR_MODEL, "it needs one value and one output");
  if (value->ints)
    return set_constant (output, OCN_TYPE_INT64, 1, value->ints->len, value->ints->data, error);
  if (value->floats)
    return set_constant (output, OCN_TYPE_FLOAT, 1, value->floats->len, value->floats->data, error);
  if (g_str_equal (value->name, "value_int"))
    return set_constant (output, OCN_TYPE_INT64, 0, 1, &value->i, error);
  if (g_str_equal (value->name, "value_float"))
    return set_constant (output, OCN_TYPE_FLOAT, 0, 1, &value->f, error);
  output->type = value->tensor->type;
  output->shape = value->tensor->shape;
  output->data = g_steal_pointer (&value->tensor->data);
  return TRUE;
}

/* ---- Max, Min, Sum of any number ---------------------------------------------------------- */

static void
normalise_variadic (OcnGraph *graph, const OcnNode *node, GPtrArray *replacement)
{
  const char *op = OP (node, "Sum") ? "Add" : node->op;
  guint n = node->inputs->len;
  int result = ocn_node_input_index (node, 0), output = ocn_node_output_index (node, 0);
  if (n == 1)
    g_ptr_array_add (replacement, ocn_node_new_binary (node->name, "Identity", result, -1, output));
  for (guint i = 1; i < n; i++) {
    int sum = i + 1 == n ? output : ocn_graph_add_tensor (graph, node->name, OCN_TYPE_FLOAT, NULL);
    g_ptr_array_add (replacement, ocn_node_new_binary (node->name, op, result,
                                                       ocn_node_input_index (node, i), sum));
    result = sum;
  }
}

/* ---- Softmax before opset 13: over all dimensions from `axis` on --------------------------- */

static gboolean
normalise_softmax (OcnGraph *graph, OcnNode *node, GPtrArray *replacement, GError **error)
{
  const OcnShape *shape = &ocn_graph_input (graph, node, 0)->shape;
  gint64 axis = ocn_node_int (node, "axis", 1);
  axis = axis < 0 ? axis + shape->rank : axis;
  ocn_node_set_int (node, "axis", axis);
  if (axis + 1 >= (gint64) shape->rank) {
    g_ptr_array_add (replacement, node);
    return TRUE;
  }
  int flat = ocn_graph_add_tensor (graph, node->name, OCN_TYPE_FLOAT, NULL);
  int result = ocn_graph_add_tensor (graph, node->name, OCN_TYPE_FLOAT, NULL);
  int dims = ocn_graph_add_ints (graph, node->name, shape->dims, shape->rank, error);
  OcnNode *flatten =
      ocn_node_new_binary (node->name, "Flatten", ocn_node_input_index (node, 0), -1, flat);
  OcnNode *softmax = ocn_node_new_binary (node->name, node->op, flat, -1, result);
  ocn_node_set_int (flatten, "axis", axis);
  ocn_node_set_int (softmax, "axis", 1);
  g_ptr_array_add (replacement, flatten);
  g_ptr_array_add (replacement, softmax);
  g_ptr_array_add (replacement, ocn_node_new_binary (node->name, "Reshape", result, dims,
                                                     ocn_node_output_index (node, 0)));
  ocn_node_free (node);
  return dims >= 0;
}

/* ---- Upsample, and Resize of opset 10 ----------------------------------------------------- */

/* onnxruntime rounds up where opset 10 makes a tensor smaller. */
static gboolean
shrinks (const OcnTensor *scales)
{
  for (gsize i = 0; scales && scales->data && scales->type == OCN_TYPE_FLOAT
                    && i < ocn_shape_count (&scales->shape);
       i++) {
    if (((const float *) scales->data)[i] < 1)
      return TRUE;
  }
  return FALSE;
}

static gboolean
normalise_upsample (OcnGraph *graph, OcnNode *node, GError **error)
{
  const OcnAttribute *attribute = ocn_node_attribute (node, "scales");
  const char *mode = ocn_node_string (node, "mode", "nearest");
  int scales = ocn_node_input_index (node, 1);
  if (attribute) {
    OcnShape shape = { 1, { attribute->floats->len } };
    scales = ocn_graph_add_constant (graph, node->name, OCN_TYPE_FLOAT, &shape,
                                     attribute->floats->data, error);
  }
  if (scales < 0)
    return error && *error ? FALSE
                           : ocn_node_fail (node, error, OCN_ERROR_MODEL, "it has no scales");
  g_array_set_size (node->inputs, 1);
  ocn_node_set_input (node, 2, scales);
  ocn_node_set_string (node, "mode", g_str_equal (mode, "bilinear") ? "linear" : mode);
  ocn_node_set_string (node, "coordinate_transformation_mode", "asymmetric");
  ocn_node_set_string (node, "nearest_mode",
                       shrinks (ocn_graph_tensor (graph, scales)) ? "ceil" : "floor");
  ocn_node_remove_attribute (node, "scales");
  ocn_node_rename (node, "Resize");
  return TRUE;
}

/* ------------------------------------------------------------------------------------------- */

gboolean
ocn_normalise (OcnGraph *graph, OcnNode *node, GPtrArray *replacement, GError **error)
{
  gboolean done = TRUE;
  if ((OP (node, "Softmax") || OP (node, "LogSoftmax")) && graph->opset < 13)
    return normalise_softmax (graph, node, replacement, error);
  if (OP (node, "Sum") || ((OP (node, "Max") || OP (node, "Min")) && node->inputs->len != 2)) {
    normalise_variadic (graph, node, replacement);
    ocn_node_free (node);
    return TRUE;
  }
  if (OP (node, "Constant")) {
    done = normalise_constant (graph, node, error);
    ocn_node_free (node);
    return done;
  }
  if (OP (node, "Upsample") || (OP (node, "Resize") && graph->opset == 10))
    done = normalise_upsample (graph, node, error);
  g_ptr_array_add (replacement, node);
  return done;
}
