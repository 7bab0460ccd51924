/* SPDX-License-Identifier: MIT */
/**
 * @file graph.h
 * A checked network between reader and planner: nodes in order of execution, every shape known,
 * constants folded, batch norm folded into convolutions. Private to opencl/.
 *
 * file bytes → onnx-scan (limits) → onnx-reader (graph) → shapes → fold → OcnGraph → lower → plan
 */
#pragma once

#include "ocn.h"

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
 * An operator. `op` is ONNX's op_type ("Conv"), normalised by the reader: deprecated spellings are
 * rewritten to those of opset 21 (e.g. Upsample → Resize; axes of Squeeze as an input).
 */
typedef struct {
  char *name;
  char *op;
  GArray *inputs;        /**< of int: tensor index, -1 for an omitted optional input */
  GArray *outputs;       /**< of int, -1 for an omitted one */
  GPtrArray *attributes; /**< of OcnAttribute */
} OcnNode;

typedef struct {
  GPtrArray *tensors; /**< of OcnTensor */
  GPtrArray *nodes;   /**< of OcnNode, topologically sorted */
  GArray *inputs;     /**< of int: tensor indices, initialisers left out */
  GArray *outputs;    /**< of int */
  gint64 opset;
} OcnGraph;

/**
 * Read a graph. @input_shape as in ocn_model_new(). No device is involved.
 * Every node of the result is supported (ocn_op_is_supported()), every shape known, no node has
 * only constant inputs, and BatchNormalization follows no Conv.
 * Returns: (transfer full): NULL with FILE, MODEL, LIMIT, UNSUPPORTED or SHAPE.
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

/** Whether the library runs @op with some attributes (attributes are checked by the reader). */
gboolean ocn_op_is_supported (const char *op);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OcnGraph, ocn_graph_free)

G_END_DECLS
