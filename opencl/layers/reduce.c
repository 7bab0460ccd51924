/* SPDX-License-Identifier: MIT */
/** @file reduce.c  Reductions, global pooling and softmax by the generic kernels. */
#include <string.h>

#include "opencl/graph-edit.h"
#include "opencl/lower.h"
#include "opencl/shape.h"

/* Offsets in a tensor of @shape of every index of the dimensions with @chosen[d] == @value. */
static int
offset_table (OcnLower *lower, const OcnShape *shape, const gboolean *chosen, gboolean value,
              gsize *count)
{
  gsize strides[OCN_MAX_RANK];

  ocn_shape_strides (shape, strides);
  *count = 1;
  for (guint d = 0; d < shape->rank; d++)
    if (chosen[d] == value)
      *count *= (gsize) shape->dims[d];
  g_autofree int *table = g_new (int, *count);
  for (gsize i = 0; i < *count; i++) {
    gsize rest = i, at = 0;
    for (guint d = shape->rank; d-- > 0;)
      if (chosen[d] == value) {
        at += rest % (gsize) shape->dims[d] * strides[d];
        rest /= (gsize) shape->dims[d];
      }
    table[i] = (int) at;
  }
  return ocn_network_add_ints (lower->network, table, *count);
}

static void
reduce (OcnLower *lower, const OcnNode *node, const char *kernel, const gboolean *axes)
{
  const OcnShape *shape = &ocn_graph_input (lower->graph, node, 0)->shape;
  int x = ocn_lower_input (lower, node, 0);
  OcnLayer *layer = ocn_lower_launch (lower, node, "generic-reduce", kernel);
  gsize kept, reduced;

  ocn_layer_read (layer, offset_table (lower, shape, axes, FALSE, &kept));
  ocn_layer_read (layer, offset_table (lower, shape, axes, TRUE, &reduced));
  ocn_layer_read (layer, x);
  ocn_layer_write (layer, ocn_lower_output (lower, node, 0));
  ocn_layer_int (layer, (gint64) reduced);
}

gboolean
ocn_dense_reduce (OcnLower *lower, const OcnNode *node, GError **error)
{
  g_autofree char *what = g_ascii_strdown (node->op + strlen ("Reduce"), -1);
  g_autofree char *kernel = g_strconcat ("reduce_", what, NULL);
  const OcnTensor *list = ocn_graph_input (lower->graph, node, 1);
  gboolean axes[OCN_MAX_RANK] = { FALSE };

  for (gsize i = 0; list != NULL && i < ocn_shape_count (&list->shape); i++)
    axes[((const gint64 *) list->data)[i]] = TRUE;
  reduce (lower, node, kernel, axes);
  return TRUE;
}

gboolean
ocn_dense_global_pool (OcnLower *lower, const OcnNode *node, GError **error)
{
  const OcnShape *shape = &ocn_graph_input (lower->graph, node, 0)->shape;
  gboolean axes[OCN_MAX_RANK] = { FALSE };

  for (guint d = 2; d < shape->rank; d++)
    axes[d] = TRUE;
  reduce (lower, node, strcmp (node->op, "GlobalMaxPool") == 0 ? "reduce_max" : "reduce_mean",
          axes);
  return TRUE;
}

gboolean
ocn_dense_softmax (OcnLower *lower, const OcnNode *node, GError **error)
{
  const OcnShape *shape = &ocn_graph_input (lower->graph, node, 0)->shape;
  guint axis = (guint) ocn_node_int (node, "axis", 0);
  int x = ocn_lower_input (lower, node, 0);
  OcnLayer *layer = ocn_lower_launch (lower, node, "generic-reduce", "softmax");
  gsize strides[OCN_MAX_RANK];

  ocn_shape_strides (shape, strides);
  ocn_layer_read (layer, x);
  ocn_layer_write (layer, ocn_lower_output (lower, node, 0));
  ocn_layer_int (layer, shape->dims[axis]);
  ocn_layer_int (layer, (gint64) strides[axis]);
  ocn_layer_int (layer, strcmp (node->op, "LogSoftmax") == 0);
  layer->global[0] /= (gsize) shape->dims[axis];
  return TRUE;
}
