/* SPDX-License-Identifier: MIT */
/**
 * @file crowd.h
 * The people in view, led past the lines and zones of a camera. Tells of crossings and visits as
 * they are confirmed; knows nothing of clocks, names and events. Pure.
 */
#pragma once

#include "gst/core/floor.h"
#include "gst/core/group.h"
#include "gst/core/heatmap.h"
#include "gst/core/person.h"

G_BEGIN_DECLS

typedef void (*AisleCrossingFunc) (const AislePerson *person, guint line,
                                   const AisleLineCount *crossing, gpointer data);
typedef void (*AisleVisitFunc) (const AislePerson *person, guint zone,
                                const AisleVisitRecord *visit, gpointer data);
typedef void (*AisleWaitFunc) (const AislePerson *person, guint queue, const AisleQueueRecord *wait,
                               gpointer data);
typedef void (*AislePersonFunc) (const AislePerson *person, gpointer data);

/** What a crowd tells. */
typedef struct {
  AisleCrossingFunc crossing;
  AisleVisitFunc visit;
  AisleWaitFunc wait;
  AislePersonFunc staff; /**< the person turns out to be staff */
  AislePersonFunc gone;  /**< the person will not be seen again */
} AisleCrowdFuncs;

typedef struct {
  AisleConfig *config;
  AisleWithout without;
  guint width, height; /**< pixels of the frame */
  double aspect;       /**< of the frame as shown; 0: not known yet */
  double resumed_pts;  /**< seconds: first frame after a restart */
  guint64 frame;       /**< number of the update under way */
  guint troubles;      /**< AisleTrouble bits, met so far */
  AisleLine *lines;
  AisleZone *zones, *masks;
  AisleQueue *queues;
  AisleShelf *shelves; /**< one per zone */
  AisleFloor *floor;
  AisleGroups *groups;   /**< (nullable): not wanted */
  double group_distance; /**< of groups */
  GPtrArray *persons;    /**< AislePerson */
  GPtrArray *hidden;     /**< AislePerson: see crowd-hidden.h */
  AisleHeatmap *heatmap;
  const AisleCrowdFuncs *tell;
  gpointer data;
  GArray *crossings, *visits; /**< of one person at one line or zone, before they are told */
  GArray *waits;              /**< of one person in one queue, before they are told */
} AisleCrowd;

/** @tell: called with @data during the functions below; outlives @crowd. */
void aisle_crowd_init (AisleCrowd *crowd, const AisleConfig *config, const AisleCrowdFuncs *tell,
                       gpointer data);
void aisle_crowd_clear (AisleCrowd *crowd);

/** As aisle_footfall_set_config(); tells of the visits that this ends. */
void aisle_crowd_set_config (AisleCrowd *crowd, const AisleConfig *config);
/** As aisle_footfall_set_frame_size(). */
void aisle_crowd_set_frame_size (AisleCrowd *crowd, guint width, guint height, double pixel_aspect);

/** The tracks of the frame at @pts ns, which never falls. */
void aisle_crowd_update (AisleCrowd *crowd, gint64 pts, const AisleTrack *tracks, guint n_tracks);
/** Forget everybody. @is_end: the stream ends; else those inside a zone are lost. */
void aisle_crowd_close (AisleCrowd *crowd, gboolean is_end);

/** Where the person of a box stands, 0…1 of the frame, whose size must be known. */
AislePoint aisle_crowd_place_of (const AisleCrowd *crowd, const AisleBox *box);
/** NULL when there is no such track. */
AislePerson *aisle_crowd_find (const AisleCrowd *crowd, guint64 track);
/** From a line to where the person stands, in their body heights; positive on the IN side. */
double aisle_crowd_distance (const AisleCrowd *crowd, const AislePerson *person, guint line);
/** m² of a zone on the floor; −1: not known. */
double aisle_crowd_area (const AisleCrowd *crowd, guint zone);
/** How many are inside a zone now, staff not counted. */
guint aisle_crowd_count_inside (const AisleCrowd *crowd, guint zone);
/** How many wait in a queue now, staff not counted. */
guint aisle_crowd_count_waiting (const AisleCrowd *crowd, guint queue);
/** Whether somebody waits or is being served. */
gboolean aisle_crowd_is_queue_busy (const AisleCrowd *crowd, guint queue);
/** 1, 2, … by arrival of those who wait; 0: @person does not wait there. */
guint aisle_crowd_queue_position (const AisleCrowd *crowd, const AislePerson *person, guint queue);

G_END_DECLS
