/* SPDX-License-Identifier: MIT */
/**
 * @file fold.h
 * From the graph as written in the file to the one that runs: shapes, constants, batch norm.
 * Private to opencl/.
 */
#pragma once

#include "opencl/graph.h"

G_BEGIN_DECLS

/**
 * Normalise the nodes, infer every shape, compute what is constant and drop what has no effect.
 * @input_shape: as in ocn_model_new().
 */
gboolean ocn_graph_settle (OcnGraph *graph, const OcnShape *input_shape, GError **error);

/**
 * Make each BatchNormalization part of the Conv before it, or else a Mul and an Add.
 * y = (x − mean) × scale / √(variance + ε) + shift, in double.
 */
gboolean ocn_fold_batch_norms (OcnGraph *graph, GError **error);

/** Drop nodes whose outputs nobody uses, then the tensors, and renumber the rest. */
void ocn_graph_prune (OcnGraph *graph);

G_END_DECLS
