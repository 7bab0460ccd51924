/* SPDX-License-Identifier: MIT */
/**
 * @file event.h
 * What happened: one struct for all types of `aisle.event/1` (event.schema.json beside this file).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  AISLE_EVENT_LINE_CROSSED,
  AISLE_EVENT_VISIT_ENDED,
  AISLE_EVENT_COUNTS,
  AISLE_EVENT_CAMERA_LOST,
  AISLE_EVENT_CAMERA_BACK,
} AisleEventType;

typedef enum { AISLE_DIRECTION_IN, AISLE_DIRECTION_OUT } AisleDirection;
typedef enum { AISLE_VISIT_LEFT, AISLE_VISIT_LOST, AISLE_VISIT_END } AisleVisitReason;

typedef struct {
  char *name;
  guint64 in, out;             /**< of this bucket */
  guint64 total_in, total_out; /**< since the start of the totals */
} AisleLineCounts;

typedef struct {
  char *name;
  guint occupancy;    /**< people inside at the end of the bucket */
  guint64 visits;     /**< visits that ended in it */
  double dwell_mean;  /**< seconds; 0 without visits */
} AisleZoneCounts;

typedef struct {
  AisleEventType type;
  guint64 id;       /**< hash of camera, type, name, track, pts: a replay gives the same */
  char *camera;
  gint64 time;      /**< µs since 1970, UTC */
  gboolean local_clock; /**< time is this machine's, not the camera's: "clock":"local" */
  double pts;       /**< seconds of stream time */
  char *name;       /**< line or zone; NULL otherwise */
  guint64 track;    /**< ≤ 2⁵³, 0 where there is none */
  AisleDirection direction;                /**< line-crossed */
  double enter_pts, leave_pts, dwell;      /**< visit-ended, seconds */
  AisleVisitReason reason;                 /**< visit-ended */
  gboolean stitched;                       /**< visit-ended: the track was stitched across a gap */
  gint64 start, end;                       /**< counts: bucket, µs since 1970 */
  guint64 frames, dropped;                 /**< counts: frames seen / inferences dropped in it */
  guint n_lines, n_zones;
  AisleLineCounts *lines;                  /**< counts */
  AisleZoneCounts *zones;                  /**< counts */
  double gap;                              /**< camera-lost, camera-back: seconds without frames */
} AisleEvent;

/**
 * @name: (nullable). Text that is not UTF-8 is mended. The id follows from the arguments, @pts by
 * its milliseconds; time is left at 0 and the rest to the caller.
 */
AisleEvent *aisle_event_new (AisleEventType type, const char *camera, const char *name,
                             guint64 track, double pts);
AisleEvent *aisle_event_copy (const AisleEvent *event);
void aisle_event_free (AisleEvent *event);
/** "line-crossed" etc. */
const char *aisle_event_type_name (AisleEventType type);
/** "in", "out". */
const char *aisle_direction_name (AisleDirection direction);
/** "left", "lost", "end". */
const char *aisle_visit_reason_name (AisleVisitReason reason);
/**
 * One line of `aisle.event/1` without the newline; members in a fixed order, seconds with three
 * decimals in any locale: equal events give equal bytes. Caller frees.
 */
char *aisle_event_to_json (const AisleEvent *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleEvent, aisle_event_free)

G_END_DECLS
