/* SPDX-License-Identifier: MIT */
/**
 * @file plan.h
 * Where each value of a network lies: pools in which values with disjoint lifetimes overlap.
 *
 * Blocked values share a pool only with values of the same picture (height, width, halo, lanes),
 * at multiples of a block: so every halo pixel of a pool is a halo pixel of each value that ever
 * lies there, and stays the zero it was when the pool was made. Dense values share one pool.
 * Inputs and outputs have pools of their own; constants are the model's and have no place.
 */
#pragma once

#include "opencl/network.h"

G_BEGIN_DECLS

typedef struct {
  int pool; /**< -1: a constant, or a value that no layer uses */
  gsize offset;
} OcnPlace;

typedef struct {
  OcnPlace *places; /**< by value; an alias or part has the place of what it shows */
  GArray *pools;    /**< of gsize: bytes */
} OcnPlan;

OcnPlan *ocn_plan_new (const OcnNetwork *network);
void ocn_plan_free (OcnPlan *plan);
/** Bytes of all pools. */
gsize ocn_plan_bytes (const OcnPlan *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OcnPlan, ocn_plan_free)

G_END_DECLS
