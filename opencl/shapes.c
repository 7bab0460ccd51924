/* SPDX-License-Identifier: MIT */
/** @file shapes.c Shapes of element-wise operators, products and reductions; helpers for all. */
#include <math.h>
#include <string.h>

#include "opencl/error.h"
#include "opencl/evaluate.h"
#include "opencl/graph-edit.h"
#include "opencl/onnx-tensor.h"
#include "opencl/shape.h"
#include "opencl/shapes.h"

#define OP(node, text) g_str_equal ((node)->op, text)

/* ---- helpers ------------------------------------------------------------------------------ */

gboolean
ocn_set_output (OcnGraph *graph, OcnNode *node, guint i, OcnType type, const OcnShape *shape,
                GError **error)
{
  g_autofree char *text = ocn_shape_to_string (shape);
  for (guint d = 0; d < shape->rank; d++) {
    if (shape->dims[d] < 0)
      return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "its output would have the shape %s",
                            text);
  }
  if (!ocn_shape_is_sane (shape))
    return ocn_node_fail (node, error, OCN_ERROR_LIMIT, "its output of shape %s is too large",
                          text);
  OcnTensor *output = ocn_graph_output (graph, node, i);
  if (output) {
    output->type = type;
    output->shape = *shape;
  }
  return TRUE;
}

gboolean
ocn_check_rank (const OcnGraph *graph, const OcnNode *node, guint i, guint min, guint max,
                GError **error)
{
  const OcnTensor *input = ocn_graph_input (graph, node, i);
  if (input->shape.rank >= min && input->shape.rank <= max)
    return TRUE;
  g_autofree char *text = ocn_shape_to_string (&input->shape);
  return ocn_node_fail (node, error, OCN_ERROR_SHAPE,
                        "input %u has the shape %s, but it takes %u dimensions%s", i, text, min,
                        max > min ? " or more" : "");
}

gboolean
ocn_check_float (const OcnGraph *graph, const OcnNode *node, guint i, GError **error)
{
  return ocn_graph_input (graph, node, i)->type == OCN_TYPE_FLOAT
         || ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "input %u is not a float tensor", i);
}

gboolean
ocn_resolve_axis (const OcnNode *node, guint rank, gint64 *axis, GError **error)
{
  gint64 given = *axis;
  if (given < 0)
    *axis += rank;
  if (given >= -(gint64) rank && given < (gint64) rank)
    return TRUE;
  return ocn_node_fail (node, error, OCN_ERROR_SHAPE,
                        "axis %" G_GINT64_FORMAT " is outside of a tensor of %u dimensions", given,
                        rank);
}

gboolean
ocn_input_ints (const OcnGraph *graph, const OcnNode *node, guint i, OcnInts *ints, GError **error)
{
  const OcnTensor *input = ocn_graph_input (graph, node, i);
  if (!input || !input->data)
    return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED,
                          "input %u must be a constant: export with fixed shapes", i);
  gsize count = ocn_shape_count (&input->shape);
  if ((input->type != OCN_TYPE_INT64 && input->type != OCN_TYPE_INT32) || input->shape.rank > 1
      || count > G_N_ELEMENTS (ints->values))
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "input %u must be a short list of integers",
                          i);
  ints->n = (guint) count;
  for (guint k = 0; k < ints->n; k++)
    ints->values[k] = ocn_tensor_int (input, k);
  return TRUE;
}

gboolean
ocn_attribute_ints (const OcnNode *node, const char *name, OcnInts *ints, GError **error)
{
  const OcnAttribute *attribute = ocn_node_attribute (node, name);
  ints->n = attribute ? attribute->ints->len : 0;
  if (ints->n > G_N_ELEMENTS (ints->values))
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "attribute “%s” has too many entries",
                          name);
  if (ints->n > 0)
    memcpy (ints->values, attribute->ints->data, ints->n * sizeof (gint64));
  return TRUE;
}

gboolean
ocn_replace_ints (OcnGraph *graph, OcnNode *node, guint i, const OcnInts *ints, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s/input%u", node->name, i);
  int index = ocn_graph_add_ints (graph, name, ints->values, ints->n, error);
  if (index < 0)
    return FALSE;
  ocn_node_set_input (node, i, index);
  return TRUE;
}

/* ---- element by element ------------------------------------------------------------------- */

gboolean
ocn_infer_unary (OcnGraph *graph, OcnNode *node, GError **error)
{
  const OcnTensor *input = ocn_graph_input (graph, node, 0);
  if (ocn_graph_output (graph, node, 1))
    return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "its second output is not supported");
  return ocn_set_output (graph, node, 0, input->type, &input->shape, error);
}

/* The third input asks for training; nothing is dropped where the ratio is 0. */
gboolean
ocn_infer_dropout (OcnGraph *graph, OcnNode *node, GError **error)
{
  const OcnTensor *ratio = ocn_graph_input (graph, node, 1);
  const OcnTensor *training = ocn_graph_input (graph, node, 2);
  gboolean drops = !ratio || !ratio->data || ocn_shape_count (&ratio->shape) != 1
                   || ocn_tensor_double (ratio, 0) != 0;
  gboolean trains = training
                    && (!training->data || ocn_shape_count (&training->shape) != 1
                        || ocn_tensor_int (training, 0) != 0);
  if (drops && trains)
    return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "export the model for inference");
  return ocn_infer_unary (graph, node, error);
}

static gboolean
broadcast_inputs (const OcnGraph *graph, const OcnNode *node, guint a, guint b, OcnShape *shape,
                  GError **error)
{
  const OcnShape *x = &ocn_graph_input (graph, node, a)->shape;
  const OcnShape *y = &ocn_graph_input (graph, node, b)->shape;
  if (ocn_shape_broadcast (x, y, shape))
    return TRUE;
  g_autofree char *one = ocn_shape_to_string (x), *other = ocn_shape_to_string (y);
  return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "shapes %s and %s do not fit", one, other);
}

static gboolean
check_same_type (const OcnGraph *graph, const OcnNode *node, guint a, guint b, GError **error)
{
  return ocn_graph_input (graph, node, a)->type == ocn_graph_input (graph, node, b)->type
         || ocn_node_fail (node, error, OCN_ERROR_MODEL, "its inputs have different types");
}

/* Pow alone may mix types: the exponent follows the base. */
static gboolean
convert_exponent (OcnGraph *graph, OcnNode *node, GError **error)
{
  const OcnTensor *exponent = ocn_graph_input (graph, node, 1);
  if (ocn_graph_input (graph, node, 0)->type != OCN_TYPE_FLOAT || exponent->type == OCN_TYPE_FLOAT
      || !exponent->data)
    return TRUE;
  int index = ocn_graph_add_tensor (graph, exponent->name, OCN_TYPE_FLOAT, &exponent->shape);
  OcnTensor *converted = ocn_graph_tensor (graph, index);
  if (!ocn_tensor_allocate (converted, error))
    return FALSE;
  for (gsize i = 0; i < ocn_shape_count (&converted->shape); i++)
    ((float *) converted->data)[i] = (float) ocn_tensor_double (exponent, i);
  ocn_node_set_input (node, 1, index);
  return TRUE;
}

gboolean
ocn_infer_binary (OcnGraph *graph, OcnNode *node, GError **error)
{
  OcnShape shape;
  if (OP (node, "Pow") && !convert_exponent (graph, node, error))
    return FALSE;
  return check_same_type (graph, node, 0, 1, error)
         && broadcast_inputs (graph, node, 0, 1, &shape, error)
         && ocn_set_output (graph, node, 0, ocn_graph_input (graph, node, 0)->type, &shape, error);
}

gboolean
ocn_infer_prelu (OcnGraph *graph, OcnNode *node, GError **error)
{
  const OcnShape *input = &ocn_graph_input (graph, node, 0)->shape;
  OcnShape shape;
  if (!ocn_check_float (graph, node, 0, error) || !ocn_check_float (graph, node, 1, error)
      || !broadcast_inputs (graph, node, 0, 1, &shape, error))
    return FALSE;
  if (!ocn_shape_equal (input, &shape))
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "its slope is larger than its input");
  return ocn_set_output (graph, node, 0, OCN_TYPE_FLOAT, &shape, error);
}

gboolean
ocn_infer_compare (OcnGraph *graph, OcnNode *node, GError **error)
{
  OcnShape shape;
  return check_same_type (graph, node, 0, 1, error)
         && broadcast_inputs (graph, node, 0, 1, &shape, error)
         && ocn_set_output (graph, node, 0, OCN_TYPE_BOOL, &shape, error);
}

gboolean
ocn_infer_where (OcnGraph *graph, OcnNode *node, GError **error)
{
  OcnShape shape;
  if (ocn_graph_input (graph, node, 0)->type != OCN_TYPE_BOOL)
    return ocn_node_fail (node, error, OCN_ERROR_MODEL, "its condition is not boolean");
  if (!check_same_type (graph, node, 1, 2, error)
      || !broadcast_inputs (graph, node, 1, 2, &shape, error))
    return FALSE;
  if (!ocn_shape_broadcast (&ocn_graph_input (graph, node, 0)->shape, &shape, &shape))
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "its condition does not fit its values");
  return ocn_set_output (graph, node, 0, ocn_graph_input (graph, node, 1)->type, &shape, error);
}

/* Until opset 10 the bounds were attributes. */
static gboolean
move_bound (OcnGraph *graph, OcnNode *node, guint i, const char *name, GError **error)
{
  const OcnAttribute *attribute = ocn_node_attribute (node, name);
  OcnShape scalar = { 0 };
  if (!attribute)
    return TRUE;
  g_autofree char *label = g_strdup_printf ("%s/%s", node->name, name);
  int index = ocn_graph_add_constant (graph, label, OCN_TYPE_FLOAT, &scalar, &attribute->f, error);
  ocn_node_set_input (node, i, index);
  ocn_node_remove_attribute (node, name);
  return index >= 0;
}

static gboolean
check_bound (const OcnGraph *graph, const OcnNode *node, guint i, GError **error)
{
  const OcnTensor *bound = ocn_graph_input (graph, node, i);
  if (!bound)
    return TRUE;
  if (!bound->data)
    return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "input %u must be a constant", i);
  if (ocn_shape_count (&bound->shape) != 1)
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "input %u must be a scalar", i);
  return check_same_type (graph, node, 0, i, error);
}

gboolean
ocn_infer_clip (OcnGraph *graph, OcnNode *node, GError **error)
{
  return move_bound (graph, node, 1, "min", error) && move_bound (graph, node, 2, "max", error)
         && check_bound (graph, node, 1, error) && check_bound (graph, node, 2, error)
         && ocn_infer_unary (graph, node, error);
}

gboolean
ocn_infer_cast (OcnGraph *graph, OcnNode *node, GError **error)
{
  const OcnTensor *input = ocn_graph_input (graph, node, 0);
  OcnType type;
  if (!ocn_onnx_type (ocn_node_int (node, "to", 0), node->name, &type, error))
    return FALSE;
  if (type == OCN_TYPE_FLOAT && input->type == OCN_TYPE_FLOAT)
    ocn_node_rename (node, "Identity");
  return ocn_set_output (graph, node, 0, type, &input->shape, error);
}

/* ---- along axes --------------------------------------------------------------------------- */

gboolean
ocn_infer_softmax (OcnGraph *graph, OcnNode *node, GError **error)
{
  const OcnTensor *input = ocn_graph_input (graph, node, 0);
  gint64 axis = ocn_node_int (node, "axis", -1);
  if (!ocn_check_float (graph, node, 0, error)
      || !ocn_resolve_axis (node, input->shape.rank, &axis, error))
    return FALSE;
  ocn_node_set_int (node, "axis", axis);
  return ocn_infer_unary (graph, node, error);
}

static gboolean
resolve_reduced (const OcnNode *node, guint rank, const OcnInts *given, OcnInts *axes,
                 GError **error)
{
  gboolean reduced[OCN_MAX_RANK] = { FALSE };
  for (guint i = 0; i < given->n; i++) {
    gint64 axis = given->values[i];
    if (!ocn_resolve_axis (node, rank, &axis, error))
      return FALSE;
    reduced[axis] = TRUE;
  }
  axes->n = 0;
  for (guint i = 0; i < rank; i++) {
    if (reduced[i] || given->n == 0)
      axes->values[axes->n++] = i;
  }
  return TRUE;
}

static void
reduce_shape (OcnShape *shape, const OcnInts *axes, gboolean keep)
{
  OcnShape out = { 0 };
  guint next = 0;
  for (guint i = 0; i < shape->rank; i++) {
    gboolean reduced = next < axes->n && axes->values[next] == (gint64) i;
    next += reduced ? 1 : 0;
    if (!reduced || keep)
      out.dims[out.rank++] = reduced ? 1 : shape->dims[i];
  }
  *shape = out;
}

gboolean
ocn_infer_reduce (OcnGraph *graph, OcnNode *node, GError **error)
{
  const OcnTensor *input = ocn_graph_input (graph, node, 0);
  OcnShape shape = input->shape;
  OcnInts given, axes;
  gboolean keep = ocn_node_int (node, "keepdims", 1) != 0;
  if (!(ocn_node_input_index (node, 1) < 0 ? ocn_attribute_ints (node, "axes", &given, error)
                                           : ocn_input_ints (graph, node, 1, &given, error)))
    return FALSE;
  if (given.n == 0 && ocn_node_int (node, "noop_with_empty_axes", 0)) {
    ocn_node_rename (node, "Identity");
    return ocn_infer_unary (graph, node, error);
  }
  if (!resolve_reduced (node, shape.rank, &given, &axes, error)
      || !ocn_replace_ints (graph, node, 1, &axes, error))
    return FALSE;
  ocn_node_remove_attribute (node, "axes");
  ocn_node_set_int (node, "keepdims", keep);
  reduce_shape (&shape, &axes, keep);
  return ocn_set_output (graph, node, 0, input->type, &shape, error);
}

/* Mean, variance, scale and shift: one constant for each channel. */
gboolean
ocn_infer_batch_norm (OcnGraph *graph, OcnNode *node, GError **error)
{
  if (!ocn_check_rank (graph, node, 0, 2, OCN_MAX_RANK, error)
      || !ocn_check_float (graph, node, 0, error))
    return FALSE;
  if (ocn_node_int (node, "training_mode", 0) || !ocn_node_int (node, "spatial", 1))
    return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "export the model for inference");
  for (guint i = 1; i < 5; i++) {
    const OcnTensor *input = ocn_graph_input (graph, node, i);
    if (!input->data || input->type != OCN_TYPE_FLOAT)
      return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "input %u is not constant floats",
                            i);
    if (input->shape.rank != 1
        || input->shape.dims[0] != ocn_graph_input (graph, node, 0)->shape.dims[1])
      return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "input %u needs a value per channel", i);
  }
  return ocn_infer_unary (graph, node, error);
}

/* ---- products ----------------------------------------------------------------------------- */

static gboolean
mismatch (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  g_autofree char *a = ocn_shape_to_string (&ocn_graph_input (graph, node, 0)->shape);
  g_autofree char *b = ocn_shape_to_string (&ocn_graph_input (graph, node, 1)->shape);
  return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "matrices %s and %s do not fit", a, b);
}

gboolean
ocn_infer_gemm (OcnGraph *graph, OcnNode *node, GError **error)
{
  OcnShape fit, shape = { .rank = 2 };
  for (guint i = 0; i < 2; i++) {
    if (!ocn_check_rank (graph, node, i, 2, 2, error) || !ocn_check_float (graph, node, i, error))
      return FALSE;
  }
  const OcnShape *a = &ocn_graph_input (graph, node, 0)->shape;
  const OcnShape *b = &ocn_graph_input (graph, node, 1)->shape;
  guint a_turned = ocn_node_int (node, "transA", 0) != 0;
  guint b_turned = ocn_node_int (node, "transB", 0) != 0;
  if (a->dims[1 - a_turned] != b->dims[b_turned])
    return mismatch (graph, node, error);
  shape.dims[0] = a->dims[a_turned];
  shape.dims[1] = b->dims[1 - b_turned];
  const OcnTensor *c = ocn_graph_input (graph, node, 2);
  if (c && !ocn_check_float (graph, node, 2, error))
    return FALSE;
  if (c && (!ocn_shape_broadcast (&c->shape, &shape, &fit) || !ocn_shape_equal (&fit, &shape)))
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "input 2 does not fit its output");
  return ocn_set_output (graph, node, 0, OCN_TYPE_FLOAT, &shape, error);
}

gboolean
ocn_infer_matmul (OcnGraph *graph, OcnNode *node, GError **error)
{
  for (guint i = 0; i < 2; i++) {
    if (!ocn_check_rank (graph, node, i, 2, OCN_MAX_RANK, error)
        || !ocn_check_float (graph, node, i, error))
      return FALSE;
  }
  OcnShape a = ocn_graph_input (graph, node, 0)->shape;
  OcnShape b = ocn_graph_input (graph, node, 1)->shape, shape;
  gint64 rows = a.dims[a.rank - 2], columns = b.dims[b.rank - 1];
  if (a.dims[a.rank - 1] != b.dims[b.rank - 2])
    return mismatch (graph, node, error);
  a.rank -= 2;
  b.rank -= 2;
  if (!ocn_shape_broadcast (&a, &b, &shape))
    return mismatch (graph, node, error);
  shape.dims[shape.rank++] = rows;
  shape.dims[shape.rank++] = columns;
  return ocn_set_output (graph, node, 0, OCN_TYPE_FLOAT, &shape, error);
}

/* ---- shapes as values --------------------------------------------------------------------- */

gboolean
ocn_infer_shape (OcnGraph *graph, OcnNode *node, GError **error)
{
  gint64 rank = ocn_graph_input (graph, node, 0)->shape.rank;
  gint64 start = ocn_node_int (node, "start", 0), end = ocn_node_int (node, "end", rank);
  OcnShape shape = { .rank = OP (node, "Shape") };
  start = CLAMP (start < 0 ? start + rank : start, 0, rank);
  end = CLAMP (end < 0 ? end + rank : end, 0, rank);
  ocn_node_set_int (node, "start", start);
  shape.dims[0] = MAX (end - start, 0);
  return ocn_set_output (graph, node, 0, OCN_TYPE_INT64, &shape, error);
}

gboolean
ocn_infer_constant_of_shape (OcnGraph *graph, OcnNode *node, GError **error)
{
  const OcnAttribute *value = ocn_node_attribute (node, "value");
  OcnInts ints;
  OcnShape shape = { 0 };
  if (!ocn_input_ints (graph, node, 0, &ints, error))
    return FALSE;
  if (ints.n > OCN_MAX_RANK || (value && ocn_shape_count (&value->tensor->shape) != 1))
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "its shape or value does not fit");
  shape.rank = ints.n;
  memcpy (shape.dims, ints.values, ints.n * sizeof (gint64));
  return ocn_set_output (graph, node, 0, value ? value->tensor->type : OCN_TYPE_FLOAT, &shape,
                         error);
}

gboolean
ocn_infer_range (OcnGraph *graph, OcnNode *node, GError **error)
{
  double ends[3];
  for (guint i = 0; i < 3; i++) {
    const OcnTensor *input = ocn_graph_input (graph, node, i);
    if (!input->data || ocn_shape_count (&input->shape) != 1)
      return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "input %u is not a constant", i);
    if (!check_same_type (graph, node, 0, i, error))
      return FALSE;
    ends[i] = ocn_tensor_double (input, 0);
  }
  double count = ceil ((ends[1] - ends[0]) / ends[2]);
  if (!(count <= (double) OCN_MAX_ELEMENTS))
    return ocn_node_fail (node, error, OCN_ERROR_LIMIT, "its range has no end, or a distant one");
  OcnShape shape = { 1, { (gint64) MAX (count, 0) } };
  return ocn_set_output (graph, node, 0, ocn_graph_input (graph, node, 0)->type, &shape, error);
}
