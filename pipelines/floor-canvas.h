/* SPDX-License-Identifier: MIT */
/**
 * @file floor-canvas.h
 * A picture of a floor to draw on in metres: its plan, or a grid where there is none; with a scale
 * and a key below. PNG, or SVG by the name of the file.
 */
#pragma once

#include "gst/core/config-file.h"

#include <cairo.h>

G_BEGIN_DECLS

typedef struct {
  double left, top, width, height; /**< metres */
} FloorExtent;

typedef struct {
  cairo_t *cr; /**< draws in pixels; (0, 0) is the extent's upper left corner */
  FloorExtent extent;
  double scale;         /**< pixels of a metre */
  double width, height; /**< pixels of the floor; the strip with the key is below */
  gboolean on_plan;     /**< light ground; else dark */
} FloorCanvas;

/**
 * @ground: with or without a plan; its extent is that of the plan, else @data with a margin.
 * Returns: NULL with one sentence when the plan cannot be read or @path not be written.
 */
FloorCanvas *floor_canvas_new (const char *path, const AisleGroundConfig *ground, FloorExtent data,
                               GError **error);
/** Write the file. Returns: FALSE with one sentence when it cannot be written whole. */
gboolean floor_canvas_finish (FloorCanvas *canvas, GError **error);
void floor_canvas_free (FloorCanvas *canvas);

/** Pixels of a place in metres. */
AislePoint floor_canvas_at (const FloorCanvas *canvas, AislePoint place);
/** Write @text into the strip below, its left end at @x pixels. Returns: its right end. */
double floor_canvas_key (const FloorCanvas *canvas, double x, const char *text);
/** Height of that strip, pixels; keys are centred in it. */
double floor_canvas_strip (const FloorCanvas *canvas);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloorCanvas, floor_canvas_free)

G_END_DECLS
