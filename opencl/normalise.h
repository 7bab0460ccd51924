/* SPDX-License-Identifier: MIT */
/**
 * @file normalise.h
 * Deprecated spellings → the forms of opset 21. Private to opencl/.
 */
#pragma once

#include "opencl/graph.h"

G_BEGIN_DECLS

/**
 * Append to @replacement the nodes that stand for @node, often @node itself.
 * @node: (transfer full): its inputs have their shapes.
 * Constant becomes data of its output, with no node.
 */
gboolean ocn_normalise (OcnGraph *graph, OcnNode *node, GPtrArray *replacement, GError **error);

G_END_DECLS
