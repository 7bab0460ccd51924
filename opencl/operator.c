/* SPDX-License-Identifier: MIT */
/** @file operator.c The table of operators. */
#include <stdlib.h>
#include <string.h>

#include "opencl/evaluate.h"
#include "opencl/operator.h"
#include "opencl/shapes.h"

#define RUNS OCN_OPERATOR_RUNS
#define FOLDS OCN_OPERATOR_FOLDS
#define REWRITES OCN_OPERATOR_REWRITES

#define WINDOW "auto_pad:s dilations:I kernel_shape:I pads:I strides:I "
#define REDUCE "axes:I keepdims:i noop_with_empty_axes:i"

/* Sorted by name, in the order of strcmp(). */
static const OcnOperator operators[] = {
  { "Abs", RUNS, 1, 1, 1, "", ocn_infer_unary, ocn_evaluate_unary },
  { "Add", RUNS, 2, 2, 1, "", ocn_infer_binary, ocn_evaluate_binary },
  { "And", FOLDS, 2, 2, 1, "", ocn_infer_compare, ocn_evaluate_compare },
  { "AveragePool", RUNS, 1, 1, 1, WINDOW "ceil_mode:i count_include_pad:i", ocn_infer_pool },
  { "BatchNormalization", REWRITES, 5, 5, 5, "epsilon:f momentum:f training_mode:i spatial:i",
    ocn_infer_batch_norm },
  { "Cast", FOLDS, 1, 1, 1, "to:i saturate:i", ocn_infer_cast, ocn_evaluate_cast },
  { "Ceil", RUNS, 1, 1, 1, "", ocn_infer_unary, ocn_evaluate_unary },
  { "Clip", RUNS, 1, 3, 1, "max:f min:f", ocn_infer_clip, ocn_evaluate_clip },
  { "Concat", RUNS, 1, G_MAXUINT, 1, "axis:i", ocn_infer_concat, ocn_evaluate_concat },
  { "Constant", REWRITES, 0, 0, 1,
    "value:t value_float:f value_floats:F value_int:i value_ints:I" },
  { "ConstantOfShape", FOLDS, 1, 1, 1, "value:t", ocn_infer_constant_of_shape, ocn_evaluate_fill },
  { "Conv", RUNS, 2, 3, 1, WINDOW "group:i", ocn_infer_conv },
  { "ConvTranspose", RUNS, 2, 3, 1, WINDOW "group:i output_padding:I output_shape:I",
    ocn_infer_conv_transpose },
  { "DepthToSpace", RUNS, 1, 1, 1, "blocksize:i mode:s", ocn_infer_depth_space },
  { "Div", RUNS, 2, 2, 1, "", ocn_infer_binary, ocn_evaluate_binary },
  { "Dropout", REWRITES, 1, 3, 2, "ratio:f seed:i", ocn_infer_dropout, ocn_evaluate_copy },
  { "Equal", FOLDS, 2, 2, 1, "", ocn_infer_compare, ocn_evaluate_compare },
  { "Erf", RUNS, 1, 1, 1, "", ocn_infer_unary, ocn_evaluate_unary },
  { "Exp", RUNS, 1, 1, 1, "", ocn_infer_unary, ocn_evaluate_unary },
  { "Expand", RUNS, 2, 2, 1, "", ocn_infer_expand, ocn_evaluate_expand },
  { "Flatten", REWRITES, 1, 1, 1, "axis:i", ocn_infer_flatten, ocn_evaluate_copy },
  { "Floor", RUNS, 1, 1, 1, "", ocn_infer_unary, ocn_evaluate_unary },
  { "Gather", RUNS, 2, 2, 1, "axis:i", ocn_infer_gather, ocn_evaluate_gather },
  { "Gemm", RUNS, 2, 3, 1, "alpha:f beta:f transA:i transB:i", ocn_infer_gemm },
  { "GlobalAveragePool", RUNS, 1, 1, 1, "", ocn_infer_global_pool },
  { "GlobalMaxPool", RUNS, 1, 1, 1, "", ocn_infer_global_pool },
  { "Greater", FOLDS, 2, 2, 1, "", ocn_infer_compare, ocn_evaluate_compare },
  { "HardSigmoid", RUNS, 1, 1, 1, "alpha:f beta:f", ocn_infer_unary, ocn_evaluate_unary },
  { "HardSwish", RUNS, 1, 1, 1, "", ocn_infer_unary, ocn_evaluate_unary },
  { "Identity", REWRITES, 1, 1, 1, "", ocn_infer_unary, ocn_evaluate_copy },
  { "LeakyRelu", RUNS, 1, 1, 1, "alpha:f", ocn_infer_unary, ocn_evaluate_unary },
  { "Less", FOLDS, 2, 2, 1, "", ocn_infer_compare, ocn_evaluate_compare },
  { "Log", RUNS, 1, 1, 1, "", ocn_infer_unary, ocn_evaluate_unary },
  { "LogSoftmax", RUNS, 1, 1, 1, "axis:i", ocn_infer_softmax },
  { "MatMul", RUNS, 2, 2, 1, "", ocn_infer_matmul },
  { "Max", RUNS, 1, G_MAXUINT, 1, "", ocn_infer_binary, ocn_evaluate_binary },
  { "MaxPool", RUNS, 1, 1, 2, WINDOW "ceil_mode:i storage_order:i", ocn_infer_pool },
  { "Min", RUNS, 1, G_MAXUINT, 1, "", ocn_infer_binary, ocn_evaluate_binary },
  { "Mish", RUNS, 1, 1, 1, "", ocn_infer_unary, ocn_evaluate_unary },
  { "Mul", RUNS, 2, 2, 1, "", ocn_infer_binary, ocn_evaluate_binary },
  { "Neg", RUNS, 1, 1, 1, "", ocn_infer_unary, ocn_evaluate_unary },
  { "Not", FOLDS, 1, 1, 1, "", ocn_infer_unary, ocn_evaluate_unary },
  { "Or", FOLDS, 2, 2, 1, "", ocn_infer_compare, ocn_evaluate_compare },
  { "PRelu", RUNS, 2, 2, 1, "", ocn_infer_prelu, ocn_evaluate_binary },
  { "Pad", RUNS, 1, 4, 1, "mode:s pads:I value:f", ocn_infer_pad, ocn_evaluate_pad },
  { "Pow", RUNS, 2, 2, 1, "", ocn_infer_binary, ocn_evaluate_binary },
  { "Range", FOLDS, 3, 3, 1, "", ocn_infer_range, ocn_evaluate_range },
  { "Reciprocal", RUNS, 1, 1, 1, "", ocn_infer_unary, ocn_evaluate_unary },
  { "ReduceMax", RUNS, 1, 2, 1, REDUCE, ocn_infer_reduce, ocn_evaluate_reduce },
  { "ReduceMean", RUNS, 1, 2, 1, REDUCE, ocn_infer_reduce, ocn_evaluate_reduce },
  { "ReduceMin", RUNS, 1, 2, 1, REDUCE, ocn_infer_reduce, ocn_evaluate_reduce },
  { "ReduceProd", FOLDS, 1, 2, 1, REDUCE, ocn_infer_reduce, ocn_evaluate_reduce },
  { "ReduceSum", RUNS, 1, 2, 1, REDUCE, ocn_infer_reduce, ocn_evaluate_reduce },
  { "Relu", RUNS, 1, 1, 1, "", ocn_infer_unary, ocn_evaluate_unary },
  { "Reshape", RUNS, 2, 2, 1, "allowzero:i", ocn_infer_reshape, ocn_evaluate_copy },
  { "Resize", RUNS, 1, 4, 1,
    "antialias:i axes:I coordinate_transformation_mode:s cubic_coeff_a:f exclude_outside:i "
    "extrapolation_value:f keep_aspect_ratio_policy:s mode:s nearest_mode:s",
    ocn_infer_resize },
  { "Shape", FOLDS, 1, 1, 1, "end:i start:i", ocn_infer_shape, ocn_evaluate_shape },
  { "Sigmoid", RUNS, 1, 1, 1, "", ocn_infer_unary, ocn_evaluate_unary },
  { "Size", FOLDS, 1, 1, 1, "", ocn_infer_shape, ocn_evaluate_shape },
  { "Slice", RUNS, 1, 5, 1, "axes:I ends:I starts:I", ocn_infer_slice, ocn_evaluate_slice },
  { "Softmax", RUNS, 1, 1, 1, "axis:i", ocn_infer_softmax },
  { "Softplus", RUNS, 1, 1, 1, "", ocn_infer_unary, ocn_evaluate_unary },
  { "SpaceToDepth", RUNS, 1, 1, 1, "blocksize:i", ocn_infer_depth_space },
  { "Split", RUNS, 1, 2, G_MAXUINT, "axis:i num_outputs:i split:I", ocn_infer_split,
    ocn_evaluate_split },
  { "Sqrt", RUNS, 1, 1, 1, "", ocn_infer_unary, ocn_evaluate_unary },
  { "Squeeze", REWRITES, 1, 2, 1, "axes:I", ocn_infer_squeeze, ocn_evaluate_copy },
  { "Sub", RUNS, 2, 2, 1, "", ocn_infer_binary, ocn_evaluate_binary },
  { "Sum", REWRITES, 1, G_MAXUINT, 1, "" },
  { "Tanh", RUNS, 1, 1, 1, "", ocn_infer_unary, ocn_evaluate_unary },
  { "Tile", RUNS, 2, 2, 1, "", ocn_infer_tile, ocn_evaluate_tile },
  { "Transpose", RUNS, 1, 1, 1, "perm:I", ocn_infer_transpose, ocn_evaluate_transpose },
  { "Unsqueeze", REWRITES, 1, 2, 1, "axes:I", ocn_infer_unsqueeze, ocn_evaluate_copy },
  { "Upsample", REWRITES, 1, 2, 1, "mode:s scales:F" },
  { "Where", FOLDS, 3, 3, 1, "", ocn_infer_where, ocn_evaluate_where },
};

static int
compare_name (const void *op, const void *row)
{
  return strcmp (op, ((const OcnOperator *) row)->op);
}

const OcnOperator *
ocn_operator_find (const char *op)
{
  return bsearch (op, operators, G_N_ELEMENTS (operators), sizeof *operators, compare_name);
}

gboolean
ocn_operator_takes (const OcnOperator *row, const char *name, char type)
{
  const char *word = row->attributes;
  gsize length = strlen (name);
  while (word && *word) {
    if (strncmp (word, name, length) == 0 && word[length] == ':')
      return word[length + 1] == type;
    word = strchr (word, ' ');
    if (word)
      word++;
  }
  return FALSE;
}

gboolean
ocn_op_is_supported (const char *op)
{
  const OcnOperator *row = ocn_operator_find (op);
  return row && row->kind == RUNS;
}
