/* SPDX-License-Identifier: MIT */
/** @file explanation-report.c An explanation as words, JSON and a picture. */
#include "gst/core/json-text.h"
#include "gst/overlay-drawing.h"
#include "pipelines/explanation.h"

#include <cairo.h>
#include <gio/gio.h>
#include <math.h>

#define PICTURE_HEIGHT 720

static const char *
side_name (int side)
{
  return side > 0 ? "in" : side < 0 ? "out" : "-";
}

/* ---- words -------------------------------------------------------------------------------- */

static void
append_thresholds (GString *text, const Explanation *explanation)
{
  if (explanation->line)
    g_string_append_printf (text,
                            "Counted when confirmed on one side and then on the other, more than "
                            "%.2f body heights from the line, with the way meeting it between.\n",
                            explanation->line->band);
  if (explanation->zone)
    g_string_append_printf (text,
                            "Absences up to %.1f s are joined, stays under %.1f s are no visit.\n",
                            explanation->zone->merge_gap, explanation->zone->min_visit);
}

/* The moments at which something changed, as sentences. */
static void
append_changes (GString *text, const Explanation *explanation)
{
  const ExplanationStep *before = NULL;
  for (guint i = 0; i < explanation->steps->len; i++) {
    const ExplanationStep *step = &g_array_index (explanation->steps, ExplanationStep, i);
    if (step->side != (before ? before->side : 0))
      g_string_append_printf (text, "%10.3f s  confirmed %s, %.2f body heights from the line\n",
                              step->pts, side_name (step->side), fabs (step->distance));
    if (explanation->zone && step->inside != (before && before->inside))
      g_string_append_printf (text, "%10.3f s  %s the zone\n", step->pts,
                              step->inside ? "inside" : "outside");
    if (before && before->track != step->track)
      g_string_append_printf (text, "%10.3f s  seen again as another track\n", step->pts);
    before = step;
  }
}

static void
append_table (GString *text, const Explanation *explanation)
{
  g_string_append (text, "\n   seconds       x       y  seen   distance  side\n");
  for (guint i = 0; i < explanation->steps->len; i++) {
    const ExplanationStep *step = &g_array_index (explanation->steps, ExplanationStep, i);
    g_string_append_printf (text, "%10.3f  %.4f  %.4f  %.2f", step->pts, step->place.x,
                            step->place.y, step->confidence);
    if (explanation->line)
      g_string_append_printf (text, "  %+9.2f  %s", step->distance, side_name (step->side));
    else if (explanation->zone)
      g_string_append_printf (text, "             %s", step->inside ? "inside" : "-");
    g_string_append_c (text, '\n');
  }
}

char *
explanation_to_text (const Explanation *explanation)
{
  GString *text = g_string_new (NULL);
  g_autofree char *json = aisle_event_to_json (explanation->event);
  g_string_append_printf (text, "%s\n", json);
  append_thresholds (text, explanation);
  append_changes (text, explanation);
  if (explanation->steps->len > 0)
    append_table (text, explanation);
  else
    g_string_append (text, "No person made this event.\n");
  return g_string_free (text, FALSE);
}

/* ---- JSON --------------------------------------------------------------------------------- */

static void
append_member (GString *text, const char *key, double value, int decimals)
{
  g_string_append_printf (text, ",\"%s\":", key);
  aisle_json_append_number (text, value, decimals);
}

static void
append_step (GString *text, const Explanation *explanation, const ExplanationStep *step)
{
  g_string_append (text, "{\"pts\":");
  aisle_json_append_number (text, step->pts, 3);
  append_member (text, "x", step->place.x, 5);
  append_member (text, "y", step->place.y, 5);
  append_member (text, "confidence", step->confidence, 3);
  g_string_append_printf (text, ",\"track\":%" G_GUINT64_FORMAT, step->track);
  if (explanation->line) {
    append_member (text, "distance", step->distance, 3);
    g_string_append_printf (text, ",\"side\":\"%s\"", side_name (step->side));
  }
  if (explanation->zone)
    g_string_append_printf (text, ",\"inside\":%s", step->inside ? "true" : "false");
  g_string_append_c (text, '}');
}

char *
explanation_to_json (const Explanation *explanation)
{
  g_autofree char *event = aisle_event_to_json (explanation->event);
  GString *text = g_string_new ("{\"event\":");
  g_string_append (text, event);
  if (explanation->line)
    append_member (text, "band", explanation->line->band, 3);
  if (explanation->zone) {
    append_member (text, "merge_gap", explanation->zone->merge_gap, 3);
    append_member (text, "min_visit", explanation->zone->min_visit, 3);
  }
  g_string_append (text, ",\"path\":[");
  for (guint i = 0; i < explanation->steps->len; i++) {
    if (i > 0)
      g_string_append_c (text, ',');
    append_step (text, explanation, &g_array_index (explanation->steps, ExplanationStep, i));
  }
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

/* ---- picture ------------------------------------------------------------------------------ */

static void
draw_shape (cairo_t *cr, const AislePoint *points, guint n_points, gboolean closed)
{
  for (guint i = 0; i < n_points; i++)
    cairo_line_to (cr, points[i].x, points[i].y);
  if (closed)
    cairo_close_path (cr);
  cairo_save (cr);
  cairo_identity_matrix (cr);
  cairo_set_line_width (cr, 4);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* Blue on the IN side or inside, orange on the OUT side, grey where nothing is confirmed. */
static void
set_step_colour (cairo_t *cr, const ExplanationStep *step)
{
  if (step->side > 0 || step->inside)
    cairo_set_source_rgb (cr, .2, .45, .9);
  else if (step->side < 0)
    cairo_set_source_rgb (cr, .95, .55, .1);
  else
    cairo_set_source_rgb (cr, .55, .55, .55);
}

static void
draw_steps (cairo_t *cr, const Explanation *explanation, double width)
{
  for (guint i = 0; i < explanation->steps->len; i++) {
    const ExplanationStep *step = &g_array_index (explanation->steps, ExplanationStep, i);
    double radius = step->confidence > 0 ? 4 + 4 * step->confidence : 3;
    set_step_colour (cr, step);
    cairo_arc (cr, step->place.x * width, step->place.y * PICTURE_HEIGHT, radius, 0, 2 * G_PI);
    if (step->confidence > 0)
      cairo_fill (cr);
    else
      cairo_stroke (cr);
  }
}

gboolean
explanation_draw (const Explanation *explanation, const char *path, GError **error)
{
  double width = round (PICTURE_HEIGHT * explanation->frame_aspect);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, PICTURE_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_save (cr);
  cairo_scale (cr, width, PICTURE_HEIGHT);
  cairo_set_source_rgb (cr, .1, .6, .3);
  if (explanation->line)
    draw_shape (cr, explanation->line->points, explanation->line->n_points, FALSE);
  if (explanation->zone)
    draw_shape (cr, explanation->zone->points, explanation->zone->n_points, TRUE);
  cairo_restore (cr);
  draw_steps (cr, explanation, width);
  cairo_status_t status = cairo_surface_write_to_png (surface, path);
  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "cannot write '%s': %s", path,
                 cairo_status_to_string (status));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return status == CAIRO_STATUS_SUCCESS;
}
