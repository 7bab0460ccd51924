/* SPDX-License-Identifier: MIT */
/**
 * @file chain.h
 * Fusion: a node on blocked pictures with the elementwise nodes that its kernel does as well.
 *
 * A chain starts at a node and takes in elementwise nodes whose other operands are there already,
 * as long as in the end one tensor leaves it. Conv, Sigmoid and Mul (x, sigmoid (x)) make one
 * kernel; so do Conv, Add of a shortcut, and Relu. What is taken in becomes text of the kernel,
 * one statement per node, so there is no list of "known activations".
 */
#pragma once

#include "opencl/lower.h"

G_BEGIN_DECLS

struct _OcnChain {
  const OcnNode *head;
  GPtrArray *tail; /**< of const OcnNode *: elementwise; the head too, where it is elementwise */
  int input;       /**< tensor that the text starts from: the head's output, or its input */
  int output;      /**< the one tensor that leaves */
};

/**
 * The chain that starts at node @index, following lower->graph and lower->is_blocked.
 * @taken: by node: whether another chain has it. @alone: take in nothing.
 * Returns: (transfer full).
 */
OcnChain *ocn_chain_grow (const OcnLower *lower, guint index, const gboolean *taken,
                          gboolean alone);
void ocn_chain_free (OcnChain *chain);

/** Whether elementwise @node can run on blocked pictures. */
gboolean ocn_chain_accepts (const OcnLower *lower, const OcnNode *node);

/**
 * Append to the arguments of @layer the operands of the chain, define OPERANDS and EPILOGUE, and
 * make the chain's output a blocked value. Returns: that value, already an argument to write.
 */
int ocn_chain_finish (OcnLower *lower, const OcnChain *chain, OcnLayer *layer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OcnChain, ocn_chain_free)

G_END_DECLS
