/* SPDX-License-Identifier: MIT */
/**
 * @file config-file.h
 * The config of a camera: lines, zones, masks, in 0…1 of the frame. JSON Schema beside this file
 * (camera.schema.json). Errors name the file, the JSON path and what was expected; nothing is
 * half applied. Immutable and reference-counted after loading; any thread.
 */
#pragma once

#include "gst/core/geometry.h"

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
#define AISLE_CONFIG_MAX_ITEMS 64 /**< lines, zones, masks: each */
#define AISLE_CONFIG_MAX_NAME 64  /**< bytes */

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
} AisleLineConfig;

typedef struct {
  char *name; /**< NULL for masks */
  guint n_points; /**< ≥ 3, simple polygon, area > 0 */
  AislePoint *points;
  double merge_gap; /**< seconds, default 0.5 */
  double min_visit; /**< seconds, default 0.5 */
} AisleZoneConfig;

typedef struct {
  gint ref_count;
  char *camera; /**< never NULL; "camera" by default */
  AisleReference reference;
  guint n_lines, n_zones, n_masks;
  AisleLineConfig *lines;
  AisleZoneConfig *zones;
  AisleZoneConfig *masks; /**< a person whose reference point lies in one is not counted */
} AisleConfig;

/** Returns: (transfer full): NULL with AISLE_CONFIG_ERROR. */
AisleConfig *aisle_config_load (const char *path, GError **error);
/** @name stands for the file in messages; @length −1: @json ends with a NUL. */
AisleConfig *aisle_config_parse (const char *json, gssize length, const char *name,
                                 GError **error);
AisleConfig *aisle_config_ref (AisleConfig *config);
void aisle_config_unref (AisleConfig *config);

/** Index in @config of the line with the name, points and IN side of @line, or −1. */
int aisle_config_find_line (const AisleConfig *config, const AisleLineConfig *line);
/** Index in @config of the zone with the name and points of @zone, or −1. */
int aisle_config_find_zone (const AisleConfig *config, const AisleZoneConfig *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleConfig, aisle_config_unref)

G_END_DECLS
