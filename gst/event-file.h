/* SPDX-License-Identifier: MIT */
/**
 * @file event-file.h
 * A file of events that is written on after a restart: a last line that was cut off is taken away,
 * and what the file holds already is known by its ids, so that it need not be written twice.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Bytes at the end of a file whose ids are read. */
#define GST_AISLE_EVENT_FILE_TAIL (1024 * 1024)

/**
 * Opens the file at @path for appending. @ids: (out): set of guint64 *, of its last events.
 * Returns: a descriptor, or −1 with errno.
 */
int gst_aisle_event_file_append (const char *path, GHashTable **ids);

G_END_DECLS
