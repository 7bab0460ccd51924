/* SPDX-License-Identifier: MIT */
/**
 * @file npy.h
 * Tensors as NumPy files: little-endian, row-major, 32-bit floats; 64-bit integers are read too.
 * Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
#pragma once

#include "opencl/ocn.h"

G_BEGIN_DECLS

/**
 * Read a tensor; integers are converted. Any file is safe: nothing larger than it is allocated.
 * @shape: (out).
 * Returns: (transfer full): free with g_free(); NULL with FILE, or with UNSUPPORTED for another
 *   type or order, or with SHAPE when the elements do not fit the shape.
 */
OCN_API float *ocn_npy_read (const char *path, OcnShape *shape, GError **error);

/** Write @data of @shape. FALSE with FILE. */
OCN_API gboolean ocn_npy_write (const char *path, const OcnShape *shape, const float *data,
                                GError **error);

G_END_DECLS
