/* SPDX-License-Identifier: MIT */
/** @file live-config.c Watching a config file by its stamp: no main loop is needed. */
#include "gst/live-config.h"

#include <glib/gstdio.h>

#define POLL_INTERVAL G_USEC_PER_SEC

/** What changes when a file is written or replaced. */
typedef struct {
  gint64 seconds, nanoseconds, size;
  guint64 inode;
} Stamp;

struct _GstAisleLiveConfig {
  char *path;
  AisleConfig *config;
  Stamp stamp;
  gint64 next_poll; /**< µs of the monotonic clock */
  GError *mistake;  /**< of a file that may still be being written, not told yet */
};

static Stamp
stamp_of (const char *path)
{
  GStatBuf info;
  if (path == NULL || g_stat (path, &info) != 0)
    return (Stamp){ .size = -1 };
  return (Stamp){ info.st_mtim.tv_sec, info.st_mtim.tv_nsec, info.st_size, info.st_ino };
}

static gboolean
stamp_equal (const Stamp *a, const Stamp *b)
{
  return a->seconds == b->seconds && a->nanoseconds == b->nanoseconds && a->size == b->size
         && a->inode == b->inode;
}

static AisleConfig *
load (const GstAisleLiveConfig *live, GError **error)
{
  return live->path != NULL ? aisle_config_load (live->path, error)
                            : aisle_config_parse ("{}", -1, "config", error);
}

GstAisleLiveConfig *
gst_aisle_live_config_new (const char *path, GError **error)
{
  g_autoptr (GstAisleLiveConfig) live = g_new0 (GstAisleLiveConfig, 1);
  live->path = g_strdup (path);
  /* The stamp comes first: a change while loading is then seen by the next poll. */
  live->stamp = stamp_of (path);
  live->next_poll = g_get_monotonic_time () + POLL_INTERVAL;
  live->config = load (live, error);
  return live->config != NULL ? g_steal_pointer (&live) : NULL;
}

void
gst_aisle_live_config_free (GstAisleLiveConfig *live)
{
  if (live == NULL)
    return;
  g_clear_pointer (&live->config, aisle_config_unref);
  g_clear_error (&live->mistake);
  g_free (live->path);
  g_free (live);
}

const AisleConfig *
gst_aisle_live_config_get (const GstAisleLiveConfig *live)
{
  return live->config;
}

gboolean
gst_aisle_live_config_poll (GstAisleLiveConfig *live, gint64 now, GError **error)
{
  if (live->path == NULL || now < live->next_poll)
    return FALSE;
  live->next_poll = now + POLL_INTERVAL;
  const Stamp stamp = stamp_of (live->path);
  if (stamp_equal (&stamp, &live->stamp)) {
    if (live->mistake != NULL)
      g_propagate_error (error, g_steal_pointer (&live->mistake));
    return FALSE;
  }
  live->stamp = stamp;
  g_clear_error (&live->mistake);
  AisleConfig *config = load (live, &live->mistake);
  if (config == NULL)
    return FALSE;
  aisle_config_unref (live->config);
  live->config = config;
  return TRUE;
}
