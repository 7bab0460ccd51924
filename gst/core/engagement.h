/* SPDX-License-Identifier: MIT */
/**
 * @file engagement.h
 * What somebody does at the shelf of a zone, as far as a box can tell: *faced* is standing still
 * within AISLE_ENGAGEMENT_NEAR of it (where they look is not known), *reached* is a box that grows
 * sideways into the shelf while its other side stays where it was. Arms that reach straight away
 * from or towards the camera are not seen. Pure.
 */
#pragma once

#include "gst/core/config-file.h"
#include "gst/core/move.h"

G_BEGIN_DECLS

/** Body heights from the feet to the shelf: a metre. */
#define AISLE_ENGAGEMENT_NEAR 0.6

/** The shelf of a zone in the plane of the moves; without points where the zone has none. */
typedef struct {
  guint n_points;
  AislePoint points[AISLE_MAX_POINTS + 1]; /**< closed: the last equals the first */
} AisleShelf;

/** A person's box in the plane of the moves. */
typedef struct {
  double left, right, top, bottom;
} AisleEdges;

/** What is remembered of one person at one shelf; all zero at first. */
typedef struct {
  double faced;     /**< seconds */
  guint reached;    /**< times */
  double usual[2];  /**< left and right edge of who stands, */
  double known;     /**< and the seconds for which they have been learnt */
  int side;         /**< the arm is out to the left −1, right +1, or not 0 */
  double since_pts; /**< since then */
  gboolean counted; /**< this reach is in `reached` */
} AisleEngagement;

/** @aspect: see AisleMove. */
void aisle_shelf_init (AisleShelf *shelf, const AisleZoneConfig *zone, double aspect);

/** Follow one move inside the zone, with `stood` set, and the box at its end. */
void aisle_engagement_follow (const AisleShelf *shelf, AisleEngagement *engagement,
                              const AisleMove *move, const AisleEdges *body);
/** The person of @later was @earlier before. */
void aisle_engagement_join (const AisleEngagement *earlier, AisleEngagement *later);

G_END_DECLS
