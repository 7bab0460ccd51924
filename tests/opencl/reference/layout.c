/* SPDX-License-Identifier: MIT */
/** @file layout.c Operators that only move elements. */
#include <string.h>

#include "tests/opencl/reference/reference.h"

void
reference_reshape (const Reference *reference)
{
  memcpy (reference_output (reference, 0), reference_input (reference, 0),
          ocn_shape_count (reference_output_shape (reference, 0)) * sizeof (float));
}

void
reference_transpose (const Reference *reference)
{
  const OcnShape *shape = reference_output_shape (reference, 0);
  const gint64 *order = reference_attribute (reference, "perm");
  for (gsize i = 0; i < ocn_shape_count (shape); i++) {
    gint64 index[OCN_MAX_RANK], from[OCN_MAX_RANK];
    reference_unravel (shape, i, index);
    for (guint axis = 0; axis < shape->rank; axis++)
      from[order[axis]] = index[axis];
    reference_output (reference, 0)[i] = reference_input (
        reference, 0)[reference_ravel (reference_input_shape (reference, 0), from)];
  }
}

void
reference_expand (const Reference *reference)
{
  const OcnShape *shape = reference_output_shape (reference, 0);
  for (gsize i = 0; i < ocn_shape_count (shape); i++) {
    gint64 index[OCN_MAX_RANK];
    reference_unravel (shape, i, index);
    reference_output (reference, 0)[i] = reference_input (
        reference,
        0)[reference_ravel_stretched (reference_input_shape (reference, 0), shape, index)];
  }
}

void
reference_tile (const Reference *reference)
{
  const OcnShape *shape = reference_output_shape (reference, 0);
  const OcnShape *in = reference_input_shape (reference, 0);
  for (gsize i = 0; i < ocn_shape_count (shape); i++) {
    gint64 index[OCN_MAX_RANK];
    reference_unravel (shape, i, index);
    for (guint axis = 0; axis < shape->rank; axis++)
      index[axis] %= in->dims[axis];
    reference_output (reference, 0)[i] =
        reference_input (reference, 0)[reference_ravel (in, index)];
  }
}

void
reference_pad (const Reference *reference)
{
  const OcnShape *shape = reference_output_shape (reference, 0);
  const OcnShape *in = reference_input_shape (reference, 0);
  const gint64 *pads = reference_ints (reference, 1);
  const float *value = reference_input (reference, 2);
  for (gsize i = 0; i < ocn_shape_count (shape); i++) {
    gint64 index[OCN_MAX_RANK];
    gboolean inside = TRUE;
    reference_unravel (shape, i, index);
    for (guint axis = 0; axis < shape->rank; axis++) {
      index[axis] -= pads[axis];
      inside = inside && index[axis] >= 0 && index[axis] < in->dims[axis];
    }
    reference_output (reference, 0)[i] =
        inside  ? reference_input (reference, 0)[reference_ravel (in, index)]
        : value ? *value
                : 0;
  }
}

void
reference_slice (const Reference *reference)
{
  const OcnShape *shape = reference_output_shape (reference, 0);
  const gint64 *starts = reference_ints (reference, 1), *steps = reference_ints (reference, 4);
  for (gsize i = 0; i < ocn_shape_count (shape); i++) {
    gint64 index[OCN_MAX_RANK];
    reference_unravel (shape, i, index);
    for (guint axis = 0; axis < shape->rank; axis++)
      index[axis] = starts[axis] + index[axis] * steps[axis];
    reference_output (reference, 0)[i] = reference_input (
        reference, 0)[reference_ravel (reference_input_shape (reference, 0), index)];
  }
}

void
reference_split (const Reference *reference)
{
  guint axis = (guint) ocn_node_int (reference->node, "axis", 0);
  gint64 begin = 0;
  for (guint part = 0; part < reference->node->outputs->len; part++) {
    const OcnShape *shape = reference_output_shape (reference, part);
    for (gsize i = 0; i < ocn_shape_count (shape); i++) {
      gint64 index[OCN_MAX_RANK];
      reference_unravel (shape, i, index);
      index[axis] += begin;
      reference_output (reference, part)[i] = reference_input (
          reference, 0)[reference_ravel (reference_input_shape (reference, 0), index)];
    }
    begin += shape->dims[axis];
  }
}

void
reference_concat (const Reference *reference)
{
  const OcnShape *shape = reference_output_shape (reference, 0);
  guint axis = (guint) ocn_node_int (reference->node, "axis", 0);
  gint64 begin = 0;
  for (guint part = 0; part < reference->node->inputs->len; part++) {
    const OcnShape *in = reference_input_shape (reference, part);
    for (gsize i = 0; i < ocn_shape_count (in); i++) {
      gint64 index[OCN_MAX_RANK];
      reference_unravel (in, i, index);
      index[axis] += begin;
      reference_output (reference, 0)[reference_ravel (shape, index)] =
          reference_input (reference, part)[i];
    }
    begin += in->dims[axis];
  }
}

void
reference_gather (const Reference *reference)
{
  const OcnShape *shape = reference_output_shape (reference, 0);
  const OcnShape *in = reference_input_shape (reference, 0);
  const OcnShape *indices = reference_input_shape (reference, 1);
  guint axis = (guint) ocn_node_int (reference->node, "axis", 0);
  for (gsize i = 0; i < ocn_shape_count (shape); i++) {
    gint64 index[OCN_MAX_RANK], from[OCN_MAX_RANK];
    reference_unravel (shape, i, index);
    for (guint k = 0; k < axis; k++)
      from[k] = index[k];
    for (guint k = axis + 1; k < in->rank; k++)
      from[k] = index[k + indices->rank - 1];
    from[axis] = reference_ints (reference, 1)[reference_ravel (indices, index + axis)];
    reference_output (reference, 0)[i] = reference_input (reference, 0)[reference_ravel (in, from)];
  }
}

/* ---- blocks of pixels ↔ channels ----------------------------------------------------------- */

/* Channel of the deep tensor that holds pixel (dy, dx) of channel @c of the wide one. */
static gint64
deep_channel (gint64 c, gint64 channels, gint64 block, gint64 dy, gint64 dx, gboolean column_first)
{
  return column_first ? c * block * block + dy * block + dx : (dy * block + dx) * channels + c;
}

static void
move_blocks (const Reference *reference, const OcnShape *wide, const OcnShape *deep,
             gboolean to_wide, gboolean column_first)
{
  gint64 block = ocn_node_int (reference->node, "blocksize", 1);
  for (gsize i = 0; i < ocn_shape_count (wide); i++) {
    gint64 w[OCN_MAX_RANK];
    reference_unravel (wide, i, w);
    gint64 d[OCN_MAX_RANK] = {
      w[0], deep_channel (w[1], wide->dims[1], block, w[2] % block, w[3] % block, column_first),
      w[2] / block, w[3] / block
    };
    gsize k = reference_ravel (deep, d);
    reference_output (reference, 0)[to_wide ? i : k] =
        reference_input (reference, 0)[to_wide ? k : i];
  }
}

void
reference_depth_to_space (const Reference *reference)
{
  const char *mode = ocn_node_string (reference->node, "mode", "DCR");
  move_blocks (reference, reference_output_shape (reference, 0),
               reference_input_shape (reference, 0), TRUE, g_str_equal (mode, "CRD"));
}

void
reference_space_to_depth (const Reference *reference)
{
  move_blocks (reference, reference_input_shape (reference, 0),
               reference_output_shape (reference, 0), FALSE, FALSE);
}
