/* SPDX-License-Identifier: MIT */
/**
 * @file queue.h
 * One person's wait in a queue: an area in which people wait, and a point at which they are
 * served. A wait runs from entering the area to entering the service point. Somebody waits who
 * stood still for `min_wait` seconds in all (AISLE_STAND_SPEED): whoever only walks through does
 * not. Steps aside of up to AISLE_QUEUE_AWAY seconds do not end a wait. Pure.
 */
#pragma once

#include "gst/core/zone.h"

G_BEGIN_DECLS

/** Seconds in which who stepped out of the area may come back, or reach the service point. */
#define AISLE_QUEUE_AWAY 3.0

/** A queue in the plane of the moves. */
typedef struct {
  const AisleQueueConfig *config; /**< not owned */
  AisleZone area, service;
} AisleQueue;

typedef enum {
  AISLE_QUEUE_PHASE_NONE,
  AISLE_QUEUE_PHASE_WAITING, /**< came into the area; perhaps only to walk through */
  AISLE_QUEUE_PHASE_SERVED,  /**< waited and is served, until they go away */
  AISLE_QUEUE_PHASE_PRESENT, /**< came to the service point by another way, until they go away */
} AisleQueuePhase;

/** What is remembered of one person at one queue; all zero at first. */
typedef struct {
  AisleQueuePhase phase;
  gboolean in_area, in_service;
  double enter_pts;   /**< seconds: when the wait began */
  double service_pts; /**< since when at the service point */
  double left_pts;    /**< last moment at either place, while at none */
  double stood;       /**< seconds stood still during the wait */
  gboolean stitched;  /**< the person was out of sight during the wait */
} AisleQueueMemory;

/** A wait that is over. */
typedef struct {
  double enter_pts, leave_pts;
  AisleQueueOutcome outcome;
  gboolean stitched;
} AisleQueueRecord;

/** @aspect: see AisleMove. */
void aisle_queue_init (AisleQueue *queue, const AisleQueueConfig *config, double aspect);
/** Whether name and shapes are the same: such a queue goes on after a reload. */
gboolean aisle_queue_is_same (const AisleQueueConfig *a, const AisleQueueConfig *b);

/** Follow one move; waits begin and end where it meets the borders. */
void aisle_queue_follow (const AisleQueue *queue, AisleQueueMemory *memory, const AisleMove *move,
                         GArray *records);
/** It is @pts now: a wait is over when service was confirmed or the time away has passed. */
void aisle_queue_wait (const AisleQueue *queue, AisleQueueMemory *memory, double pts,
                       GArray *records);
/** The person is seen no more since @pts: served at the service point, lost in the area. */
void aisle_queue_close (const AisleQueue *queue, AisleQueueMemory *memory, double pts,
                        GArray *records);
/**
 * The person of @later turns out to be that of @earlier; @gap is the move from the last place of
 * the one to the first of the other. @later goes on with the wait of @earlier.
 */
void aisle_queue_join (const AisleQueue *queue, const AisleQueueMemory *earlier,
                       const AisleMove *gap, AisleQueueMemory *later, GArray *records);

/** Whether the person counts in the queue's length now. */
gboolean aisle_queue_is_waiting (const AisleQueue *queue, const AisleQueueMemory *memory);
/** Whether the person keeps the service point busy: waits or is being served. */
gboolean aisle_queue_is_busy (const AisleQueue *queue, const AisleQueueMemory *memory);

G_END_DECLS
