/* SPDX-License-Identifier: MIT */
/**
 * @file vector-replay.h
 * Counts the frames of a vectors file (`--vectors`, gst/core/vectors.h) again, with any config.
 * With the config of that run the events are the same, but for what only pictures tell: re-entries,
 * uniforms, and looks, which help to know somebody again after a gap. They are not in the file.
 */
#pragma once

#include "gst/core/footfall.h"
#include "gst/core/vectors.h"

G_BEGIN_DECLS

typedef struct {
  /** After each frame. @footfall: as it is now. Return FALSE to stop without an error. */
  gboolean (*on_frame) (const AisleVectors *frame, const AisleFootfall *footfall, gpointer data);
  void (*on_event) (const AisleEvent *event, gpointer data); /**< before its frame */
  gpointer data;
} VectorListener;

/** Members of @listener may be NULL. Returns: FALSE with one sentence that names file and line. */
gboolean vector_replay_run (const char *path, const AisleConfig *config,
                            const VectorListener *listener, GError **error);

G_END_DECLS
