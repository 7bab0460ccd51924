/* SPDX-License-Identifier: MIT */
/**
 * @file graph-edit.h
 * Making and changing a graph while it is read. Private to opencl/.
 */
#pragma once

#include "opencl/graph.h"

G_BEGIN_DECLS

OcnGraph *ocn_graph_new (void);

/** Append a tensor without data. @name: (nullable). Returns: its index. */
int ocn_graph_add_tensor (OcnGraph *graph, const char *name, OcnType type, const OcnShape *shape);
/** Append a constant, filled from @data (dense, row-major). Returns: its index, -1 with LIMIT. */
int ocn_graph_add_constant (OcnGraph *graph, const char *name, OcnType type, const OcnShape *shape,
                            gconstpointer data, GError **error);
/** Append a constant INT64 list, as shapes and axes are given. Returns: as above. */
int ocn_graph_add_ints (OcnGraph *graph, const char *name, const gint64 *values, guint n,
                        GError **error);

/** Order the nodes so that each follows those that make its inputs. FALSE with MODEL: a cycle. */
gboolean ocn_graph_sort (OcnGraph *graph, GError **error);
/** For each tensor the index of the node that makes it, or -1. Returns: (transfer full). */
int *ocn_graph_producers (const OcnGraph *graph);

/** Give @tensor zeroed memory for its type and shape. FALSE with LIMIT when that fails. */
gboolean ocn_tensor_allocate (OcnTensor *tensor, GError **error);
void ocn_tensor_free (OcnTensor *tensor);

OcnNode *ocn_node_new (const char *name, const char *op);
void ocn_node_free (OcnNode *node);
void ocn_node_rename (OcnNode *node, const char *op);
/** A node with one output and two inputs, one where @b is -1. */
OcnNode *ocn_node_new_binary (const char *name, const char *op, int a, int b, int output);

/** Tensor index of input or output @i, -1 where omitted or out of range. */
int ocn_node_input_index (const OcnNode *node, guint i);
int ocn_node_output_index (const OcnNode *node, guint i);
/** Put tensor @index at input @i; the inputs between are omitted ones. */
void ocn_node_set_input (OcnNode *node, guint i, int index);

OcnAttribute *ocn_attribute_new (const char *name);
void ocn_attribute_free (OcnAttribute *attribute);
/** Replace or add an attribute. */
void ocn_node_set_int (OcnNode *node, const char *name, gint64 value);
void ocn_node_set_ints (OcnNode *node, const char *name, const gint64 *values, guint n);
void ocn_node_set_string (OcnNode *node, const char *name, const char *value);
void ocn_node_remove_attribute (OcnNode *node, const char *name);

/** As ocn_fail(), with the operator and the node's name before the sentence. Returns: FALSE. */
gboolean ocn_node_fail (const OcnNode *node, GError **error, OcnErrorCode code, const char *format,
                        ...) G_GNUC_PRINTF (4, 5);

G_END_DECLS
