/* SPDX-License-Identifier: MIT */
/** @file matmul.c  Matrix products: MatMul with broadcast batches, Gemm. */
#include "opencl/graph-edit.h"
#include "opencl/lower.h"
#include "opencl/shape.h"

/* Where the matrices of one product lie: strides of rows and columns. */
typedef struct {
  gint64 m, n, k;
  gint64 a_row, a_column, b_row, b_column, c_row, c_column;
} Product;

static void
launch (OcnLower *lower, const OcnNode *node, int batch, const Product *p, float alpha, float beta)
{
  int a = ocn_lower_input (lower, node, 0), b = ocn_lower_input (lower, node, 1);
  int c = beta == 0 ? a : ocn_lower_input (lower, node, 2);
  OcnLayer *layer = ocn_lower_launch (lower, node, "generic-matmul", "matmul");
  int y = ocn_lower_output (lower, node, 0);

  ocn_layer_read (layer, batch);
  ocn_layer_read (layer, a);
  ocn_layer_read (layer, b);
  ocn_layer_read (layer, c);
  ocn_layer_write (layer, y);
  ocn_layer_ints (layer, (int) p->m, (int) p->n, (int) p->k, (int) p->a_row, (int) p->a_column,
                  (int) p->b_row, (int) p->b_column, (int) p->c_row, (int) p->c_column, G_MININT);
  ocn_layer_float (layer, alpha);
  ocn_layer_float (layer, beta);
  layer->flop = 2.0 * (double) layer->global[0] * (double) p->k;
}

/* Offsets of a and b for each matrix of the result: the leading dimensions broadcast. */
static int
batch_offsets (OcnLower *lower, const OcnShape *a, const OcnShape *b, const OcnShape *y)
{
  OcnShape outer = *y, outer_a = *a, outer_b = *b;
  gsize strides_a[OCN_MAX_RANK], strides_b[OCN_MAX_RANK];

  outer.rank -= 2;
  outer_a.rank -= 2;
  outer_b.rank -= 2;
  ocn_shape_broadcast_strides (&outer_a, &outer, strides_a);
  ocn_shape_broadcast_strides (&outer_b, &outer, strides_b);
  gsize count = ocn_shape_count (&outer);
  g_autofree int *offsets = g_new (int, 2 * count);
  for (gsize i = 0; i < count; i++) {
    gsize rest = i, at_a = 0, at_b = 0;
    for (guint d = outer.rank; d-- > 0; rest /= (gsize) outer.dims[d]) {
      at_a += rest % (gsize) outer.dims[d] * strides_a[d];
      at_b += rest % (gsize) outer.dims[d] * strides_b[d];
    }
    offsets[2 * i] = (int) (at_a * (gsize) (a->dims[a->rank - 2] * a->dims[a->rank - 1]));
    offsets[2 * i + 1] = (int) (at_b * (gsize) (b->dims[b->rank - 2] * b->dims[b->rank - 1]));
  }
  return ocn_network_add_ints (lower->network, offsets, 2 * count);
}

gboolean
ocn_dense_matmul (OcnLower *lower, const OcnNode *node, GError **error)
{
  const OcnShape *a = &ocn_graph_input (lower->graph, node, 0)->shape;
  const OcnShape *b = &ocn_graph_input (lower->graph, node, 1)->shape;
  const OcnShape *y = &ocn_graph_output (lower->graph, node, 0)->shape;
  const Product product = {
    .m = a->dims[a->rank - 2],
    .n = b->dims[b->rank - 1],
    .k = a->dims[a->rank - 1],
    .a_row = a->dims[a->rank - 1],
    .a_column = 1,
    .b_row = b->dims[b->rank - 1],
    .b_column = 1,
  };

  launch (lower, node, batch_offsets (lower, a, b, y), &product, 1, 0);
  return TRUE;
}

gboolean
ocn_dense_gemm (OcnLower *lower, const OcnNode *node, GError **error)
{
  const OcnShape *a = &ocn_graph_input (lower->graph, node, 0)->shape;
  const OcnShape *b = &ocn_graph_input (lower->graph, node, 1)->shape;
  const OcnShape *y = &ocn_graph_output (lower->graph, node, 0)->shape;
  const OcnTensor *c = ocn_graph_input (lower->graph, node, 2);
  gboolean turn_a = ocn_node_int (node, "transA", 0) != 0;
  gboolean turn_b = ocn_node_int (node, "transB", 0) != 0;
  const int none[2] = { 0, 0 };
  gsize c_strides[OCN_MAX_RANK] = { 0 };

  if (c != NULL)
    ocn_shape_broadcast_strides (&c->shape, y, c_strides);
  const Product product = {
    .m = y->dims[0],
    .n = y->dims[1],
    .k = a->dims[turn_a ? 0 : 1],
    .a_row = turn_a ? 1 : a->dims[1],
    .a_column = turn_a ? a->dims[1] : 1,
    .b_row = turn_b ? 1 : b->dims[1],
    .b_column = turn_b ? b->dims[1] : 1,
    .c_row = (gint64) c_strides[0],
    .c_column = (gint64) c_strides[1],
  };
  launch (lower, node, ocn_network_add_ints (lower->network, none, 2), &product,
          ocn_node_float (node, "alpha", 1), c == NULL ? 0 : ocn_node_float (node, "beta", 1));
  return TRUE;
}
