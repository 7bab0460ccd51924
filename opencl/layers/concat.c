/* SPDX-License-Identifier: MIT */
/**
 * @file concat.c
 * Concatenation of blocked pictures along the channels: where an input starts at a whole block its
 * kernel writes into the result at once; the others are copied channel by channel.
 */
#include "opencl/chain.h"
#include "opencl/graph-edit.h"

gboolean
ocn_accepts_concat (const OcnLower *lower, const OcnNode *node)
{
  gboolean all = ocn_node_int (node, "axis", 0) == 1;

  for (guint i = 0; i < node->inputs->len; i++)
    all = all && lower->is_blocked[ocn_node_input_index (node, i)];
  return all;
}

/* Whether @value can become the part of @whole that starts at channel @first. */
static gboolean
can_join (const OcnLower *lower, int value, int whole, guint first)
{
  const OcnValue *part = ocn_network_value (lower->network, value);

  return first % lower->lanes == 0 && part->lanes == lower->lanes && part->base < 0
         && part->data == NULL && value != whole;
}

static void
copy_channels (OcnLower *lower, const OcnNode *node, int from, int to, guint first)
{
  guint count = (guint) ocn_network_value (lower->network, from)->shape.dims[1];
  OcnLayer *layer = ocn_network_add_special (lower->network, node->name, "channels");
  g_autofree int *table = g_new (int, count);

  for (guint c = 0; c < count; c++)
    table[c] = (int) c;
  ocn_layer_read (layer, from);
  ocn_layer_read (layer, ocn_network_add_ints (lower->network, table, count));
  ocn_layer_write (layer, to);
  ocn_layer_picture (layer, "I", from);
  ocn_layer_picture (layer, "O", to);
  ocn_layer_size (layer, "FIRST", first);
  ocn_lower_bands (lower, layer, to, count, 0);
}

void
ocn_blocked_concat (OcnLower *lower, const OcnChain *chain)
{
  const OcnNode *node = chain->head;
  int whole = ocn_network_add_value (
      lower->network, &ocn_graph_tensor (lower->graph, chain->output)->shape, lower->lanes);
  guint first = 0;

  lower->blocked[chain->output] = whole;
  for (guint i = 0; i < node->inputs->len; i++) {
    int value = ocn_lower_blocked (lower, ocn_node_input_index (node, i));
    OcnValue *part = ocn_network_value (lower->network, value);
    if (can_join (lower, value, whole, first)) {
      part->base = whole;
      part->first = first / lower->lanes;
      ocn_network_raise_halo (lower->network, whole, part->halo);
    } else {
      copy_channels (lower, node, value, whole, first);
    }
    first += (guint) part->shape.dims[1];
  }
}
