/* SPDX-License-Identifier: MIT */
/**
 * @file graph-builder.h
 * Graphs written by hand in tests: inputs, random weights and nodes, one call each. Tensors are
 * indices into the graph. Numbers come from `dice`, which the test seeds.
 */
#pragma once

#include "opencl/graph-edit.h"

extern GRand *dice;

OcnShape shape_of (guint rank, const int *dims);
#define SHAPE(...)                                                                                 \
  shape_of (sizeof ((int[]) { __VA_ARGS__ }) / sizeof (int), (const int[]) { __VA_ARGS__ })

/** @count numbers in −2…2. Returns: (transfer full). */
float *random_floats (gsize count);
int add_input (OcnGraph *graph, OcnShape shape);
/** Weights, small enough that a sum over all but the first dimension stays near 1. */
int add_weights (OcnGraph *graph, OcnShape shape);
int add_scalar (OcnGraph *graph, float value);
/** A node with one output of @shape. @b: -1 for none. Returns: (transfer none). */
OcnNode *add_node (OcnGraph *graph, const char *op, int a, int b, OcnShape shape);
/** The one output of @node. */
int result (const OcnNode *node);
void add_output (OcnGraph *graph, int tensor);
