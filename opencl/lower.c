/* SPDX-License-Identifier: MIT */
/** @file lower.c  Walks the graph and lets each operator's rule append its layers. */
#include "opencl/lower.h"

#include <string.h>

#include "opencl/chain.h"
#include "opencl/defaults.h"
#include "opencl/error.h"
#include "opencl/graph-edit.h"
#include "opencl/layers/elementwise.h"

/* Kernels index with 32 bits. */
#define MAX_BYTES (G_GUINT64_CONSTANT (1) << 33)

/** What is done with an operator: always by the dense rule, when accepted by the blocked one. */
typedef struct {
  const char *op;
  OcnLowerFunc dense;
  OcnAcceptFunc accepts; /* NULL: no blocked rule */
  OcnBlockedFunc blocked;
  gboolean alone; /* the blocked rule takes no elementwise nodes in */
} Rule;

static const Rule elementwise
    = { NULL, ocn_dense_elementwise, ocn_chain_accepts, ocn_blocked_elementwise };

static const Rule rules[] = {
  { "AveragePool", ocn_dense_pool, ocn_accepts_picture, ocn_blocked_pool },
  { "Concat", ocn_dense_concat, ocn_accepts_concat, ocn_blocked_concat, TRUE },
  { "Conv", ocn_dense_conv, ocn_accepts_conv, ocn_blocked_conv },
  { "ConvTranspose", ocn_dense_conv_transpose },
  { "DepthToSpace", ocn_dense_depth_to_space },
  { "Expand", ocn_dense_expand },
  { "Gather", ocn_dense_gather },
  { "Gemm", ocn_dense_gemm },
  { "GlobalAveragePool", ocn_dense_global_pool, ocn_accepts_picture, ocn_blocked_global_pool },
  { "GlobalMaxPool", ocn_dense_global_pool, ocn_accepts_picture, ocn_blocked_global_pool },
  { "LogSoftmax", ocn_dense_softmax },
  { "MatMul", ocn_dense_matmul },
  { "MaxPool", ocn_dense_pool, ocn_accepts_picture, ocn_blocked_pool },
  { "Pad", ocn_dense_pad },
  { "ReduceMax", ocn_dense_reduce },
  { "ReduceMean", ocn_dense_reduce },
  { "ReduceMin", ocn_dense_reduce },
  { "ReduceSum", ocn_dense_reduce },
  { "Reshape", ocn_dense_reshape },
  { "Resize", ocn_dense_resize, ocn_accepts_picture, ocn_blocked_resize },
  { "Slice", ocn_dense_slice },
  { "Softmax", ocn_dense_softmax },
  { "SpaceToDepth", ocn_dense_space_to_depth },
  { "Split", ocn_dense_split },
  { "Tile", ocn_dense_expand },
  { "Transpose", ocn_dense_transpose },
};

int
ocn_lower_list (const OcnNode *node, const char *name, guint i)
{
  const OcnAttribute *attribute = ocn_node_attribute (node, name);

  return attribute == NULL || attribute->ints == NULL || i >= attribute->ints->len
             ? 0
             : (int) g_array_index (attribute->ints, gint64, i);
}

const gint64 *
ocn_lower_ints (const OcnLower *lower, const OcnNode *node, guint i)
{
  const OcnTensor *tensor = ocn_graph_input (lower->graph, node, i);

  return tensor == NULL ? NULL : tensor->data;
}

/* A layer between dense value @dense and blocked value @blocked. */
static void
add_conversion (OcnLower *lower, int tensor, gboolean pack, int dense, int blocked)
{
  const OcnTensor *source = ocn_graph_tensor (lower->graph, tensor);
  const gint64 *dims = ocn_network_value (lower->network, blocked)->shape.dims;
  OcnLayer *layer = ocn_network_add_special (lower->network, source->name, "layout");

  ocn_layer_read (layer, pack ? dense : blocked);
  ocn_layer_write (layer, pack ? blocked : dense);
  ocn_layer_picture (layer, "O", blocked);
  ocn_layer_define (layer, "PACK", pack);
  ocn_layer_size (layer, "STEP_N", dims[1] * dims[2] * dims[3]);
  ocn_layer_size (layer, "STEP_C", dims[2] * dims[3]);
  ocn_layer_size (layer, "STEP_Y", dims[3]);
  ocn_layer_size (layer, "STEP_X", 1);
  ocn_lower_bands (lower, layer, blocked,
                   ocn_value_blocks (ocn_network_value (lower->network, blocked)), 0);
}

static void
unpack (OcnLower *lower, int tensor)
{
  const OcnShape *shape = &ocn_graph_tensor (lower->graph, tensor)->shape;

  lower->dense[tensor] = ocn_network_add_value (lower->network, shape, 0);
  add_conversion (lower, tensor, FALSE, lower->dense[tensor], lower->blocked[tensor]);
}

int
ocn_lower_dense (OcnLower *lower, int tensor)
{
  const OcnTensor *source = ocn_graph_tensor (lower->graph, tensor);

  if (lower->dense[tensor] < 0 && lower->blocked[tensor] >= 0)
    unpack (lower, tensor);
  if (lower->dense[tensor] < 0 && source->data != NULL) {
    gsize bytes = ocn_shape_count (&source->shape) * sizeof (float);
    int value = ocn_network_add_constant (lower->network, g_memdup2 (source->data, bytes), bytes);
    ocn_network_value (lower->network, value)->shape = source->shape;
    lower->dense[tensor] = value;
  }
  return lower->dense[tensor];
}

int
ocn_lower_pack (OcnLower *lower, int tensor, guint lanes)
{
  const OcnShape *shape = &ocn_graph_tensor (lower->graph, tensor)->shape;
  int blocked = ocn_network_add_value (lower->network, shape, lanes);

  add_conversion (lower, tensor, TRUE, ocn_lower_dense (lower, tensor), blocked);
  return blocked;
}

int
ocn_lower_blocked (OcnLower *lower, int tensor)
{
  if (lower->blocked[tensor] < 0)
    lower->blocked[tensor] = ocn_lower_pack (lower, tensor, lower->lanes);
  return lower->blocked[tensor];
}

int
ocn_lower_channels (OcnLower *lower, int tensor)
{
  const OcnTensor *source = ocn_graph_tensor (lower->graph, tensor);

  if (source->data == NULL || lower->blocked[tensor] >= 0)
    return ocn_lower_blocked (lower, tensor);
  gsize count = ocn_shape_count (&source->shape);
  gsize block = MAX (lower->lanes, lower->network->alignment / sizeof (float));
  gsize blocks = (count + lower->lanes - 1) / lower->lanes;
  float *packed = g_new0 (float, blocks * block);
  for (gsize c = 0; c < count; c++)
    packed[c / lower->lanes * block + c % lower->lanes] = ((const float *) source->data)[c];
  int value = ocn_network_add_constant (lower->network, packed, blocks * block * sizeof *packed);
  OcnValue *constant = ocn_network_value (lower->network, value);
  constant->shape = (OcnShape) { 4, { 1, (gint64) count, 1, 1 } };
  constant->lanes = lower->lanes;
  lower->blocked[tensor] = value;
  return value;
}

OcnLayer *
ocn_lower_special (OcnLower *lower, const OcnChain *chain, const char *file)
{
  return ocn_network_add_special (lower->network, chain->head->name, file);
}

void
ocn_lower_bands (OcnLower *lower, OcnLayer *layer, int value, guint units, double flop)
{
  const gint64 *dims = ocn_network_value (lower->network, value)->shape.dims;
  double work = flop > 0 ? flop : (double) (dims[0] * dims[1] * dims[2] * dims[3]);
  const OcnBand band = ocn_default_band ((guint) dims[2], units, work, lower->units);

  layer->flop = flop;
  ocn_layer_size (layer, "GROUPS", units);
  ocn_layer_size (layer, "ROWS", band.rows);
  ocn_layer_size (layer, "SPLIT", band.split);
  ocn_layer_range (layer, 3, ((gsize) dims[2] + band.rows - 1) / band.rows,
                   (units + band.split - 1) / band.split, (gsize) dims[0]);
}

void
ocn_lower_window (OcnLayer *layer, const OcnNode *node)
{
  ocn_layer_define (layer, "K_H", ocn_lower_list (node, "kernel_shape", 0));
  ocn_layer_define (layer, "K_W", ocn_lower_list (node, "kernel_shape", 1));
  ocn_layer_define (layer, "S_Y", ocn_lower_list (node, "strides", 0));
  ocn_layer_define (layer, "S_X", ocn_lower_list (node, "strides", 1));
  ocn_layer_size (layer, "PAD_Y", ocn_lower_list (node, "pads", 0));
  ocn_layer_size (layer, "PAD_X", ocn_lower_list (node, "pads", 1));
  ocn_layer_define (layer, "D_Y", ocn_lower_list (node, "dilations", 0));
  ocn_layer_define (layer, "D_X", ocn_lower_list (node, "dilations", 1));
}

guint
ocn_lower_reach (const OcnNode *node)
{
  int most = 0;

  for (guint i = 0; i < 4; i++)
    most = MAX (most, ocn_lower_list (node, "pads", i));
  return (guint) most;
}

int
ocn_lower_input (OcnLower *lower, const OcnNode *node, guint i)
{
  return ocn_lower_dense (lower, ocn_node_input_index (node, i));
}

int
ocn_lower_output (OcnLower *lower, const OcnNode *node, guint i)
{
  const OcnTensor *tensor = ocn_graph_output (lower->graph, node, i);
  int index = ocn_node_output_index (node, i);

  lower->dense[index] = ocn_network_add_value (lower->network, &tensor->shape, 0);
  return lower->dense[index];
}

OcnLayer *
ocn_lower_launch (OcnLower *lower, const OcnNode *node, const char *file, const char *kernel)
{
  OcnLayer *layer = ocn_network_add_layer (lower->network, node->name, file, kernel);
  const OcnTensor *result = ocn_graph_output (lower->graph, node, 0);

  if (result != NULL)
    ocn_layer_range (layer, 1, ocn_shape_count (&result->shape), 1, 1);
  return layer;
}

static const Rule *
find_rule (const char *op)
{
  if (ocn_elementwise_find (op) != NULL)
    return &elementwise;
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (strcmp (rules[i].op, op) == 0)
      return &rules[i];
  return NULL;
}

static gboolean
lower_dense (OcnLower *lower, const OcnNode *node, GError **error)
{
  const Rule *rule = find_rule (node->op);

  if (rule == NULL)
    return ocn_fail (error, OCN_ERROR_UNSUPPORTED,
                     "operator %s (node “%s”) has no kernel; export the model without it",
                     node->op, node->name);
  return rule->dense (lower, node, error);
}

/* Whether the blocked rule of @node takes it: four dimensions, one output, and the rule agrees. */
static gboolean
is_accepted (const OcnLower *lower, const OcnNode *node)
{
  const Rule *rule = find_rule (node->op);
  const OcnTensor *in = ocn_graph_input (lower->graph, node, 0);
  const OcnTensor *out = ocn_graph_output (lower->graph, node, 0);

  return lower->lanes > 0 && rule != NULL && rule->accepts != NULL && in != NULL && out != NULL
         && in->shape.rank <= 4 && out->shape.rank == 4 && ocn_shape_count (&in->shape) > 0
         && ocn_shape_count (&out->shape) > 0 && rule->accepts (lower, node);
}

/* Divide the nodes into chains and the rest: by node, the chain that starts at it, or NULL. */
static GPtrArray *
find_chains (OcnLower *lower, gboolean *taken)
{
  const OcnGraph *graph = lower->graph;
  GPtrArray *chains = g_ptr_array_new_with_free_func ((GDestroyNotify) ocn_chain_free);

  g_ptr_array_set_size (chains, (int) graph->nodes->len);
  for (guint i = 0; i < graph->nodes->len; i++) {
    const OcnNode *node = g_ptr_array_index (graph->nodes, i);
    if (taken[i] || !is_accepted (lower, node))
      continue;
    OcnChain *chain = ocn_chain_grow (lower, i, taken, find_rule (node->op)->alone);
    for (guint k = i; k < graph->nodes->len; k++)
      if (k == i || g_ptr_array_find (chain->tail, g_ptr_array_index (graph->nodes, k), NULL))
        taken[k] = TRUE;
    lower->is_blocked[chain->output] = TRUE;
    g_ptr_array_index (chains, i) = chain;
  }
  return chains;
}

static void
add_inputs (OcnLower *lower)
{
  const OcnGraph *graph = lower->graph;

  for (guint i = 0; i < graph->inputs->len; i++) {
    int tensor = g_array_index (graph->inputs, int, i);
    int value = ocn_network_add_value (lower->network, &ocn_graph_tensor (graph, tensor)->shape, 0);
    ocn_network_value (lower->network, value)->pinned = TRUE;
    lower->dense[tensor] = value;
    g_array_append_val (lower->network->inputs, value);
  }
}

static void
add_outputs (OcnLower *lower)
{
  const OcnGraph *graph = lower->graph;

  for (guint i = 0; i < graph->outputs->len; i++) {
    int value = ocn_lower_dense (lower, g_array_index (graph->outputs, int, i));
    ocn_network_value (lower->network, ocn_network_root (lower->network, value))->pinned = TRUE;
    g_array_append_val (lower->network->outputs, value);
  }
}

static gboolean
lower_nodes (OcnLower *lower, GError **error)
{
  g_autofree gboolean *taken = g_new0 (gboolean, lower->graph->nodes->len);
  g_autoptr (GPtrArray) chains = find_chains (lower, taken);

  for (guint i = 0; i < lower->graph->nodes->len; i++) {
    const OcnNode *node = g_ptr_array_index (lower->graph->nodes, i);
    const OcnChain *chain = g_ptr_array_index (chains, i);
    if (chain != NULL)
      find_rule (node->op)->blocked (lower, chain);
    else if (!taken[i] && !lower_dense (lower, node, error))
      return FALSE;
  }
  for (guint i = 0; i < lower->network->values->len; i++) {
    const OcnValue *value = ocn_network_value (lower->network, (int) i);
    if (value->bytes > MAX_BYTES)
      return ocn_fail (error, OCN_ERROR_LIMIT,
                       "a tensor of the model takes %" G_GSIZE_FORMAT
                       " bytes; use a smaller input size",
                       value->bytes);
  }
  return TRUE;
}

static void
count_uses (OcnLower *lower)
{
  const OcnGraph *graph = lower->graph;

  for (guint i = 0; i < graph->outputs->len; i++)
    lower->uses[g_array_index (graph->outputs, int, i)]++;
  for (guint i = 0; i < graph->nodes->len; i++) {
    const OcnNode *node = g_ptr_array_index (graph->nodes, i);
    for (guint k = 0; k < node->inputs->len; k++)
      if (ocn_node_input_index (node, k) >= 0)
        lower->uses[ocn_node_input_index (node, k)]++;
  }
}

OcnNetwork *
ocn_lower (const OcnGraph *graph, guint lanes, guint units, gsize alignment, GError **error)
{
  g_autoptr (OcnNetwork) network = ocn_network_new (alignment, lanes);
  g_autofree int *dense = g_new (int, graph->tensors->len);
  g_autofree int *blocked = g_new (int, graph->tensors->len);
  g_autofree gboolean *is_blocked = g_new0 (gboolean, graph->tensors->len);
  g_autofree guint *uses = g_new0 (guint, graph->tensors->len);
  OcnLower lower = { graph, network, lanes, units, dense, blocked, uses, is_blocked };

  if (graph->nodes->len > OCN_MAX_NODES) {
    ocn_fail (error, OCN_ERROR_LIMIT, "the model has %u operators; at most %d can be run",
              graph->nodes->len, OCN_MAX_NODES);
    return NULL;
  }
  count_uses (&lower);

  for (guint i = 0; i < graph->tensors->len; i++)
    dense[i] = blocked[i] = -1;
  add_inputs (&lower);
  if (!lower_nodes (&lower, error))
    return NULL;
  add_outputs (&lower);
  return g_steal_pointer (&network);
}
