/* SPDX-License-Identifier: MIT */
/**
 * @file conv.c
 * Convolutions: the generic kernel, and dense and depthwise ones on blocked pictures with their
 * weights packed in the order in which the kernel reads them.
 */
#include "opencl/chain.h"
#include "opencl/defaults.h"
#include "opencl/graph-edit.h"

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

/* ---- on blocked pictures ------------------------------------------------------------------ */

/* A graph's weights and their sizes. */
typedef struct {
  const float *data, *bias; /* bias NULL: none */
  guint maps, channels, taps; /* taps: K_H · K_W */
} Weights;

static Weights
weights_of (const OcnLower *lower, const OcnNode *node)
{
  const OcnTensor *w = ocn_graph_input (lower->graph, node, 1);
  const OcnTensor *b = ocn_graph_input (lower->graph, node, 2);

  return (Weights) {
    .data = w->data,
    .bias = b == NULL ? NULL : b->data,
    .maps = (guint) w->shape.dims[0],
    .channels = (guint) w->shape.dims[1],
    .taps = (guint) (w->shape.dims[2] * w->shape.dims[3]),
  };
}

static gboolean
is_depthwise (const OcnLower *lower, const OcnNode *node)
{
  gint64 channels = ocn_graph_input (lower->graph, node, 0)->shape.dims[1];

  return channels > 1 && ocn_node_int (node, "group", 1) == channels
         && ocn_graph_output (lower->graph, node, 0)->shape.dims[1] == channels;
}

gboolean
ocn_accepts_conv (const OcnLower *lower, const OcnNode *node)
{
  const OcnTensor *w = ocn_graph_input (lower->graph, node, 1);
  const OcnTensor *b = ocn_graph_input (lower->graph, node, 2);

  return w->data != NULL && (b == NULL || b->data != NULL)
         && (ocn_node_int (node, "group", 1) == 1 || is_depthwise (lower, node));
}

/* The bias in whole blocks, zeros beyond. */
static int
pack_bias (OcnLower *lower, const Weights *w, guint padded)
{
  float *packed = g_new0 (float, padded);

  for (guint m = 0; w->bias != NULL && m < w->maps; m++)
    packed[m] = w->bias[m];
  return ocn_network_add_constant (lower->network, packed, padded * sizeof *packed);
}

/* [group][input block][tap][input channel][width output channels], width = NB · lanes */
static int
pack_dense (OcnLower *lower, const Weights *w, guint width, guint input_lanes)
{
  guint groups = (w->maps + width - 1) / width;
  gsize count = (gsize) groups * width * w->channels * w->taps;
  float *packed = g_new0 (float, count), *to = packed;

  for (guint g = 0; g < groups; g++)
    for (guint first = 0; first < w->channels; first += input_lanes)
      for (guint tap = 0; tap < w->taps; tap++)
        for (guint c = first; c < MIN (first + input_lanes, w->channels); c++)
          for (guint i = 0; i < width; i++, to++)
            if (g * width + i < w->maps)
              *to = w->data[((gsize) (g * width + i) * w->channels + c) * w->taps + tap];
  return ocn_network_add_constant (lower->network, packed, count * sizeof *packed);
}

/* [block][tap][lanes] */
static int
pack_depthwise (OcnLower *lower, const Weights *w)
{
  guint lanes = lower->lanes, blocks = (w->maps + lanes - 1) / lanes;
  gsize count = (gsize) blocks * w->taps * lanes;
  float *packed = g_new0 (float, count);

  for (guint m = 0; m < w->maps; m++)
    for (guint tap = 0; tap < w->taps; tap++)
      packed[((gsize) (m / lanes) * w->taps + tap) * lanes + m % lanes]
          = w->data[(gsize) m * w->taps + tap];
  return ocn_network_add_constant (lower->network, packed, count * sizeof *packed);
}

static void
blocked_depthwise (OcnLower *lower, const OcnChain *chain, int in)
{
  const Weights w = weights_of (lower, chain->head);
  OcnLayer *layer = ocn_lower_special (lower, chain, "depthwise");
  guint blocks = (w.maps + lower->lanes - 1) / lower->lanes;

  ocn_layer_read (layer, in);
  ocn_layer_read (layer, pack_depthwise (lower, &w));
  ocn_layer_read (layer, pack_bias (lower, &w, blocks * lower->lanes));
  int out = ocn_chain_finish (lower, chain, layer);
  guint width = (guint) ocn_network_value (lower->network, out)->shape.dims[3];
  ocn_layer_picture (layer, "I", in);
  ocn_lower_window (layer, chain->head);
  ocn_layer_define (layer, "NP", ocn_default_pixels (lower->lanes, width));
  ocn_lower_bands (lower, layer, out, blocks, count_flop (lower, chain->head));
}

static void
blocked_dense (OcnLower *lower, const OcnChain *chain, int in)
{
  const Weights w = weights_of (lower, chain->head);
  guint input_lanes = ocn_network_value (lower->network, in)->lanes;
  guint blocks = (w.maps + lower->lanes - 1) / lower->lanes;
  gint64 width = ocn_graph_output (lower->graph, chain->head, 0)->shape.dims[3];
  const OcnTile tile = ocn_default_tile (lower->lanes, (guint) width, blocks);
  OcnLayer *layer = ocn_lower_special (lower, chain, "conv");

  ocn_layer_read (layer, in);
  ocn_layer_read (layer, pack_dense (lower, &w, tile.blocks * lower->lanes, input_lanes));
  ocn_layer_read (layer, pack_bias (lower, &w, blocks * lower->lanes));
  int out = ocn_chain_finish (lower, chain, layer);
  ocn_layer_picture (layer, "I", in);
  ocn_lower_window (layer, chain->head);
  ocn_layer_define (layer, "TAIL", w.channels % input_lanes);
  ocn_layer_define (layer, "NP", tile.pixels);
  ocn_layer_define (layer, "NB", tile.blocks);
  ocn_layer_size (layer, "BY_GROUP",
                    ocn_default_by_group ((gsize) w.maps * w.channels * w.taps * sizeof (float)));
  ocn_lower_bands (lower, layer, out, blocks / tile.blocks, count_flop (lower, chain->head));
}

void
ocn_blocked_conv (OcnLower *lower, const OcnChain *chain)
{
  int tensor = ocn_node_input_index (chain->head, 0);
  gint64 channels = ocn_graph_tensor (lower->graph, tensor)->shape.dims[1];
  gboolean depthwise = is_depthwise (lower, chain->head);
  gboolean stem = lower->blocked[tensor] < 0 && channels <= 4 && !depthwise;
  int in = stem ? ocn_lower_pack (lower, tensor, 4) : ocn_lower_blocked (lower, tensor);

  /* Kept for ever, so that a picture can be put there at once instead of being packed. */
  ocn_network_value (lower->network, in)->pinned |= stem;
  ocn_network_raise_halo (lower->network, in, ocn_lower_reach (chain->head));
  if (depthwise)
    blocked_depthwise (lower, chain, in);
  else
    blocked_dense (lower, chain, in);
}
