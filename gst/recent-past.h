/* SPDX-License-Identifier: MIT */
/**
 * @file recent-past.h
 * The last seconds of what was seen and told: the way of each person, and events at their place.
 * Memory is bounded, whatever comes. One thread at a time.
 */
#pragma once

#include "gst/core/event.h"
#include "gst/core/geometry.h"

G_BEGIN_DECLS

#define AISLE_TRAIL_SECONDS 3.0
#define AISLE_FLASH_SECONDS 1.0
/** Places that are kept of a trail: one each 0.1 s, and the newest. */
#define AISLE_TRAIL_PLACES 32
/** Most trails, and most flashes: more are not kept. */
#define AISLE_RECENT_TRAILS 256
#define AISLE_RECENT_FLASHES 64

typedef struct {
  double pts; /**< seconds of stream time */
  AislePoint at;
  guint64 sides_in, sides_out; /**< see GstAislePresence */
} AisleTrailPlace;

/** Where somebody has been, from the oldest place to the newest. */
typedef struct {
  guint64 track; /**< its number in events */
  guint n_places;
  AisleTrailPlace places[AISLE_TRAIL_PLACES];
} AisleTrail;

/** An event that was just told: line-crossed, visit-ended or queue-left. */
typedef struct {
  AisleEventType type;
  char name[64];            /**< of line, zone or queue, UTF-8 */
  AisleDirection direction; /**< line-crossed */
  double seconds;           /**< dwell of a visit, wait in a queue */
  double confidence;        /**< line-crossed, visit-ended: of one person, 0…1 */
  gboolean placed;          /**< it is known where it happened: */
  AislePoint at;
  double told; /**< pts of the frame with which it was told; before that −1 */
} AisleFlash;

typedef struct {
  double pts;      /**< of the last frame */
  GArray *trails;  /**< of AisleTrail */
  GArray *flashes; /**< of AisleFlash */
} AisleRecentPast;

AisleRecentPast *aisle_recent_past_new (void);
void aisle_recent_past_free (AisleRecentPast *past);
/** Forget everything: the stream was flushed. */
void aisle_recent_past_clear (AisleRecentPast *past);

gboolean aisle_recent_past_is_empty (const AisleRecentPast *past);

/**
 * A frame at @pts begins (seconds of stream time): what is older than the spans above is
 * forgotten, and everything when time went back.
 */
void aisle_recent_past_begin (AisleRecentPast *past, double pts);
/** @track stands at @at, 0…1 of this frame; a place that is none is passed over. */
void aisle_recent_past_see (AisleRecentPast *past, guint64 track, AislePoint at, guint64 sides_in,
                            guint64 sides_out);
/** An event, before the frame with which it was told; those of no person are passed over. */
void aisle_recent_past_tell (AisleRecentPast *past, const AisleEvent *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleRecentPast, aisle_recent_past_free)

G_END_DECLS
