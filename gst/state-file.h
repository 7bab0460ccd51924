/* SPDX-License-Identifier: MIT */
/**
 * @file state-file.h
 * The file in which a counter outlives a restart, even one without warning. A frame that tells
 * events is saved before they are told, together with those of the last seconds; other frames once
 * a second. So after kill -9 no event is lost; some may be told twice, with the same id. The file
 * is replaced as a whole (written beside it, synced, renamed). One thread at a time.
 */
#pragma once

#include "gst/core/footfall.h"

G_BEGIN_DECLS

typedef struct _GstAisleStateFile GstAisleStateFile;

/** The file need not exist. */
GstAisleStateFile *gst_aisle_state_file_new (const char *path);
void gst_aisle_state_file_free (GstAisleStateFile *file);

/**
 * Let @footfall, which is new, go on where the file stands: see aisle_footfall_restore(). A file
 * that cannot be used is renamed to PATH.bad, and counting begins from zero.
 * Returns: (transfer full): AisleEvent elements to be told once more, perhaps none. @error is set
 *   when there was a file that cannot be used.
 */
GPtrArray *gst_aisle_state_file_restore (GstAisleStateFile *file, AisleFootfall *footfall,
                                         gboolean repeats, GError **error);

/**
 * @events of the frame at @pts ns are about to be told. Saves when there are any, or it is time,
 * or @now. Returns: FALSE when the file cannot be written; reported once until it can be again.
 */
gboolean gst_aisle_state_file_keep (GstAisleStateFile *file, const AisleFootfall *footfall,
                                    gint64 pts, const GPtrArray *events, gboolean now,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GstAisleStateFile, gst_aisle_state_file_free)

G_END_DECLS
