/* SPDX-License-Identifier: MIT */
/** @file hoist.h  A rewrite of graphs before lowering. Private to opencl/. */
#pragma once

#include "opencl/graph.h"

/**
 * Move activations from behind a Concat before it: f (concat (a, b)) becomes concat (f (a), f (b)),
 * where they cost nothing in the kernels that make a and b. Only where nothing else reads the
 * concatenation.
 */
void ocn_hoist_activations (OcnGraph *graph);
