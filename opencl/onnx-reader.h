/* SPDX-License-Identifier: MIT */
/**
 * @file onnx-reader.h
 * ModelProto → OcnGraph as written in the file: names resolved, operators and attributes known,
 * nodes sorted. Shapes and folding come after it. Private to opencl/.
 */
#pragma once

#include "onnx.pb-c.h"
#include "opencl/graph.h"

G_BEGIN_DECLS

/** Returns: (transfer full): NULL with MODEL, LIMIT or UNSUPPORTED. Free dimensions are -1. */
OcnGraph *ocn_onnx_read (const Onnx__ModelProto *model, GError **error);

/** Name and shape (free dimensions -1) of what @model takes, initialisers left out. */
GPtrArray *ocn_onnx_inputs (const Onnx__ModelProto *model, GError **error);

G_END_DECLS
