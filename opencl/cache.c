/* SPDX-License-Identifier: MIT */
/** @file cache.c  The folder of compiled kernels. */
#include "opencl/cache.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <utime.h>

#include "opencl/ocn.h"

#define MAX_BYTES (G_GUINT64_CONSTANT (256) << 20)
#define SUFFIX ".ocn"
#define DIGEST_LENGTH 64 /* SHA-256 in hexadecimal, at the head of each file */

typedef struct {
  char *path;
  guint64 bytes;
  gint64 used;
} Entry;

static void
entry_clear (gpointer data)
{
  g_free (((Entry *) data)->path);
}

/* The environment is read at each call: tests and hosts may set it late. NULL: off. */
static char *
cache_folder (void)
{
  const char *set = g_getenv ("OCN_CACHE_DIR");
  g_autofree char *folder = NULL;

  if (set != NULL && *set == '\0')
    return NULL;
  folder = set != NULL ? g_strdup (set) : g_build_filename (g_get_user_cache_dir (), "ocn", NULL);
  if (g_mkdir_with_parents (folder, 0700) != 0 || g_access (folder, R_OK | W_OK | X_OK) != 0)
    return NULL;
  return g_steal_pointer (&folder);
}

static char *
entry_path (const char *key)
{
  g_autofree char *folder = cache_folder ();

  return folder == NULL ? NULL : g_strconcat (folder, G_DIR_SEPARATOR_S, key, SUFFIX, NULL);
}

GBytes *
ocn_cache_load (const char *key)
{
  g_autofree char *path = entry_path (key);
  g_autofree char *text = NULL;
  gsize length;

  if (path == NULL || !g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  if (length > DIGEST_LENGTH) {
    const guint8 *body = (const guint8 *) text + DIGEST_LENGTH;
    g_autofree char *digest
        = g_compute_checksum_for_data (G_CHECKSUM_SHA256, body, length - DIGEST_LENGTH);
    if (memcmp (digest, text, DIGEST_LENGTH) == 0) {
      g_utime (path, NULL);
      return g_bytes_new (body, length - DIGEST_LENGTH);
    }
  }
  g_message ("the kernel cache file %s is damaged and is made anew", path);
  g_unlink (path);
  return NULL;
}

static GArray *
list_entries (const char *folder)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_array_set_clear_func (entries, entry_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    Entry entry = { g_build_filename (folder, name, NULL) };
    GStatBuf status;
    if (g_str_has_suffix (name, SUFFIX) && g_stat (entry.path, &status) == 0) {
      entry.bytes = (guint64) status.st_size;
      entry.used = status.st_mtime;
      g_array_append_val (entries, entry);
    } else {
      g_free (entry.path);
    }
  }
  return entries;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const Entry *) a)->used, y = ((const Entry *) b)->used;

  return (x < y) - (x > y);
}

static void
trim (const char *folder)
{
  g_autoptr (GArray) entries = list_entries (folder);
  guint64 total = 0;

  g_array_sort (entries, compare_newest_first);
  for (guint i = 0; i < entries->len; i++) {
    Entry *entry = &g_array_index (entries, Entry, i);
    total += entry->bytes;
    if (total > MAX_BYTES && i > 0)
      g_unlink (entry->path);
  }
}

void
ocn_cache_save (const char *key, GBytes *bytes)
{
  g_autofree char *folder = cache_folder ();
  g_autofree char *path = entry_path (key);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  if (path == NULL)
    return;
  g_byte_array_append (file, (const guint8 *) digest, DIGEST_LENGTH);
  g_byte_array_append (file, data, (guint) length);
  /* CONSISTENT: writes a temporary file beside it and renames. */
  if (g_file_set_contents_full (path, (const char *) file->data, file->len,
                                G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL))
    trim (folder);
}

void
ocn_cache_remove (const char *key)
{
  g_autofree char *path = entry_path (key);

  if (path != NULL)
    g_unlink (path);
}

void
ocn_cache_get_info (OcnCacheInfo *info)
{
  g_autofree char *folder = cache_folder ();

  *info = (OcnCacheInfo) { .folder = g_intern_string (folder) };
  if (folder == NULL)
    return;
  g_autoptr (GArray) entries = list_entries (folder);
  info->files = entries->len;
  for (guint i = 0; i < entries->len; i++)
    info->bytes += g_array_index (entries, Entry, i).bytes;
}
