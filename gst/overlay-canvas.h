/* SPDX-License-Identifier: MIT */
/**
 * @file overlay-canvas.h
 * What every drawing of the overlay is made of: colours, labels, polylines. Reentrant.
 */
#pragma once

#include "gst/core/geometry.h"

#include <cairo.h>

G_BEGIN_DECLS

typedef struct {
  double r, g, b;
} AisleColour;

/** The picture and the two sizes that everything is drawn in, pixels. */
typedef struct {
  cairo_t *cr;
  double width, height;
  double stroke, font;
} AisleCanvas;

/** Source colour of what is drawn next. */
void aisle_canvas_set_colour (const AisleCanvas *canvas, AisleColour colour, double alpha);
/** Text on a dark plate whose bottom left is at (@x, @y), moved to lie within the picture. */
void aisle_canvas_label (const AisleCanvas *canvas, double x, double y, AisleColour colour,
                         const char *text);
/** The same, smaller; its top left is at (@x, @y). */
void aisle_canvas_note (const AisleCanvas *canvas, double x, double y, AisleColour colour,
                        const char *text);
/** A new path along @points, 0…1 of the picture. */
void aisle_canvas_trace (const AisleCanvas *canvas, const AislePoint *points, guint n);
/** The middle of a polyline by length and, in @along, its direction there, of length 1; pixels. */
AislePoint aisle_canvas_middle (const AisleCanvas *canvas, const AislePoint *points, guint n,
                                AislePoint *along);
/** Another hue for each track. */
AisleColour aisle_track_colour (guint64 track);

G_END_DECLS
