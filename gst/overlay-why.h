/* SPDX-License-Identifier: MIT */
/**
 * @file overlay-why.h
 * Draws why something was counted: the trail of each person in the colour of the side that was
 * last confirmed at the nearest line (IN green, OUT orange, none yet white), the hysteresis band
 * of a line where somebody is near it, and a flash where an event was just told.
 */
#pragma once

#include "gst/overlay-canvas.h"
#include "gst/overlay-drawing.h"

G_BEGIN_DECLS

/** What lies on the floor: bands and trails. Nothing without scene->past. */
void aisle_why_draw_floor (const AisleCanvas *canvas, const AisleScene *scene);
/** What lies over all: the flashes. Nothing without scene->past. */
void aisle_why_draw_flashes (const AisleCanvas *canvas, const AisleScene *scene);

G_END_DECLS
