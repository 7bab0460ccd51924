/* SPDX-License-Identifier: MIT */
/** @file pool.c  Pooling windows and global pooling: generic kernels and blocked pictures. */
#include <string.h>

#include "opencl/chain.h"
#include "opencl/graph-edit.h"

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

gboolean
ocn_accepts_picture (const OcnLower *lower, const OcnNode *node)
{
  return lower->is_blocked[ocn_node_input_index (node, 0)];
}

void
ocn_blocked_pool (OcnLower *lower, const OcnChain *chain)
{
  const OcnNode *node = chain->head;
  int in = ocn_lower_blocked (lower, ocn_node_input_index (node, 0));
  const OcnValue *picture = ocn_network_value (lower->network, in);
  OcnLayer *layer = ocn_lower_special (lower, chain, "pool");

  ocn_layer_read (layer, in);
  int out = ocn_chain_finish (lower, chain, layer);
  ocn_layer_picture (layer, "I", in);
  ocn_lower_window (layer, node);
  ocn_layer_define (layer, "IS_MAX", strcmp (node->op, "MaxPool") == 0);
  ocn_layer_define (layer, "ALL", ocn_node_int (node, "count_include_pad", 0));
  ocn_layer_size (layer, "PADDED_H",
                    picture->shape.dims[2] + ocn_lower_list (node, "pads", 0)
                        + ocn_lower_list (node, "pads", 2));
  ocn_layer_size (layer, "PADDED_W",
                    picture->shape.dims[3] + ocn_lower_list (node, "pads", 1)
                        + ocn_lower_list (node, "pads", 3));
  ocn_lower_bands (lower, layer, out, ocn_value_blocks (picture), 0);
}

void
ocn_blocked_global_pool (OcnLower *lower, const OcnChain *chain)
{
  int in = ocn_lower_blocked (lower, ocn_node_input_index (chain->head, 0));
  OcnLayer *layer = ocn_lower_special (lower, chain, "global-pool");
  const OcnShape *shape = &ocn_network_value (lower->network, in)->shape;

  ocn_layer_read (layer, in);
  int out = ocn_chain_finish (lower, chain, layer);
  ocn_layer_picture (layer, "I", in);
  ocn_layer_define (layer, "IS_MAX", strcmp (chain->head->op, "GlobalMaxPool") == 0);
  ocn_lower_bands (lower, layer, out, ocn_value_blocks (ocn_network_value (lower->network, in)),
                   (double) ocn_shape_count (shape));
}
