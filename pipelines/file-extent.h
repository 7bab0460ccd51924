/* SPDX-License-Identifier: MIT */
/**
 * @file file-extent.h
 * How long a video file says it is, in bytes: a recording that was cut off says more than it has.
 * Demuxers play what is there and end as if nothing were missing.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * The container at the start of @path: RIFF (AVI), ISO base media (MP4, MOV) or EBML (Matroska,
 * WebM).
 * Returns: bytes that the file should have; 0 for other containers and where it is not said.
 */
guint64 file_extent_declared (const char *path);

/** Whether @path is shorter than it says. */
gboolean file_extent_is_cut (const char *path);

G_END_DECLS
