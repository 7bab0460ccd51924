/* SPDX-License-Identifier: MIT */
/**
 * @file graph.h
 * A checked network between reader and planner: nodes in order of execution, every shape known,
 * constants folded, batch norm folded into convolutions. Private to opencl/.
 *
 * file bytes → onnx-scan (limits) → onnx-reader (graph) → shapes → fold → OcnGraph → lower → plan
 */
#pragma once

#include "opencl/ocn.h"

G_BEGIN_DECLS

typedef enum {
  OCN_TYPE_FLOAT,
  OCN_TYPE_INT64,
  OCN_TYPE_INT32,
  OCN_TYPE_UINT8,
  OCN_TYPE_INT8,
  OCN_TYPE_BOOL,
} OcnType;

/** Bytes of one element. */
gsize ocn_type_size (OcnType type);

/** A value of the graph. Tensors are referred to by their index in `OcnGraph.tensors`. */
typedef struct {
  char *name;
  OcnType type;
  OcnShape shape; /**< all dimensions ≥ 0 after ocn_graph_load() */
  gpointer data;  /**< NULL, or the constant's elements, dense, row-major, 64-byte aligned */
} OcnTensor;

/** An attribute of a node; ONNX's own names. */
typedef struct {
  char *name;
  gint64 i;
  float f;
  char *s;           /**< or NULL */
  GArray *ints;      /**< of gint64, or NULL */
  GArray *floats;    /**< of float, or NULL */
  OcnTensor *tensor; /**< or NULL */
} OcnAttribute;

/**
 * An operator. `op` is ONNX's op_type ("Conv"), in the form of opset 21 and made explicit:
 * - Conv, ConvTranspose, MaxPool, AveragePool: `kernel_shape`, `strides`, `dilations` and `pads`
 *   (2-D, so 2, 2, 2 and 4 integers) are present, `auto_pad` is not; ONNX's `group` where there.
 * - every `axis` is present and ≥ 0 (Concat, Split, Gather, Softmax, LogSoftmax).
 * - Flatten, Squeeze and Unsqueeze have become Reshape; Upsample Resize; BatchNormalization is
 *   part of a Conv or a Mul and an Add; Max, Min and Sum of more inputs are chains of two; Sum is
 *   Add; Identity, Dropout and casts between floats are gone.
 * - Slice: starts, ends, axes, steps are constant INT64 with one entry per dimension of the data,
 *   0 ≤ start < dimension unless the result is empty; output[i] = data[start + i × step].
 * - Resize: inputs (data, -1, scales): NCHW, constant FLOAT scales of 4 entries, the first two 1.
 *   The input coordinate follows from the scale, not from the ratio of the sizes, in 32-bit
 *   floats: for nearest the last bit may choose the element. `mode`,
 *   `coordinate_transformation_mode` and (nearest) `nearest_mode` are present.
 * - Reduce*: axes are a constant INT64 input 1, sorted, ≥ 0; `keepdims` is present.
 * - Pad: `pads` is a constant INT64 input 1 of 2 × rank entries ≥ 0; input 2 (or -1) a constant.
 * - Clip: inputs 1 and 2 are constant scalars or -1. Gather: indices are constant INT64, ≥ 0.
 * - Reshape, Expand, Tile: input 1 is constant INT64; the output's shape says the result.
 * - MatMul: both ranks ≥ 2.
 */
typedef struct {
  char *name;
  char *op;
  GArray *inputs;        /**< of int: tensor index, -1 for an omitted optional input */
  GArray *outputs;       /**< of int, -1 for an omitted one */
  GPtrArray *attributes; /**< of OcnAttribute */
} OcnNode;

/** A whole network. */
typedef struct {
  GPtrArray *tensors; /**< of OcnTensor */
  GPtrArray *nodes;   /**< of OcnNode, topologically sorted */
  GArray *inputs;     /**< of int: tensor indices, initialisers left out */
  GArray *outputs;    /**< of int */
  gint64 opset;
} OcnGraph;

/**
 * Read a graph. @input_shape as in ocn_model_new(). No device is involved.
 * Every node of the result is supported (ocn_op_is_supported()), every shape known, and no node has
 * only constant inputs. Inputs, outputs and whatever a node computes are FLOAT; tensors that no
 * node and no output uses are gone. An output may be a constant or an input. A free first dimension
 * of an input is taken as 1, another free one must come from @input_shape. Returns: (transfer
 * full): NULL with FILE, MODEL, LIMIT, UNSUPPORTED or SHAPE.
 */
OcnGraph *ocn_graph_load (const char *path, const OcnShape *input_shape, GError **error);
/** The same from memory. */
OcnGraph *ocn_graph_parse (const guint8 *bytes, gsize length, const OcnShape *input_shape,
                           GError **error);
void ocn_graph_free (OcnGraph *graph);

OcnTensor *ocn_graph_tensor (const OcnGraph *graph, int index);
/** Input or output @i of @node as tensor, NULL where omitted or out of range. */
OcnTensor *ocn_graph_input (const OcnGraph *graph, const OcnNode *node, guint i);
OcnTensor *ocn_graph_output (const OcnGraph *graph, const OcnNode *node, guint i);

const OcnAttribute *ocn_node_attribute (const OcnNode *node, const char *name);
gint64 ocn_node_int (const OcnNode *node, const char *name, gint64 fallback);
float ocn_node_float (const OcnNode *node, const char *name, float fallback);
const char *ocn_node_string (const OcnNode *node, const char *name, const char *fallback);

/** Whether the library runs @op; attributes and ranks are checked by the reader. */
gboolean ocn_op_is_supported (const char *op);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OcnGraph, ocn_graph_free)

G_END_DECLS
