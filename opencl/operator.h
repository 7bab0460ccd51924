/* SPDX-License-Identifier: MIT */
/**
 * @file operator.h
 * The table of operators: what the reader accepts and which functions know its shapes and values.
 * To add an operator: one row here, a shape function (shapes*.c), a row of the reference
 * (tests/opencl/reference), then a kernel. Private to opencl/.
 */
#pragma once

#include "opencl/graph.h"

G_BEGIN_DECLS

/**
 * Check @node and set type and shape of its outputs; put the node in the form of graph.h.
 * Inputs have their shapes, constants their data.
 */
typedef gboolean (*OcnShapeFunc) (OcnGraph *graph, OcnNode *node, GError **error);

/**
 * Compute a node all of whose inputs are constants. The outputs have zeroed memory.
 * Integer arithmetic wraps; FALSE with MODEL for a division by zero or an index out of range.
 */
typedef gboolean (*OcnEvaluateFunc) (const OcnGraph *graph, const OcnNode *node, GError **error);

typedef enum {
  OCN_OPERATOR_RUNS,     /**< kernels exist: may stay in the graph */
  OCN_OPERATOR_FOLDS,    /**< computed at load: its inputs must be constants (or only shapes) */
  OCN_OPERATOR_REWRITES, /**< replaced by others, see graph.h */
} OcnOperatorKind;

typedef struct {
  const char *op;
  OcnOperatorKind kind;
  guint min_inputs, max_inputs, max_outputs;
  const char *attributes; /**< "name:type …", type one of i f s t, I and F for lists */
  OcnShapeFunc infer;
  OcnEvaluateFunc evaluate; /**< or NULL: refused when all inputs are constants */
} OcnOperator;

/** NULL when the library does not know @op. */
const OcnOperator *ocn_operator_find (const char *op);

/** Whether @row has an attribute @name of @type (as in `attributes`). */
gboolean ocn_operator_takes (const OcnOperator *row, const char *name, char type);

G_END_DECLS
