/* SPDX-License-Identifier: MIT */
/** @file onnx-tensor.c TensorProto and element types → OcnTensor. */
#include <string.h>

#include "opencl/error.h"
#include "opencl/graph-edit.h"
#include "opencl/onnx-tensor.h"
#include "opencl/shape.h"

/* raw_data is little-endian and copied as it is. */
G_STATIC_ASSERT (G_BYTE_ORDER == G_LITTLE_ENDIAN);

gboolean
ocn_onnx_type (gint64 data_type, const char *what, OcnType *type, GError **error)
{
  static const gint8 types[] = {
    [ONNX__TENSOR_PROTO__DATA_TYPE__FLOAT] = 1 + OCN_TYPE_FLOAT,
    [ONNX__TENSOR_PROTO__DATA_TYPE__FLOAT16] = 1 + OCN_TYPE_FLOAT,
    [ONNX__TENSOR_PROTO__DATA_TYPE__DOUBLE] = 1 + OCN_TYPE_FLOAT,
    [ONNX__TENSOR_PROTO__DATA_TYPE__INT64] = 1 + OCN_TYPE_INT64,
    [ONNX__TENSOR_PROTO__DATA_TYPE__INT32] = 1 + OCN_TYPE_INT32,
    [ONNX__TENSOR_PROTO__DATA_TYPE__UINT8] = 1 + OCN_TYPE_UINT8,
    [ONNX__TENSOR_PROTO__DATA_TYPE__INT8] = 1 + OCN_TYPE_INT8,
    [ONNX__TENSOR_PROTO__DATA_TYPE__BOOL] = 1 + OCN_TYPE_BOOL,
  };
  if (data_type < 0 || data_type >= (gint64) G_N_ELEMENTS (types) || !types[data_type])
    return ocn_fail (error, OCN_ERROR_UNSUPPORTED,
                     "“%s” has element type %" G_GINT64_FORMAT
                     ", which is not supported: export the model with 32-bit floats",
                     what, data_type);
  *type = types[data_type] - 1;
  return TRUE;
}

static float
half_to_float (guint16 half)
{
  guint32 sign = (guint32) (half & 0x8000) << 16, exponent = half >> 10 & 31,
          mantissa = half & 1023;
  float value;
  if (exponent == 0) {
    value = (float) mantissa * 0x1p-24f;
    return sign ? -value : value;
  }
  guint32 bits = sign | (exponent == 31 ? 255 : exponent + 112) << 23 | mantissa << 13;
  memcpy (&value, &bits, sizeof value);
  return value;
}

static void
convert_halves (float *out, const guint8 *raw, gsize count)
{
  for (gsize i = 0; i < count; i++)
    out[i] = half_to_float ((guint16) (raw[2 * i] | raw[2 * i + 1] << 8));
}

static void
convert_doubles (float *out, const guint8 *raw, gsize count)
{
  for (gsize i = 0; i < count; i++) {
    double value;
    memcpy (&value, raw + 8 * i, sizeof value);
    out[i] = (float) value;
  }
}

static gsize
stored_size (gint32 data_type, OcnType type)
{
  if (data_type == ONNX__TENSOR_PROTO__DATA_TYPE__FLOAT16)
    return 2;
  return data_type == ONNX__TENSOR_PROTO__DATA_TYPE__DOUBLE ? 8 : ocn_type_size (type);
}

static gboolean
wrong_length (const OcnTensor *tensor, gsize found, GError **error)
{
  g_autofree char *shape = ocn_shape_to_string (&tensor->shape);
  return ocn_fail (error, OCN_ERROR_MODEL,
                   "Constant “%s” of shape %s holds %" G_GSIZE_FORMAT
                   " bytes or elements, which does not fit: export the model again",
                   tensor->name, shape, found);
}

static gboolean
fill_from_raw (OcnTensor *tensor, const Onnx__TensorProto *proto, GError **error)
{
  gsize count = ocn_shape_count (&tensor->shape);
  const guint8 *raw = proto->raw_data.data;
  if (proto->raw_data.len != count * stored_size (proto->data_type, tensor->type))
    return wrong_length (tensor, proto->raw_data.len, error);
  if (count == 0)
    return TRUE;
  if (proto->data_type == ONNX__TENSOR_PROTO__DATA_TYPE__FLOAT16)
    convert_halves (tensor->data, raw, count);
  else if (proto->data_type == ONNX__TENSOR_PROTO__DATA_TYPE__DOUBLE)
    convert_doubles (tensor->data, raw, count);
  else
    memcpy (tensor->data, raw, proto->raw_data.len);
  return TRUE;
}

static void
fill_from_int32 (OcnTensor *tensor, const Onnx__TensorProto *proto)
{
  for (gsize i = 0; i < proto->n_int32_data; i++) {
    gint32 value = proto->int32_data[i];
    if (tensor->type == OCN_TYPE_FLOAT) /* FLOAT16 bits */
      ((float *) tensor->data)[i] = half_to_float ((guint16) value);
    else if (tensor->type == OCN_TYPE_INT32)
      ((gint32 *) tensor->data)[i] = value;
    else
      ((guint8 *) tensor->data)[i] = (guint8) value;
  }
}

static gboolean
fill_from_fields (OcnTensor *tensor, const Onnx__TensorProto *proto, GError **error)
{
  gsize count = ocn_shape_count (&tensor->shape), found = 0;
  switch (proto->data_type) {
  case ONNX__TENSOR_PROTO__DATA_TYPE__FLOAT:
    found = proto->n_float_data;
    break;
  case ONNX__TENSOR_PROTO__DATA_TYPE__INT64:
    found = proto->n_int64_data;
    break;
  case ONNX__TENSOR_PROTO__DATA_TYPE__DOUBLE:
    found = proto->n_double_data;
    break;
  default:
    found = proto->n_int32_data;
  }
  if (found != count)
    return wrong_length (tensor, found, error);
  if (count == 0)
    return TRUE;
  if (proto->data_type == ONNX__TENSOR_PROTO__DATA_TYPE__FLOAT)
    memcpy (tensor->data, proto->float_data, count * sizeof (float));
  else if (proto->data_type == ONNX__TENSOR_PROTO__DATA_TYPE__INT64)
    memcpy (tensor->data, proto->int64_data, count * sizeof (gint64));
  else if (proto->data_type == ONNX__TENSOR_PROTO__DATA_TYPE__DOUBLE)
    convert_doubles (tensor->data, (const guint8 *) proto->double_data, count);
  else
    fill_from_int32 (tensor, proto);
  return TRUE;
}

static void
make_booleans (OcnTensor *tensor)
{
  guint8 *values = tensor->data;
  for (gsize i = 0; tensor->type == OCN_TYPE_BOOL && i < ocn_shape_count (&tensor->shape); i++)
    values[i] = values[i] != 0;
}

static gboolean
read_shape (OcnTensor *tensor, const Onnx__TensorProto *proto, GError **error)
{
  if (proto->n_dims > OCN_MAX_RANK)
    return ocn_fail (error, OCN_ERROR_LIMIT,
                     "Constant “%s” has more than %d dimensions, which is not supported",
                     tensor->name, OCN_MAX_RANK);
  tensor->shape.rank = proto->n_dims;
  for (gsize i = 0; i < proto->n_dims; i++) {
    tensor->shape.dims[i] = proto->dims[i];
    if (proto->dims[i] < 0)
      return ocn_fail (error, OCN_ERROR_MODEL,
                       "Constant “%s” has a negative dimension: export the model again",
                       tensor->name);
  }
  return TRUE;
}

static gboolean
check_place (const OcnTensor *tensor, const Onnx__TensorProto *proto, GError **error)
{
  if (proto->n_external_data > 0
      || proto->data_location != ONNX__TENSOR_PROTO__DATA_LOCATION__DEFAULT)
    return ocn_fail (error, OCN_ERROR_UNSUPPORTED,
                     "Constant “%s” lies in another file: save the model with its weights inside",
                     tensor->name);
  if (proto->segment)
    return ocn_fail (error, OCN_ERROR_UNSUPPORTED,
                     "Constant “%s” is stored in segments, which is not supported", tensor->name);
  return TRUE;
}

static gboolean
read_data (OcnTensor *tensor, const Onnx__TensorProto *proto, GError **error)
{
  if (!ocn_tensor_allocate (tensor, error))
    return FALSE;
  gboolean filled = proto->has_raw_data ? fill_from_raw (tensor, proto, error)
                                        : fill_from_fields (tensor, proto, error);
  if (filled)
    make_booleans (tensor);
  return filled;
}

/* Nothing is allocated that the file does not hold: a huge shape needs huge data. */
static gboolean
check_size (const OcnTensor *tensor, const Onnx__TensorProto *proto, GError **error)
{
  gsize held = proto->raw_data.len + proto->n_float_data + proto->n_int64_data + proto->n_int32_data
               + proto->n_double_data;
  if (!ocn_shape_is_sane (&tensor->shape))
    return ocn_fail (error, OCN_ERROR_LIMIT, "Constant “%s” is too large: use a smaller model",
                     tensor->name);
  return ocn_shape_count (&tensor->shape) <= held || wrong_length (tensor, held, error);
}

OcnTensor *
ocn_onnx_tensor (const Onnx__TensorProto *proto, GError **error)
{
  OcnTensor *tensor = g_new0 (OcnTensor, 1);
  tensor->name = g_strdup (proto->name ? proto->name : "");
  if (ocn_onnx_type (proto->data_type, tensor->name, &tensor->type, error)
      && check_place (tensor, proto, error) && read_shape (tensor, proto, error)
      && check_size (tensor, proto, error) && read_data (tensor, proto, error))
    return tensor;
  ocn_tensor_free (tensor);
  return NULL;
}
