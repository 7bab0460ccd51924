/* SPDX-License-Identifier: MIT */
/**
 * @file shapes.h
 * Shape functions of the operators (see OcnShapeFunc), by kind: shapes.c element by element,
 * products and reductions; shapes-window.c those with a spatial window; shapes-layout.c those that
 * only move elements. Private to opencl/.
 */
#pragma once

#include "opencl/graph.h"

G_BEGIN_DECLS

/* shapes.c */
gboolean ocn_infer_unary (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_dropout (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_binary (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_prelu (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_compare (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_where (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_clip (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_cast (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_softmax (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_batch_norm (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_gemm (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_matmul (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_reduce (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_shape (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_constant_of_shape (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_range (OcnGraph *graph, OcnNode *node, GError **error);

/* shapes-window.c */
gboolean ocn_infer_conv (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_conv_transpose (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_pool (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_global_pool (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_resize (OcnGraph *graph, OcnNode *node, GError **error);

/* shapes-layout.c */
gboolean ocn_infer_reshape (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_flatten (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_squeeze (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_unsqueeze (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_transpose (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_expand (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_tile (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_pad (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_depth_space (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_concat (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_split (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_slice (OcnGraph *graph, OcnNode *node, GError **error);
gboolean ocn_infer_gather (OcnGraph *graph, OcnNode *node, GError **error);

/* ---- for shape functions (shapes.c) ------------------------------------------------------- */

/** Set output @i, if it is not omitted. FALSE with SHAPE or LIMIT for an impossible shape. */
gboolean ocn_set_output (OcnGraph *graph, OcnNode *node, guint i, OcnType type,
                         const OcnShape *shape, GError **error);
/** FALSE with SHAPE unless input @i has a rank between @min and @max. */
gboolean ocn_check_rank (const OcnGraph *graph, const OcnNode *node, guint i, guint min, guint max,
                         GError **error);
/** FALSE with UNSUPPORTED unless input @i is FLOAT. */
gboolean ocn_check_float (const OcnGraph *graph, const OcnNode *node, guint i, GError **error);
/** Bring @axis from −rank…rank−1 to 0…rank−1; FALSE with SHAPE when it is outside. */
gboolean ocn_resolve_axis (const OcnNode *node, guint rank, gint64 *axis, GError **error);

/** A short list of integers: what axes, shapes and pads hold. */
typedef struct {
  guint n;
  gint64 values[2 * OCN_MAX_RANK];
} OcnInts;

/** Values of the constant INT64 or INT32 input @i. FALSE with UNSUPPORTED when it is computed. */
gboolean ocn_input_ints (const OcnGraph *graph, const OcnNode *node, guint i, OcnInts *ints,
                         GError **error);
/** Values of attribute @name; @ints->n is 0 without it. FALSE with SHAPE when there are too many.
 */
gboolean ocn_attribute_ints (const OcnNode *node, const char *name, OcnInts *ints, GError **error);
/** Make @ints a new constant and put it at input @i. */
gboolean ocn_replace_ints (OcnGraph *graph, OcnNode *node, guint i, const OcnInts *ints,
                           GError **error);

G_END_DECLS
