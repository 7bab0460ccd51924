/* SPDX-License-Identifier: MIT */
/**
 * @file footfall-private.h
 * What a counter consists of, for footfall.c and what saves and restores it; and, for tests, a way
 * to leave a part of the counting out, to prove that another test needs it.
 */
#pragma once

#include "gst/core/buckets.h"
#include "gst/core/crowd.h"
#include "gst/core/footfall.h"
#include "gst/core/hours.h"
#include "gst/core/identity.h"
#include "gst/core/occupancy.h"
#include "gst/core/queue-watch.h"
#include "gst/core/reentry.h"

G_BEGIN_DECLS

/** What a restored counter expects of the stream. */
typedef enum {
  AISLE_RESUME_NONE,      /**< it goes on already */
  AISLE_RESUME_CONTINUED, /**< another stream, later */
  AISLE_RESUME_REPEATED,  /**< perhaps the same one from its beginning */
} AisleResume;

struct _AisleFootfall {
  AisleCrowd crowd;
  char *camera; /**< NULL: that of the config */
  guint64 seed;
  AisleIdentity *identity;
  gboolean keeps_numbers; /**< ids of tracks are the numbers of events */

  gint64 epoch; /**< µs: clock on the wall at pts 0 */
  gboolean local_clock;
  gint64 pts; /**< ns, of the last update */
  AisleSightState sight, told_sight; /**< now, and when an event last told of it */

  guint troubles; /**< AisleTrouble bits that were taken */
  gint64 shift; /**< ns: pts is stream time plus this */
  AisleResume resume;
  gint64 resume_pts;  /**< ns: up to it everything is counted */
  gint64 saved_epoch; /**< µs */

  AisleBuckets buckets;
  AisleHours hours;
  gint64 day_start, day_end; /**< µs: the business day */
  AisleQueueWatch *watches;  /**< one per queue */
  AisleOccupancy *occupancies; /**< one per place */
  AisleReentry reentry;
  GPtrArray *events; /**< of the update under way */
};

/** @person: (nullable). */
AisleEvent *aisle_footfall_new_event (const AisleFootfall *footfall, AisleEventType type,
                                      const char *name, const AislePerson *person, double pts);
/** Count @event (transfer full) of @person and tell it. */
void aisle_footfall_emit (AisleFootfall *footfall, const AislePerson *person, AisleEvent *event);

/** An AisleWaitFunc; @data: the counter. */
void aisle_footfall_emit_wait (const AislePerson *person, guint queue,
                               const AisleQueueRecord *wait, gpointer data);
/** It is @pts seconds: what queues do is noted, alerts are told. */
void aisle_footfall_watch_queues (AisleFootfall *footfall, double pts);
/** Add where @person waits now. */
void aisle_footfall_set_queue_state (const AisleFootfall *footfall, const AislePerson *person,
                                     AisleFootfallState *state);
/** The stream ends: there is nothing to be alarmed about. */
void aisle_footfall_end_alerts (AisleFootfall *footfall, double pts);
/** Add what queues do now to a `counts` event. */
void aisle_footfall_count_queues (const AisleFootfall *footfall, AisleEvent *counts);
/** @event (line-crossed) comes next: it passes the doors of places; corrections are told. */
void aisle_footfall_cross_doors (AisleFootfall *footfall, const AisleEvent *event);
/** The events under way from @first on were of staff after all: undo what they did at doors. */
void aisle_footfall_uncross_doors (AisleFootfall *footfall, guint first);
/** It is @time (µs since 1970) and @pts seconds; the camera saw @seconds since the last call. */
void aisle_footfall_watch_doors (AisleFootfall *footfall, gint64 time, double pts, double seconds);
/** Add how many are inside now to a `counts` event. */
void aisle_footfall_count_occupancies (const AisleFootfall *footfall, AisleEvent *counts);
/** After a reload: places with a name that was in @old keep their people. */
void aisle_footfall_keep_occupancies (AisleFootfall *footfall, const AisleConfig *old);

/** After a reload: queues that were in @old go on. */
void aisle_footfall_keep_watches (AisleFootfall *footfall, const AisleConfig *old);

/** Name in events. */
const char *aisle_footfall_camera (const AisleFootfall *footfall);

/**
 * A frame of a restored counter at stream time @pts. Returns: FALSE when it was counted before the
 * restart; TRUE from the first one on that was not.
 */
gboolean aisle_footfall_resume (AisleFootfall *footfall, gint64 pts, const AisleTrack *tracks,
                                guint n_tracks);

/** Tell when the camera went blind or sees again, by aisle_footfall_set_sight(). */
void aisle_footfall_tell_sight (AisleFootfall *footfall);

void aisle_footfall_disable (AisleFootfall *footfall, AisleWithout without);

G_END_DECLS
