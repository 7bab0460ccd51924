/* SPDX-License-Identifier: MIT */
/** @file elementwise.c  Activations and arithmetic, element by element. */
#include "opencl/layers/elementwise.h"

#include <float.h>
#include <string.h>

#include "opencl/chain.h"
#include "opencl/graph-edit.h"
#include "opencl/shape.h"

static const OcnElementwise functions[] = {
  { "Abs", "abs", 1, 0 },
  { "Add", "add", 2, 0 },
  { "Ceil", "ceil", 1, 0 },
  { "Clip", "clip", 1, 2 },
  { "Div", "div", 2, 0 },
  { "Erf", "erf", 1, 0 },
  { "Exp", "exp", 1, 0 },
  { "Floor", "floor", 1, 0 },
  { "HardSigmoid", "hard_sigmoid", 1, 2 },
  { "HardSwish", "hard_swish", 1, 0 },
  { "LeakyRelu", "leaky_relu", 1, 1 },
  { "Log", "log", 1, 0 },
  { "Max", "max", 2, 0 },
  { "Min", "min", 2, 0 },
  { "Mish", "mish", 1, 0 },
  { "Mul", "mul", 2, 0 },
  { "Neg", "neg", 1, 0 },
  { "PRelu", "prelu", 2, 0 },
  { "Pow", "pow", 2, 0 },
  { "Reciprocal", "reciprocal", 1, 0 },
  { "Relu", "relu", 1, 0 },
  { "Sigmoid", "sigmoid", 1, 0 },
  { "Softplus", "softplus", 1, 0 },
  { "Sqrt", "sqrt", 1, 0 },
  { "Sub", "sub", 2, 0 },
  { "Tanh", "tanh", 1, 0 },
};

const OcnElementwise *
ocn_elementwise_find (const char *op)
{
  for (gsize i = 0; i < G_N_ELEMENTS (functions); i++)
    if (strcmp (functions[i].op, op) == 0)
      return &functions[i];
  return NULL;
}

static float
constant_scalar (const OcnLower *lower, const OcnNode *node, guint i, float fallback)
{
  const OcnTensor *tensor = ocn_graph_input (lower->graph, node, i);

  return tensor == NULL ? fallback : *(const float *) tensor->data;
}

void
ocn_elementwise_parameters (const OcnLower *lower, const OcnNode *node, float parameters[2])
{
  parameters[0] = parameters[1] = 0;
  if (strcmp (node->op, "Clip") == 0) {
    parameters[0] = constant_scalar (lower, node, 1, -FLT_MAX);
    parameters[1] = constant_scalar (lower, node, 2, FLT_MAX);
  } else if (strcmp (node->op, "LeakyRelu") == 0) {
    parameters[0] = ocn_node_float (node, "alpha", 0.01f);
  } else if (strcmp (node->op, "HardSigmoid") == 0) {
    parameters[0] = ocn_node_float (node, "alpha", 0.2f);
    parameters[1] = ocn_node_float (node, "beta", 0.5f);
  }
}

static gboolean
lower_unary (OcnLower *lower, const OcnNode *node, const OcnElementwise *function)
{
  g_autofree char *kernel = g_strconcat ("unary_", function->function, NULL);
  int x = ocn_lower_input (lower, node, 0);
  OcnLayer *layer = ocn_lower_launch (lower, node, "generic-elementwise", kernel);
  float parameters[2];

  ocn_elementwise_parameters (lower, node, parameters);
  ocn_layer_read (layer, x);
  ocn_layer_write (layer, ocn_lower_output (lower, node, 0));
  ocn_layer_float (layer, parameters[0]);
  ocn_layer_float (layer, parameters[1]);
  return TRUE;
}

/* { rank, dimensions of the result, strides of a, strides of b } */
static int
broadcast_map (OcnLower *lower, const OcnNode *node)
{
  const OcnShape *shape = &ocn_graph_output (lower->graph, node, 0)->shape;
  int map[1 + 3 * OCN_MAX_RANK], rank = (int) shape->rank;

  map[0] = rank;
  for (int d = 0; d < rank; d++)
    map[1 + d] = (int) shape->dims[d];
  for (guint operand = 0; operand < 2; operand++) {
    gsize strides[OCN_MAX_RANK];
    ocn_shape_broadcast_strides (&ocn_graph_input (lower->graph, node, operand)->shape, shape,
                                 strides);
    for (int d = 0; d < rank; d++)
      map[1 + rank * ((int) operand + 1) + d] = (int) strides[d];
  }
  return ocn_network_add_ints (lower->network, map, (gsize) (1 + 3 * rank));
}

static gboolean
lower_binary (OcnLower *lower, const OcnNode *node, const OcnElementwise *function)
{
  g_autofree char *kernel = g_strconcat ("binary_", function->function, NULL);
  int a = ocn_lower_input (lower, node, 0), b = ocn_lower_input (lower, node, 1);
  OcnLayer *layer = ocn_lower_launch (lower, node, "generic-elementwise", kernel);

  ocn_layer_read (layer, broadcast_map (lower, node));
  ocn_layer_read (layer, a);
  ocn_layer_read (layer, b);
  ocn_layer_write (layer, ocn_lower_output (lower, node, 0));
  return TRUE;
}

gboolean
ocn_dense_elementwise (OcnLower *lower, const OcnNode *node, GError **error)
{
  const OcnElementwise *function = ocn_elementwise_find (node->op);

  return function->operands == 1 ? lower_unary (lower, node, function)
                                 : lower_binary (lower, node, function);
}

void
ocn_blocked_elementwise (OcnLower *lower, const OcnChain *chain)
{
  int in = ocn_lower_blocked (lower, chain->input);
  OcnLayer *layer = ocn_lower_special (lower, chain, "elementwise");

  ocn_layer_read (layer, in);
  int out = ocn_chain_finish (lower, chain, layer);
  ocn_layer_picture (layer, "I", in);
  ocn_lower_bands (lower, layer, out, ocn_value_blocks (ocn_network_value (lower->network, out)),
                   0);
}
