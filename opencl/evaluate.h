/* SPDX-License-Identifier: MIT */
/**
 * @file evaluate.h
 * Values of nodes whose inputs are constants (see OcnEvaluateFunc): shape arithmetic and weights,
 * at load time. evaluate.c computes, evaluate-layout.c moves elements. Private to opencl/.
 */
#pragma once

#include "opencl/graph.h"

G_BEGIN_DECLS

/* evaluate.c */
gboolean ocn_evaluate_unary (const OcnGraph *graph, const OcnNode *node, GError **error);
gboolean ocn_evaluate_binary (const OcnGraph *graph, const OcnNode *node, GError **error);
gboolean ocn_evaluate_compare (const OcnGraph *graph, const OcnNode *node, GError **error);
gboolean ocn_evaluate_where (const OcnGraph *graph, const OcnNode *node, GError **error);
gboolean ocn_evaluate_clip (const OcnGraph *graph, const OcnNode *node, GError **error);
gboolean ocn_evaluate_cast (const OcnGraph *graph, const OcnNode *node, GError **error);
gboolean ocn_evaluate_reduce (const OcnGraph *graph, const OcnNode *node, GError **error);
gboolean ocn_evaluate_shape (const OcnGraph *graph, const OcnNode *node, GError **error);
gboolean ocn_evaluate_fill (const OcnGraph *graph, const OcnNode *node, GError **error);
gboolean ocn_evaluate_range (const OcnGraph *graph, const OcnNode *node, GError **error);

/* evaluate-layout.c */
gboolean ocn_evaluate_copy (const OcnGraph *graph, const OcnNode *node, GError **error);
gboolean ocn_evaluate_transpose (const OcnGraph *graph, const OcnNode *node, GError **error);
gboolean ocn_evaluate_expand (const OcnGraph *graph, const OcnNode *node, GError **error);
gboolean ocn_evaluate_tile (const OcnGraph *graph, const OcnNode *node, GError **error);
gboolean ocn_evaluate_slice (const OcnGraph *graph, const OcnNode *node, GError **error);
gboolean ocn_evaluate_concat (const OcnGraph *graph, const OcnNode *node, GError **error);
gboolean ocn_evaluate_split (const OcnGraph *graph, const OcnNode *node, GError **error);
gboolean ocn_evaluate_gather (const OcnGraph *graph, const OcnNode *node, GError **error);
gboolean ocn_evaluate_pad (const OcnGraph *graph, const OcnNode *node, GError **error);

/** Element @i of @tensor, converted. */
double ocn_tensor_double (const OcnTensor *tensor, gsize i);
gint64 ocn_tensor_int (const OcnTensor *tensor, gsize i);

G_END_DECLS
