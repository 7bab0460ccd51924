/* SPDX-License-Identifier: MIT */
/** @file onnx-reader.c ModelProto → OcnGraph as written in the file. */
#include <string.h>

#include "opencl/error.h"
#include "opencl/graph-edit.h"
#include "opencl/onnx-reader.h"
#include "opencl/onnx-tensor.h"
#include "opencl/operator.h"

#define MIN_OPSET 9
#define MAX_NAME 4096
#define MAX_ENDS 4096 /* inputs or outputs of the model */

typedef struct {
  OcnGraph *graph;
  GHashTable *indices; /* tensor name → index + 1 */
} Reader;

static gboolean
check_name (const char *name, GError **error)
{
  if (strlen (name) > MAX_NAME)
    return ocn_fail (error, OCN_ERROR_LIMIT, "The model has a name longer than %d bytes", MAX_NAME);
  if (!g_utf8_validate (name, -1, NULL))
    return ocn_fail (error, OCN_ERROR_MODEL, "The model has a name that is not UTF-8");
  return TRUE;
}

static int
find_tensor (const Reader *reader, const char *name)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (reader->indices, name)) - 1;
}

static gboolean
register_tensor (Reader *reader, int index, GError **error)
{
  char *name = ocn_graph_tensor (reader->graph, index)->name;
  if (!g_hash_table_insert (reader->indices, name, GINT_TO_POINTER (index + 1)))
    return ocn_fail (error, OCN_ERROR_MODEL,
                     "“%s” is defined more than once: export the model again", name);
  return TRUE;
}

/* ---- constants, inputs, outputs ----------------------------------------------------------- */

static gboolean
add_constants (Reader *reader, const Onnx__GraphProto *proto, GError **error)
{
  if (proto->n_sparse_initializer > 0)
    return ocn_fail (error, OCN_ERROR_UNSUPPORTED,
                     "The model has sparse constants: export it with dense ones");
  for (gsize i = 0; i < proto->n_initializer; i++) {
    const char *name = proto->initializer[i]->name;
    if (!name || !*name)
      return ocn_fail (error, OCN_ERROR_MODEL, "The model has a constant without a name");
    OcnTensor *tensor =
        check_name (name, error) ? ocn_onnx_tensor (proto->initializer[i], error) : NULL;
    if (!tensor)
      return FALSE;
    g_ptr_array_add (reader->graph->tensors, tensor);
    if (!register_tensor (reader, (int) reader->graph->tensors->len - 1, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_value_shape (const Onnx__ValueInfoProto *value, OcnType *type, OcnShape *shape, GError **error)
{
  const Onnx__TypeProto *proto = value->type;
  if (!proto || proto->value_case != ONNX__TYPE_PROTO__VALUE_TENSOR_TYPE || !proto->tensor_type
      || !proto->tensor_type->shape)
    return ocn_fail (error, OCN_ERROR_UNSUPPORTED,
                     "Input “%s” is not a tensor of known rank: export the model with shapes",
                     value->name);
  const Onnx__TensorShapeProto *dims = proto->tensor_type->shape;
  if (dims->n_dim > OCN_MAX_RANK)
    return ocn_fail (error, OCN_ERROR_LIMIT, "Input “%s” has more than %d dimensions", value->name,
                     OCN_MAX_RANK);
  shape->rank = dims->n_dim;
  for (gsize i = 0; i < dims->n_dim; i++) {
    const Onnx__TensorShapeProto__Dimension *dim = dims->dim[i];
    gboolean known = dim->value_case == ONNX__TENSOR_SHAPE_PROTO__DIMENSION__VALUE_DIM_VALUE;
    shape->dims[i] = known && dim->dim_value > 0 ? dim->dim_value : -1;
  }
  return ocn_onnx_type (proto->tensor_type->elem_type, value->name, type, error);
}

static gboolean
add_inputs (Reader *reader, const Onnx__GraphProto *proto, GError **error)
{
  for (gsize i = 0; i < proto->n_input; i++) {
    const Onnx__ValueInfoProto *value = proto->input[i];
    OcnType type;
    OcnShape shape = { 0 };
    if (!value->name || !*value->name)
      return ocn_fail (error, OCN_ERROR_MODEL, "The model has an input without a name");
    if (!check_name (value->name, error))
      return FALSE;
    int known = find_tensor (reader, value->name);
    if (known >= 0 && ocn_graph_tensor (reader->graph, known)->data)
      continue; /* an initialiser, listed among the inputs until IR version 4 */
    if (!read_value_shape (value, &type, &shape, error))
      return FALSE;
    int index = ocn_graph_add_tensor (reader->graph, value->name, type, &shape);
    if (!register_tensor (reader, index, error))
      return FALSE;
    g_array_append_val (reader->graph->inputs, index);
  }
  return TRUE;
}

static gboolean
add_outputs (Reader *reader, const Onnx__GraphProto *proto, GError **error)
{
  if (proto->n_output > MAX_ENDS || reader->graph->inputs->len > MAX_ENDS)
    return ocn_fail (error, OCN_ERROR_LIMIT, "The model has more than %d inputs or outputs",
                     MAX_ENDS);
  if (proto->n_output == 0)
    return ocn_fail (error, OCN_ERROR_MODEL, "The model has no output: export it again");
  for (gsize i = 0; i < proto->n_output; i++) {
    const char *name = proto->output[i]->name ? proto->output[i]->name : "";
    if (!check_name (name, error))
      return FALSE;
    int index = find_tensor (reader, name);
    if (index < 0)
      return ocn_fail (error, OCN_ERROR_MODEL, "No node makes the model's output “%s”", name);
    g_array_append_val (reader->graph->outputs, index);
  }
  return TRUE;
}

/* ---- attributes --------------------------------------------------------------------------- */

static char
attribute_type (const Onnx__AttributeProto *proto)
{
  switch (proto->type) {
  case ONNX__ATTRIBUTE_PROTO__ATTRIBUTE_TYPE__INT:
    return 'i';
  case ONNX__ATTRIBUTE_PROTO__ATTRIBUTE_TYPE__FLOAT:
    return 'f';
  case ONNX__ATTRIBUTE_PROTO__ATTRIBUTE_TYPE__STRING:
    return 's';
  case ONNX__ATTRIBUTE_PROTO__ATTRIBUTE_TYPE__TENSOR:
    return 't';
  case ONNX__ATTRIBUTE_PROTO__ATTRIBUTE_TYPE__INTS:
    return 'I';
  case ONNX__ATTRIBUTE_PROTO__ATTRIBUTE_TYPE__FLOATS:
    return 'F';
  default:
    return 0;
  }
}

static gboolean
fill_attribute (OcnAttribute *attribute, const Onnx__AttributeProto *proto, GError **error)
{
  switch (attribute_type (proto)) {
  case 'i':
    attribute->i = proto->i;
    return TRUE;
  case 'f':
    attribute->f = proto->f;
    return TRUE;
  case 's':
    attribute->s =
        proto->s.len ? g_strndup ((const char *) proto->s.data, proto->s.len) : g_strdup ("");
    return check_name (attribute->s, error);
  case 't':
    attribute->tensor = proto->t ? ocn_onnx_tensor (proto->t, error) : NULL;
    return attribute->tensor
           || (proto->t == NULL
               && ocn_fail (error, OCN_ERROR_MODEL, "Attribute “%s” is empty", attribute->name));
  case 'I':
    attribute->ints = g_array_new (FALSE, FALSE, sizeof (gint64));
    g_array_append_vals (attribute->ints, proto->ints, proto->n_ints);
    return TRUE;
  default:
    attribute->floats = g_array_new (FALSE, FALSE, sizeof (float));
    g_array_append_vals (attribute->floats, proto->floats, proto->n_floats);
    return TRUE;
  }
}

static gboolean
add_attribute (OcnNode *node, const OcnOperator *row, const Onnx__AttributeProto *proto,
               GError **error)
{
  const char *name = proto->name ? proto->name : "";
  if (!check_name (name, error))
    return FALSE;
  if (ocn_node_attribute (node, name))
    return ocn_node_fail (node, error, OCN_ERROR_MODEL, "attribute “%s” occurs twice", name);
  if ((proto->ref_attr_name && *proto->ref_attr_name)
      || !ocn_operator_takes (row, name, attribute_type (proto)))
    return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED,
                          "attribute “%s” is unknown or of an unexpected kind", name);
  OcnAttribute *attribute = ocn_attribute_new (name);
  g_ptr_array_add (node->attributes, attribute);
  return fill_attribute (attribute, proto, error);
}

/* ---- nodes -------------------------------------------------------------------------------- */

static const OcnOperator *
find_operator (const Onnx__NodeProto *proto, const char *name, GError **error)
{
  const char *op = proto->op_type ? proto->op_type : "";
  const char *domain = proto->domain ? proto->domain : "";
  if (!check_name (op, error) || !check_name (domain, error))
    return NULL;
  const OcnOperator *row = ocn_operator_find (op);
  if (!row || (*domain && !g_str_equal (domain, "ai.onnx"))) {
    ocn_fail (error, OCN_ERROR_UNSUPPORTED,
              "Operator %s%s%s of node “%s” is not supported: export the model without it", domain,
              *domain ? "." : "", op, name);
    return NULL;
  }
  return row;
}

static gboolean
check_counts (const OcnNode *node, const OcnOperator *row, const Onnx__NodeProto *proto,
              GError **error)
{
  guint inputs = proto->n_input;
  while (inputs > 0 && !*proto->input[inputs - 1])
    inputs--;
  if (inputs < row->min_inputs || proto->n_input > row->max_inputs)
    return ocn_node_fail (node, error, OCN_ERROR_MODEL,
                          "it has %" G_GSIZE_FORMAT " inputs, which is too %s", proto->n_input,
                          inputs < row->min_inputs ? "few" : "many");
  if (proto->n_output < 1 || proto->n_output > row->max_outputs)
    return ocn_node_fail (node, error, OCN_ERROR_MODEL,
                          "it has %" G_GSIZE_FORMAT " outputs, which is too %s", proto->n_output,
                          proto->n_output < 1 ? "few" : "many");
  return TRUE;
}

static gboolean
add_node_outputs (Reader *reader, OcnNode *node, const Onnx__NodeProto *proto, GError **error)
{
  for (gsize i = 0; i < proto->n_output; i++) {
    int index = -1;
    if (!check_name (proto->output[i], error))
      return FALSE;
    if (*proto->output[i]) {
      index = ocn_graph_add_tensor (reader->graph, proto->output[i], OCN_TYPE_FLOAT, NULL);
      if (!register_tensor (reader, index, error))
        return FALSE;
    }
    g_array_append_val (node->outputs, index);
  }
  return TRUE;
}

/* A node without a name is called after its first output. */
static const char *
node_name (const Onnx__NodeProto *proto)
{
  if (proto->name && *proto->name)
    return proto->name;
  return proto->n_output > 0 ? proto->output[0] : "";
}

static gboolean
add_node (Reader *reader, const Onnx__NodeProto *proto, GError **error)
{
  const char *name = node_name (proto);
  const OcnOperator *row = check_name (name, error) ? find_operator (proto, name, error) : NULL;
  if (!row)
    return FALSE;
  OcnNode *node = ocn_node_new (name, row->op);
  g_ptr_array_add (reader->graph->nodes, node);
  if (!check_counts (node, row, proto, error) || !add_node_outputs (reader, node, proto, error))
    return FALSE;
  for (gsize i = 0; i < proto->n_attribute; i++) {
    if (!add_attribute (node, row, proto->attribute[i], error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
connect_node (Reader *reader, OcnNode *node, const OcnOperator *row, const Onnx__NodeProto *proto,
              GError **error)
{
  for (gsize i = 0; i < proto->n_input; i++) {
    const char *name = proto->input[i];
    int index = find_tensor (reader, name);
    if (!check_name (name, error))
      return FALSE;
    if (*name && index < 0)
      return ocn_node_fail (node, error, OCN_ERROR_MODEL, "nothing makes its input “%s”", name);
    if (!*name && i < row->min_inputs)
      return ocn_node_fail (node, error, OCN_ERROR_MODEL, "input %u is missing", (guint) i);
    g_array_append_val (node->inputs, index);
  }
  return TRUE;
}

static gboolean
add_nodes (Reader *reader, const Onnx__GraphProto *proto, GError **error)
{
  for (gsize i = 0; i < proto->n_node; i++) {
    if (!add_node (reader, proto->node[i], error))
      return FALSE;
  }
  for (gsize i = 0; i < proto->n_node; i++) {
    OcnNode *node = g_ptr_array_index (reader->graph->nodes, i);
    if (!connect_node (reader, node, ocn_operator_find (node->op), proto->node[i], error))
      return FALSE;
  }
  return TRUE;
}

/* ---- the model ---------------------------------------------------------------------------- */

static gboolean
read_opset (OcnGraph *graph, const Onnx__ModelProto *model, GError **error)
{
  for (gsize i = 0; i < model->n_opset_import; i++) {
    const char *domain = model->opset_import[i]->domain;
    if (!domain || !*domain || g_str_equal (domain, "ai.onnx"))
      graph->opset = model->opset_import[i]->version;
  }
  if (graph->opset < MIN_OPSET)
    return ocn_fail (error, OCN_ERROR_UNSUPPORTED,
                     "The model uses opset %" G_GINT64_FORMAT ": export it with opset %d or later",
                     graph->opset, MIN_OPSET);
  return TRUE;
}

static gboolean
read_graph (Reader *reader, const Onnx__ModelProto *model, GError **error)
{
  if (!model->graph)
    return ocn_fail (error, OCN_ERROR_MODEL, "Not an ONNX model: it has no graph");
  return read_opset (reader->graph, model, error) && add_constants (reader, model->graph, error)
         && add_inputs (reader, model->graph, error) && add_nodes (reader, model->graph, error)
         && add_outputs (reader, model->graph, error) && ocn_graph_sort (reader->graph, error);
}

OcnGraph *
ocn_onnx_read (const Onnx__ModelProto *model, GError **error)
{
  Reader reader = { ocn_graph_new (), g_hash_table_new (g_str_hash, g_str_equal) };
  gboolean read = read_graph (&reader, model, error);
  g_hash_table_unref (reader.indices);
  if (!read)
    g_clear_pointer (&reader.graph, ocn_graph_free);
  return reader.graph;
}

static OcnTensorInfo *
info_new (const OcnTensor *tensor)
{
  OcnTensorInfo *info = g_new0 (OcnTensorInfo, 1);
  info->name = g_strdup (tensor->name);
  info->shape = tensor->shape;
  return info;
}

static void
info_free (OcnTensorInfo *info)
{
  g_free ((char *) info->name);
  g_free (info);
}

GPtrArray *
ocn_onnx_inputs (const Onnx__ModelProto *model, GError **error)
{
  GPtrArray *infos = NULL;
  Reader reader = { ocn_graph_new (), g_hash_table_new (g_str_hash, g_str_equal) };
  if (!model->graph)
    ocn_fail (error, OCN_ERROR_MODEL, "Not an ONNX model: it has no graph");
  else if (add_constants (&reader, model->graph, error)
           && add_inputs (&reader, model->graph, error)) {
    infos = g_ptr_array_new_with_free_func ((GDestroyNotify) info_free);
    for (guint i = 0; i < reader.graph->inputs->len; i++)
      g_ptr_array_add (infos, info_new (ocn_graph_tensor (
                                  reader.graph, g_array_index (reader.graph->inputs, int, i))));
  }
  g_hash_table_unref (reader.indices);
  ocn_graph_free (reader.graph);
  return infos;
}
