/* SPDX-License-Identifier: MIT */
/** @file floor-canvas.c — see floor-canvas.h */
#include "pipelines/floor-canvas.h"

#include <cairo-svg.h>
#include <math.h>

/* Longer side of a picture, pixels; a plan is shown at least so large. */
#define SIDE 1200.0
#define MOST_SIDE 4000.0
#define MOST_SCALE 120.0
#define STRIP 36.0
#define FONT 14.0
#define MARGIN 1.0
/* Lines of the grid are a metre apart where that is so many pixels, else five or more. */
#define LEAST_GRID 14.0

typedef struct {
  FloorCanvas canvas;
  cairo_surface_t *surface;
  char *path;
} Private;

static gboolean
fail (GError **error, const char *what, const char *path, cairo_status_t status)
{
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "cannot %s '%s': %s", what, path,
               cairo_status_to_string (status));
  return FALSE;
}

static cairo_surface_t *
load_plan (const AisleGroundConfig *ground, GError **error)
{
  cairo_surface_t *plan = cairo_image_surface_create_from_png (ground->plan);
  cairo_status_t status = cairo_surface_status (plan);

  if (status == CAIRO_STATUS_SUCCESS)
    return plan;
  fail (error, "read the plan", ground->plan, status);
  cairo_surface_destroy (plan);
  return NULL;
}

/* --- ground ------------------------------------------------------------------ */

static void
draw_plan (const FloorCanvas *canvas, cairo_surface_t *plan, const AisleGroundConfig *ground)
{
  double zoom = ground->plan_scale * canvas->scale;

  cairo_save (canvas->cr);
  cairo_scale (canvas->cr, zoom, zoom);
  cairo_set_source_surface (canvas->cr, plan, 0, 0);
  cairo_paint (canvas->cr);
  cairo_restore (canvas->cr);
}

/* 1, 5, 10, 50, … metres. */
static double
grid_step (double scale)
{
  double step = 1;

  for (guint i = 0; step * scale < LEAST_GRID && i < 12; i++)
    step *= i % 2 ? 2 : 5;
  return step;
}

static void
draw_grid (const FloorCanvas *canvas)
{
  const FloorExtent *e = &canvas->extent;
  double step = grid_step (canvas->scale);

  cairo_set_line_width (canvas->cr, 1);
  for (int axis = 0; axis < 2; axis++) {
    double from = axis ? e->top : e->left, length = axis ? e->height : e->width;
    for (double at = ceil (from / step) * step; at < from + length; at += step) {
      double pixel = floor ((at - from) * canvas->scale) + 0.5;
      gboolean is_fifth = fmod (fabs (at) / step + 0.5, 5) < 1;
      cairo_set_source_rgba (canvas->cr, 1, 1, 1, is_fifth ? 0.16 : 0.07);
      cairo_move_to (canvas->cr, axis ? 0 : pixel, axis ? pixel : 0);
      cairo_line_to (canvas->cr, axis ? canvas->width : pixel, axis ? pixel : canvas->height);
      cairo_stroke (canvas->cr);
    }
  }
}

/* A bar of so many whole metres at the right end of the strip. */
static void
draw_scale (const FloorCanvas *canvas)
{
  double metres = grid_step (canvas->scale / 6), bar = metres * canvas->scale;
  g_autofree char *text = g_strdup_printf ("%.0f m", metres);
  double right = canvas->width - 12, y = canvas->height + STRIP / 2;
  cairo_text_extents_t extents;

  cairo_text_extents (canvas->cr, text, &extents);
  floor_canvas_key (canvas, right - extents.x_advance, text);
  right -= extents.x_advance + 8;
  cairo_set_line_width (canvas->cr, 2);
  cairo_move_to (canvas->cr, right - bar, y - 5);
  cairo_rel_line_to (canvas->cr, 0, 10);
  cairo_move_to (canvas->cr, right - bar, y);
  cairo_rel_line_to (canvas->cr, bar, 0);
  cairo_move_to (canvas->cr, right, y - 5);
  cairo_rel_line_to (canvas->cr, 0, 10);
  cairo_stroke (canvas->cr);
}

/* --- the picture ------------------------------------------------------------- */

static FloorExtent
extent_of (cairo_surface_t *plan, const AisleGroundConfig *ground, FloorExtent data)
{
  if (plan)
    return (FloorExtent) { ground->plan_origin.x, ground->plan_origin.y,
                           cairo_image_surface_get_width (plan) * ground->plan_scale,
                           cairo_image_surface_get_height (plan) * ground->plan_scale };
  return (FloorExtent) { data.left - MARGIN, data.top - MARGIN, data.width + 2 * MARGIN,
                         data.height + 2 * MARGIN };
}

static double
scale_of (const FloorExtent *extent, cairo_surface_t *plan)
{
  double most = MAX (extent->width, extent->height);

  if (!plan)
    return MIN (SIDE / most, MOST_SCALE);
  int pixels = MAX (cairo_image_surface_get_width (plan), cairo_image_surface_get_height (plan));
  return CLAMP (pixels, SIDE, MOST_SIDE) / most;
}

static void
open_surface (Private *self)
{
  FloorCanvas *canvas = &self->canvas;
  double width = ceil (canvas->width), height = ceil (canvas->height + STRIP);

  if (g_str_has_suffix (self->path, ".svg"))
    self->surface = cairo_svg_surface_create (self->path, width, height);
  else
    self->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
  canvas->cr = cairo_create (self->surface);
}

static void
draw_ground (const FloorCanvas *canvas, cairo_surface_t *plan, const AisleGroundConfig *ground)
{
  cairo_set_source_rgb (canvas->cr, 0.09, 0.1, 0.12);
  cairo_paint (canvas->cr);
  cairo_select_font_face (canvas->cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL,
                          CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (canvas->cr, FONT);
  if (plan)
    draw_plan (canvas, plan, ground);
  else
    draw_grid (canvas);
  draw_scale (canvas);
}

FloorCanvas *
floor_canvas_new (const char *path, const AisleGroundConfig *ground, FloorExtent data,
                  GError **error)
{
  cairo_surface_t *plan = NULL;
  Private *self;
  FloorCanvas *canvas;

  if (ground->plan && !(plan = load_plan (ground, error)))
    return NULL;
  self = g_new0 (Private, 1);
  canvas = &self->canvas;
  self->path = g_strdup (path);
  canvas->on_plan = plan != NULL;
  canvas->extent = extent_of (plan, ground, data);
  canvas->scale = scale_of (&canvas->extent, plan);
  canvas->width = canvas->extent.width * canvas->scale;
  canvas->height = canvas->extent.height * canvas->scale;
  open_surface (self);
  draw_ground (canvas, plan, ground);
  cairo_new_path (canvas->cr);
  g_clear_pointer (&plan, cairo_surface_destroy);
  return canvas;
}

gboolean
floor_canvas_finish (FloorCanvas *canvas, GError **error)
{
  Private *self = (Private *) canvas;
  cairo_status_t status;

  if (g_str_has_suffix (self->path, ".svg")) {
    cairo_surface_finish (self->surface);
    status = cairo_surface_status (self->surface);
  } else {
    status = cairo_surface_write_to_png (self->surface, self->path);
  }
  return status == CAIRO_STATUS_SUCCESS || fail (error, "write", self->path, status);
}

void
floor_canvas_free (FloorCanvas *canvas)
{
  Private *self = (Private *) canvas;

  if (!self)
    return;
  cairo_destroy (canvas->cr);
  cairo_surface_destroy (self->surface);
  g_free (self->path);
  g_free (self);
}

AislePoint
floor_canvas_at (const FloorCanvas *canvas, AislePoint place)
{
  return (AislePoint) { (place.x - canvas->extent.left) * canvas->scale,
                        (place.y - canvas->extent.top) * canvas->scale };
}

double
floor_canvas_key (const FloorCanvas *canvas, double x, const char *text)
{
  cairo_text_extents_t extents;

  cairo_text_extents (canvas->cr, text, &extents);
  cairo_set_source_rgb (canvas->cr, 0.92, 0.92, 0.92);
  cairo_move_to (canvas->cr, x, canvas->height + STRIP / 2 + FONT * 0.36);
  cairo_show_text (canvas->cr, text);
  cairo_new_path (canvas->cr);
  return x + extents.x_advance;
}

double
floor_canvas_strip (const FloorCanvas *canvas)
{
  return STRIP;
}
