/* SPDX-License-Identifier: MIT */
/** @file file-extent.c — see file-extent.h */
#include "pipelines/file-extent.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

static guint64
big_endian (const guint8 *bytes, int n)
{
  guint64 value = 0;

  for (int i = 0; i < n; i++)
    value = value << 8 | bytes[i];
  return value;
}

/* RIFF files over 1 GB are a chain of RIFF chunks. */
static guint64
riff_extent (FILE *file)
{
  guint8 head[8];
  guint64 end = 0;

  while (fseeko (file, (off_t) end, SEEK_SET) == 0 && fread (head, 1, 8, file) == 8
         && !memcmp (head, "RIFF", 4)) {
    guint32 size;
    memcpy (&size, head + 4, 4);
    size = GUINT32_FROM_LE (size);
    if (size == 0) /* a recorder that was cut off before it wrote the size */
      return G_MAXUINT64;
    end += 8 + (guint64) size + (size & 1);
  }
  return end;
}

/* Top-level boxes, one after the other; size 1: a 64-bit size follows; 0: to the end of file. */
static guint64
iso_extent (FILE *file)
{
  guint8 head[16];
  guint64 end = 0;

  while (fseeko (file, (off_t) end, SEEK_SET) == 0 && fread (head, 1, 8, file) == 8) {
    guint64 size = big_endian (head, 4);
    if (size == 1 && fread (head + 8, 1, 8, file) == 8)
      size = big_endian (head + 8, 8);
    if (size < 8 || size > G_MAXINT64 / 2)
      return 0;
    end += size;
  }
  return end;
}

/* A variable-length integer of EBML without its length marker; unknown sizes are all ones. */
static gboolean
ebml_size (FILE *file, guint64 *size)
{
  int first = fgetc (file), length = 1;
  guint64 ones;

  if (first <= 0)
    return FALSE;
  while (!(first & (0x80 >> (length - 1))))
    length++;
  *size = first & (0x7f >> (length - 1));
  for (int i = 1; i < length; i++)
    *size = *size << 8 | (fgetc (file) & 0xff);
  ones = (G_GUINT64_CONSTANT (1) << (7 * length)) - 1;
  return *size != ones;
}

static guint64
ebml_extent (FILE *file)
{
  static const guint8 segment[4] = { 0x18, 0x53, 0x80, 0x67 };
  guint8 id[4];
  guint64 size;

  if (fseeko (file, 4, SEEK_SET) != 0 || !ebml_size (file, &size)
      || fseeko (file, (off_t) size, SEEK_CUR) != 0 || fread (id, 1, 4, file) != 4
      || memcmp (id, segment, 4) != 0 || !ebml_size (file, &size))
    return 0;
  return (guint64) ftello (file) + size;
}

guint64
file_extent_declared (const char *path)
{
  static const guint8 ebml[4] = { 0x1a, 0x45, 0xdf, 0xa3 };
  guint8 head[12] = { 0 };
  guint64 extent = 0;
  FILE *file = g_fopen (path, "rb");

  if (!file)
    return 0;
  if (fread (head, 1, sizeof head, file) == sizeof head) {
    if (!memcmp (head, "RIFF", 4))
      extent = riff_extent (file);
    else if (!memcmp (head + 4, "ftyp", 4))
      extent = iso_extent (file);
    else if (!memcmp (head, ebml, 4))
      extent = ebml_extent (file);
  }
  fclose (file);
  return extent;
}

gboolean
file_extent_is_cut (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && file_extent_declared (path) > (guint64) info.st_size;
}
