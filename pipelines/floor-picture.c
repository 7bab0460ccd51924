/* SPDX-License-Identifier: MIT */
/** @file floor-picture.c — see floor-picture.h */
#include "pipelines/floor-picture.h"

#include "gst/overlay-drawing.h"

#include <math.h>
#include <stdlib.h>

/* Pixels from one arrow to the next, at least. */
#define ARROW 26.0
/* m/s of an arrow that reaches the next one, at least. */
#define FAST 1.5
/* Metres of the picture of a floor where nobody was. */
#define NOBODY 10.0

static FloorExtent
map_extent (const AisleFloorMap *map)
{
  if (map->columns == 0)
    return (FloorExtent) { 0, 0, NOBODY, NOBODY };
  return (FloorExtent) { map->left * map->cell, map->top * map->cell, map->columns * map->cell,
                         map->rows * map->cell };
}

/* --- heat -------------------------------------------------------------------- */

/* Person-seconds of each cell, spread over its neighbours (1 2 1 both ways): a stride or so. */
static double *
smooth_seconds (const AisleFloorMap *map)
{
  const int columns = (int) map->columns, rows = (int) map->rows;
  double *seconds = g_new0 (double, map->columns * map->rows);

  for (int i = 0; i < columns * rows; i++)
    for (int k = 0; k < 9; k++) {
      int x = i % columns + k % 3 - 1, y = i / columns + k / 3 - 1;
      double share = (2 - ABS (k % 3 - 1)) * (2 - ABS (k / 3 - 1)) / 16.0;
      if (x >= 0 && y >= 0 && x < columns && y < rows)
        seconds[y * columns + x] += share * map->cells[i].seconds;
    }
  return seconds;
}

static gint
by_value (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* What 99 of 100 cells where anybody was do not exceed: one long stay must not darken the rest. */
static double
hot_seconds (const double *seconds, guint n)
{
  g_autofree double *sorted = g_memdup2 (seconds, n * sizeof *seconds);
  guint first = 0;

  if (n == 0)
    return 0;
  qsort (sorted, n, sizeof *sorted, by_value);
  while (first < n - 1 && sorted[first] <= 0)
    first++;
  return sorted[first + (n - 1 - first) * 99 / 100];
}

static cairo_surface_t *
heat_surface (const AisleFloorMap *map, const double *seconds, double hot)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) map->columns, (int) map->rows);
  guint8 *pixels = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  cairo_surface_flush (surface);
  for (guint i = 0; pixels && hot > 0 && i < map->columns * map->rows; i++) {
    guint32 *row = (guint32 *) (pixels + (gsize) (i / map->columns) * (gsize) stride);
    /* The root keeps short passages visible beside long stays. */
    row[i % map->columns] = aisle_heat_pixel (MIN (1, sqrt (seconds[i] / hot)));
  }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
draw_heat (const FloorCanvas *canvas, const AisleFloorMap *map, const double *seconds, double hot)
{
  cairo_surface_t *cells = heat_surface (map, seconds, hot);
  AislePoint corner =
      floor_canvas_at (canvas, (AislePoint) { map->left * map->cell, map->top * map->cell });
  double zoom = map->cell * canvas->scale;

  cairo_save (canvas->cr);
  cairo_rectangle (canvas->cr, 0, 0, canvas->width, canvas->height);
  cairo_clip (canvas->cr);
  cairo_translate (canvas->cr, corner.x, corner.y);
  cairo_scale (canvas->cr, zoom, zoom);
  cairo_set_source_surface (canvas->cr, cells, 0, 0);
  cairo_paint (canvas->cr);
  cairo_restore (canvas->cr);
  cairo_surface_destroy (cells);
}

static void
draw_heat_key (const FloorCanvas *canvas, double hot_per_m2)
{
  const double bar = 160, y = canvas->height + floor_canvas_strip (canvas) / 2 - 6;
  g_autofree char *text = g_strdup_printf ("%.3g person-seconds per m² or more", hot_per_m2);
  double x = floor_canvas_key (canvas, 12, "0") + 8;

  for (int i = 0; i < bar; i++) {
    guint32 pixel = aisle_heat_pixel (i / bar);
    cairo_set_source_rgba (canvas->cr, (pixel >> 16 & 255) / 255.0, (pixel >> 8 & 255) / 255.0,
                           (pixel & 255) / 255.0, 1);
    cairo_rectangle (canvas->cr, x + i, y, 1, 12);
    cairo_fill (canvas->cr);
  }
  floor_canvas_key (canvas, x + bar + 8, text);
}

gboolean
floor_picture_heat (const char *path, const AisleGroundConfig *ground, const AisleFloorMap *map,
                    GError **error)
{
  g_autoptr (FloorCanvas) canvas = floor_canvas_new (path, ground, map_extent (map), error);
  g_autofree double *seconds = smooth_seconds (map);
  double hot = hot_seconds (seconds, map->columns * map->rows);

  if (!canvas)
    return FALSE;
  if (map->columns > 0)
    draw_heat (canvas, map, seconds, hot);
  draw_heat_key (canvas, hot / (map->cell * map->cell));
  return floor_canvas_finish (canvas, error);
}

/* --- flow -------------------------------------------------------------------- */

/* The sum of a square of cells. */
static AisleFloorCell
sum_cells (const AisleFloorMap *map, guint column, guint row, guint n)
{
  AisleFloorCell sum = { 0 };

  for (guint y = row; y < MIN (row + n, map->rows); y++)
    for (guint x = column; x < MIN (column + n, map->columns); x++) {
      const AisleFloorCell *cell = &map->cells[y * map->columns + x];
      sum.walk_seconds += cell->walk_seconds;
      sum.x += cell->x;
      sum.y += cell->y;
      sum.length += cell->length;
    }
  return sum;
}

/* Hue by direction, so that opposite streams differ at a glance. */
static void
set_direction_colour (const FloorCanvas *canvas, double x, double y, double alpha)
{
  const double third = 2 * G_PI / 3, angle = atan2 (y, x), low = canvas->on_plan ? 0.05 : 0.35;
  double r = 0.5 + 0.5 * cos (angle), g = 0.5 + 0.5 * cos (angle - third);
  double b = 0.5 + 0.5 * cos (angle + third), high = canvas->on_plan ? 0.75 : 1;

  cairo_set_source_rgba (canvas->cr, low + (high - low) * r, low + (high - low) * g,
                         low + (high - low) * b, alpha);
}

/* @x, @y: from tail to tip, around @middle, pixels. */
static void
draw_arrow (cairo_t *cr, AislePoint middle, double x, double y)
{
  double length = hypot (x, y), head = MIN (7, 0.5 * length), ux = x / length, uy = y / length;
  AislePoint tip = { middle.x + x / 2, middle.y + y / 2 };

  cairo_set_line_width (cr, 2);
  cairo_move_to (cr, middle.x - x / 2, middle.y - y / 2);
  cairo_line_to (cr, tip.x - head * ux, tip.y - head * uy);
  cairo_stroke (cr);
  cairo_move_to (cr, tip.x, tip.y);
  cairo_line_to (cr, tip.x - head * (ux + 0.6 * uy), tip.y - head * (uy - 0.6 * ux));
  cairo_line_to (cr, tip.x - head * (ux - 0.6 * uy), tip.y - head * (uy + 0.6 * ux));
  cairo_close_path (cr);
  cairo_fill (cr);
}

/* Arrows of one metre per second are @metre pixels long. */
static void
draw_flow (const FloorCanvas *canvas, const AisleFloorMap *map, guint n, double metre)
{
  double most = 0;

  for (guint i = 0; i < map->columns * map->rows; i++)
    most = MAX (most, map->cells[i].walk_seconds);
  for (guint row = 0; row < map->rows; row += n)
    for (guint column = 0; column < map->columns; column += n) {
      AisleFloorCell sum = sum_cells (map, column, row, n);
      double way = hypot (sum.x, sum.y);
      if (!(sum.walk_seconds > 0) || !(way > 0))
        continue;
      double speed = sum.length / sum.walk_seconds;
      double length = CLAMP (metre * speed, 6, 1.5 * metre);
      AislePoint middle = { (map->left + (int) column + n / 2.0) * map->cell,
                            (map->top + (int) row + n / 2.0) * map->cell };
      set_direction_colour (canvas, sum.x, sum.y,
                            0.35 + 0.65 * sqrt (MIN (1, sum.walk_seconds / most)));
      draw_arrow (canvas->cr, floor_canvas_at (canvas, middle), length * sum.x / way,
                  length * sum.y / way);
    }
}

static void
draw_flow_key (const FloorCanvas *canvas, double metre)
{
  double y = canvas->height + floor_canvas_strip (canvas) / 2;

  cairo_set_source_rgb (canvas->cr, 0.92, 0.92, 0.92);
  draw_arrow (canvas->cr, (AislePoint) { 12 + metre / 2, y }, metre, 0);
  floor_canvas_key (canvas, 12 + metre + 8, "1 m/s; strong colour where many walk");
}

gboolean
floor_picture_flow (const char *path, const AisleGroundConfig *ground, const AisleFloorMap *map,
                    GError **error)
{
  g_autoptr (FloorCanvas) canvas = floor_canvas_new (path, ground, map_extent (map), error);
  guint n;
  double metre;

  if (!canvas)
    return FALSE;
  n = (guint) MAX (1, ceil (ARROW / (map->cell * canvas->scale)));
  metre = n * map->cell * canvas->scale / FAST;
  cairo_save (canvas->cr);
  cairo_rectangle (canvas->cr, 0, 0, canvas->width, canvas->height);
  cairo_clip (canvas->cr);
  draw_flow (canvas, map, n, metre);
  cairo_restore (canvas->cr);
  draw_flow_key (canvas, metre);
  return floor_canvas_finish (canvas, error);
}

/* --- paths ------------------------------------------------------------------- */

static FloorExtent
path_extent (const FloorPath *paths, guint n)
{
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < paths[i].n; k++) {
      AislePoint place = paths[i].points[k].place;
      left = MIN (left, place.x);
      right = MAX (right, place.x);
      top = MIN (top, place.y);
      bottom = MAX (bottom, place.y);
    }
  if (n == 0)
    return (FloorExtent) { 0, 0, NOBODY, NOBODY };
  return (FloorExtent) { left, top, right - left, bottom - top };
}

/* From a dot to an arrow's head. */
static void
draw_path (const FloorCanvas *canvas, const FloorPath *path)
{
  AislePoint at = floor_canvas_at (canvas, path->points[0].place), tail = at;

  aisle_set_track_colour (canvas->cr, path->track, 0.85);
  cairo_arc (canvas->cr, at.x, at.y, 3.5, 0, 2 * G_PI);
  cairo_fill (canvas->cr);
  cairo_move_to (canvas->cr, at.x, at.y);
  for (guint i = 1; i < path->n; i++) {
    AislePoint next = floor_canvas_at (canvas, path->points[i].place);
    cairo_line_to (canvas->cr, next.x, next.y);
    if (hypot (next.x - at.x, next.y - at.y) >= 8) {
      tail = at;
      at = next;
    }
  }
  /* Bright colours need an edge on a white plan. */
  cairo_set_line_join (canvas->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (canvas->cr, 4);
  cairo_set_source_rgba (canvas->cr, 0, 0, 0, 0.35);
  cairo_stroke_preserve (canvas->cr);
  cairo_set_line_width (canvas->cr, 2);
  aisle_set_track_colour (canvas->cr, path->track, 0.9);
  cairo_stroke (canvas->cr);
  double length = hypot (at.x - tail.x, at.y - tail.y);
  if (length > 0)
    draw_arrow (canvas->cr, at, 12 * (at.x - tail.x) / length, 12 * (at.y - tail.y) / length);
}

gboolean
floor_picture_paths (const char *path, const AisleGroundConfig *ground, const FloorPath *paths,
                     guint n, GError **error)
{
  g_autoptr (FloorCanvas) canvas = floor_canvas_new (path, ground, path_extent (paths, n), error);
  g_autofree char *text = g_strdup_printf ("%u paths: from the dot to the arrow", n);

  if (!canvas)
    return FALSE;
  cairo_save (canvas->cr);
  cairo_rectangle (canvas->cr, 0, 0, canvas->width, canvas->height);
  cairo_clip (canvas->cr);
  for (guint i = 0; i < n; i++)
    draw_path (canvas, &paths[i]);
  cairo_restore (canvas->cr);
  floor_canvas_key (canvas, 12, text);
  return floor_canvas_finish (canvas, error);
}
