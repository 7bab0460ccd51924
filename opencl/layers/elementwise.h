/* SPDX-License-Identifier: MIT */
/**
 * @file elementwise.h
 * The elementwise operators: which function of kernels/math.clh computes them, and with which
 * parameters.
 */
#pragma once

#include "opencl/lower.h"

G_BEGIN_DECLS

typedef struct {
  const char *op;
  const char *function; /**< of math.clh, without its prefix "op_" */
  guint operands;       /**< 1 or 2 tensors */
  guint parameters;     /**< 0…2 floats that follow them */
} OcnElementwise;

/** NULL when @op is not elementwise. */
const OcnElementwise *ocn_elementwise_find (const char *op);

/** The parameters of @node, e.g. the slope of LeakyRelu. */
void ocn_elementwise_parameters (const OcnLower *lower, const OcnNode *node, float parameters[2]);

G_END_DECLS
