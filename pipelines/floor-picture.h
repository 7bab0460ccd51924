/* SPDX-License-Identifier: MIT */
/** @file floor-picture.h Heat, flow and paths on the floor as pictures: PNG, or SVG by the name. */
#pragma once

#include "gst/core/floor-trails.h"
#include "pipelines/floor-canvas.h"

G_BEGIN_DECLS

/** A way to draw; `points` is not owned. */
typedef struct {
  guint64 track;
  guint n;
  const AisleTrailPoint *points;
} FloorPath;

/** Person-seconds per m². All return FALSE with one sentence when @path cannot be written. */
gboolean floor_picture_heat (const char *path, const AisleGroundConfig *ground,
                             const AisleFloorMap *map, GError **error);
/** An arrow per cell, or some cells: where those who walk go, how fast, how many. */
gboolean floor_picture_flow (const char *path, const AisleGroundConfig *ground,
                             const AisleFloorMap *map, GError **error);
gboolean floor_picture_paths (const char *path, const AisleGroundConfig *ground,
                              const FloorPath *paths, guint n, GError **error);

G_END_DECLS
