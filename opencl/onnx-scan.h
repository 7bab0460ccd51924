/* SPDX-License-Identifier: MIT */
/**
 * @file onnx-scan.h
 * From untrusted bytes to protobuf-c's structures, within limits. protobuf-c unpacks recursively
 * and without a budget, so the bytes are walked first, without recursion. Private to opencl/.
 */
#pragma once

#include "onnx.pb-c.h"
#include "opencl/ocn.h"

G_BEGIN_DECLS

/** A message within a message within … the model. A plain graph needs 7. */
#define OCN_ONNX_MAX_NESTING 32
/** Fields in the whole file. Large networks have about 100,000. */
#define OCN_ONNX_MAX_FIELDS (2 * 1000 * 1000)
/** Bytes of a file. */
#define OCN_ONNX_MAX_LENGTH ((gsize) 1 << 30)

/**
 * Check that @bytes are well-formed and within the limits. No memory is taken.
 * A field that holds one message may occur once: protobuf would merge, in quadratic time.
 * Returns: FALSE with LIMIT, or with MODEL for malformed bytes.
 */
gboolean ocn_onnx_scan (const guint8 *bytes, gsize length, GError **error);

/** Scan and unpack. Returns: (transfer full): free with ocn_onnx_free(); NULL with an error. */
Onnx__ModelProto *ocn_onnx_unpack (const guint8 *bytes, gsize length, GError **error);
void ocn_onnx_free (Onnx__ModelProto *model);

G_END_DECLS
