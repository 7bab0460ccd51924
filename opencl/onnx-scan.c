/* SPDX-License-Identifier: MIT */
/** @file onnx-scan.c Bounded walk over protobuf's wire format, and unpacking with a budget. */
#include <stdlib.h>

#include "opencl/error.h"
#include "opencl/onnx-scan.h"

/* Unpacked structures are larger than their bytes: at most 8 times for packed numbers. */
#define MEMORY_BASE ((gsize) 64 << 20)
#define MEMORY_PER_BYTE 8

enum { WIRE_VARINT, WIRE_64BIT, WIRE_LENGTH, WIRE_START_GROUP, WIRE_END_GROUP, WIRE_32BIT };

typedef struct {
  const ProtobufCMessageDescriptor *type;
  const guint8 *end;
  guint64 seen; /* singular messages that occurred, one bit per field number */
} Level;

typedef struct {
  const guint8 *cursor;
  Level levels[OCN_ONNX_MAX_NESTING];
  guint depth;
} Scan;

static gboolean
malformed (GError **error)
{
  return ocn_fail (error, OCN_ERROR_MODEL,
                   "Not an ONNX file, or a truncated one: export or download it again");
}

static gboolean
read_varint (Scan *scan, guint64 *value)
{
  const guint8 *end = scan->levels[scan->depth].end;
  *value = 0;
  for (guint shift = 0; shift < 70 && scan->cursor < end; shift += 7) {
    guint8 byte = *scan->cursor++;
    *value |= shift < 64 ? (guint64) (byte & 0x7f) << shift : 0;
    if (!(byte & 0x80))
      return TRUE;
  }
  return FALSE;
}

static gboolean
skip (Scan *scan, guint64 length)
{
  if (length > (gsize) (scan->levels[scan->depth].end - scan->cursor))
    return FALSE;
  scan->cursor += length;
  return TRUE;
}

static gboolean
enter_message (Scan *scan, const ProtobufCFieldDescriptor *field, guint64 length, GError **error)
{
  Level *level = &scan->levels[scan->depth];
  if (length > (gsize) (level->end - scan->cursor))
    return malformed (error);
  if (field->label != PROTOBUF_C_LABEL_REPEATED) {
    guint64 bit = field->id < 64 ? G_GUINT64_CONSTANT (1) << field->id : 0;
    if (level->seen & bit)
      return ocn_fail (error, OCN_ERROR_MODEL, "The model holds “%s” twice: export it again",
                       field->name);
    level->seen |= bit;
  }
  if (scan->depth + 1 == OCN_ONNX_MAX_NESTING)
    return ocn_fail (error, OCN_ERROR_LIMIT,
                     "The model nests more than %d messages: sub-graphs are not supported",
                     OCN_ONNX_MAX_NESTING);
  scan->levels[++scan->depth] = (Level) { field->descriptor, scan->cursor + length, 0 };
  return TRUE;
}

static gboolean
scan_field (Scan *scan, GError **error)
{
  guint64 tag, value;
  if (!read_varint (scan, &tag) || tag >> 3 == 0 || tag > G_MAXUINT32)
    return malformed (error);
  switch (tag & 7) {
  case WIRE_VARINT:
    return read_varint (scan, &value) || malformed (error);
  case WIRE_64BIT:
    return skip (scan, 8) || malformed (error);
  case WIRE_32BIT:
    return skip (scan, 4) || malformed (error);
  case WIRE_LENGTH:
    break;
  default:
    return malformed (error);
  }
  if (!read_varint (scan, &value))
    return malformed (error);
  const ProtobufCFieldDescriptor *field =
      protobuf_c_message_descriptor_get_field (scan->levels[scan->depth].type, tag >> 3);
  if (field && field->type == PROTOBUF_C_TYPE_MESSAGE)
    return enter_message (scan, field, value, error);
  return skip (scan, value) || malformed (error);
}

gboolean
ocn_onnx_scan (const guint8 *bytes, gsize length, GError **error)
{
  if (length == 0)
    return ocn_fail (error, OCN_ERROR_MODEL, "The model is empty: export or download it again");
  if (length > OCN_ONNX_MAX_LENGTH)
    return ocn_fail (error, OCN_ERROR_LIMIT, "The model is larger than 1 GiB: use a smaller one");

  Scan scan = { .cursor = bytes };
  scan.levels[0] = (Level) { &onnx__model_proto__descriptor, bytes + length, 0 };
  for (guint fields = 0; fields < OCN_ONNX_MAX_FIELDS; fields++) {
    while (scan.cursor == scan.levels[scan.depth].end) {
      if (scan.depth == 0)
        return TRUE;
      scan.depth--;
    }
    if (!scan_field (&scan, error))
      return FALSE;
  }
  return ocn_fail (error, OCN_ERROR_LIMIT, "The model has more than %d fields: use a smaller one",
                   OCN_ONNX_MAX_FIELDS);
}

/* ---- unpacking ---------------------------------------------------------------------------- */

typedef struct {
  gsize left;
  gboolean exhausted;
} Budget;

static void *
take (void *data, size_t size)
{
  Budget *budget = data;
  if (size > budget->left) {
    budget->exhausted = TRUE;
    return NULL;
  }
  budget->left -= size;
  return malloc (size);
}

static void
give_back (void *data, void *memory)
{
  free (memory);
}

static ProtobufCAllocator
allocator_for (Budget *budget)
{
  return (ProtobufCAllocator) { take, give_back, budget };
}

Onnx__ModelProto *
ocn_onnx_unpack (const guint8 *bytes, gsize length, GError **error)
{
  if (!ocn_onnx_scan (bytes, length, error))
    return NULL;
  Budget budget = { MEMORY_BASE + MEMORY_PER_BYTE * length, FALSE };
  ProtobufCAllocator allocator = allocator_for (&budget);
  Onnx__ModelProto *model = onnx__model_proto__unpack (&allocator, length, bytes);
  if (!model && budget.exhausted)
    ocn_fail (error, OCN_ERROR_LIMIT, "The model unpacks to too much memory: use a smaller one");
  else if (!model)
    malformed (error);
  return model;
}

void
ocn_onnx_free (Onnx__ModelProto *model)
{
  ProtobufCAllocator allocator = allocator_for (NULL);
  if (model)
    onnx__model_proto__free_unpacked (model, &allocator);
}
