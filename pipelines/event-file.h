/* SPDX-License-Identifier: MIT */
/**
 * @file event-file.h
 * Files of events: one line of `aisle.event/1` each.
 */
#pragma once

#include "gst/core/event.h"

G_BEGIN_DECLS

/**
 * Empty lines are passed over.
 * Returns: (transfer full): AisleEvent in the order of the file, NULL with a sentence that names
 *   file and line.
 */
GPtrArray *event_file_load (const char *path, GError **error);

G_END_DECLS
