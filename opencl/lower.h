/* SPDX-License-Identifier: MIT */
/**
 * @file lower.h
 * From graph to network: what each operator family in layers/ offers and may use.
 *
 * Lowering walks the nodes in order. Each operator has a dense rule, which launches generic kernels
 * on row-major values; those that matter for speed have a blocked rule too, which launches a
 * specialised kernel on blocked values. A tensor may exist in both layouts; a conversion is
 * inserted when a rule asks for the one that does not exist yet.
 */
#pragma once

#include "opencl/graph.h"
#include "opencl/network.h"

G_BEGIN_DECLS

/** Most nodes of a graph: far above any of use; rewriting and planning take the square of it. */
#define OCN_MAX_NODES 16384

typedef struct {
  const OcnGraph *graph;
  OcnNetwork *network;
  guint lanes;  /**< channels per block, 0: dense only */
  guint units;  /**< compute units to share the work among */
  int *dense;   /**< by tensor: its dense value, or -1 */
  int *blocked; /**< by tensor: its blocked value, or -1 */
  guint *uses;          /**< by tensor: times that nodes read it, and outputs */
  gboolean *is_blocked; /**< by tensor: whether it is or will be made as a blocked value */
} OcnLower;

/** Append the layers of @node; its outputs get values. */
typedef gboolean (*OcnLowerFunc) (OcnLower *lower, const OcnNode *node, GError **error);

gboolean ocn_dense_concat (OcnLower *lower, const OcnNode *node, GError **error);
gboolean ocn_dense_conv (OcnLower *lower, const OcnNode *node, GError **error);
gboolean ocn_dense_conv_transpose (OcnLower *lower, const OcnNode *node, GError **error);
gboolean ocn_dense_depth_to_space (OcnLower *lower, const OcnNode *node, GError **error);
gboolean ocn_dense_elementwise (OcnLower *lower, const OcnNode *node, GError **error);
gboolean ocn_dense_expand (OcnLower *lower, const OcnNode *node, GError **error);
gboolean ocn_dense_gather (OcnLower *lower, const OcnNode *node, GError **error);
gboolean ocn_dense_gemm (OcnLower *lower, const OcnNode *node, GError **error);
gboolean ocn_dense_global_pool (OcnLower *lower, const OcnNode *node, GError **error);
gboolean ocn_dense_matmul (OcnLower *lower, const OcnNode *node, GError **error);
gboolean ocn_dense_pad (OcnLower *lower, const OcnNode *node, GError **error);
gboolean ocn_dense_pool (OcnLower *lower, const OcnNode *node, GError **error);
gboolean ocn_dense_reduce (OcnLower *lower, const OcnNode *node, GError **error);
gboolean ocn_dense_reshape (OcnLower *lower, const OcnNode *node, GError **error);
gboolean ocn_dense_resize (OcnLower *lower, const OcnNode *node, GError **error);
gboolean ocn_dense_slice (OcnLower *lower, const OcnNode *node, GError **error);
gboolean ocn_dense_softmax (OcnLower *lower, const OcnNode *node, GError **error);
gboolean ocn_dense_space_to_depth (OcnLower *lower, const OcnNode *node, GError **error);
gboolean ocn_dense_split (OcnLower *lower, const OcnNode *node, GError **error);
gboolean ocn_dense_transpose (OcnLower *lower, const OcnNode *node, GError **error);

/** A node and the elementwise nodes fused into its kernel, see chain.h. */
typedef struct _OcnChain OcnChain;

/** Whether the blocked rule can run @node. */
typedef gboolean (*OcnAcceptFunc) (const OcnLower *lower, const OcnNode *node);
/** Append the layers of a chain whose head was accepted. */
typedef void (*OcnBlockedFunc) (OcnLower *lower, const OcnChain *chain);

gboolean ocn_accepts_concat (const OcnLower *lower, const OcnNode *node);
gboolean ocn_accepts_conv (const OcnLower *lower, const OcnNode *node);
gboolean ocn_accepts_picture (const OcnLower *lower, const OcnNode *node);
void ocn_blocked_concat (OcnLower *lower, const OcnChain *chain);
void ocn_blocked_conv (OcnLower *lower, const OcnChain *chain);
void ocn_blocked_elementwise (OcnLower *lower, const OcnChain *chain);
void ocn_blocked_global_pool (OcnLower *lower, const OcnChain *chain);
void ocn_blocked_pool (OcnLower *lower, const OcnChain *chain);
void ocn_blocked_resize (OcnLower *lower, const OcnChain *chain);

/** Lower @graph for a device. NULL with UNSUPPORTED, SHAPE or LIMIT. */
OcnNetwork *ocn_lower (const OcnGraph *graph, guint lanes, guint units, gsize alignment,
                       GError **error);

/* ---- for the rules ------------------------------------------------------------------------ */

/** Entry @i of the list attribute @name, which the reader has made explicit. */
int ocn_lower_list (const OcnNode *node, const char *name, guint i);
/** Integers of constant input @i. Returns: (transfer none): NULL where omitted. */
const gint64 *ocn_lower_ints (const OcnLower *lower, const OcnNode *node, guint i);

/** Dense value of input @i; constants are uploaded, blocked values unpacked. */
int ocn_lower_input (OcnLower *lower, const OcnNode *node, guint i);
/** A new dense value for output @i. */
int ocn_lower_output (OcnLower *lower, const OcnNode *node, guint i);
/** Dense value of tensor @tensor. */
int ocn_lower_dense (OcnLower *lower, int tensor);

/** Blocked value of @tensor; packed where it is dense. */
int ocn_lower_blocked (OcnLower *lower, int tensor);
/** Blocked value of @tensor for an operand per channel; constants are packed and uploaded. */
int ocn_lower_channels (OcnLower *lower, int tensor);
/** A blocked copy with @lanes channels per block of dense @tensor. */
int ocn_lower_pack (OcnLower *lower, int tensor, guint lanes);
/** Start a specialised layer for the head of @chain. */
OcnLayer *ocn_lower_special (OcnLower *lower, const OcnChain *chain, const char *file);
/** Define window and bands: the range covers rows of @value × @units, for @flop operations. */
void ocn_lower_bands (OcnLower *lower, OcnLayer *layer, int value, guint units, double flop);
/** Define K_, S_, PAD_, D_ of a window operator. */
void ocn_lower_window (OcnLayer *layer, const OcnNode *node);
/** The halo that a window of @node reaches over. */
guint ocn_lower_reach (const OcnNode *node);

/** Launch @kernel of @file over the elements of output 0 (range rank 1). */
OcnLayer *ocn_lower_launch (OcnLower *lower, const OcnNode *node, const char *file,
                            const char *kernel);
G_END_DECLS
