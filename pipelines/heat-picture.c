/* SPDX-License-Identifier: MIT */
/** @file heat-picture.c — see heat-picture.h */
#include "pipelines/heat-picture.h"

#include "gst/overlay-drawing.h"

/* Sides of the picture: large enough for labels, whatever the frame's size. */
#define LEAST_SIDE 256.0
#define MOST_SIDE 2048.0

static double
picture_scale (guint width, guint height)
{
  double scale = MAX (1, LEAST_SIDE / MIN (width, height));

  return MIN (scale, MOST_SIDE / MAX (width, height));
}

gboolean
heat_picture_write (const AisleHeatmap *map, const AisleConfig *config, guint width, guint height,
                    const char *path, GError **error)
{
  const AisleScene scene = { .config = config, .heat = map };
  double scale = picture_scale (MAX (width, 1), MAX (height, 1));
  guint w = MAX (1, (guint) (width * scale + 0.5)), h = MAX (1, (guint) (height * scale + 0.5));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) w, (int) h);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_set_source_rgb (cr, 0.09, 0.1, 0.12);
  cairo_paint (cr);
  aisle_scene_draw (cr, &scene, w, h);
  status = cairo_surface_write_to_png (surface, path);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "cannot write '%s': %s", path,
               cairo_status_to_string (status));
  return FALSE;
}
