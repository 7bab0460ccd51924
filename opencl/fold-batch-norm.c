/* SPDX-License-Identifier: MIT */
/** @file fold-batch-norm.c Batch normalisation → weights of a Conv, or a Mul and an Add. */
#include <math.h>
#include <string.h>

#include "opencl/fold.h"
#include "opencl/graph-edit.h"
#include "opencl/shape.h"

#define OP(node, text) g_str_equal ((node)->op, text)

/** y = factor × x + shift per channel. */
typedef struct {
  gsize n;
  double *factor, *shift;
} Affine;

static Affine
affine_new (const OcnGraph *graph, const OcnNode *node)
{
  const float *scale = ocn_graph_input (graph, node, 1)->data;
  const float *shift = ocn_graph_input (graph, node, 2)->data;
  const float *mean = ocn_graph_input (graph, node, 3)->data;
  const float *variance = ocn_graph_input (graph, node, 4)->data;
  double epsilon = ocn_node_float (node, "epsilon", 1e-5f);
  gsize n = ocn_shape_count (&ocn_graph_input (graph, node, 1)->shape);
  Affine affine = { n, g_new (double, n), g_new (double, n) };
  for (gsize i = 0; i < n; i++) {
    affine.factor[i] = scale[i] / sqrt (variance[i] + epsilon);
    affine.shift[i] = shift[i] - mean[i] * affine.factor[i];
  }
  return affine;
}

static void
affine_clear (Affine *affine)
{
  g_free (affine->factor);
  g_free (affine->shift);
}

static int
add_floats (OcnGraph *graph, const char *name, const char *part, const OcnShape *shape,
            GError **error)
{
  g_autofree char *label = g_strdup_printf ("%s/%s", name, part);
  int index = ocn_graph_add_tensor (graph, label, OCN_TYPE_FLOAT, shape);
  return ocn_tensor_allocate (ocn_graph_tensor (graph, index), error) ? index : -1;
}

/* New constants: the old ones may be shared with another Conv. */
static gboolean
fold_into_conv (OcnGraph *graph, OcnNode *conv, const Affine *affine, GError **error)
{
  const OcnTensor *weights = ocn_graph_input (graph, conv, 1);
  const OcnTensor *bias = ocn_graph_input (graph, conv, 2);
  OcnShape channels = { 1, { (gint64) affine->n } };
  int new_weights = add_floats (graph, conv->name, "weights", &weights->shape, error);
  int new_bias = new_weights < 0 ? -1 : add_floats (graph, conv->name, "bias", &channels, error);
  if (new_bias < 0)
    return FALSE;
  float *w = ocn_graph_tensor (graph, new_weights)->data;
  float *b = ocn_graph_tensor (graph, new_bias)->data;
  gsize per_channel = ocn_shape_count (&weights->shape) / affine->n;
  for (gsize i = 0; i < affine->n * per_channel; i++)
    w[i] = (float) (((const float *) weights->data)[i] * affine->factor[i / per_channel]);
  for (gsize i = 0; i < affine->n; i++)
    b[i] = (float) ((bias ? ((const float *) bias->data)[i] : 0) * affine->factor[i]
                    + affine->shift[i]);
  ocn_node_set_input (conv, 1, new_weights);
  ocn_node_set_input (conv, 2, new_bias);
  return TRUE;
}

/* Appends Mul and Add to @nodes. */
static gboolean
write_out (OcnGraph *graph, const OcnNode *node, const Affine *affine, GPtrArray *nodes,
           GError **error)
{
  const OcnTensor *input = ocn_graph_input (graph, node, 0);
  OcnShape shape = { .rank = input->shape.rank - 1 };
  for (guint i = 0; i < shape.rank; i++)
    shape.dims[i] = i == 0 ? (gint64) affine->n : 1;
  int middle = ocn_graph_add_tensor (graph, node->name, OCN_TYPE_FLOAT, &input->shape);
  int factor = add_floats (graph, node->name, "factor", &shape, error);
  int shift = factor < 0 ? -1 : add_floats (graph, node->name, "shift", &shape, error);
  if (shift < 0)
    return FALSE;
  for (gsize i = 0; i < affine->n; i++) {
    ((float *) ocn_graph_tensor (graph, factor)->data)[i] = (float) affine->factor[i];
    ((float *) ocn_graph_tensor (graph, shift)->data)[i] = (float) affine->shift[i];
  }
  g_ptr_array_add (nodes, ocn_node_new_binary (node->name, "Mul", ocn_node_input_index (node, 0),
                                               factor, middle));
  g_ptr_array_add (nodes, ocn_node_new_binary (node->name, "Add", middle, shift,
                                               ocn_node_output_index (node, 0)));
  return TRUE;
}

/* ---- finding the Conv --------------------------------------------------------------------- */

static guint *
count_uses (const OcnGraph *graph)
{
  guint *uses = g_new0 (guint, MAX (graph->tensors->len, 1));
  for (guint i = 0; i < graph->nodes->len; i++) {
    const OcnNode *node = g_ptr_array_index (graph->nodes, i);
    for (guint k = 0; k < node->inputs->len; k++) {
      if (ocn_node_input_index (node, k) >= 0)
        uses[ocn_node_input_index (node, k)]++;
    }
  }
  for (guint i = 0; i < graph->outputs->len; i++)
    uses[g_array_index (graph->outputs, int, i)]++;
  return uses;
}

/* The Conv whose only user @node is. */
static OcnNode *
find_conv (GHashTable *convs, const guint *uses, const OcnNode *node)
{
  int input = ocn_node_input_index (node, 0);
  return uses[input] == 1 ? g_hash_table_lookup (convs, GINT_TO_POINTER (input)) : NULL;
}

/* @node: (transfer full) */
static gboolean
fold_one (OcnGraph *graph, OcnNode *node, GHashTable *convs, const guint *uses, GPtrArray *nodes,
          GError **error)
{
  OcnNode *conv = find_conv (convs, uses, node);
  Affine affine = affine_new (graph, node);
  gboolean folded = conv ? fold_into_conv (graph, conv, &affine, error)
                         : write_out (graph, node, &affine, nodes, error);
  if (conv) {
    int output = ocn_node_output_index (node, 0);
    g_array_index (conv->outputs, int, 0) = output;
    g_hash_table_insert (convs, GINT_TO_POINTER (output), conv);
  }
  affine_clear (&affine);
  ocn_node_free (node);
  return folded;
}

gboolean
ocn_fold_batch_norms (OcnGraph *graph, GError **error)
{
  g_autofree guint *uses = count_uses (graph);
  g_autoptr (GHashTable) convs = g_hash_table_new (NULL, NULL); /* output tensor → node */
  g_autoptr (GPtrArray) before = graph->nodes;
  gboolean folded = TRUE;
  graph->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) ocn_node_free);
  for (guint i = 0; i < before->len && folded; i++) {
    OcnNode *node = g_steal_pointer (&before->pdata[i]);
    if (OP (node, "BatchNormalization")) {
      folded = fold_one (graph, node, convs, uses, graph->nodes, error);
      continue;
    }
    if (OP (node, "Conv"))
      g_hash_table_insert (convs, GINT_TO_POINTER (ocn_node_output_index (node, 0)), node);
    g_ptr_array_add (graph->nodes, node);
  }
  return folded;
}
