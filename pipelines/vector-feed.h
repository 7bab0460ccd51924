/* SPDX-License-Identifier: MIT */
/**
 * @file vector-feed.h
 * The frames of one camera as they come: from a vectors file, or from an `aisle analyze` that runs
 * as a process of its own, so that a camera that fails takes no other with it. A thread reads
 * ahead, a few frames only.
 */
#pragma once

#include "gst/core/vectors.h"

G_BEGIN_DECLS

typedef struct _VectorFeed VectorFeed;

/** Returns: NULL with one sentence when the file cannot be opened. */
VectorFeed *vector_feed_new_file (const char *path, GError **error);
/** @arguments: NULL-terminated, of `aisle`: an analysis that writes vectors to standard output. */
VectorFeed *vector_feed_new_analysis (const char *const *arguments, GError **error);
/** Ends the process, too. */
void vector_feed_free (VectorFeed *feed);

/** Ask the process to end as Ctrl-C does; what it still tells can be read. */
void vector_feed_stop (VectorFeed *feed);

/**
 * The next frame, without taking it. @wait: microseconds to wait for it, −1: until it comes.
 * Returns: (transfer none): NULL when there is none, by now or ever.
 */
const AisleVectors *vector_feed_peek (VectorFeed *feed, gint64 wait);
/** Returns: (transfer full): what vector_feed_peek() gave. */
AisleVectors *vector_feed_take (VectorFeed *feed);
/** Whether no frame will come any more. @error: why, when it was no proper end. */
gboolean vector_feed_has_ended (VectorFeed *feed, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VectorFeed, vector_feed_free)

G_END_DECLS
