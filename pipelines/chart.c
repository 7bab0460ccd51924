/* SPDX-License-Identifier: MIT */
/** @file chart.c Axes and words of charts. */
#include "pipelines/chart.h"

#include <gio/gio.h>
#include <math.h>

const ChartColor chart_ink = { .20, .22, .25 };
const ChartColor chart_truth = { .62, .65, .70 };
const ChartColor chart_doubt = { .86, .88, .91 };
const ChartColor chart_found = { .12, .38, .76 };
const ChartColor chart_missed = { .80, .22, .20 };
const ChartColor chart_wrong = { .95, .60, .15 };

static const ChartColor grid = { .90, .91, .93 };

#define FONT 11
#define TICK_PIXELS 64 /* least distance of numbers along x */
#define LINE_PIXELS 22 /* and along y */

cairo_t *
chart_new (int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_select_font_face (cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  return cr;
}

gboolean
chart_write (cairo_t *cr, const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  cairo_status_t status = cairo_status (cr);

  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png (cairo_get_target (cr), path);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "cannot write '%s': %s", path,
               cairo_status_to_string (status));
  return FALSE;
}

void
chart_set_color (cairo_t *cr, ChartColor color)
{
  cairo_set_source_rgb (cr, color.r, color.g, color.b);
}

double
chart_x (const ChartPanel *panel, double value)
{
  return panel->x + panel->w * (value - panel->x0) / (panel->x1 - panel->x0);
}

double
chart_y (const ChartPanel *panel, double value)
{
  return panel->y + panel->h * (1 - (value - panel->y0) / (panel->y1 - panel->y0));
}

void
chart_text (cairo_t *cr, double x, double y, double align, double size, const char *text)
{
  cairo_text_extents_t extents;
  cairo_font_extents_t font;

  cairo_set_font_size (cr, size);
  cairo_text_extents (cr, text, &extents);
  cairo_font_extents (cr, &font);
  cairo_move_to (cr, x - align * extents.x_advance, y + (font.ascent - font.descent) / 2);
  cairo_show_text (cr, text);
  cairo_new_path (cr); /* no line starts at the text's end */
}

double
chart_key (cairo_t *cr, double x, double y, ChartColor color, const char *text)
{
  cairo_text_extents_t extents;

  chart_set_color (cr, color);
  cairo_rectangle (cr, x, y - 4, 16, 8);
  cairo_fill (cr);
  chart_set_color (cr, chart_ink);
  chart_text (cr, x + 22, y, 0, FONT, text);
  cairo_text_extents (cr, text, &extents);
  return x + 22 + extents.x_advance + 20;
}

double
chart_round_up (double value)
{
  double power = pow (10, floor (log10 (value)));

  return value <= power       ? power
         : value <= 2 * power ? 2 * power
         : value <= 5 * power ? 5 * power
                              : 10 * power;
}

/* So that at most @most steps fit in @span. */
static double
step_of (double span, double most)
{
  return chart_round_up (span / MAX (most, 1));
}

static void
draw_tick (const ChartPanel *panel, double value, double number, gboolean along_x)
{
  double x = chart_x (panel, value), y = chart_y (panel, value);
  g_autofree char *text = g_strdup_printf ("%g", fabs (number) < 1e-12 ? 0 : number);

  chart_set_color (panel->cr, grid);
  if (along_x) {
    cairo_move_to (panel->cr, round (x) + .5, panel->y);
    cairo_rel_line_to (panel->cr, 0, panel->h);
  } else {
    cairo_move_to (panel->cr, panel->x, round (y) + .5);
    cairo_rel_line_to (panel->cr, panel->w, 0);
  }
  cairo_stroke (panel->cr);
  chart_set_color (panel->cr, chart_ink);
  if (along_x)
    chart_text (panel->cr, x, panel->y + panel->h + 11, .5, FONT, text);
  else
    chart_text (panel->cr, panel->x - 6, y, 1, FONT, text);
}

static void
draw_ticks (const ChartPanel *panel, double from, double to, double most, gboolean along_x)
{
  double step = step_of (to - from, most);

  for (double k = ceil (from / step - 1e-9); k * step <= to + step * 1e-9; k++)
    draw_tick (panel, k * step, k * step, along_x);
}

void
chart_bars (const ChartPanel *panel)
{
  double step = MAX (1, step_of (panel->x1, panel->w / 2 / TICK_PIXELS)), middle;

  cairo_set_line_width (panel->cr, 1);
  draw_tick (panel, 0, 0, TRUE);
  for (double value = step; value <= panel->x1; value += step) {
    draw_tick (panel, value, value, TRUE);
    draw_tick (panel, -value, value, TRUE);
  }
  middle = round (chart_x (panel, 0)) + .5;
  chart_set_color (panel->cr, chart_ink);
  cairo_move_to (panel->cr, middle, panel->y);
  cairo_rel_line_to (panel->cr, 0, panel->h);
  cairo_stroke (panel->cr);
}

static void
draw_y_name (const ChartPanel *panel, const char *name)
{
  cairo_save (panel->cr);
  cairo_translate (panel->cr, panel->x - 44, panel->y + panel->h / 2);
  cairo_rotate (panel->cr, -G_PI / 2);
  chart_text (panel->cr, 0, 0, .5, FONT, name);
  cairo_restore (panel->cr);
}

void
chart_axes (const ChartPanel *panel, const char *title, const char *x_name, const char *y_name)
{
  cairo_t *cr = panel->cr;

  cairo_set_line_width (cr, 1);
  draw_ticks (panel, panel->x0, panel->x1, panel->w / TICK_PIXELS, TRUE);
  draw_ticks (panel, panel->y0, panel->y1, panel->h / LINE_PIXELS, FALSE);
  chart_set_color (cr, chart_ink);
  cairo_move_to (cr, panel->x + .5, panel->y);
  cairo_rel_line_to (cr, 0, panel->h + .5);
  cairo_rel_line_to (cr, panel->w, 0);
  cairo_stroke (cr);
  chart_text (cr, panel->x, panel->y - 14, 0, FONT + 2, title);
  if (x_name)
    chart_text (cr, panel->x + panel->w, panel->y + panel->h + 27, 1, FONT, x_name);
  if (y_name)
    draw_y_name (panel, y_name);
}
