/* SPDX-License-Identifier: MIT */
/**
 * @file config-file.h
 * The config of a camera: where to count what, in 0…1 of the frame. JSON Schema beside this file
 * (camera.schema.json). Errors name the file, the JSON path and what was expected; nothing is
 * half applied. Immutable and reference-counted after loading; any thread.
 */
#pragma once

#include "gst/core/geometry.h"
#include "gst/core/uniform.h"

G_BEGIN_DECLS

#define AISLE_CONFIG_ERROR (aisle_config_error_quark ())
GQuark aisle_config_error_quark (void);
typedef enum {
  AISLE_CONFIG_ERROR_FILE,  /**< cannot be read */
  AISLE_CONFIG_ERROR_JSON,  /**< not JSON */
  AISLE_CONFIG_ERROR_VALUE, /**< a member is missing, unknown, or of the wrong kind or range */
} AisleConfigErrorCode;

/** Limits: a file beyond them is refused. */
#define AISLE_CONFIG_MAX_BYTES (1024 * 1024)
#define AISLE_CONFIG_MAX_DEPTH 16
#define AISLE_CONFIG_MAX_ITEMS 64  /**< lines, zones, masks, queues…: each */
#define AISLE_CONFIG_MAX_NAME 64   /**< bytes */
#define AISLE_CONFIG_MAX_PATH 1024 /**< bytes */
#define AISLE_CONFIG_MAX_SECONDS 3600.0
#define AISLE_CONFIG_MAX_DAY 86400.0 /**< seconds of what goes over hours */

#define AISLE_CONFIG_DEFAULT_MERGE_GAP 0.5
#define AISLE_CONFIG_DEFAULT_MIN_VISIT 0.5

/** Where on its box a person stands. */
typedef enum {
  AISLE_REFERENCE_FEET,   /**< "feet": bottom centre (default) */
  AISLE_REFERENCE_CENTER, /**< "center" */
  AISLE_REFERENCE_HEAD,   /**< "head": top centre */
} AisleReference;

typedef struct {
  char *name;
  guint n_points; /**< ≥ 2; closed when the first equals the last */
  AislePoint *points;
  AislePoint in; /**< any point on the IN side */
  double band;   /**< half width of the hysteresis band, in body heights; default in the source */
  double band_metres; /**< the same in metres on the ground plane; 0: `band` counts */
} AisleLineConfig;

typedef struct {
  char *name;     /**< NULL for masks */
  guint n_points; /**< ≥ 3, simple polygon, area > 0 */
  AislePoint *points;
  double merge_gap;  /**< seconds, default 0.5 */
  double min_visit;  /**< seconds, default 0.5 */
  gboolean staff;    /**< "staff": only staff stays here, see AisleStaffConfig */
  guint n_shelf;     /**< "shelf": polygon of the shelf that people in this zone face and reach */
  AislePoint *shelf; /**< into, or none */
} AisleZoneConfig;

/** People who wait in an area to be served at a point. */
typedef struct {
  char *name;
  AisleZoneConfig area;    /**< "area": where they wait */
  AisleZoneConfig service; /**< "service": where they are served */
  double min_wait;         /**< seconds in the area before somebody counts as waiting, default 2 */
  guint alert_length;      /**< so many wait: an alert; 0: never (default) */
  double alert_wait;       /**< seconds of expected wait for an alert; 0: never (default) */
} AisleQueueConfig;

/** People inside a place whose doors are lines: in − out of them. */
typedef struct {
  char *name;
  guint n_lines;
  char **lines;       /**< names of lines of this config */
  int reset;          /**< "reset": minutes after midnight when it is empty for sure, or −1 */
  double empty_after; /**< seconds without a crossing that mean it is empty; 0: never */
} AisleOccupancyConfig;

/** How many of those who pass outside turn in. */
typedef struct {
  char *name;
  char *outside, *inside; /**< names of lines; any direction outside, IN inside */
} AisleTurnInConfig;

/** When the shop is open; times are minutes after midnight of the shop's time zone. */
typedef struct {
  char *time_zone; /**< of the IANA data base; "UTC" by default */
  int day_start;   /**< when a business day begins, default 0 */
  struct {
    int open, close; /**< close ≤ open: past midnight; both −1: closed all day */
  } days[7];         /**< Monday first; without hours in the file: 0 to 24 h */
} AisleHoursConfig;

/** From the picture to metres on the floor. */
typedef struct {
  guint n_points;         /**< ≥ 4 pairs, or 0 */
  AislePoint *at;         /**< "at": places in the picture, 0…1 */
  AislePoint *metres;     /**< "metres": the same places on the floor */
  double person_height;   /**< metres; without points: a scale is fitted to people; 0: off */
  char *plan;             /**< "plan": PNG of the floor, or NULL; a path beside the config */
  double plan_scale;      /**< "plan-scale": metres of a pixel of it */
  AislePoint plan_origin; /**< "plan-origin": metres of its upper left corner */
} AisleGroundConfig;

/** Who belongs to the shop and is not counted. */
typedef struct {
  double zone_time; /**< seconds in a staff zone that make somebody staff, default 5 */
  double after;     /**< seconds in view in one go that do, too; 0: never (default) */
  char *uniform;    /**< "uniform": file of `aisle uniform`, or NULL; a path beside the config */
  AisleUniform *looks; /**< what is in that file, read by aisle_config_load(); else NULL */
} AisleStaffConfig;

typedef struct {
  gint ref_count;
  char *camera; /**< never NULL; "camera" by default */
  char *text;   /**< the JSON that it was read from */
  AisleReference reference;
  guint n_lines, n_zones, n_masks, n_queues, n_occupancies, n_turn_ins;
  AisleLineConfig *lines;
  AisleZoneConfig *zones;
  AisleZoneConfig *masks; /**< a person whose reference point lies in one is not counted */
  AisleQueueConfig *queues;
  AisleOccupancyConfig *occupancies; /**< "occupancy" */
  AisleTurnInConfig *turn_ins;       /**< "turn-in" */
  AisleHoursConfig hours;
  AisleGroundConfig ground;
  AisleStaffConfig staff;
  double re_entry; /**< "re-entry": seconds in which who comes back is no new person; 0: off */
  double group_distance; /**< "groups": body heights within which people walk together; 0: off */
  double child_height;   /**< "child-height": metres below which a person is a child; 0: off */
} AisleConfig;

/** Returns: (transfer full): NULL with AISLE_CONFIG_ERROR. */
AisleConfig *aisle_config_load (const char *path, GError **error);
/** @name stands for the file in messages; @length −1: @json ends with a NUL. */
AisleConfig *aisle_config_parse (const char *json, gssize length, const char *name, GError **error);
AisleConfig *aisle_config_ref (AisleConfig *config);
void aisle_config_unref (AisleConfig *config);

/** Index in @config of the line with the name, points and IN side of @line, or −1. */
int aisle_config_find_line (const AisleConfig *config, const AisleLineConfig *line);
/** Index in @config of the zone with the name and points of @zone, or −1. */
int aisle_config_find_zone (const AisleConfig *config, const AisleZoneConfig *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleConfig, aisle_config_unref)

G_END_DECLS
