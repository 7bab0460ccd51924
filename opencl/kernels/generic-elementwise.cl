/* SPDX-License-Identifier: MIT */
/**
 * @file generic-elementwise.cl
 * Elementwise operators on dense tensors; one work-item per element of the result.
 */
// test-defines:
#include "scalar.clh"

/* y[i] = f (x[i]), with up to two parameters. */
#define UNARY(NAME, ...)                                                                           \
  __kernel void unary_##NAME (__global const float *x, __global float *y, float a, float b)        \
  {                                                                                                \
    const int i = get_global_id (0);                                                               \
    y[i] = op_##NAME (x[i] __VA_ARGS__);                                                           \
  }

UNARY (relu)
UNARY (leaky_relu, , a)
UNARY (clip, , a, b)
UNARY (sigmoid)
UNARY (hard_sigmoid, , a, b)
UNARY (hard_swish)
UNARY (tanh)
UNARY (softplus)
UNARY (mish)
UNARY (exp)
UNARY (log)
UNARY (sqrt)
UNARY (abs)
UNARY (neg)
UNARY (floor)
UNARY (ceil)
UNARY (reciprocal)
UNARY (erf)

/*
 * y[i] = f (a[…], b[…]) with broadcasting. shape = { rank, dimensions of y, strides of a, strides
 * of b }, a stride being 0 along a stretched dimension.
 */
#define BINARY(NAME)                                                                               \
  __kernel void binary_##NAME (__global const int *shape, __global const float *a,                 \
                               __global const float *b, __global float *y)                         \
  {                                                                                                \
    const int i = get_global_id (0), rank = shape[0];                                              \
    int rest = i, at_a = 0, at_b = 0;                                                              \
    for (int d = rank; d >= 1; d--) {                                                              \
      const int index = rest % shape[d];                                                           \
      rest /= shape[d];                                                                            \
      at_a += index * shape[rank + d];                                                             \
      at_b += index * shape[2 * rank + d];                                                         \
    }                                                                                              \
    y[i] = op_##NAME (a[at_a], b[at_b]);                                                           \
  }

BINARY (add)
BINARY (sub)
BINARY (mul)
BINARY (div)
BINARY (pow)
BINARY (max)
BINARY (min)
BINARY (prelu)
