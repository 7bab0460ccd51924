/* SPDX-License-Identifier: MIT */
/**
 * @file move.c
 * Operators that only move elements, all by one kernel: the source of an element is the sum of one
 * table entry per dimension of the result.
 */
#include <string.h>

#include "opencl/graph-edit.h"
#include "opencl/lower.h"
#include "opencl/shape.h"

/* The tables of a move under construction: { rank, dimensions, tables … }. */
typedef struct {
  OcnShape shape;
  int *tables[OCN_MAX_RANK];
} Map;

static void
map_init (Map *map, const OcnShape *shape)
{
  map->shape = *shape;
  for (guint d = 0; d < shape->rank; d++)
    map->tables[d] = g_new0 (int, shape->dims[d]);
}

/* Fill the table of dimension @d with (start + i·step)·stride. */
static void
map_linear (Map *map, guint d, gint64 start, gint64 step, gsize stride)
{
  for (gint64 i = 0; i < map->shape.dims[d]; i++)
    map->tables[d][i] = (int) ((start + i * step) * (gint64) stride);
}

static int
map_upload (OcnLower *lower, Map *map)
{
  g_autoptr (GArray) ints = g_array_new (FALSE, FALSE, sizeof (int));
  int rank = (int) map->shape.rank;

  g_array_append_val (ints, rank);
  for (int d = 0; d < rank; d++) {
    int dim = (int) map->shape.dims[d];
    g_array_append_val (ints, dim);
  }
  for (int d = 0; d < rank; d++) {
    g_array_append_vals (ints, map->tables[d], (guint) map->shape.dims[d]);
    g_free (map->tables[d]);
  }
  return ocn_network_add_ints (lower->network, (const int *) ints->data, ints->len);
}

/* Move @count elements of dense value @x through @map (consumed) into dense value @y. */
static OcnLayer *
move_part (OcnLower *lower, const OcnNode *node, Map *map, gsize count, int x, int y)
{
  OcnLayer *layer = ocn_lower_launch (lower, node, "generic-move", "move");

  ocn_layer_read (layer, map_upload (lower, map));
  ocn_layer_read (layer, x);
  ocn_layer_write (layer, y);
  ocn_layer_float (layer, 0);
  ocn_layer_range (layer, 1, count, 1, 1);
  return layer;
}

static OcnLayer *
move (OcnLower *lower, const OcnNode *node, Map *map, int x, int y)
{
  gsize count = ocn_shape_count (&map->shape);
  OcnLayer *layer = move_part (lower, node, map, count, x, y);

  ocn_layer_ints (layer, (int) count, (int) count, 0, G_MININT);
  return layer;
}

static const OcnShape *
input_shape (const OcnLower *lower, const OcnNode *node, guint i)
{
  return &ocn_graph_input (lower->graph, node, i)->shape;
}

static const OcnShape *
output_shape (const OcnLower *lower, const OcnNode *node, guint i)
{
  return &ocn_graph_output (lower->graph, node, i)->shape;
}

gboolean
ocn_dense_reshape (OcnLower *lower, const OcnNode *node, GError **error)
{
  int x = ocn_lower_input (lower, node, 0);

  lower->dense[ocn_node_output_index (node, 0)]
      = ocn_network_add_alias (lower->network, x, output_shape (lower, node, 0));
  return TRUE;
}

gboolean
ocn_dense_transpose (OcnLower *lower, const OcnNode *node, GError **error)
{
  const OcnAttribute *perm = ocn_node_attribute (node, "perm");
  const OcnShape *out = output_shape (lower, node, 0);
  int x = ocn_lower_input (lower, node, 0);
  gsize strides[OCN_MAX_RANK];
  Map map;

  ocn_shape_strides (input_shape (lower, node, 0), strides);
  map_init (&map, out);
  for (guint d = 0; d < out->rank; d++) {
    guint from = perm == NULL ? out->rank - 1 - d : (guint) g_array_index (perm->ints, gint64, d);
    map_linear (&map, d, 0, 1, strides[from]);
  }
  move (lower, node, &map, x, ocn_lower_output (lower, node, 0));
  return TRUE;
}

gboolean
ocn_dense_slice (OcnLower *lower, const OcnNode *node, GError **error)
{
  const gint64 *starts = ocn_lower_ints (lower, node, 1), *steps = ocn_lower_ints (lower, node, 4);
  const OcnShape *out = output_shape (lower, node, 0);
  int x = ocn_lower_input (lower, node, 0);
  gsize strides[OCN_MAX_RANK];
  Map map;

  ocn_shape_strides (input_shape (lower, node, 0), strides);
  map_init (&map, out);
  for (guint d = 0; d < out->rank; d++)
    map_linear (&map, d, starts[d], steps[d], strides[d]);
  move (lower, node, &map, x, ocn_lower_output (lower, node, 0));
  return TRUE;
}

gboolean
ocn_dense_split (OcnLower *lower, const OcnNode *node, GError **error)
{
  guint axis = (guint) ocn_node_int (node, "axis", 0);
  int x = ocn_lower_input (lower, node, 0);
  gsize strides[OCN_MAX_RANK];
  gint64 start = 0;

  ocn_shape_strides (input_shape (lower, node, 0), strides);
  for (guint i = 0; i < node->outputs->len; i++) {
    if (ocn_node_output_index (node, i) < 0)
      continue;
    const OcnShape *out = output_shape (lower, node, i);
    Map map;
    map_init (&map, out);
    for (guint d = 0; d < out->rank; d++)
      map_linear (&map, d, d == axis ? start : 0, 1, strides[d]);
    move (lower, node, &map, x, ocn_lower_output (lower, node, i));
    start += out->dims[axis];
  }
  return TRUE;
}

gboolean
ocn_dense_concat (OcnLower *lower, const OcnNode *node, GError **error)
{
  guint axis = (guint) ocn_node_int (node, "axis", 0);
  const OcnShape *out = output_shape (lower, node, 0);
  int y = ocn_lower_output (lower, node, 0);
  gsize strides[OCN_MAX_RANK], offset = 0;

  ocn_shape_strides (out, strides);
  for (guint i = 0; i < node->inputs->len; i++) {
    const OcnShape *in = input_shape (lower, node, i);
    gsize count = ocn_shape_count (in), run = (gsize) in->dims[axis] * strides[axis];
    Map as_it_is = { 0 };
    if (count == 0)
      continue;
    int x = ocn_lower_input (lower, node, i);
    OcnLayer *layer = move_part (lower, node, &as_it_is, count, x, y);
    ocn_layer_ints (layer, (int) run, (int) ((gsize) out->dims[axis] * strides[axis]),
                    (int) offset, G_MININT);
    offset += run;
  }
  return TRUE;
}

gboolean
ocn_dense_gather (OcnLower *lower, const OcnNode *node, GError **error)
{
  guint axis = (guint) ocn_node_int (node, "axis", 0);
  const OcnShape *in = input_shape (lower, node, 0);
  const gint64 *indices = ocn_lower_ints (lower, node, 1);
  OcnShape out = *in;
  gsize strides[OCN_MAX_RANK];
  Map map;

  /* The indices count as one dimension: the result has the same elements in the same order. */
  out.dims[axis] = (gint64) ocn_shape_count (input_shape (lower, node, 1));
  int x = ocn_lower_input (lower, node, 0);
  ocn_shape_strides (in, strides);
  map_init (&map, &out);
  for (guint d = 0; d < out.rank; d++)
    map_linear (&map, d, 0, 1, strides[d]);
  for (gint64 i = 0; i < out.dims[axis]; i++)
    map.tables[axis][i] = (int) (indices[i] * (gint64) strides[axis]);
  move (lower, node, &map, x, ocn_lower_output (lower, node, 0));
  return TRUE;
}

/* Expand and Tile: index modulo the input's dimension, aligned at the last one. */
gboolean
ocn_dense_expand (OcnLower *lower, const OcnNode *node, GError **error)
{
  const OcnShape *in = input_shape (lower, node, 0), *out = output_shape (lower, node, 0);
  int x = ocn_lower_input (lower, node, 0);
  gsize strides[OCN_MAX_RANK];
  Map map;

  ocn_shape_strides (in, strides);
  map_init (&map, out);
  for (guint d = 0; d < in->rank; d++) {
    guint to = out->rank - in->rank + d;
    for (gint64 i = 0; i < out->dims[to]; i++)
      map.tables[to][i] = (int) (i % in->dims[d] * (gint64) strides[d]);
  }
  move (lower, node, &map, x, ocn_lower_output (lower, node, 0));
  return TRUE;
}

gboolean
ocn_dense_pad (OcnLower *lower, const OcnNode *node, GError **error)
{
  const OcnShape *in = input_shape (lower, node, 0), *out = output_shape (lower, node, 0);
  const gint64 *pads = ocn_lower_ints (lower, node, 1);
  const OcnTensor *fill = ocn_graph_input (lower->graph, node, 2);
  int x = ocn_lower_input (lower, node, 0);
  gsize strides[OCN_MAX_RANK];
  Map map;

  ocn_shape_strides (in, strides);
  map_init (&map, out);
  for (guint d = 0; d < out->rank; d++)
    for (gint64 i = 0; i < out->dims[d]; i++) {
      gint64 source = i - pads[d];
      gboolean inside = source >= 0 && source < in->dims[d];
      map.tables[d][i] = inside ? (int) (source * (gint64) strides[d]) : -1;
    }
  OcnLayer *layer = move (lower, node, &map, x, ocn_lower_output (lower, node, 0));
  if (fill != NULL)
    g_array_index (layer->args, OcnArg, 3).f = *(const float *) fill->data;
  return TRUE;
}

/* DepthToSpace and SpaceToDepth are a transpose of six dimensions: N, block, block, C, H, W. */
gboolean
ocn_dense_depth_to_space (OcnLower *lower, const OcnNode *node, GError **error)
{
  const gint64 *in = input_shape (lower, node, 0)->dims;
  gint64 block = ocn_node_int (node, "blocksize", 1), channels = in[1] / (block * block);
  gint64 area = in[2] * in[3];
  gboolean crd = strcmp (ocn_node_string (node, "mode", "DCR"), "CRD") == 0;
  const OcnShape out = { 6, { in[0], channels, in[2], block, in[3], block } };
  int x = ocn_lower_input (lower, node, 0);
  Map map;

  map_init (&map, &out);
  map_linear (&map, 0, 0, 1, (gsize) (in[1] * area));
  map_linear (&map, 1, 0, 1, (gsize) (crd ? block * block * area : area));
  map_linear (&map, 2, 0, 1, (gsize) in[3]);
  map_linear (&map, 3, 0, 1, (gsize) (crd ? block * area : block * channels * area));
  map_linear (&map, 4, 0, 1, 1);
  map_linear (&map, 5, 0, 1, (gsize) (crd ? area : channels * area));
  move (lower, node, &map, x, ocn_lower_output (lower, node, 0));
  return TRUE;
}

gboolean
ocn_dense_space_to_depth (OcnLower *lower, const OcnNode *node, GError **error)
{
  const gint64 *in = input_shape (lower, node, 0)->dims;
  gint64 block = ocn_node_int (node, "blocksize", 1), width = in[3];
  const OcnShape out = { 6, { in[0], block, block, in[1], in[2] / block, width / block } };
  int x = ocn_lower_input (lower, node, 0);
  Map map;

  map_init (&map, &out);
  map_linear (&map, 0, 0, 1, (gsize) (in[1] * in[2] * width));
  map_linear (&map, 1, 0, 1, (gsize) width);
  map_linear (&map, 2, 0, 1, 1);
  map_linear (&map, 3, 0, 1, (gsize) (in[2] * width));
  map_linear (&map, 4, 0, 1, (gsize) (block * width));
  map_linear (&map, 5, 0, 1, (gsize) block);
  move (lower, node, &map, x, ocn_lower_output (lower, node, 0));
  return TRUE;
}
