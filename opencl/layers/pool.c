/* SPDX-License-Identifier: MIT */
/** @file pool.c  Pooling windows by the generic kernels. */
#include <string.h>

#include "opencl/graph-edit.h"
#include "opencl/lower.h"

gboolean
ocn_dense_pool (OcnLower *lower, const OcnNode *node, GError **error)
{
  const gint64 *in = ocn_graph_input (lower->graph, node, 0)->shape.dims;
  const gint64 *out = ocn_graph_output (lower->graph, node, 0)->shape.dims;
  gboolean is_max = strcmp (node->op, "MaxPool") == 0;
  int x = ocn_lower_input (lower, node, 0);
  OcnLayer *layer
      = ocn_lower_launch (lower, node, "generic-pool", is_max ? "pool_max" : "pool_average");

  ocn_layer_read (layer, x);
  ocn_layer_write (layer, ocn_lower_output (lower, node, 0));
  ocn_layer_ints (layer, (int) in[2], (int) in[3], (int) out[2], (int) out[3],
                  ocn_lower_list (node, "kernel_shape", 0),
                  ocn_lower_list (node, "kernel_shape", 1), ocn_lower_list (node, "strides", 0),
                  ocn_lower_list (node, "strides", 1), ocn_lower_list (node, "pads", 0),
                  ocn_lower_list (node, "pads", 1), ocn_lower_list (node, "dilations", 0),
                  ocn_lower_list (node, "dilations", 1), G_MININT);
  if (!is_max)
    ocn_layer_ints (
        layer, (int) in[2] + ocn_lower_list (node, "pads", 0) + ocn_lower_list (node, "pads", 2),
        (int) in[3] + ocn_lower_list (node, "pads", 1) + ocn_lower_list (node, "pads", 3),
        (int) ocn_node_int (node, "count_include_pad", 0), G_MININT);
  return TRUE;
}
