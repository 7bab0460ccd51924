/* SPDX-License-Identifier: MIT */
/** @file conv.c  Convolutions by the generic kernel. */
#include "opencl/graph-edit.h"
#include "opencl/lower.h"

/* The bias as a dense value; zeros where the node has none. */
static int
bias_value (OcnLower *lower, const OcnNode *node, gint64 maps)
{
  if (ocn_graph_input (lower->graph, node, 2) != NULL)
    return ocn_lower_input (lower, node, 2);
  return ocn_network_add_constant (lower->network, g_new0 (float, maps),
                                   (gsize) maps * sizeof (float));
}

static double
count_flop (const OcnLower *lower, const OcnNode *node)
{
  gboolean transposed = g_str_equal (node->op, "ConvTranspose");
  const OcnTensor *moving = transposed ? ocn_graph_input (lower->graph, node, 0)
                                       : ocn_graph_output (lower->graph, node, 0);
  const OcnShape *weights = &ocn_graph_input (lower->graph, node, 1)->shape;

  return 2.0 * (double) ocn_shape_count (&moving->shape) * (double) ocn_shape_count (weights)
         / (double) weights->dims[0];
}

static void
launch (OcnLower *lower, const OcnNode *node, const char *kernel)
{
  const gint64 *in = ocn_graph_input (lower->graph, node, 0)->shape.dims;
  const gint64 *out = ocn_graph_output (lower->graph, node, 0)->shape.dims;
  int x = ocn_lower_input (lower, node, 0), w = ocn_lower_input (lower, node, 1);
  int b = bias_value (lower, node, out[1]);
  OcnLayer *layer = ocn_lower_launch (lower, node, "generic-conv", kernel);

  ocn_layer_read (layer, x);
  ocn_layer_read (layer, w);
  ocn_layer_read (layer, b);
  ocn_layer_write (layer, ocn_lower_output (lower, node, 0));
  ocn_layer_ints (layer, (int) in[1], (int) in[2], (int) in[3], (int) out[1], (int) out[2],
                  (int) out[3], G_MININT);
  ocn_layer_ints (layer, ocn_lower_list (node, "kernel_shape", 0),
                  ocn_lower_list (node, "kernel_shape", 1), ocn_lower_list (node, "strides", 0),
                  ocn_lower_list (node, "strides", 1), ocn_lower_list (node, "pads", 0),
                  ocn_lower_list (node, "pads", 1), ocn_lower_list (node, "dilations", 0),
                  ocn_lower_list (node, "dilations", 1), (int) ocn_node_int (node, "group", 1),
                  G_MININT);
  layer->flop = count_flop (lower, node);
}

gboolean
ocn_dense_conv (OcnLower *lower, const OcnNode *node, GError **error)
{
  launch (lower, node, "conv");
  return TRUE;
}

gboolean
ocn_dense_conv_transpose (OcnLower *lower, const OcnNode *node, GError **error)
{
  launch (lower, node, "conv_transpose");
  return TRUE;
}
