/* SPDX-License-Identifier: MIT */
/**
 * @file tracker.h
 * Detections of successive frames become tracks: Kalman filter (constant velocity, Kalman 1960) and
 * two-stage association (ByteTrack, Zhang et al., ECCV 2022) with an optimal assignment; the cost
 * of a pair is its likelihood, so a lost track reaches the farther the longer it was unseen.
 * Every parameter is in seconds, body heights or 0…1: nothing depends on frame size or rate.
 * Memory is bounded by the number of objects in view. Not thread-safe per tracker.
 */
#pragma once

#include "gst/core/appearance.h"
#include "gst/core/kalman.h"

G_BEGIN_DECLS

typedef struct {
  float high_threshold;   /**< least confidence of the first stage */
  float low_threshold;    /**< second-stage confidence; weaker boxes are ignored */
  float start_margin;     /**< a box this much above high_threshold may start a track */
  float sure_threshold;   /**< a box this confident confirms its track at once */
  float duplicate_iou;    /**< a box that overlaps one in use by more starts no track */
  double match_gate;      /**< dearest pair of the first stage, see aisle_kalman_surprise() */
  double weak_gate;       /**< dearest pair of the second stage */
  double score_weight;    /**< added to the cost of a pair, times 1 − confidence of its box */
  double strong_time;     /**< the second stage alone keeps a track for so many seconds */
  double confirm_time;    /**< seconds of support before a track is confirmed */
  double emerge_time;     /**< the same, for who is seen in the midst of another's box only */
  double lost_time;       /**< seconds without support after which a track ends */
  AisleKalmanNoise noise; /**< of motion and measurement */
} AisleTrackerParams;

/** Defaults, given in the source with the reason of each. */
extern const AisleTrackerParams aisle_tracker_defaults;

/** A track after an update. */
typedef struct {
  guint64 id;          /**< 1, 2, … in order of confirmation, never reused */
  AisleBox box;        /**< smoothed; predicted while coasting; confidence 0 while coasting */
  int detection;       /**< index of the box of this update that supports it, -1 while coasting */
  gboolean coasting;   /**< no box of this update belongs to it */
  gboolean ended;      /**< last report of this track: it was lost for lost_time */
  gint64 first_seen;   /**< ns, of the first box */
  gint64 last_seen;    /**< ns, of the last box */
  guint64 stitched;    /**< how many gaps of over half a second were bridged so far */
  float confidence;    /**< that it was one person all the time, 0…1: falls with each bridged gap */
  const AisleAppearance *appearance; /**< (nullable): as long as the report is valid */
} AisleTrack;

typedef struct _AisleTracker AisleTracker;

enum { AISLE_TRACKER_MOST = 1024 };

/** @params: (nullable): the defaults. */
AisleTracker *aisle_tracker_new (const AisleTrackerParams *params);
void aisle_tracker_free (AisleTracker *tracker);
/**
 * Pixels of the frame; may change at any time, 0 × 0: not known (so at first). Somebody who is
 * unseen and on the way out of a known frame has left: who comes in there is another person.
 */
void aisle_tracker_set_frame_size (AisleTracker *tracker, guint width, guint height);
/**
 * Look at the person in @box, a box of the update under way. Returns: FALSE when there is nothing
 * to be seen.
 */
typedef gboolean (*AisleTrackerLook) (const AisleBox *box, AisleAppearance *appearance,
                                      gpointer data);
/** So many looks are taken in one update at most: less than a millisecond. */
enum { AISLE_TRACKER_LOOKS = 64 };
/**
 * @look: (nullable): how to see what people look like, called during updates, for people whom
 *   nobody hides, now and then and where it decides; NULL (as at first): never.
 */
void aisle_tracker_set_look (AisleTracker *tracker, AisleTrackerLook look, gpointer data);
/** Forget all tracks (flush, seek); ids go on. */
void aisle_tracker_reset (AisleTracker *tracker);

/**
 * Advance to time @pts (ns of stream time; a step back is read as no step) with the boxes of that
 * frame. Boxes with a value that is not finite, without area or beyond any frame are ignored,
 * and so are those after the first AISLE_TRACKER_MOST; no more tracks than that live at a time.
 * @inferred: FALSE for a frame that was not looked at (interval > 1): tracks only move on.
 * @n_tracks: (out). Confirmed tracks, incl. those that ended now. A track confirmed now may have
 *   earlier boxes; they are not reported afterwards.
 * Returns: (transfer none): by rising id, valid until the next call.
 */
const AisleTrack *aisle_tracker_update (AisleTracker *tracker, gint64 pts, const AisleBox *boxes,
                                        guint n_boxes, gboolean inferred, guint *n_tracks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleTracker, aisle_tracker_free)

G_END_DECLS
