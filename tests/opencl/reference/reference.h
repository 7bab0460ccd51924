/* SPDX-License-Identifier: MIT */
/**
 * @file reference.h
 * The oracle: every operator that runs, in plain C, as near to ONNX's definition as it can be
 * written, slow, in double where ONNX leaves the precision open. Tests alone use it.
 */
#pragma once

#include "opencl/graph.h"

G_BEGIN_DECLS

/**
 * Run @graph node by node.
 * @inputs: one dense row-major array for each of graph->inputs.
 * @outputs: (out) (transfer full): one array for each of graph->outputs; free with
 *   reference_free_outputs().
 * Returns: FALSE with UNSUPPORTED for an operator without a reference.
 */
gboolean reference_run (const OcnGraph *graph, float **inputs, float ***outputs, GError **error);
void reference_free_outputs (const OcnGraph *graph, float **outputs);

/**
 * As reference_run(), keeping the value of every tensor.
 * Returns: (transfer full): one array per tensor of @graph, NULL for constants; free with
 *   reference_free_values(); NULL with UNSUPPORTED.
 */
float **reference_run_all (const OcnGraph *graph, float **inputs, GError **error);
void reference_free_values (const OcnGraph *graph, float **values);

/** Whether there is a reference of @op. */
gboolean reference_has (const char *op);

/* ---- for the operators -------------------------------------------------------------------- */

/** A node with its values. */
typedef struct {
  const OcnGraph *graph;
  const OcnNode *node;
  float **values; /**< per tensor of the graph */
} Reference;

typedef void (*ReferenceFunc) (const Reference *reference);

/** Values of input @i, NULL where omitted; constants that are not floats have none. */
const float *reference_input (const Reference *reference, guint i);
float *reference_output (const Reference *reference, guint i);
const OcnShape *reference_input_shape (const Reference *reference, guint i);
const OcnShape *reference_output_shape (const Reference *reference, guint i);
/** The constant INT64 input @i. */
const gint64 *reference_ints (const Reference *reference, guint i);
/** The attribute @name, a list of integers. */
const gint64 *reference_attribute (const Reference *reference, const char *name);

/** Row-major position → one index per dimension, and back. */
void reference_unravel (const OcnShape *shape, gsize position, gint64 index[OCN_MAX_RANK]);
gsize reference_ravel (const OcnShape *shape, const gint64 index[OCN_MAX_RANK]);
/** Position in a tensor of @shape stretched to @target, at @index of @target. */
gsize reference_ravel_stretched (const OcnShape *shape, const OcnShape *target,
                                 const gint64 index[OCN_MAX_RANK]);

/* pointwise.c */
void reference_unary (const Reference *reference);
void reference_binary (const Reference *reference);
void reference_clip (const Reference *reference);

/* matrix.c */
void reference_gemm (const Reference *reference);
void reference_matmul (const Reference *reference);
void reference_softmax (const Reference *reference);
void reference_reduce (const Reference *reference);

/* window.c */
void reference_conv (const Reference *reference);
void reference_conv_transpose (const Reference *reference);
void reference_pool (const Reference *reference);
void reference_global_pool (const Reference *reference);
void reference_resize (const Reference *reference);

/* layout.c */
void reference_reshape (const Reference *reference);
void reference_transpose (const Reference *reference);
void reference_expand (const Reference *reference);
void reference_tile (const Reference *reference);
void reference_pad (const Reference *reference);
void reference_slice (const Reference *reference);
void reference_split (const Reference *reference);
void reference_concat (const Reference *reference);
void reference_gather (const Reference *reference);
void reference_depth_to_space (const Reference *reference);
void reference_space_to_depth (const Reference *reference);

G_END_DECLS
