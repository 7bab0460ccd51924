/* SPDX-License-Identifier: MIT */
/** @file pointwise.c Operators that look at one element of each input. */
#include <math.h>

#include "tests/opencl/reference/reference.h"

#define OP(text) g_str_equal (node->op, text)

/* ln (1 + eˣ) without overflow. */
static double
softplus (double x)
{
  return x > 30 ? x : log1p (exp (x));
}

static double
unary (const OcnNode *node, double x)
{
  if (OP ("Abs"))
    return fabs (x);
  if (OP ("Ceil"))
    return ceil (x);
  if (OP ("Erf"))
    return erf (x);
  if (OP ("Exp"))
    return exp (x);
  if (OP ("Floor"))
    return floor (x);
  if (OP ("HardSigmoid"))
    return fmax (0, fmin (1, (double) ocn_node_float (node, "alpha", 0.2f) * x
                                 + (double) ocn_node_float (node, "beta", 0.5f)));
  if (OP ("HardSwish"))
    return x * fmax (0, fmin (1, x / 6 + 0.5));
  if (OP ("LeakyRelu"))
    return x < 0 ? (double) ocn_node_float (node, "alpha", 0.01f) * x : x;
  if (OP ("Log"))
    return log (x);
  if (OP ("Mish"))
    return x * tanh (softplus (x));
  if (OP ("Neg"))
    return -x;
  if (OP ("Reciprocal"))
    return 1 / x;
  if (OP ("Relu"))
    return x < 0 ? 0 : x;
  if (OP ("Sigmoid"))
    return 1 / (1 + exp (-x));
  if (OP ("Softplus"))
    return softplus (x);
  if (OP ("Sqrt"))
    return sqrt (x);
  return tanh (x);
}

void
reference_unary (const Reference *reference)
{
  const float *input = reference_input (reference, 0);
  float *output = reference_output (reference, 0);
  gsize count = ocn_shape_count (reference_output_shape (reference, 0));
  for (gsize i = 0; i < count; i++)
    output[i] = (float) unary (reference->node, input[i]);
}

static double
binary (const OcnNode *node, double a, double b)
{
  if (OP ("Add"))
    return a + b;
  if (OP ("Sub"))
    return a - b;
  if (OP ("Mul"))
    return a * b;
  if (OP ("Div"))
    return a / b;
  if (OP ("Pow"))
    return pow (a, b);
  if (OP ("PRelu"))
    return a < 0 ? a * b : a;
  if (isnan (a) || isnan (b))
    return NAN;
  return OP ("Max") ? fmax (a, b) : fmin (a, b);
}

void
reference_binary (const Reference *reference)
{
  const OcnShape *shape = reference_output_shape (reference, 0);
  const OcnShape *a_shape = reference_input_shape (reference, 0);
  const OcnShape *b_shape = reference_input_shape (reference, 1);
  const float *a = reference_input (reference, 0), *b = reference_input (reference, 1);
  float *output = reference_output (reference, 0);
  for (gsize i = 0; i < ocn_shape_count (shape); i++) {
    gint64 index[OCN_MAX_RANK];
    reference_unravel (shape, i, index);
    output[i] =
        (float) binary (reference->node, a[reference_ravel_stretched (a_shape, shape, index)],
                        b[reference_ravel_stretched (b_shape, shape, index)]);
  }
}

void
reference_clip (const Reference *reference)
{
  const float *input = reference_input (reference, 0);
  const float *low = reference_input (reference, 1), *high = reference_input (reference, 2);
  float *output = reference_output (reference, 0);
  gsize count = ocn_shape_count (reference_output_shape (reference, 0));
  for (gsize i = 0; i < count; i++) {
    float value = input[i];
    value = low && value < *low ? *low : value;
    output[i] = high && value > *high ? *high : value;
  }
}
