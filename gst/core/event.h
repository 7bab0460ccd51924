/* SPDX-License-Identifier: MIT */
/**
 * @file event.h
 * What happened: one struct for all types of `aisle.event/1` (event.schema.json beside this file).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AISLE_EVENT_SCHEMA "aisle.event/1"
#define AISLE_EVENT_MAX_BYTES (1024 * 1024) /**< of a line: longer ones are refused */

#define AISLE_EVENT_ERROR (aisle_event_error_quark ())
GQuark aisle_event_error_quark (void);
typedef enum {
  AISLE_EVENT_ERROR_JSON,   /**< not a JSON object, or too large */
  AISLE_EVENT_ERROR_SCHEMA, /**< of another schema or version */
  AISLE_EVENT_ERROR_MEMBER, /**< a member is missing, or of the wrong kind or range */
} AisleEventErrorCode;

typedef enum {
  AISLE_EVENT_LINE_CROSSED,
  AISLE_EVENT_VISIT_ENDED,
  AISLE_EVENT_COUNTS,
  AISLE_EVENT_CAMERA_LOST,
  AISLE_EVENT_CAMERA_BACK,
  AISLE_EVENT_QUEUE_LEFT,          /**< somebody's wait is over */
  AISLE_EVENT_QUEUE_ALERT,         /**< a queue is too long, or no more */
  AISLE_EVENT_OCCUPANCY_CORRECTED, /**< in − out was set right */
  AISLE_EVENT_CAMERA_BLIND,        /**< frames come, but show nothing that can be counted */
  AISLE_EVENT_CAMERA_CLEAR,        /**< the camera sees again */
} AisleEventType;
#define AISLE_EVENT_N_TYPES (AISLE_EVENT_CAMERA_CLEAR + 1)

typedef enum { AISLE_DIRECTION_IN, AISLE_DIRECTION_OUT } AisleDirection;
typedef enum { AISLE_VISIT_LEFT, AISLE_VISIT_LOST, AISLE_VISIT_END } AisleVisitReason;
typedef enum { AISLE_QUEUE_SERVED, AISLE_QUEUE_ABANDONED, AISLE_QUEUE_LOST } AisleQueueOutcome;
typedef enum {
  AISLE_CORRECTION_RESET,    /**< the time of day at which the place is empty */
  AISLE_CORRECTION_EMPTY,    /**< nobody has crossed a door for long */
  AISLE_CORRECTION_NEGATIVE, /**< more came out than were inside */
} AisleCorrectionCause;
typedef enum {
  AISLE_BLIND_COVERED,
  AISLE_BLIND_MOVED,
  AISLE_BLIND_DARK,
  AISLE_BLIND_FROZEN,
  AISLE_BLIND_UNFOCUSED,
} AisleBlindCause;
/** By height above the floor, where that is known. */
typedef enum { AISLE_STATURE_UNKNOWN, AISLE_STATURE_ADULT, AISLE_STATURE_CHILD } AisleStature;

typedef struct {
  char *name;
  guint64 in, out;             /**< of this bucket; without staff and re-entries */
  guint64 total_in, total_out; /**< since the start of the totals */
  guint64 day_in, day_out;     /**< since the business day began */
  guint64 groups_in, groups_out;     /**< of this bucket: groups, a single person is one */
  guint64 children_in, children_out; /**< of this bucket */
  guint64 staff_in, staff_out;       /**< of this bucket: not in `in` and `out` */
  guint64 reentries;                 /**< of this bucket: not in `in` */
} AisleLineCounts;

typedef struct {
  char *name;
  guint64 occupancy;      /**< at the end of the bucket, never negative */
  gint64 corrected;       /**< sum of the corrections in the bucket */
} AisleOccupancyCounts;

typedef struct {
  char *name;
  guint length;                 /**< waiting at the end of the bucket */
  guint64 served, abandoned;    /**< in the bucket */
  double wait_mean, wait_most;  /**< seconds, of those served in the bucket; 0 without any */
  double served_per_minute;     /**< of the last 15 minutes */
  double expected_wait;         /**< seconds for who comes now: length / rate; −1: unknown */
} AisleQueueCounts;

typedef struct {
  char *name;
  guint64 outside, inside; /**< people in the bucket */
  double rate;             /**< inside / (outside + inside); 0 without any */
} AisleTurnInCounts;

/** So many people left one zone and entered another next. */
typedef struct {
  char *from, *to;
  guint64 people; /**< in the bucket */
} AisleTransitionCounts;

typedef struct {
  char *name;
  guint occupancy;    /**< people inside at the end of the bucket */
  guint64 visits;     /**< visits that ended in it */
  double dwell_mean;  /**< seconds; 0 without visits */
  double density;     /**< people per m² at the end of the bucket; −1 without a ground plane */
  guint64 faced, reached; /**< visits in which the zone's shelf was faced, and reached into */
} AisleZoneCounts;

typedef struct {
  AisleEventType type;
  guint64 id;       /**< hash of camera, type, name, track, pts (and minutes above 1): a replay
                         gives the same */
  char *camera;
  gint64 time;      /**< µs since 1970, UTC */
  gboolean local_clock; /**< time is this machine's, not the camera's: "clock":"local" */
  double pts;       /**< seconds of stream time */
  char *name;       /**< line, zone, queue or occupancy; NULL otherwise */
  guint64 track;    /**< ≤ 2⁵³, 0 where there is none */
  AisleDirection direction;                /**< line-crossed */
  double enter_pts, leave_pts, dwell;      /**< visit-ended, seconds */
  AisleVisitReason reason;                 /**< visit-ended */
  gboolean stitched;                       /**< visit-ended: the track was stitched across a gap */
  double confidence;                       /**< line-crossed, visit-ended: of one person, 0…1 */
  gboolean staff;                          /**< line-crossed, visit-ended, queue-left */
  gboolean reentry;                        /**< line-crossed: the person was here a while ago */
  guint64 group;                           /**< line-crossed: number of the group; 0: alone */
  AisleStature stature;                    /**< line-crossed */
  double distance, speed;                  /**< visit-ended: metres, mean m/s; −1: unknown */
  double faced;                            /**< visit-ended: seconds facing the shelf; −1 */
  guint reached;                           /**< visit-ended: times they reached into it */
  double wait;                             /**< queue-left, seconds; enter_pts, leave_pts as well */
  AisleQueueOutcome outcome;               /**< queue-left */
  gboolean raised;                         /**< queue-alert: TRUE begins, FALSE ends */
  guint length;                            /**< queue-alert */
  double expected_wait;                    /**< queue-alert, seconds; −1: unknown */
  guint64 before, after;                   /**< occupancy-corrected */
  AisleCorrectionCause correction;         /**< occupancy-corrected */
  AisleBlindCause blind_cause;             /**< camera-blind, camera-clear */
  guint minutes;                           /**< counts: length of its kind of bucket: 1, 15, 60 */
  gboolean open;                           /**< counts: the bucket began within opening hours */
  double blind;                            /**< counts: seconds in which the camera saw nothing */
  gint64 start, end;                       /**< counts: bucket, µs since 1970 */
  guint64 frames, dropped;                 /**< counts: frames seen / inferences dropped in it */
  guint n_lines, n_zones, n_queues, n_occupancies, n_turn_ins, n_transitions;
  AisleLineCounts *lines;                  /**< counts */
  AisleQueueCounts *queues;                /**< counts */
  AisleOccupancyCounts *occupancies;       /**< counts */
  AisleTurnInCounts *turn_ins;             /**< counts */
  AisleTransitionCounts *transitions;      /**< counts of 60 minutes: the funnel between zones */
  AisleZoneCounts *zones;                  /**< counts */
  double gap;                              /**< camera-…: seconds without sight */
} AisleEvent;

/**
 * @name: (nullable). Text that is not UTF-8 is mended. The id follows from the arguments, @pts by
 * its milliseconds; what is optional is as if unknown (event-fields.h), all else 0 and left to the
 * caller.
 */
AisleEvent *aisle_event_new (AisleEventType type, const char *camera, const char *name,
                             guint64 track, double pts);
/** Give @event another camera and pts, and the id that follows from them. */
void aisle_event_identify (AisleEvent *event, const char *camera, double pts);
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
/**
 * The reverse, for lines of any origin: members that are not known are passed over, what is
 * optional and not there is as if unknown. @length −1: @line ends with a NUL.
 * Returns: (transfer full): NULL with AISLE_EVENT_ERROR and a sentence that names the member.
 */
AisleEvent *aisle_event_parse (const char *line, gssize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleEvent, aisle_event_free)

G_END_DECLS
