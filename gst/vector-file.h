/* SPDX-License-Identifier: MIT */
/**
 * @file vector-file.h
 * A file of what was counted on each frame, see gst/core/vectors.h. One thread at a time.
 */
#pragma once

#include "gst/core/footfall.h"
#include "gst/core/vectors.h"

G_BEGIN_DECLS

typedef struct _GstAisleVectorFile GstAisleVectorFile;

/** A file of that name is replaced. Returns: NULL with G_FILE_ERROR. */
GstAisleVectorFile *gst_aisle_vector_file_new (const char *path, GError **error);
/** Append the frame with @tracks (AisleTrack), which bear the numbers that @footfall gives them. */
gboolean gst_aisle_vector_file_write (GstAisleVectorFile *self, const AisleVectors *frame,
                                      const GArray *tracks, const AisleFootfall *footfall,
                                      GError **error);
void gst_aisle_vector_file_free (GstAisleVectorFile *self);

G_END_DECLS
