/* SPDX-License-Identifier: MIT */
/**
 * @file footfall.h
 * Tracks become counts, visits and events by the definitions of README.md. Pure: no clock, no
 * file, no GStreamer. Not thread-safe per object. Memory is bounded by the tracks in view.
 */
#pragma once

#include "gst/core/config-file.h"
#include "gst/core/event.h"
#include "gst/core/ground.h"
#include "gst/core/heatmap.h"
#include "gst/core/sight.h"
#include "gst/core/tracker.h"
#include "gst/core/trouble.h"

G_BEGIN_DECLS

typedef struct _AisleFootfall AisleFootfall;

/** @seed: 0 draws the salt of track numbers at random each day; else it fixes it (--seed). */
AisleFootfall *aisle_footfall_new (const AisleConfig *config, guint64 seed);
void aisle_footfall_free (AisleFootfall *footfall);

/**
 * Live reload: lines and zones whose name and shape are the same keep counts and open visits.
 * Visits of zones that are gone end (reason end) with the next update.
 */
void aisle_footfall_set_config (AisleFootfall *footfall, const AisleConfig *config);
/** The camera's name in events and track numbers; NULL or "": that of the config. */
void aisle_footfall_set_camera (AisleFootfall *footfall, const char *camera);
/** Its name in events. Returns: (transfer none). */
const char *aisle_footfall_get_camera (const AisleFootfall *footfall);
/**
 * Pixels of the frame; may change at any time (positions are kept in 0…1). Until it is known,
 * tracks are ignored.
 */
void aisle_footfall_set_frame_size (AisleFootfall *footfall, guint width, guint height,
                                    double pixel_aspect);
/**
 * The ids of tracks are numbers that events may carry as they are: those of vectors.h, of an
 * earlier run. For counting again with the same event ids.
 */
void aisle_footfall_keep_numbers (AisleFootfall *footfall);
/** The number of a track of the frame at @pts ns, were it joined to no earlier one. */
guint64 aisle_footfall_number (const AisleFootfall *footfall, gint64 pts, guint64 track_id);
/**
 * Wall-clock time of stream time 0, µs since 1970; @local: it is this machine's guess. May be
 * corrected at any time: see buckets.h.
 */
void aisle_footfall_set_epoch (AisleFootfall *footfall, gint64 epoch, gboolean local);
/**
 * From the next frame on the camera sees nothing that counts, or does again. The time is told as
 * `blind`, a change by an event. While it is blind tracks are ignored: their places mean nothing.
 */
void aisle_footfall_set_sight (AisleFootfall *footfall, AisleSightState sight);

/**
 * One frame. @pts: ns of stream time; a step back ends all tracks (reason lost). @tracks: of
 *   aisle_tracker_update() or of another tracker: a track that is no more reported, without
 *   having been reported as ended, ends after AISLE_FOOTFALL_SILENCE. Coasting tracks and boxes
 *   that are not finite or empty move nobody: the path goes straight on when they are seen again.
 * @dropped: TRUE when inference was dropped for lateness.
 * Returns: (transfer full): AisleEvent elements: `counts` of the minute, quarter and hour that
 *   are over, then the events of this frame in order of pts, then name.
 */
GPtrArray *aisle_footfall_update (AisleFootfall *footfall, gint64 pts, const AisleTrack *tracks,
                                  guint n_tracks, gboolean dropped);
/**
 * End of stream at @pts: closes visits (reason end) and, last, the buckets of `counts`.
 * Totals stay; another stream may follow.
 */
GPtrArray *aisle_footfall_finish (AisleFootfall *footfall, gint64 pts);

#define AISLE_STATE_ERROR (aisle_state_error_quark ())
GQuark aisle_state_error_quark (void);
typedef enum {
  AISLE_STATE_ERROR_JSON,   /**< cut off, too large or no JSON */
  AISLE_STATE_ERROR_SCHEMA, /**< of another version */
  AISLE_STATE_ERROR_CAMERA, /**< of another camera */
  AISLE_STATE_ERROR_MEMBER, /**< a member is missing, or of the wrong kind or range */
} AisleStateErrorCode;
#define AISLE_STATE_MAX_BYTES (16 * 1024 * 1024) /**< longer texts are refused */

/**
 * All that must outlive a restart, as JSON of the version `aisle.state/1`: totals, open buckets,
 * people with their visits and waits. No appearance. Its length is bounded by the people in view.
 * @untold: (nullable): AisleEvent elements that may not have been told yet.
 * Returns: (transfer full): NULL while a restored stream has not gone on yet: the text that was
 *   restored still holds.
 */
char *aisle_footfall_save (const AisleFootfall *footfall, const GPtrArray *untold);
/**
 * Go on where a text of aisle_footfall_save() stands; for a new counter, after camera and epoch
 * were set. Lines, zones and queues that are no more the same start anew, as with a live reload.
 * What is counted afterwards has `pts` that go on from the saved ones, by the clock on the wall.
 * @repeats: a stream that begins with the same epoch and a time that was counted already is the
 *   same one again (a file): its frames are passed over up to where it was.
 * @untold: (out) (optional) (transfer full): what was given when saving.
 * Returns: FALSE with an error of AISLE_STATE_ERROR, AISLE_RECORD_ERROR, AISLE_CONFIG_ERROR or
 *   AISLE_EVENT_ERROR; then nothing has changed.
 */
gboolean aisle_footfall_restore (AisleFootfall *footfall, const char *json, gssize length,
                                 gboolean repeats, GPtrArray **untold, GError **error);

/** ns without a report after which a track has ended. */
#define AISLE_FOOTFALL_SILENCE (2 * G_GINT64_CONSTANT (1000000000))

/** Where a track is now, for metadata and overlays. */
typedef struct {
  guint64 track;     /**< the number that events carry */
  double x, y;       /**< reference point, 0…1 of the frame */
  int zone;          /**< index of the first zone it is in, or -1 */
  double dwell;      /**< seconds in that zone so far */
  gboolean on_floor; /**< the ground plane is known: */
  AislePoint floor;  /**< metres on the floor */
  double distance;   /**< metres walked so far; −1: not known */
  double speed;      /**< m/s; −1: not known */
  guint64 group;     /**< number of their group; 0: alone */
  AisleStature stature;
  gboolean staff;    /**< belongs to the shop */
  int queue;         /**< index of the queue in which they wait, or −1 */
  guint position;    /**< in it: 1 came first */
  double wait;       /**< seconds in it so far */
} AisleFootfallState;
gboolean aisle_footfall_get_track (const AisleFootfall *footfall, guint64 track_id,
                                   AisleFootfallState *state);
/**
 * Where a track stands to a line (index in the config). @distance: (out): from the line in body
 * heights, positive on the IN side. Returns: the side last confirmed, +1 IN, −1 OUT, 0 none yet.
 */
int aisle_footfall_get_side (const AisleFootfall *footfall, guint64 track_id, guint line,
                             double *distance);
/** AisleTrouble bits that were met for the first time since the last call. */
guint aisle_footfall_take_troubles (AisleFootfall *footfall);
/** Running totals as in a `counts` event, of the current bucket. Returns: (transfer full). */
AisleEvent *aisle_footfall_get_counts (const AisleFootfall *footfall);
/** Returns: (transfer none): NULL while the floor is not known; valid until the next update. */
const AisleGround *aisle_footfall_get_ground (const AisleFootfall *footfall);
/** Whether an alert of the queue of that index is raised. */
gboolean aisle_footfall_has_alert (const AisleFootfall *footfall, guint queue);
/** Person-seconds since the beginning. Returns: (transfer none). */
const AisleHeatmap *aisle_footfall_get_heatmap (const AisleFootfall *footfall);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleFootfall, aisle_footfall_free)

G_END_DECLS
