/* SPDX-License-Identifier: MIT */
/**
 * @file chart.h
 * Plain charts as PNG files: panels with axes on white ground.
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  double r, g, b;
} ChartColor;
extern const ChartColor chart_ink, chart_truth, chart_doubt, chart_found, chart_missed, chart_wrong;

/** A rectangle of the picture with values along its sides. */
typedef struct {
  cairo_t *cr;
  double x, y, w, h;     /**< of the area within the axes, pixels */
  double x0, x1, y0, y1; /**< values at its left, right, lower and upper side; each pair differs */
} ChartPanel;

/** A white picture. Returns: (transfer full): cairo_destroy() frees it with its surface. */
cairo_t *chart_new (int width, int height);
gboolean chart_write (cairo_t *cr, const char *folder, const char *name, GError **error);

/** The least of 1, 2, 5 times a power of ten that is not below @value (> 0). */
double chart_round_up (double value);
double chart_x (const ChartPanel *panel, double value);
double chart_y (const ChartPanel *panel, double value);
/** Frame, grid, numbers at the ticks. @x_name, @y_name: (nullable): what runs along the axes. */
void chart_axes (const ChartPanel *panel, const char *title, const char *x_name,
                 const char *y_name);
/** For bars to both sides of 0: the grid of the x axis alone, numbers without their sign. */
void chart_bars (const ChartPanel *panel);
/** Text with its left (@align 0), middle (.5) or right end (1) at @x and its middle at @y, pixels.
 */
void chart_text (cairo_t *cr, double x, double y, double align, double size, const char *text);
/** A sample of a colour and what it stands for. Returns: where the next one may begin. */
double chart_key (cairo_t *cr, double x, double y, ChartColor color, const char *text);
void chart_set_color (cairo_t *cr, ChartColor color);

G_END_DECLS
