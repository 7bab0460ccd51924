/* SPDX-License-Identifier: MIT */
/**
 * @file zone.h
 * Visits of a zone: one record per stay. Who comes or goes is believed when a hysteresis band away
 * from the border, a second after meeting it, or last seen there. Absences up to the merge gap are
 * joined, stays under the least visit dropped; a record is made after the gap has passed. Pure.
 */
#pragma once

#include "gst/core/config-file.h"
#include "gst/core/engagement.h"
#include "gst/core/event.h"
#include "gst/core/move.h"

G_BEGIN_DECLS

/** A zone in the plane of the moves. */
typedef struct {
  const AisleZoneConfig *config; /**< not owned */
  guint n_points;
  AislePoint points[AISLE_MAX_POINTS + 1]; /**< closed: the last equals the first */
} AisleZone;

typedef enum {
  AISLE_PRESENCE_OUTSIDE, /**< no visit is open */
  AISLE_PRESENCE_INSIDE,
  AISLE_PRESENCE_AWAY, /**< has left, perhaps only for a moment */
} AislePresence;

/** What is remembered of one person in one zone; all zero at first. */
typedef struct {
  AislePresence presence; /**< as confirmed */
  guint sides;            /**< confirmed one after the other: 0, 1, or 2 for more */
  gboolean within;        /**< where the person is seen now, */
  double met_pts;         /**< since this moment on the border, or since they are seen, seconds, */
  double met_walked;      /**< after so many metres */
  double enter_pts;       /**< of the open visit, seconds */
  double leave_pts;       /**< AWAY: last moment inside */
  double enter_walked;    /**< metres that they had walked on entering, −1: not known, */
  double leave_walked;    /**< and at the last place inside */
  gboolean stitched;      /**< the person was out of sight during the visit */
  AisleEngagement engagement; /**< with the zone's shelf */
} AisleVisit;

typedef struct {
  double enter_pts, leave_pts;
  AisleVisitReason reason;
  gboolean stitched;
  double walked; /**< metres walked meanwhile; −1: not known */
  double faced;  /**< seconds before the zone's shelf; −1: it has none */
  guint reached; /**< times that they reached into it */
  int from;      /**< the zone from which they came, −1: none; set by the crowd */
} AisleVisitRecord;

/** @aspect: see AisleMove. */
void aisle_zone_init (AisleZone *zone, const AisleZoneConfig *config, double aspect);
gboolean aisle_zone_contains (const AisleZone *zone, AislePoint place);

/** Follow one move; entering and leaving happen where the way met the border last. */
void aisle_zone_follow (const AisleZone *zone, AisleVisit *visit, const AisleMove *move,
                        GArray *records);
/** It is @pts now: a visit whose gap has passed is over. */
void aisle_zone_wait (const AisleZone *zone, AisleVisit *visit, double pts, GArray *records);
/**
 * The person is seen no more since @pts: where they were seen last counts, an open visit is over, a
 * person inside has @reason. Forgets everything.
 */
void aisle_zone_close (const AisleZone *zone, AisleVisit *visit, double pts,
                       AisleVisitReason reason, GArray *records);
/**
 * The person of @later turns out to be that of @earlier; @gap is the move from the last place of
 * the one to the first of the other. @later goes on with the visit of @earlier, or that is over.
 */
void aisle_zone_join (const AisleZone *zone, const AisleVisit *earlier, const AisleMove *gap,
                      AisleVisit *later, GArray *records);

G_END_DECLS
