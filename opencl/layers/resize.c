/* SPDX-License-Identifier: MIT */
/** @file resize.c  Resampling: the coordinates of ONNX Resize as tables; both kernels. */
#include <math.h>
#include <string.h>

#include "opencl/chain.h"
#include "opencl/graph-edit.h"

/* Entry o·taps + t: tap t of output o reads `source` with `weight`. Constant values. */
typedef struct {
  int source, weight;
} Taps;

/* Taps per axis: nearest 1, linear 2, cubic 4. */
static int
count_taps (const OcnNode *node)
{
  const char *mode = ocn_node_string (node, "mode", "nearest");

  return strcmp (mode, "cubic") == 0 ? 4 : strcmp (mode, "linear") == 0 ? 2 : 1;
}

/* Coordinate in the input of output @o; in float, as the models' training tools do. */
static float
source_coordinate (const OcnNode *node, gint64 o, gint64 in, gint64 out, float scale)
{
  const char *mode = ocn_node_string (node, "coordinate_transformation_mode", "half_pixel");

  if (strcmp (mode, "asymmetric") == 0)
    return (float) o / scale;
  if (strcmp (mode, "align_corners") == 0)
    return out == 1 ? 0 : (float) o * (float) (in - 1) / (float) (out - 1);
  if (strcmp (mode, "pytorch_half_pixel") == 0 && out == 1)
    return 0;
  if (strcmp (mode, "half_pixel_symmetric") == 0) {
    float exact = scale * (float) in, centre = (float) in / 2.0f;
    float offset = centre * (1.0f - (float) out / exact);
    return offset + ((float) o + 0.5f) / scale - 0.5f;
  }
  return ((float) o + 0.5f) / scale - 0.5f;
}

static gint64
nearest (const OcnNode *node, float x)
{
  const char *mode = ocn_node_string (node, "nearest_mode", "round_prefer_floor");

  if (strcmp (mode, "floor") == 0)
    return (gint64) floorf (x);
  if (strcmp (mode, "ceil") == 0)
    return (gint64) ceilf (x);
  if (strcmp (mode, "round_prefer_ceil") == 0)
    return (gint64) floorf (x + 0.5f);
  return (gint64) ceilf (x - 0.5f);
}

/* Weights of the four pixels round a point @f after the second (Keys 1981). */
static void
cubic_weights (float f, float a, float weights[4])
{
  const float distances[4] = { 1 + f, f, 1 - f, 2 - f };

  for (int t = 0; t < 4; t++) {
    float d = distances[t];
    weights[t] = d <= 1 ? ((a + 2) * d - (a + 3)) * d * d + 1
                        : ((a * d - 5 * a) * d + 8 * a) * d - 4 * a;
  }
}

/* The taps of one output coordinate. */
static void
fill_taps (const OcnNode *node, float x, gint64 size, int *source, float *weight)
{
  gint64 base;

  switch (count_taps (node)) {
    case 1:
      source[0] = (int) CLAMP (nearest (node, x), 0, size - 1);
      weight[0] = 1;
      break;
    case 2:
      x = CLAMP (x, 0.0f, (float) (size - 1));
      base = (gint64) x;
      source[0] = (int) base;
      source[1] = (int) MIN (base + 1, size - 1);
      weight[1] = x - (float) base;
      weight[0] = 1 - weight[1];
      break;
    default:
      base = (gint64) floorf (x);
      cubic_weights (x - (float) base, ocn_node_float (node, "cubic_coeff_a", -0.75f), weight);
      for (int t = 0; t < 4; t++)
        source[t] = (int) CLAMP (base - 1 + t, 0, size - 1);
  }
}

static Taps
make_tables (OcnLower *lower, const OcnNode *node, guint axis)
{
  gint64 in = ocn_graph_input (lower->graph, node, 0)->shape.dims[axis];
  gint64 out = ocn_graph_output (lower->graph, node, 0)->shape.dims[axis];
  float scale = ((const float *) ocn_graph_input (lower->graph, node, 2)->data)[axis];
  int taps = count_taps (node);
  g_autofree int *sources = g_new (int, out *taps);
  float *weights = g_new (float, out *taps);

  for (gint64 o = 0; o < out; o++)
    fill_taps (node, source_coordinate (node, o, in, out, scale), in, sources + o * taps,
               weights + o * taps);
  return (Taps) {
    .source = ocn_network_add_ints (lower->network, sources, (gsize) (out * taps)),
    .weight = ocn_network_add_constant (lower->network, weights,
                                        (gsize) (out * taps) * sizeof (float)),
  };
}

gboolean
ocn_dense_resize (OcnLower *lower, const OcnNode *node, GError **error)
{
  const gint64 *in = ocn_graph_input (lower->graph, node, 0)->shape.dims;
  const gint64 *out = ocn_graph_output (lower->graph, node, 0)->shape.dims;
  const Taps rows = make_tables (lower, node, 2);
  const Taps columns = make_tables (lower, node, 3);
  int x = ocn_lower_input (lower, node, 0);
  OcnLayer *layer = ocn_lower_launch (lower, node, "generic-resize", "resize");

  ocn_layer_read (layer, rows.source);
  ocn_layer_read (layer, rows.weight);
  ocn_layer_read (layer, columns.source);
  ocn_layer_read (layer, columns.weight);
  ocn_layer_read (layer, x);
  ocn_layer_write (layer, ocn_lower_output (lower, node, 0));
  ocn_layer_ints (layer, (int) in[2], (int) in[3], (int) out[2], (int) out[3],
                  count_taps (node), G_MININT);
  return TRUE;
}

void
ocn_blocked_resize (OcnLower *lower, const OcnChain *chain)
{
  const Taps rows = make_tables (lower, chain->head, 2);
  const Taps columns = make_tables (lower, chain->head, 3);
  int in = ocn_lower_blocked (lower, ocn_node_input_index (chain->head, 0));
  OcnLayer *layer = ocn_lower_special (lower, chain, "resize");

  ocn_layer_read (layer, in);
  ocn_layer_read (layer, rows.source);
  ocn_layer_read (layer, rows.weight);
  ocn_layer_read (layer, columns.source);
  ocn_layer_read (layer, columns.weight);
  int out = ocn_chain_finish (lower, chain, layer);
  ocn_layer_picture (layer, "I", in);
  ocn_layer_define (layer, "TAPS", count_taps (chain->head));
  ocn_lower_bands (lower, layer, out, ocn_value_blocks (ocn_network_value (lower->network, in)), 0);
}
