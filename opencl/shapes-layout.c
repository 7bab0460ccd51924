/* SPDX-License-Identifier: MIT */
/** @file shapes-layout.c Shapes of operators that only move elements. */
#include <string.h>

#include "opencl/error.h"
#include "opencl/evaluate.h"
#include "opencl/graph-edit.h"
#include "opencl/shape.h"
#include "opencl/shapes.h"

static const OcnShape *
data_shape (const OcnGraph *graph, const OcnNode *node)
{
  return &ocn_graph_input (graph, node, 0)->shape;
}

/* Output 0 has the type of input 0. */
static gboolean
set_moved (OcnGraph *graph, OcnNode *node, const OcnShape *shape, GError **error)
{
  return ocn_set_output (graph, node, 0, ocn_graph_input (graph, node, 0)->type, shape, error);
}

/* ---- the same elements under another shape ------------------------------------------------ */

/* Whatever it was, the node is a Reshape to @shape now. */
static gboolean
become_reshape (OcnGraph *graph, OcnNode *node, const OcnShape *shape, GError **error)
{
  OcnInts ints = { .n = shape->rank };
  memcpy (ints.values, shape->dims, shape->rank * sizeof (gint64));
  g_autofree char *from = ocn_shape_to_string (data_shape (graph, node));
  g_autofree char *to = ocn_shape_to_string (shape);
  if (!set_moved (graph, node, shape, error))
    return FALSE;
  if (ocn_shape_count (data_shape (graph, node)) != ocn_shape_count (shape))
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "%s cannot become %s", from, to);
  ocn_node_rename (node, "Reshape");
  g_ptr_array_set_size (node->attributes, 0);
  return ocn_replace_ints (graph, node, 1, &ints, error);
}

/* Multiply the known dimensions; FALSE with LIMIT or SHAPE when they are absurd. */
static gboolean
known_count (const OcnNode *node, const OcnShape *shape, guint skip, gsize *count, GError **error)
{
  OcnShape known = *shape;
  if (skip < known.rank)
    known.dims[skip] = 1;
  if (!ocn_shape_is_sane (&known))
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "its shape is out of range");
  *count = ocn_shape_count (&known);
  return TRUE;
}

gboolean
ocn_infer_reshape (OcnGraph *graph, OcnNode *node, GError **error)
{
  const OcnShape *input = data_shape (graph, node);
  gboolean keep_zero = ocn_node_int (node, "allowzero", 0) != 0;
  OcnInts wanted;
  OcnShape shape = { 0 };
  guint free_axis = G_MAXUINT;
  gsize count = 0;
  if (!ocn_input_ints (graph, node, 1, &wanted, error))
    return FALSE;
  if (wanted.n > OCN_MAX_RANK)
    return ocn_node_fail (node, error, OCN_ERROR_LIMIT, "more than %d dimensions", OCN_MAX_RANK);
  shape.rank = wanted.n;
  for (guint i = 0; i < wanted.n; i++) {
    gint64 dim = wanted.values[i];
    if ((dim == -1 && free_axis != G_MAXUINT) || dim < -1
        || (dim == 0 && !keep_zero && i >= input->rank))
      return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "its new shape is contradictory");
    if (dim == -1)
      free_axis = i;
    shape.dims[i] = dim == 0 && !keep_zero ? input->dims[i] : dim;
  }
  if (!known_count (node, &shape, free_axis, &count, error))
    return FALSE;
  if (free_axis != G_MAXUINT)
    shape.dims[free_axis] = count ? (gint64) (ocn_shape_count (input) / count) : 0;
  return become_reshape (graph, node, &shape, error);
}

gboolean
ocn_infer_flatten (OcnGraph *graph, OcnNode *node, GError **error)
{
  const OcnShape *input = data_shape (graph, node);
  gint64 axis = ocn_node_int (node, "axis", 1);
  OcnShape shape = { 2, { 1, 1 } };
  if (axis != (gint64) input->rank && !ocn_resolve_axis (node, input->rank, &axis, error))
    return FALSE;
  for (guint i = 0; i < input->rank; i++)
    shape.dims[i >= axis] *= input->dims[i];
  return become_reshape (graph, node, &shape, error);
}

/* Axes are an attribute until opset 12, then input 1. @given: whether there are any. */
static gboolean
read_axes (const OcnGraph *graph, const OcnNode *node, guint rank, gboolean marked[OCN_MAX_RANK],
           gboolean *given, GError **error)
{
  OcnInts axes;
  gboolean as_input = ocn_node_input_index (node, 1) >= 0;
  *given = as_input || ocn_node_attribute (node, "axes");
  if (!(as_input ? ocn_input_ints (graph, node, 1, &axes, error)
                 : ocn_attribute_ints (node, "axes", &axes, error)))
    return FALSE;
  for (guint i = 0; i < axes.n; i++) {
    if (!ocn_resolve_axis (node, rank, &axes.values[i], error))
      return FALSE;
    if (marked[axes.values[i]])
      return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "an axis is given twice");
    marked[axes.values[i]] = TRUE;
  }
  return TRUE;
}

gboolean
ocn_infer_squeeze (OcnGraph *graph, OcnNode *node, GError **error)
{
  const OcnShape *input = data_shape (graph, node);
  gboolean marked[OCN_MAX_RANK] = { FALSE }, given;
  OcnShape shape = { 0 };
  if (!read_axes (graph, node, input->rank, marked, &given, error))
    return FALSE;
  for (guint i = 0; i < input->rank; i++) {
    if (marked[i] && input->dims[i] != 1)
      return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "axis %u is not of size 1", i);
    if (!(given ? marked[i] : input->dims[i] == 1))
      shape.dims[shape.rank++] = input->dims[i];
  }
  return become_reshape (graph, node, &shape, error);
}

static guint
count_axes (const OcnGraph *graph, const OcnNode *node)
{
  const OcnAttribute *attribute = ocn_node_attribute (node, "axes");
  const OcnTensor *axes = ocn_graph_input (graph, node, 1);
  gsize count = attribute ? attribute->ints->len : axes ? ocn_shape_count (&axes->shape) : 0;
  return (guint) MIN (count, OCN_MAX_RANK + 1);
}

gboolean
ocn_infer_unsqueeze (OcnGraph *graph, OcnNode *node, GError **error)
{
  const OcnShape *input = data_shape (graph, node);
  gboolean marked[OCN_MAX_RANK] = { FALSE }, given;
  OcnShape shape = { .rank = input->rank + count_axes (graph, node) };
  if (shape.rank > OCN_MAX_RANK)
    return ocn_node_fail (node, error, OCN_ERROR_LIMIT, "more than %d dimensions", OCN_MAX_RANK);
  if (!read_axes (graph, node, shape.rank, marked, &given, error))
    return FALSE;
  for (guint i = 0, from = 0; i < shape.rank; i++)
    shape.dims[i] = marked[i] ? 1 : input->dims[from++];
  return become_reshape (graph, node, &shape, error);
}

/* ---- permuting, repeating, padding -------------------------------------------------------- */

gboolean
ocn_infer_transpose (OcnGraph *graph, OcnNode *node, GError **error)
{
  const OcnShape *input = data_shape (graph, node);
  OcnShape shape = *input;
  OcnInts order;
  guint seen = 0;
  if (!ocn_attribute_ints (node, "perm", &order, error))
    return FALSE;
  for (guint i = 0; order.n == 0 && i < input->rank; i++)
    order.values[i] = input->rank - 1 - i;
  if (order.n != 0 && order.n != input->rank)
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "perm needs %u entries", input->rank);
  for (guint i = 0; i < input->rank; i++) {
    if (!ocn_resolve_axis (node, input->rank, &order.values[i], error))
      return FALSE;
    seen |= 1u << order.values[i];
    shape.dims[i] = input->dims[order.values[i]];
  }
  if (seen != (1u << input->rank) - 1)
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "perm is not a permutation");
  ocn_node_set_ints (node, "perm", order.values, input->rank);
  return set_moved (graph, node, &shape, error);
}

gboolean
ocn_infer_expand (OcnGraph *graph, OcnNode *node, GError **error)
{
  OcnInts wanted;
  if (!ocn_input_ints (graph, node, 1, &wanted, error))
    return FALSE;
  OcnShape shape = { .rank = wanted.n };
  if (wanted.n > OCN_MAX_RANK)
    return ocn_node_fail (node, error, OCN_ERROR_LIMIT, "more than %d dimensions", OCN_MAX_RANK);
  memcpy (shape.dims, wanted.values, wanted.n * sizeof (gint64));
  if (!ocn_shape_broadcast (data_shape (graph, node), &shape, &shape))
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "its input does not fit the new shape");
  return set_moved (graph, node, &shape, error);
}

gboolean
ocn_infer_tile (OcnGraph *graph, OcnNode *node, GError **error)
{
  OcnShape shape = *data_shape (graph, node);
  OcnInts repeats;
  if (!ocn_input_ints (graph, node, 1, &repeats, error))
    return FALSE;
  if (repeats.n != shape.rank)
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "it needs %u repeats", shape.rank);
  for (guint i = 0; i < shape.rank; i++) {
    if (repeats.values[i] < 0 || repeats.values[i] > (gint64) OCN_MAX_ELEMENTS)
      return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "its repeats are out of range");
    shape.dims[i] *= repeats.values[i];
  }
  return set_moved (graph, node, &shape, error);
}

/* Until opset 10 pads and value are attributes. */
static gboolean
read_pads (OcnGraph *graph, OcnNode *node, OcnInts *pads, GError **error)
{
  const OcnAttribute *value = ocn_node_attribute (node, "value");
  OcnShape scalar = { 0 };
  if (ocn_node_input_index (node, 1) >= 0)
    return ocn_input_ints (graph, node, 1, pads, error);
  if (value) {
    int index =
        ocn_graph_add_constant (graph, node->name, OCN_TYPE_FLOAT, &scalar, &value->f, error);
    if (index < 0)
      return FALSE;
    ocn_node_set_input (node, 2, index);
    ocn_node_remove_attribute (node, "value");
  }
  return ocn_attribute_ints (node, "pads", pads, error);
}

/* Spread pads that are given for some axes to all. */
static gboolean
spread_pads (const OcnGraph *graph, const OcnNode *node, guint rank, const OcnInts *given,
             OcnInts *pads, GError **error)
{
  OcnInts axes = { 0 };
  gboolean some = ocn_node_input_index (node, 3) >= 0;
  if (some && !ocn_input_ints (graph, node, 3, &axes, error))
    return FALSE;
  guint n = some ? axes.n : rank;
  if (given->n != 2 * n)
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "it needs %u pads", 2 * n);
  *pads = (OcnInts) { .n = 2 * rank };
  for (guint i = 0; i < n; i++) {
    gint64 axis = some ? axes.values[i] : i;
    if (!ocn_resolve_axis (node, rank, &axis, error))
      return FALSE;
    pads->values[axis] = given->values[i];
    pads->values[rank + axis] = given->values[n + i];
  }
  return TRUE;
}

static gboolean
check_pad_value (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  const OcnTensor *value = ocn_graph_input (graph, node, 2);
  if (!value
      || (value->data && value->type == ocn_graph_input (graph, node, 0)->type
          && ocn_shape_count (&value->shape) == 1))
    return TRUE;
  return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "its value must be one constant");
}

gboolean
ocn_infer_pad (OcnGraph *graph, OcnNode *node, GError **error)
{
  OcnShape shape = *data_shape (graph, node);
  const char *mode = ocn_node_string (node, "mode", "constant");
  OcnInts given, pads;
  if (!g_str_equal (mode, "constant"))
    return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "mode “%s” is not supported", mode);
  if (!read_pads (graph, node, &given, error) || !check_pad_value (graph, node, error)
      || !spread_pads (graph, node, shape.rank, &given, &pads, error))
    return FALSE;
  for (guint i = 0; i < pads.n; i++) {
    if (pads.values[i] < 0)
      return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "it cuts: use Slice instead");
    if (pads.values[i] > (gint64) OCN_MAX_ELEMENTS)
      return ocn_node_fail (node, error, OCN_ERROR_LIMIT, "its pads are too large");
    shape.dims[i % shape.rank] += pads.values[i];
  }
  g_ptr_array_set_size (node->attributes, 0);
  if (node->inputs->len > 3)
    g_array_set_size (node->inputs, 3);
  return ocn_replace_ints (graph, node, 1, &pads, error) && set_moved (graph, node, &shape, error);
}

gboolean
ocn_infer_depth_space (OcnGraph *graph, OcnNode *node, GError **error)
{
  gint64 block = ocn_node_int (node, "blocksize", 0);
  gboolean to_space = g_str_equal (node->op, "DepthToSpace");
  const char *mode = ocn_node_string (node, "mode", "DCR");
  if (!ocn_check_rank (graph, node, 0, 4, 4, error))
    return FALSE;
  OcnShape shape = *data_shape (graph, node);
  if (!g_str_equal (mode, "DCR") && !g_str_equal (mode, "CRD"))
    return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "mode “%s” is unknown", mode);
  if (block < 1 || block > 1024
      || (to_space ? shape.dims[1] % (block * block)
                   : shape.dims[2] % block || shape.dims[3] % block))
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "its blocksize does not divide its input");
  shape.dims[1] = to_space ? shape.dims[1] / (block * block) : shape.dims[1] * block * block;
  for (guint i = 2; i < 4; i++)
    shape.dims[i] = to_space ? shape.dims[i] * block : shape.dims[i] / block;
  if (to_space)
    ocn_node_set_string (node, "mode", mode);
  return set_moved (graph, node, &shape, error);
}

/* ---- joining and cutting ------------------------------------------------------------------ */

gboolean
ocn_infer_concat (OcnGraph *graph, OcnNode *node, GError **error)
{
  const OcnTensor *first = ocn_graph_input (graph, node, 0);
  OcnShape shape = first->shape;
  gint64 axis = ocn_node_int (node, "axis", 1);
  if (!ocn_resolve_axis (node, shape.rank, &axis, error))
    return FALSE;
  for (guint i = 1; i < node->inputs->len; i++) {
    const OcnTensor *input = ocn_graph_input (graph, node, i);
    if (!input || input->type != first->type)
      return ocn_node_fail (node, error, OCN_ERROR_MODEL, "input %u is missing or of another type",
                            i);
    OcnShape same = input->shape;
    if (same.rank == shape.rank)
      same.dims[axis] = shape.dims[axis];
    if (!ocn_shape_equal (&same, &shape))
      return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "input %u does not fit the others", i);
    shape.dims[axis] += input->shape.dims[axis];
    if (shape.dims[axis] > (gint64) OCN_MAX_ELEMENTS)
      return ocn_node_fail (node, error, OCN_ERROR_LIMIT, "its output is too large");
  }
  ocn_node_set_int (node, "axis", axis);
  return set_moved (graph, node, &shape, error);
}

/* Size of part @i of an even split: equal parts, the last one smaller. */
static gint64
even_part (gint64 total, guint n, guint i)
{
  gint64 part = (total + n - 1) / n, begin = MIN (part * i, total);
  return MIN (part, total - begin);
}

static gboolean
read_parts (const OcnGraph *graph, const OcnNode *node, gint64 total, gint64 *parts, GError **error)
{
  const OcnAttribute *attribute = ocn_node_attribute (node, "split");
  const OcnTensor *input = ocn_graph_input (graph, node, 1);
  guint n = node->outputs->len;
  gint64 sum = 0;
  if (input && (!input->data || input->type != OCN_TYPE_INT64))
    return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "its sizes must be constant");
  if (input ? ocn_shape_count (&input->shape) != n : attribute && attribute->ints->len != n)
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "it needs %u sizes", n);
  for (guint i = 0; i < n; i++) {
    parts[i] = input       ? ocn_tensor_int (input, i)
               : attribute ? g_array_index (attribute->ints, gint64, i)
                           : even_part (total, n, i);
    if (parts[i] < 0 || parts[i] > total - sum)
      return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "its sizes do not add up");
    sum += parts[i];
  }
  return sum == total || ocn_node_fail (node, error, OCN_ERROR_SHAPE, "its sizes do not add up");
}

gboolean
ocn_infer_split (OcnGraph *graph, OcnNode *node, GError **error)
{
  const OcnTensor *input = ocn_graph_input (graph, node, 0);
  OcnShape shape = input->shape;
  gint64 axis = ocn_node_int (node, "axis", 0);
  if (!ocn_resolve_axis (node, shape.rank, &axis, error))
    return FALSE;
  g_autofree gint64 *parts = g_new (gint64, node->outputs->len);
  if (!read_parts (graph, node, shape.dims[axis], parts, error))
    return FALSE;
  for (guint i = 0; i < node->outputs->len; i++) {
    shape.dims[axis] = parts[i];
    /* A part that nobody wants still takes its place. */
    if (ocn_node_output_index (node, i) < 0)
      g_array_index (node->outputs, int, i) =
          ocn_graph_add_tensor (graph, node->name, input->type, NULL);
    if (!ocn_set_output (graph, node, i, input->type, &shape, error))
      return FALSE;
  }
  g_ptr_array_set_size (node->attributes, 0);
  g_array_set_size (node->inputs, 1);
  ocn_node_set_int (node, "axis", axis);
  return TRUE;
}

typedef struct {
  OcnInts starts, ends, axes, steps;
} Ranges;

/* Until opset 9 all but the data are attributes. */
static gboolean
read_ranges (const OcnGraph *graph, const OcnNode *node, Ranges *ranges, GError **error)
{
  OcnInts *lists[] = { &ranges->starts, &ranges->ends, &ranges->axes, &ranges->steps };
  static const char *const names[] = { "starts", "ends", "axes", "steps" };
  for (guint i = 0; i < 4; i++) {
    gboolean as_input = ocn_node_input_index (node, i + 1) >= 0;
    if (!(as_input ? ocn_input_ints (graph, node, i + 1, lists[i], error)
                   : ocn_attribute_ints (node, names[i], lists[i], error)))
      return FALSE;
    if (lists[i]->n > OCN_MAX_RANK)
      return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "its lists are too long");
  }
  guint n = ranges->starts.n;
  if (ranges->ends.n != n || (ranges->axes.n && ranges->axes.n != n)
      || (ranges->steps.n && ranges->steps.n != n))
    return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "its lists differ in length");
  return TRUE;
}

/* One axis: clamp as numpy does, give the number of elements taken. */
static gint64
clamp_range (gint64 dim, gint64 *start, gint64 end, gint64 step)
{
  gint64 lowest = step < 0 ? -1 : 0, highest = step < 0 ? dim - 1 : dim;
  *start = *start < 0 && *start >= -dim ? *start + dim : *start;
  end = end < 0 && end >= -dim ? end + dim : end;
  *start = CLAMP (*start, 0, MAX (highest, 0));
  end = CLAMP (end, lowest, MAX (highest, lowest));
  if (step > 0)
    return end > *start ? (end - *start + step - 1) / step : 0;
  return *start > end ? (*start - end - step - 1) / -step : 0;
}

static gboolean
resolve_ranges (const OcnNode *node, const Ranges *given, OcnShape *shape, Ranges *full,
                GError **error)
{
  for (guint i = 0; i < shape->rank; i++) {
    full->starts.values[i] = 0;
    full->steps.values[i] = 1;
    full->axes.values[i] = i;
  }
  full->starts.n = full->ends.n = full->axes.n = full->steps.n = shape->rank;
  for (guint i = 0; i < given->starts.n; i++) {
    gint64 axis = given->axes.n ? given->axes.values[i] : i;
    gint64 step = given->steps.n ? given->steps.values[i] : 1;
    if (!ocn_resolve_axis (node, shape->rank, &axis, error))
      return FALSE;
    if (step == 0)
      return ocn_node_fail (node, error, OCN_ERROR_SHAPE, "a step is 0");
    step = CLAMP (step, -(gint64) OCN_MAX_ELEMENTS, (gint64) OCN_MAX_ELEMENTS);
    full->starts.values[axis] = given->starts.values[i];
    full->steps.values[axis] = step;
    shape->dims[axis] =
        clamp_range (shape->dims[axis], &full->starts.values[axis], given->ends.values[i], step);
  }
  for (guint i = 0; i < shape->rank; i++)
    full->ends.values[i] = full->starts.values[i] + shape->dims[i] * full->steps.values[i];
  return TRUE;
}

gboolean
ocn_infer_slice (OcnGraph *graph, OcnNode *node, GError **error)
{
  OcnShape shape = *data_shape (graph, node);
  Ranges given, full;
  if (!read_ranges (graph, node, &given, error)
      || !resolve_ranges (node, &given, &shape, &full, error))
    return FALSE;
  g_ptr_array_set_size (node->attributes, 0);
  return ocn_replace_ints (graph, node, 1, &full.starts, error)
         && ocn_replace_ints (graph, node, 2, &full.ends, error)
         && ocn_replace_ints (graph, node, 3, &full.axes, error)
         && ocn_replace_ints (graph, node, 4, &full.steps, error)
         && set_moved (graph, node, &shape, error);
}

/* Indices become INT64 and count from the front. */
static gboolean
resolve_indices (OcnGraph *graph, OcnNode *node, gint64 dim, GError **error)
{
  const OcnTensor *given = ocn_graph_input (graph, node, 1);
  if (!given->data || (given->type != OCN_TYPE_INT64 && given->type != OCN_TYPE_INT32))
    return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "its indices must be constant");
  int index = ocn_graph_add_tensor (graph, given->name, OCN_TYPE_INT64, &given->shape);
  OcnTensor *resolved = ocn_graph_tensor (graph, index);
  if (!ocn_tensor_allocate (resolved, error))
    return FALSE;
  for (gsize i = 0; i < ocn_shape_count (&given->shape); i++) {
    gint64 value = ocn_tensor_int (given, i);
    if (value < -dim || value >= dim)
      return ocn_node_fail (node, error, OCN_ERROR_MODEL, "an index is out of range");
    ((gint64 *) resolved->data)[i] = value < 0 ? value + dim : value;
  }
  ocn_node_set_input (node, 1, index);
  return TRUE;
}

gboolean
ocn_infer_gather (OcnGraph *graph, OcnNode *node, GError **error)
{
  const OcnShape *data = data_shape (graph, node);
  const OcnShape *indices = &ocn_graph_input (graph, node, 1)->shape;
  gint64 axis = ocn_node_int (node, "axis", 0);
  OcnShape shape = { 0 };
  if (!ocn_resolve_axis (node, data->rank, &axis, error)
      || !resolve_indices (graph, node, data->dims[axis], error))
    return FALSE;
  if (data->rank - 1 + indices->rank > OCN_MAX_RANK)
    return ocn_node_fail (node, error, OCN_ERROR_LIMIT, "more than %d dimensions", OCN_MAX_RANK);
  for (guint i = 0; i < data->rank; i++) {
    if (i != axis)
      shape.dims[shape.rank++] = data->dims[i];
    for (guint k = 0; i == axis && k < indices->rank; k++)
      shape.dims[shape.rank++] = indices->dims[k];
  }
  ocn_node_set_int (node, "axis", axis);
  return set_moved (graph, node, &shape, error);
}
