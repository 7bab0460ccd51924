/* SPDX-License-Identifier: MIT */
/**
 * @file person.h
 * What the counting remembers of a person: where they were seen last and what they did at each
 * line and zone. Places are 0…1 of the frame.
 */
#pragma once

#include "gst/core/funnel.h"
#include "gst/core/line.h"
#include "gst/core/motion.h"
#include "gst/core/queue.h"
#include "gst/core/staff.h"
#include "gst/core/stand.h"
#include "gst/core/stature.h"
#include "gst/core/told.h"
#include "gst/core/tracker.h"
#include "gst/core/turn-in.h"
#include "gst/core/zone.h"

G_BEGIN_DECLS

typedef struct {
  guint64 track;    /**< the tracker's id now */
  guint64 origin;   /**< the id under which this person appeared first */
  gint64 reported;  /**< ns: last time the tracker told of the track */
  guint64 frame;    /**< number of the crowd's update that did */
  gboolean gone;    /**< the track has ended; waits for a successor */
  gboolean suspended; /**< seen when saved, not yet after the restart; see crowd-resume.h */
  gboolean on_path; /**< FALSE before the first place and after one in a mask */
  AislePoint place, first_place;
  double pts, first_pts;  /**< seconds: when they were seen there */
  double height;          /**< smoothed body height, in heights of the frame */
  guint64 stitched;       /**< the tracker's number of bridged gaps */
  double handed;          /**< how sure the successions were that made this person, 0…1 */
  double confidence;      /**< that it is one person all the time: the track's times @handed */
  AisleLineMemory *lines; /**< one per line */
  AisleVisit *visits;     /**< one per zone */
  guint n_visits;
  AisleStand stand;
  AisleMotion motion; /**< metres on the floor, where that is known, */
  double rope;        /**< and by how much they may be wrong */
  AisleStatureMemory stature;
  gboolean was_shown;       /**< to the floor, so that it can be learned, */
  double shown;             /**< at this moment, seconds, last */
  AisleQueueMemory *queues; /**< one per queue */
  AisleTurnIn *turn_ins;    /**< one per turn-in */
  AisleFunnel funnel;
  AisleStaff staff;
  gboolean seen;        /**< @look is known */
  AisleAppearance look; /**< at the last frame with one */
  GArray *told;         /**< of AisleTold: what may have to be taken back */
} AislePerson;

AislePerson *aisle_person_new (guint64 track, const AisleConfig *config);
void aisle_person_free (AislePerson *person);

/** Take @height (heights of the frame) of a box seen at @pts into the smoothed body height. */
void aisle_person_measure (AislePerson *person, double pts, double height);

/**
 * The one person who is @gone's continuation under another id, or NULL when there is none or it
 * could be several: first seen after @gone was seen last, within AISLE_HANDOVER_TIME, no farther
 * than a hurried walk reaches, of similar height; and no other unseen person fits them too, unless
 * all are known by sight and looks decide.
 * @confidence: (out): that it is the same person, 0…1; falls with the distance, with unlike looks
 *   and with rivals; written only with a successor.
 */
AislePerson *aisle_person_find_successor (const AislePerson *gone, const GPtrArray *persons,
                                          double aspect, double *confidence);

/** Seconds that a person who is seen no more is waited for. */
#define AISLE_HANDOVER_TIME 3.0

G_END_DECLS
