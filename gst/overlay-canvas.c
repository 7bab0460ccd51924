/* SPDX-License-Identifier: MIT */
/** @file overlay-canvas.c — see overlay-canvas.h */
#include "gst/overlay-canvas.h"

#include <math.h>

#define PLATE 1.3 /* height of a label in heights of its text */
#define NOTE 0.8  /* of the size of a label */

void
aisle_canvas_set_colour (const AisleCanvas *canvas, AisleColour colour, double alpha)
{
  cairo_set_source_rgba (canvas->cr, colour.r, colour.g, colour.b, alpha);
}

/* Hues one golden ratio apart differ for any run of track numbers. */
AisleColour
aisle_track_colour (guint64 track)
{
  double hue = fmod ((double) (track % 1000003) * 0.6180339887, 1.0) * 6, f = hue - floor (hue);
  const AisleColour wheel[6] = {
    { 1, f, 0 }, { 1 - f, 1, 0 }, { 0, 1, f }, { 0, 1 - f, 1 }, { f, 0, 1 }, { 1, 0, 1 - f },
  };
  AisleColour colour = wheel[(int) hue % 6];

  return (AisleColour) { 0.35 + 0.65 * colour.r, 0.35 + 0.65 * colour.g, 0.35 + 0.65 * colour.b };
}

void
aisle_canvas_label (const AisleCanvas *canvas, double x, double y, AisleColour colour,
                    const char *text)
{
  cairo_text_extents_t extents;
  double pad = canvas->font * 0.25, w, h = canvas->font * PLATE;

  cairo_text_extents (canvas->cr, text, &extents);
  w = extents.x_advance + 2 * pad;
  x = CLAMP (x, 0, MAX (0, canvas->width - w));
  y = CLAMP (y, MIN (h, canvas->height), canvas->height);
  cairo_set_source_rgba (canvas->cr, 0, 0, 0, 0.6);
  cairo_rectangle (canvas->cr, x, y - h, w, h);
  cairo_fill (canvas->cr);
  aisle_canvas_set_colour (canvas, colour, 1);
  cairo_move_to (canvas->cr, x + pad, y - h * 0.27);
  cairo_show_text (canvas->cr, text);
}

void
aisle_canvas_note (const AisleCanvas *canvas, double x, double y, AisleColour colour,
                   const char *text)
{
  AisleCanvas small = *canvas;

  small.font *= NOTE;
  cairo_set_font_size (canvas->cr, small.font);
  aisle_canvas_label (&small, x, y + small.font * PLATE, colour, text);
  cairo_set_font_size (canvas->cr, canvas->font);
}

void
aisle_canvas_trace (const AisleCanvas *canvas, const AislePoint *points, guint n)
{
  cairo_new_path (canvas->cr); /* text leaves a current point behind */
  for (guint i = 0; i < n; i++)
    cairo_line_to (canvas->cr, points[i].x * canvas->width, points[i].y * canvas->height);
}

AislePoint
aisle_canvas_middle (const AisleCanvas *canvas, const AislePoint *points, guint n,
                     AislePoint *along)
{
  double length = 0, half;

  *along = (AislePoint) { 0, 0 };
  for (int pass = 0; pass < 2; pass++) {
    half = length / 2;
    length = 0;
    for (guint i = 0; i + 1 < n; i++) {
      const AislePoint *a = &points[i], *b = a + 1;
      double x = (b->x - a->x) * canvas->width, y = (b->y - a->y) * canvas->height;
      double segment = hypot (x, y), t = segment > 0 ? (half - length) / segment : 0;

      length += segment;
      if (pass == 0 || t < 0 || t > 1 || segment <= 0)
        continue;
      *along = (AislePoint) { x / segment, y / segment };
      return (AislePoint) { a->x * canvas->width + t * x, a->y * canvas->height + t * y };
    }
  }
  return *along;
}
