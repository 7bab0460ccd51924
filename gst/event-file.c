/* SPDX-License-Identifier: MIT */
/** @file event-file.c A file of events that is written on. */
#include "gst/event-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How each line of ours begins. */
#define START "{\"schema\":\"aisle.event/1\",\"id\":\""

static void
add_ids (char *text, GHashTable *ids)
{
  for (char *line = strstr (text, START); line != NULL; line = strstr (line + 1, START)) {
    const guint64 id = g_ascii_strtoull (line + strlen (START), NULL, 16);
    g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
  }
}

/** A process that is killed leaves the beginning of a line; a line of others gets its end. */
static gboolean
mend_end (int fd, const char *text, gsize length, off_t size)
{
  const char *last = length > 0 ? g_strrstr_len (text, (gssize)length, "\n") : NULL;
  last = last != NULL ? last + 1 : text;
  const gsize rest = length - (gsize)(last - text);
  if (rest == 0)
    return TRUE;
  if (strncmp (last, START, MIN (rest, strlen (START))) == 0)
    return ftruncate (fd, size - (off_t)rest) == 0;
  return write (fd, "\n", 1) == 1;
}

int
gst_aisle_event_file_append (const char *path, GHashTable **ids)
{
  struct stat info;
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_APPEND, 0666);
  *ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  /* A pipe or a device can be written, but not looked at. */
  if (fd < 0 && (errno == EACCES || errno == EINVAL || errno == ENXIO))
    return open (path, O_WRONLY | O_CLOEXEC | O_APPEND);
  if (fd < 0 || fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    return fd;
  const off_t start = MAX (0, info.st_size - GST_AISLE_EVENT_FILE_TAIL);
  g_autofree char *text = g_malloc ((gsize)(info.st_size - start) + 1);
  const ssize_t length = pread (fd, text, (size_t)(info.st_size - start), start);
  if (length < 0)
    return fd;
  text[length] = '\0';
  if (!mend_end (fd, text, (gsize)length, start + length)) {
    close (fd);
    return -1;
  }
  add_ids (text, *ids);
  return fd;
}
