/* SPDX-License-Identifier: MIT */
/**
 * @file onnx-tensor.h
 * TensorProto and element types → OcnTensor. Private to opencl/.
 */
#pragma once

#include "onnx.pb-c.h"
#include "opencl/graph.h"

G_BEGIN_DECLS

/**
 * Our type for ONNX's element type @data_type; FLOAT16 and DOUBLE become FLOAT.
 * FALSE with UNSUPPORTED for strings, complex numbers and the like. @what: named in the sentence.
 */
gboolean ocn_onnx_type (gint64 data_type, const char *what, OcnType *type, GError **error);

/**
 * A constant from raw_data or the typed field, checked against its shape.
 * Returns: (transfer full): free with ocn_tensor_free(); NULL with MODEL, LIMIT or UNSUPPORTED.
 */
OcnTensor *ocn_onnx_tensor (const Onnx__TensorProto *proto, GError **error);

G_END_DECLS
