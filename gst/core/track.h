/* SPDX-License-Identifier: MIT */
/**
 * @file track.h
 * One track of the tracker: its motion, its support, its looks. Times are ns of stream time.
 */
#pragma once

#include "gst/core/tracker.h"

G_BEGIN_DECLS

typedef struct {
  AisleTrack report;   /**< id 0 until confirmed */
  AisleKalman motion;
  AisleBox last_box;   /**< as detected */
  AisleBox taken;      /**< as it was taken in, beyond the frame's borders where they cut it */
  gint64 last_strong;  /**< of the last box above the high threshold */
  guint n_boxes;
  AisleAppearance appearance; /**< mean of @n_looks */
  gint64 last_look;
  guint n_looks;
  gint64 last_apart;   /**< when it was last no second track of somebody */
} AisleTrackState;

/** A new track of @box at @now. */
AisleTrackState aisle_track_new (const AisleBox *box, gint64 now, const AisleKalmanNoise *noise);
/** Move on to a frame @seconds later; it coasts until a box supports it. */
void aisle_track_advance (AisleTrackState *track, double seconds, const AisleKalmanNoise *noise);
/** @box, the @detection-th of the frame, supports the track; its motion is updated later. */
void aisle_track_support (AisleTrackState *track, const AisleBox *box, int detection, gint64 now);
/** The next look at it. */
void aisle_track_remember (AisleTrackState *track, const AisleAppearance *seen, gint64 now);
/** Is it time to look at it again? */
gboolean aisle_track_wants_look (const AisleTrackState *track, gint64 now);

static inline double
aisle_track_seconds_unseen (const AisleTrackState *track, gint64 now)
{
  return (double) (now - track->report.last_seen) / 1e9;
}

G_END_DECLS
