/* SPDX-License-Identifier: MIT */
/** @file state-file.c The file in which a counter outlives a restart. */
#include "gst/state-file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define INTERVAL G_GINT64_CONSTANT (1000000000)
/* What queues between here and whoever writes the events may hold. */
#define UNTOLD_TIME (10 * INTERVAL)
#define UNTOLD_MOST 256

struct _GstAisleStateFile {
  char *path;
  GPtrArray *untold; /**< AisleEvent of the last frames, */
  GArray *told_at;   /**< and when: gint64, ns */
  gint64 saved;      /**< ns: pts of the last frame that was */
  gboolean failed;
};

GstAisleStateFile *
gst_aisle_state_file_new (const char *path)
{
  GstAisleStateFile *file = g_new0 (GstAisleStateFile, 1);
  file->path = g_strdup (path);
  file->untold = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  file->told_at = g_array_new (FALSE, FALSE, sizeof (gint64));
  file->saved = G_MININT64;
  return file;
}

void
gst_aisle_state_file_free (GstAisleStateFile *file)
{
  if (file == NULL)
    return;
  g_ptr_array_unref (file->untold);
  g_array_unref (file->told_at);
  g_free (file->path);
  g_free (file);
}

static void
set_aside (const GstAisleStateFile *file, const GError *reason, GError **error)
{
  g_autofree char *bad = g_strconcat (file->path, ".bad", NULL);
  g_rename (file->path, bad);
  g_set_error (error, reason->domain, reason->code,
               "The state in %s cannot be used (%s): counting begins from "
               "zero, the file is now %s.",
               file->path, reason->message, bad);
}

GPtrArray *
gst_aisle_state_file_restore (GstAisleStateFile *file, AisleFootfall *footfall, gboolean repeats,
                              GError **error)
{
  g_autoptr (GMappedFile) text = NULL;
  g_autoptr (GError) reason = NULL;
  GPtrArray *untold = NULL;
  if (g_file_test (file->path, G_FILE_TEST_EXISTS))
    text = g_mapped_file_new (file->path, FALSE, &reason);
  if (text != NULL)
    aisle_footfall_restore (footfall, g_mapped_file_get_contents (text),
                            (gssize) g_mapped_file_get_length (text), repeats, &untold, &reason);
  if (reason != NULL)
    set_aside (file, reason, error);
  return untold != NULL ? untold
                        : g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
}

static void
note (GstAisleStateFile *file, gint64 pts, const GPtrArray *events)
{
  guint old = 0;
  for (guint i = 0; i < events->len; i++) {
    g_ptr_array_add (file->untold, aisle_event_copy (g_ptr_array_index (events, i)));
    g_array_append_val (file->told_at, pts);
  }
  while (old < file->untold->len
         && (ABS (pts - g_array_index (file->told_at, gint64, old)) > UNTOLD_TIME
             || file->untold->len - old > UNTOLD_MOST))
    old++;
  if (old == 0)
    return;
  g_ptr_array_remove_range (file->untold, 0, old);
  g_array_remove_range (file->told_at, 0, old);
}

static gboolean
write_all (int fd, const char *text, gsize length)
{
  while (length > 0) {
    const gssize written = write (fd, text, length);
    if (written < 0 && errno != EINTR)
      return FALSE;
    text += MAX (written, 0);
    length -= (gsize)MAX (written, 0);
  }
  return fsync (fd) == 0;
}

/** Always by the same name beside it: GLib's random ones would gather with each kill. */
static gboolean
replace (const char *path, const char *text, GError **error)
{
  g_autofree char *fresh = g_strconcat (path, ".new", NULL);
  const int fd = g_open (fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  gboolean done = fd >= 0 && write_all (fd, text, strlen (text));
  int reason = errno;
  if (fd >= 0)
    close (fd);
  if (done) {
    done = g_rename (fresh, path) == 0;
    reason = errno;
  }
  if (!done)
    g_set_error (error, G_IO_ERROR, (gint)g_io_error_from_errno (reason), "%s: %s", fresh,
                 g_strerror (reason));
  return done;
}

gboolean
gst_aisle_state_file_keep (GstAisleStateFile *file, const AisleFootfall *footfall, gint64 pts,
                           const GPtrArray *events, gboolean now, GError **error)
{
  const gint64 since = pts - file->saved;
  note (file, pts, events);
  if (!now && events->len == 0 && file->saved != G_MININT64 && since >= 0 && since < INTERVAL)
    return TRUE;
  g_autofree char *text = aisle_footfall_save (footfall, file->untold);
  g_autoptr (GError) reason = NULL;
  file->saved = pts;
  if (text == NULL || replace (file->path, text, &reason)) {
    file->failed = FALSE;
    return TRUE;
  }
  if (!file->failed)
    g_set_error (error, reason->domain, reason->code,
                 "The state cannot be saved: %s. A restart would begin from an older one.",
                 reason->message);
  file->failed = TRUE;
  return FALSE;
}
