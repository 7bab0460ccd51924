/* SPDX-License-Identifier: MIT */
/** @file npy.c Tensors as NumPy files. */
#include <string.h>

#include "opencl/error.h"
#include "opencl/npy.h"
#include "opencl/shape.h"

#define MAGIC "\x93NUMPY"
#define MAGIC_LENGTH 6
#define ALIGNMENT 64

/* What follows "'key':" in the header, a Python dictionary. */
static const char *
find_value (const char *header, const char *key)
{
  g_autofree char *quoted = g_strdup_printf ("'%s'", key);
  const char *value = strstr (header, quoted);
  if (!value)
    return NULL;
  value += strlen (quoted);
  return value + strspn (value, " :");
}

/* "(1, 3, 224, 224)", "(5,)", "()". */
static gboolean
parse_shape (const char *text, OcnShape *shape)
{
  *shape = (OcnShape) { 0 };
  if (!text || *text++ != '(')
    return FALSE;
  for (;;) {
    char *end;
    text += strspn (text, " ,");
    if (*text == ')')
      return ocn_shape_is_sane (shape);
    gint64 dim = g_ascii_strtoll (text, &end, 10);
    if (end == text || shape->rank == OCN_MAX_RANK)
      return FALSE;
    shape->dims[shape->rank++] = dim;
    text = end;
  }
}

/* Header text, and where the elements begin. Version 1 has a 16-bit length, later ones 32-bit. */
static char *
split_header (const guint8 *bytes, gsize length, gsize *begin)
{
  if (length < 12 || memcmp (bytes, MAGIC, MAGIC_LENGTH) != 0 || bytes[6] < 1 || bytes[6] > 3)
    return NULL;
  gsize start = bytes[6] == 1 ? 10 : 12, size = bytes[8] | (gsize) bytes[9] << 8;
  if (bytes[6] > 1)
    size |= (gsize) bytes[10] << 16 | (gsize) bytes[11] << 24;
  if (size > length - start)
    return NULL;
  *begin = start + size;
  return g_strndup ((const char *) bytes + start, size);
}

static float *
read_elements (const guint8 *elements, gsize count, gboolean is_int)
{
  float *data = g_new (float, MAX (count, 1));
  for (gsize i = 0; i < count && is_int; i++) {
    gint64 value;
    memcpy (&value, elements + i * sizeof value, sizeof value);
    data[i] = (float) GINT64_FROM_LE (value);
  }
  if (!is_int && count > 0)
    memcpy (data, elements, count * sizeof *data);
  return data;
}

static float *
parse (const guint8 *bytes, gsize length, const char *path, OcnShape *shape, GError **error)
{
  gsize begin = 0;
  g_autofree char *header = split_header (bytes, length, &begin);
  const char *type = header ? find_value (header, "descr") : NULL;
  const char *order = header ? find_value (header, "fortran_order") : NULL;
  if (!type || !order || !parse_shape (find_value (header, "shape"), shape)) {
    ocn_fail (error, OCN_ERROR_FILE, "%s is not a NumPy file: save it with numpy.save()", path);
    return NULL;
  }
  gboolean is_int = g_str_has_prefix (type, "'<i8'");
  if ((!is_int && !g_str_has_prefix (type, "'<f4'")) || !g_str_has_prefix (order, "False")) {
    ocn_fail (error, OCN_ERROR_UNSUPPORTED, "%s must hold float32 or int64 in C order", path);
    return NULL;
  }
  gsize count = ocn_shape_count (shape);
  if (length - begin != count * (is_int ? 8 : 4)) {
    ocn_fail (error, OCN_ERROR_SHAPE, "%s is truncated or too long for its shape", path);
    return NULL;
  }
  return read_elements (bytes + begin, count, is_int);
}

float *
ocn_npy_read (const char *path, OcnShape *shape, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &problem);
  if (!file) {
    ocn_fail (error, OCN_ERROR_FILE, "Cannot read %s: %s", path, problem->message);
    return NULL;
  }
  return parse ((const guint8 *) g_mapped_file_get_contents (file), g_mapped_file_get_length (file),
                path, shape, error);
}

/* The header is padded with blanks so that the elements are aligned. */
static GString *
make_header (const OcnShape *shape)
{
  GString *header = g_string_new_len (MAGIC "\x01\x00\x00\x00", 10);
  g_string_append (header, "{'descr': '<f4', 'fortran_order': False, 'shape': (");
  for (guint i = 0; i < shape->rank; i++)
    g_string_append_printf (header, "%" G_GINT64_FORMAT ", ", shape->dims[i]);
  g_string_append (header, "), }");
  while ((header->len + 1) % ALIGNMENT != 0)
    g_string_append_c (header, ' ');
  g_string_append_c (header, '\n');
  header->str[8] = (char) ((header->len - 10) & 0xff);
  header->str[9] = (char) ((header->len - 10) >> 8);
  return header;
}

gboolean
ocn_npy_write (const char *path, const OcnShape *shape, const float *data, GError **error)
{
  g_autoptr (GError) problem = NULL;
  GString *file = make_header (shape);
  g_string_append_len (file, (const char *) data,
                       (gssize) (ocn_shape_count (shape) * sizeof (float)));
  gboolean written = g_file_set_contents (path, file->str, (gssize) file->len, &problem);
  g_string_free (file, TRUE);
  return written || ocn_fail (error, OCN_ERROR_FILE, "Cannot write %s: %s", path, problem->message);
}
