/* SPDX-License-Identifier: MIT */
/** @file shape.c Arithmetic on shapes, safe against overflow. */
#include "opencl/shape.h"

gsize
ocn_shape_count (const OcnShape *shape)
{
  gsize count = 1;
  for (guint i = 0; i < shape->rank; i++)
    count *= (gsize) shape->dims[i];
  return count;
}

gboolean
ocn_shape_is_sane (const OcnShape *shape)
{
  /* Zero-sized dimensions must not hide an absurd one beside them. */
  gsize count = 1;
  if (shape->rank > OCN_MAX_RANK)
    return FALSE;
  for (guint i = 0; i < shape->rank; i++) {
    if (shape->dims[i] < 0 || (guint64) shape->dims[i] > OCN_MAX_ELEMENTS / count)
      return FALSE;
    count *= (gsize) MAX (shape->dims[i], 1);
  }
  return TRUE;
}

gboolean
ocn_shape_equal (const OcnShape *a, const OcnShape *b)
{
  if (a->rank != b->rank)
    return FALSE;
  for (guint i = 0; i < a->rank; i++) {
    if (a->dims[i] != b->dims[i])
      return FALSE;
  }
  return TRUE;
}

gboolean
ocn_shape_broadcast (const OcnShape *a, const OcnShape *b, OcnShape *result)
{
  OcnShape out = { .rank = MAX (a->rank, b->rank) };
  for (guint i = 1; i <= out.rank; i++) {
    gint64 x = i <= a->rank ? a->dims[a->rank - i] : 1;
    gint64 y = i <= b->rank ? b->dims[b->rank - i] : 1;
    if (x != y && x != 1 && y != 1)
      return FALSE;
    out.dims[out.rank - i] = x == 1 ? y : x;
  }
  *result = out;
  return TRUE;
}

void
ocn_shape_strides (const OcnShape *shape, gsize strides[OCN_MAX_RANK])
{
  gsize step = 1;
  for (guint i = shape->rank; i-- > 0;) {
    strides[i] = step;
    step *= (gsize) shape->dims[i];
  }
}

void
ocn_shape_broadcast_strides (const OcnShape *shape, const OcnShape *target,
                             gsize strides[OCN_MAX_RANK])
{
  gsize own[OCN_MAX_RANK];
  ocn_shape_strides (shape, own);
  guint missing = target->rank - shape->rank;
  for (guint i = 0; i < target->rank; i++)
    strides[i] = i < missing || shape->dims[i - missing] == 1 ? 0 : own[i - missing];
}

char *
ocn_shape_to_string (const OcnShape *shape)
{
  if (shape->rank == 0)
    return g_strdup ("scalar");
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < shape->rank; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i ? "×" : "", shape->dims[i]);
  return g_string_free (text, FALSE);
}
