/* SPDX-License-Identifier: MIT */
/** @file evaluate.c Constant folding: arithmetic on integers and floats. */
#include <math.h>
#include <string.h>

#include "opencl/error.h"
#include "opencl/evaluate.h"
#include "opencl/graph-edit.h"
#include "opencl/shape.h"

#define OP(node, text) g_str_equal ((node)->op, text)

/* ---- elements ----------------------------------------------------------------------------- */

/* A cast outside of the integer's range is undefined in C: saturate, NaN is 0. */
static gint64
to_int (double value)
{
  if (isnan (value))
    return 0;
  if (value >= 0x1p63)
    return G_MAXINT64;
  return value < -0x1p63 ? G_MININT64 : (gint64) value;
}

double
ocn_tensor_double (const OcnTensor *tensor, gsize i)
{
  return tensor->type == OCN_TYPE_FLOAT ? ((const float *) tensor->data)[i]
                                        : (double) ocn_tensor_int (tensor, i);
}

gint64
ocn_tensor_int (const OcnTensor *tensor, gsize i)
{
  switch (tensor->type) {
  case OCN_TYPE_FLOAT:
    return to_int (((const float *) tensor->data)[i]);
  case OCN_TYPE_INT64:
    return ((const gint64 *) tensor->data)[i];
  case OCN_TYPE_INT32:
    return ((const gint32 *) tensor->data)[i];
  case OCN_TYPE_INT8:
    return ((const gint8 *) tensor->data)[i];
  default:
    return ((const guint8 *) tensor->data)[i];
  }
}

static void
set_int (OcnTensor *tensor, gsize i, gint64 value)
{
  switch (tensor->type) {
  case OCN_TYPE_FLOAT:
    ((float *) tensor->data)[i] = (float) value;
    break;
  case OCN_TYPE_INT64:
    ((gint64 *) tensor->data)[i] = value;
    break;
  case OCN_TYPE_INT32:
    ((gint32 *) tensor->data)[i] = (gint32) (guint32) (guint64) value;
    break;
  case OCN_TYPE_BOOL:
    ((guint8 *) tensor->data)[i] = value != 0;
    break;
  default:
    ((guint8 *) tensor->data)[i] = (guint8) (guint64) value;
  }
}

static void
set_double (OcnTensor *tensor, gsize i, double value)
{
  if (tensor->type == OCN_TYPE_FLOAT)
    ((float *) tensor->data)[i] = (float) value;
  else if (tensor->type == OCN_TYPE_BOOL)
    ((guint8 *) tensor->data)[i] = value != 0;
  else
    set_int (tensor, i, to_int (value));
}

/* ---- one input ---------------------------------------------------------------------------- */

typedef double (*UnaryFunc) (double x, double alpha, double beta);

/* Functions of one number, in the order of the table below. */
#define UNARY(name, expression)                                                                    \
  static double name##_of (double x, double alpha, double beta)                                    \
  {                                                                                                \
    return expression;                                                                             \
  }
UNARY (abs, fabs (x))
UNARY (ceil, ceil (x))
UNARY (erf, erf (x))
UNARY (exp, exp (x))
UNARY (floor, floor (x))
UNARY (hard_sigmoid, fmax (0, fmin (1, beta + x * alpha)))
UNARY (hard_swish, fmax (0, fmin (1, x / 6 + 0.5)) * x)
UNARY (leaky_relu, x < 0 ? alpha * x : x)
UNARY (log, log (x))
UNARY (softplus, x > 30 ? x : log1p (exp (x)))
UNARY (mish, tanh (softplus_of (x, 0, 0)) * x)
UNARY (neg, -x)
UNARY (reciprocal, 1 / x)
UNARY (relu, x < 0 ? 0 : x)
UNARY (sigmoid, 1 / (1 + exp (-x)))
UNARY (sqrt, sqrt (x))
UNARY (tanh, tanh (x))

static const struct {
  const char *op;
  UnaryFunc function;
} unary_functions[] = {
  { "Abs", abs_of },
  { "Ceil", ceil_of },
  { "Erf", erf_of },
  { "Exp", exp_of },
  { "Floor", floor_of },
  { "HardSigmoid", hard_sigmoid_of },
  { "HardSwish", hard_swish_of },
  { "LeakyRelu", leaky_relu_of },
  { "Log", log_of },
  { "Mish", mish_of },
  { "Neg", neg_of },
  { "Reciprocal", reciprocal_of },
  { "Relu", relu_of },
  { "Sigmoid", sigmoid_of },
  { "Softplus", softplus_of },
  { "Sqrt", sqrt_of },
  { "Tanh", tanh_of },
};

static UnaryFunc
find_unary (const char *op)
{
  for (guint i = 0; i < G_N_ELEMENTS (unary_functions); i++) {
    if (g_str_equal (unary_functions[i].op, op))
      return unary_functions[i].function;
  }
  return NULL;
}

static gboolean
unary_int (const OcnNode *node, gint64 x, gint64 *y)
{
  if (OP (node, "Abs"))
    *y = x < 0 ? (gint64) (0 - (guint64) x) : x;
  else if (OP (node, "Neg"))
    *y = (gint64) (0 - (guint64) x);
  else if (OP (node, "Relu"))
    *y = MAX (x, 0);
  else if (OP (node, "Not"))
    *y = !x;
  else
    return FALSE;
  return TRUE;
}

static gboolean
evaluate_unary_int (const OcnNode *node, const OcnTensor *input, OcnTensor *output, GError **error)
{
  for (gsize i = 0; i < ocn_shape_count (&output->shape); i++) {
    gint64 n = 0;
    if (!unary_int (node, ocn_tensor_int (input, i), &n))
      return ocn_node_fail (node, error, OCN_ERROR_UNSUPPORTED, "its input is not a float tensor");
    set_int (output, i, n);
  }
  return TRUE;
}

gboolean
ocn_evaluate_unary (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  const OcnTensor *input = ocn_graph_input (graph, node, 0);
  OcnTensor *output = ocn_graph_output (graph, node, 0);
  UnaryFunc function = find_unary (node->op);
  double alpha = ocn_node_float (node, "alpha", OP (node, "LeakyRelu") ? 0.01f : 0.2f);
  double beta = ocn_node_float (node, "beta", 0.5f);
  if (input->type != OCN_TYPE_FLOAT)
    return evaluate_unary_int (node, input, output, error);
  if (!function)
    return ocn_node_fail (node, error, OCN_ERROR_MODEL, "its input is not boolean");
  for (gsize i = 0; i < ocn_shape_count (&output->shape); i++)
    set_double (output, i, function (ocn_tensor_double (input, i), alpha, beta));
  return TRUE;
}

gboolean
ocn_evaluate_clip (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  const OcnTensor *input = ocn_graph_input (graph, node, 0);
  const OcnTensor *low = ocn_graph_input (graph, node, 1), *high = ocn_graph_input (graph, node, 2);
  OcnTensor *output = ocn_graph_output (graph, node, 0);
  for (gsize i = 0; i < ocn_shape_count (&output->shape); i++) {
    double value = ocn_tensor_double (input, i);
    value = low && value < ocn_tensor_double (low, 0) ? ocn_tensor_double (low, 0) : value;
    value = high && value > ocn_tensor_double (high, 0) ? ocn_tensor_double (high, 0) : value;
    set_double (output, i, value);
  }
  return TRUE;
}

gboolean
ocn_evaluate_cast (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  const OcnTensor *input = ocn_graph_input (graph, node, 0);
  OcnTensor *output = ocn_graph_output (graph, node, 0);
  for (gsize i = 0; i < ocn_shape_count (&output->shape); i++) {
    if (input->type == OCN_TYPE_FLOAT)
      set_double (output, i, ocn_tensor_double (input, i));
    else
      set_int (output, i, ocn_tensor_int (input, i));
  }
  return TRUE;
}

/* ---- two inputs --------------------------------------------------------------------------- */

static double
binary_double (const OcnNode *node, double a, double b)
{
  if (OP (node, "Add"))
    return a + b;
  if (OP (node, "Sub"))
    return a - b;
  if (OP (node, "Mul"))
    return a * b;
  if (OP (node, "Div"))
    return a / b;
  if (OP (node, "Pow"))
    return pow (a, b);
  if (OP (node, "PRelu"))
    return a < 0 ? a * b : a;
  if (isnan (a) || isnan (b))
    return NAN;
  return OP (node, "Max") ? fmax (a, b) : fmin (a, b);
}

static gint64
int_power (gint64 base, gint64 exponent)
{
  guint64 result = 1, factor = (guint64) base;
  if (exponent < 0)
    return to_int (pow ((double) base, (double) exponent));
  for (; exponent > 0; exponent >>= 1, factor *= factor)
    result *= exponent & 1 ? factor : 1;
  return (gint64) result;
}

static gboolean
binary_int (const OcnNode *node, gint64 a, gint64 b, gint64 *result, GError **error)
{
  if (OP (node, "Add"))
    *result = (gint64) ((guint64) a + (guint64) b);
  else if (OP (node, "Sub"))
    *result = (gint64) ((guint64) a - (guint64) b);
  else if (OP (node, "Mul"))
    *result = (gint64) ((guint64) a * (guint64) b);
  else if (OP (node, "Div") && b == 0)
    return ocn_node_fail (node, error, OCN_ERROR_MODEL, "it divides by zero");
  else if (OP (node, "Div"))
    *result = b == -1 ? (gint64) (0 - (guint64) a) : a / b;
  else if (OP (node, "Pow"))
    *result = int_power (a, b);
  else
    *result = OP (node, "Max") ? MAX (a, b) : MIN (a, b);
  return TRUE;
}

/* Walks the output row by row and gives each element's place in a broadcast input. */
static gsize
broadcast_offset (const OcnShape *shape, const gsize strides[OCN_MAX_RANK], gsize i)
{
  gsize offset = 0;
  for (guint axis = shape->rank; axis-- > 0;) {
    offset += i % (gsize) shape->dims[axis] * strides[axis];
    i /= (gsize) shape->dims[axis];
  }
  return offset;
}

gboolean
ocn_evaluate_binary (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  const OcnTensor *a = ocn_graph_input (graph, node, 0), *b = ocn_graph_input (graph, node, 1);
  OcnTensor *output = ocn_graph_output (graph, node, 0);
  gsize a_strides[OCN_MAX_RANK], b_strides[OCN_MAX_RANK];
  ocn_shape_broadcast_strides (&a->shape, &output->shape, a_strides);
  ocn_shape_broadcast_strides (&b->shape, &output->shape, b_strides);
  for (gsize i = 0; i < ocn_shape_count (&output->shape); i++) {
    gsize x = broadcast_offset (&output->shape, a_strides, i);
    gsize y = broadcast_offset (&output->shape, b_strides, i);
    gint64 n = 0;
    if (output->type == OCN_TYPE_FLOAT)
      set_double (output, i,
                  binary_double (node, ocn_tensor_double (a, x), ocn_tensor_double (b, y)));
    else if (!binary_int (node, ocn_tensor_int (a, x), ocn_tensor_int (b, y), &n, error))
      return FALSE;
    else
      set_int (output, i, n);
  }
  return TRUE;
}

static gboolean
compare (const OcnNode *node, const OcnTensor *a, gsize x, const OcnTensor *b, gsize y)
{
  gboolean is_float = a->type == OCN_TYPE_FLOAT;
  double p = is_float ? ocn_tensor_double (a, x) : 0, q = is_float ? ocn_tensor_double (b, y) : 0;
  gint64 m = is_float ? 0 : ocn_tensor_int (a, x), n = is_float ? 0 : ocn_tensor_int (b, y);
  if (OP (node, "Equal"))
    return is_float ? p == q : m == n;
  if (OP (node, "Less"))
    return is_float ? p < q : m < n;
  if (OP (node, "Greater"))
    return is_float ? p > q : m > n;
  return OP (node, "And") ? m && n : m || n;
}

gboolean
ocn_evaluate_compare (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  const OcnTensor *a = ocn_graph_input (graph, node, 0), *b = ocn_graph_input (graph, node, 1);
  OcnTensor *output = ocn_graph_output (graph, node, 0);
  gsize a_strides[OCN_MAX_RANK], b_strides[OCN_MAX_RANK];
  ocn_shape_broadcast_strides (&a->shape, &output->shape, a_strides);
  ocn_shape_broadcast_strides (&b->shape, &output->shape, b_strides);
  for (gsize i = 0; i < ocn_shape_count (&output->shape); i++)
    set_int (output, i,
             compare (node, a, broadcast_offset (&output->shape, a_strides, i), b,
                      broadcast_offset (&output->shape, b_strides, i)));
  return TRUE;
}

gboolean
ocn_evaluate_where (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  OcnTensor *output = ocn_graph_output (graph, node, 0);
  gsize size = ocn_type_size (output->type), strides[3][OCN_MAX_RANK];
  const OcnTensor *inputs[3];
  for (guint k = 0; k < 3; k++) {
    inputs[k] = ocn_graph_input (graph, node, k);
    ocn_shape_broadcast_strides (&inputs[k]->shape, &output->shape, strides[k]);
  }
  for (gsize i = 0; i < ocn_shape_count (&output->shape); i++) {
    guint k = ocn_tensor_int (inputs[0], broadcast_offset (&output->shape, strides[0], i)) ? 1 : 2;
    gsize from = broadcast_offset (&output->shape, strides[k], i);
    memcpy ((char *) output->data + i * size, (const char *) inputs[k]->data + from * size, size);
  }
  return TRUE;
}

/* ---- reductions --------------------------------------------------------------------------- */

/* What a reduction of nothing gives. */
static double
neutral (const OcnNode *node)
{
  if (OP (node, "ReduceMax"))
    return -INFINITY;
  if (OP (node, "ReduceMin"))
    return INFINITY;
  return OP (node, "ReduceProd") ? 1 : 0;
}

static double
accumulate (const OcnNode *node, double sum, double value)
{
  if (OP (node, "ReduceProd"))
    return sum * value;
  if (OP (node, "ReduceMax"))
    return fmax (sum, value);
  return OP (node, "ReduceMin") ? fmin (sum, value) : sum + value;
}

/* Integers go through double: exact up to 2⁵³, far beyond any shape. */
gboolean
ocn_evaluate_reduce (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  const OcnTensor *input = ocn_graph_input (graph, node, 0);
  const OcnTensor *axes = ocn_graph_input (graph, node, 1);
  OcnTensor *output = ocn_graph_output (graph, node, 0);
  OcnShape kept = input->shape;
  gsize strides[OCN_MAX_RANK], count = ocn_shape_count (&output->shape);
  for (gsize k = 0; k < ocn_shape_count (&axes->shape); k++)
    kept.dims[ocn_tensor_int (axes, k)] = 1;
  ocn_shape_broadcast_strides (&kept, &input->shape, strides);
  g_autofree double *sums = g_new (double, MAX (count, 1));
  for (gsize i = 0; i < count; i++)
    sums[i] = neutral (node);
  for (gsize i = 0; i < ocn_shape_count (&input->shape); i++) {
    gsize to = broadcast_offset (&input->shape, strides, i);
    sums[to] = accumulate (node, sums[to], ocn_tensor_double (input, i));
  }
  gsize per_sum = count ? ocn_shape_count (&input->shape) / count : 1;
  for (gsize i = 0; i < count; i++)
    set_double (output, i, OP (node, "ReduceMean") ? sums[i] / (double) per_sum : sums[i]);
  return TRUE;
}

/* ---- shapes as values --------------------------------------------------------------------- */

gboolean
ocn_evaluate_shape (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  const OcnShape *shape = &ocn_graph_input (graph, node, 0)->shape;
  OcnTensor *output = ocn_graph_output (graph, node, 0);
  gint64 start = ocn_node_int (node, "start", 0);
  if (OP (node, "Size"))
    set_int (output, 0, (gint64) ocn_shape_count (shape));
  for (gint64 i = 0; OP (node, "Shape") && i < output->shape.dims[0]; i++)
    set_int (output, (gsize) i, shape->dims[start + i]);
  return TRUE;
}

gboolean
ocn_evaluate_fill (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  const OcnAttribute *value = ocn_node_attribute (node, "value");
  OcnTensor *output = ocn_graph_output (graph, node, 0);
  gsize size = ocn_type_size (output->type);
  for (gsize i = 0; value && i < ocn_shape_count (&output->shape); i++)
    memcpy ((char *) output->data + i * size, value->tensor->data, size);
  return TRUE;
}

gboolean
ocn_evaluate_range (const OcnGraph *graph, const OcnNode *node, GError **error)
{
  const OcnTensor *start = ocn_graph_input (graph, node, 0);
  const OcnTensor *step = ocn_graph_input (graph, node, 2);
  OcnTensor *output = ocn_graph_output (graph, node, 0);
  for (gsize i = 0; i < ocn_shape_count (&output->shape); i++) {
    if (output->type == OCN_TYPE_FLOAT)
      set_double (output, i,
                  ocn_tensor_double (start, 0) + (double) i * ocn_tensor_double (step, 0));
    else
      set_int (
          output, i,
          (gint64) ((guint64) ocn_tensor_int (start, 0) + i * (guint64) ocn_tensor_int (step, 0)));
  }
  return TRUE;
}
