/* SPDX-License-Identifier: MIT */
/**
 * @file shop-file.h
 * The file of a shop: its floor, what is counted there, and the cameras that see it.
 *
 *     {"size": [20, 12],                                    metres of the floor's plan
 *      "floor": {"camera": "main street", "lines": […]},    a config, 0…1 of the plan
 *      "cameras": [{"source": "rtsp://…", "config": {"camera": "door", "ground": …}}]}
 *
 * The config of a camera is an object, or the path of its file, beside this one. Its ground points
 * are metres of the plan, from its upper left corner. Errors as of config-file.h. Immutable.
 */
#pragma once

#include "gst/core/config-file.h"

G_BEGIN_DECLS

#define AISLE_SHOP_MAX_METRES 1000.0

typedef struct {
  char *source;  /**< video file or rtsp://…; NULL with vectors */
  char *vectors; /**< file of an analysis that is over; NULL with source */
  char *start;   /**< RFC 3339: time of the first frame of a file; NULL: its own */
  AisleConfig *config;
} AisleShopCamera;

typedef struct {
  double width, height; /**< metres of the plan */
  AisleConfig *floor;   /**< its reference point is the centre */
  guint n_cameras;      /**< ≥ 1 */
  AisleShopCamera *cameras;
} AisleShopFile;

/** Returns: (transfer full): NULL with AISLE_CONFIG_ERROR. */
AisleShopFile *aisle_shop_file_load (const char *path, GError **error);
void aisle_shop_file_free (AisleShopFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleShopFile, aisle_shop_file_free)

G_END_DECLS
