/* SPDX-License-Identifier: MIT */
/**
 * @file shape.h
 * Arithmetic on shapes, safe against overflow. Private to opencl/.
 */
#pragma once

#include "opencl/ocn.h"

G_BEGIN_DECLS

/** The greatest number of elements of one tensor. */
#define OCN_MAX_ELEMENTS ((gsize) 1 << 28)

/** FALSE when a dimension is negative or there are more than OCN_MAX_ELEMENTS elements. */
gboolean ocn_shape_is_sane (const OcnShape *shape);
gboolean ocn_shape_equal (const OcnShape *a, const OcnShape *b);

/** Numpy's rule: align at the last dimension, 1 stretches. FALSE when they do not fit. */
gboolean ocn_shape_broadcast (const OcnShape *a, const OcnShape *b, OcnShape *result);

/** Elements from one index of each dimension to the next, for a dense row-major tensor. */
void ocn_shape_strides (const OcnShape *shape, gsize strides[OCN_MAX_RANK]);

/**
 * Strides to walk a tensor of @shape as if it had the shape @target to which it broadcasts:
 * 0 along stretched dimensions, one entry per dimension of @target.
 */
void ocn_shape_broadcast_strides (const OcnShape *shape, const OcnShape *target,
                                  gsize strides[OCN_MAX_RANK]);

/** "1×3×320×320", "scalar". Returns: (transfer full). */
char *ocn_shape_to_string (const OcnShape *shape);

G_END_DECLS
