/* SPDX-License-Identifier: MIT */
/** @file overlay-drawing.c — see overlay-drawing.h */
#include "gst/overlay-drawing.h"

#include <math.h>

typedef struct {
  double r, g, b;
} Colour;

static const Colour line_colour = { 1.0, 0.82, 0.1 };
static const Colour zone_colour = { 0.2, 0.85, 0.8 };
static const Colour mask_colour = { 0.5, 0.5, 0.5 };
static const Colour queue_colour = { 0.95, 0.5, 0.9 };
static const Colour alarm_colour = { 0.8, 0.1, 0.1 };
static const Colour white = { 1, 1, 1 };
static const Colour loose_colour = { 0.8, 0.8, 0.8 };

/* The canvas and the two sizes that everything is drawn in. */
typedef struct {
  cairo_t *cr;
  double width, height;
  double stroke, font;
} Canvas;

static void
set_colour (const Canvas *canvas, Colour colour, double alpha)
{
  cairo_set_source_rgba (canvas->cr, colour.r, colour.g, colour.b, alpha);
}

/* Hues one golden ratio apart differ for any run of track numbers. */
static Colour
track_colour (guint64 track)
{
  double hue = fmod ((double) (track % 1000003) * 0.6180339887, 1.0) * 6, f = hue - floor (hue);
  const Colour wheel[6] = {
    { 1, f, 0 }, { 1 - f, 1, 0 }, { 0, 1, f }, { 0, 1 - f, 1 }, { f, 0, 1 }, { 1, 0, 1 - f },
  };
  Colour colour = wheel[(int) hue % 6];

  return (Colour) { 0.35 + 0.65 * colour.r, 0.35 + 0.65 * colour.g, 0.35 + 0.65 * colour.b };
}

void
aisle_set_track_colour (cairo_t *cr, guint64 track, double alpha)
{
  Colour colour = track_colour (track);

  cairo_set_source_rgba (cr, colour.r, colour.g, colour.b, alpha);
}

/* Text on a dark plate whose bottom left is at (x, y), moved to lie within the picture. */
static void
draw_label (const Canvas *canvas, double x, double y, Colour colour, const char *text)
{
  cairo_text_extents_t extents;
  double pad = canvas->font * 0.25, w, h = canvas->font * 1.3;

  cairo_text_extents (canvas->cr, text, &extents);
  w = extents.x_advance + 2 * pad;
  x = CLAMP (x, 0, MAX (0, canvas->width - w));
  y = CLAMP (y, MIN (h, canvas->height), canvas->height);
  cairo_set_source_rgba (canvas->cr, 0, 0, 0, 0.6);
  cairo_rectangle (canvas->cr, x, y - h, w, h);
  cairo_fill (canvas->cr);
  set_colour (canvas, colour, 1);
  cairo_move_to (canvas->cr, x + pad, y - h * 0.27);
  cairo_show_text (canvas->cr, text);
}

static void
trace (const Canvas *canvas, const AislePoint *points, guint n)
{
  cairo_new_path (canvas->cr); /* text leaves a current point behind */
  for (guint i = 0; i < n; i++)
    cairo_line_to (canvas->cr, points[i].x * canvas->width, points[i].y * canvas->height);
}

static const AisleSceneCount *
find_count (const AisleScene *scene, AisleSceneKind kind, const char *name)
{
  for (guint i = 0; i < scene->n_counts; i++)
    if (scene->counts[i].kind == kind && g_strcmp0 (scene->counts[i].name, name) == 0)
      return &scene->counts[i];
  return NULL;
}

static void
draw_area (const Canvas *canvas, const AisleZoneConfig *zone, Colour colour, double alpha)
{
  trace (canvas, zone->points, zone->n_points);
  cairo_close_path (canvas->cr);
  set_colour (canvas, colour, alpha);
  cairo_fill_preserve (canvas->cr);
  set_colour (canvas, colour, 0.9);
  cairo_stroke (canvas->cr);
}

/* An area's label lies on its highest corner. */
static void
label_area (const Canvas *canvas, const AisleZoneConfig *zone, Colour colour, const char *text)
{
  const AislePoint *top = &zone->points[0];

  for (guint i = 1; i < zone->n_points; i++)
    if (zone->points[i].y < top->y)
      top = &zone->points[i];
  draw_label (canvas, top->x * canvas->width, top->y * canvas->height, colour, text);
}

static void
draw_zone (const Canvas *canvas, const AisleScene *scene, const AisleZoneConfig *zone)
{
  const AisleSceneCount *count = find_count (scene, AISLE_SCENE_ZONE, zone->name);
  g_autofree char *text =
      count ? g_strdup_printf ("%s: %" G_GUINT64_FORMAT, zone->name, count->people) : NULL;

  draw_area (canvas, zone, zone_colour, 0.12);
  label_area (canvas, zone, zone_colour, text ? text : zone->name);
}

static void
draw_queue (const Canvas *canvas, const AisleScene *scene, const AisleQueueConfig *queue)
{
  const AisleSceneCount *count = find_count (scene, AISLE_SCENE_QUEUE, queue->name);
  g_autoptr (GString) text = g_string_new (queue->name);

  if (count)
    g_string_append_printf (text, ": %" G_GUINT64_FORMAT, count->people);
  if (count && count->expected_wait >= 0)
    g_string_append_printf (text, ", %.0f s", count->expected_wait);
  draw_area (canvas, &queue->service, queue_colour, 0.25);
  draw_area (canvas, &queue->area, queue_colour, 0.12);
  label_area (canvas, &queue->area, queue_colour, text->str);
}

/* One below the other at the top left. */
static void
draw_occupancies (const Canvas *canvas, const AisleScene *scene)
{
  double y = canvas->font * 1.3;

  for (guint i = 0; i < scene->n_counts; i++)
    if (scene->counts[i].kind == AISLE_SCENE_OCCUPANCY) {
      g_autofree char *text = g_strdup_printf ("%s: %" G_GUINT64_FORMAT, scene->counts[i].name,
                                               scene->counts[i].people);
      draw_label (canvas, 0, y, white, text);
      y += canvas->font * 1.4;
    }
}

static void
draw_banner (const Canvas *canvas, const char *cause)
{
  double height = canvas->font * 1.8;

  set_colour (canvas, alarm_colour, 0.8);
  cairo_rectangle (canvas->cr, 0, (canvas->height - height) / 2, canvas->width, height);
  cairo_fill (canvas->cr);
  draw_label (canvas, canvas->font, (canvas->height + canvas->font * 1.3) / 2, white, cause);
}

/* From the feet of each member to those of the next. */
static void
draw_group_links (const Canvas *canvas, const AisleScene *scene)
{
  for (guint i = 0; i < scene->n_people; i++) {
    const AisleBox *from = &scene->people[i].box;
    guint k = i + 1;

    while (k < scene->n_people && scene->people[k].group != scene->people[i].group)
      k++;
    if (scene->people[i].group == 0 || k == scene->n_people)
      continue;
    set_colour (canvas, track_colour (scene->people[i].group), 0.9);
    cairo_move_to (canvas->cr, from->x + from->w / 2, from->y + from->h);
    cairo_line_to (canvas->cr, scene->people[k].box.x + scene->people[k].box.w / 2,
                   scene->people[k].box.y + scene->people[k].box.h);
    cairo_stroke (canvas->cr);
  }
}

/* The middle of a polyline by length, and the direction there. Pixels. */
static void
find_middle (const Canvas *canvas, const AisleLineConfig *line, double *x, double *y, double *dx,
             double *dy)
{
  double length = 0, half;

  *x = *y = *dx = *dy = 0;
  for (int pass = 0; pass < 2; pass++) {
    half = length / 2;
    length = 0;
    for (guint i = 0; i + 1 < line->n_points; i++) {
      const AislePoint *a = &line->points[i], *b = a + 1;
      double sx = (b->x - a->x) * canvas->width, sy = (b->y - a->y) * canvas->height;
      double segment = hypot (sx, sy), t = segment > 0 ? (half - length) / segment : 0;

      length += segment;
      if (pass == 0 || t < 0 || t > 1 || segment <= 0)
        continue;
      *x = a->x * canvas->width + t * sx;
      *y = a->y * canvas->height + t * sy;
      *dx = sx / segment;
      *dy = sy / segment;
      return;
    }
  }
}

/* From the middle of the line, at a right angle to it, to the side where `in` lies. */
static void
draw_arrow (const Canvas *canvas, const AisleLineConfig *line)
{
  double x, y, dx, dy, side, length = canvas->stroke * 14, head = canvas->stroke * 5;

  find_middle (canvas, line, &x, &y, &dx, &dy);
  side = (line->in.x * canvas->width - x) * -dy + (line->in.y * canvas->height - y) * dx;
  if (side < 0) {
    dx = -dx;
    dy = -dy;
  }
  cairo_save (canvas->cr);
  cairo_translate (canvas->cr, x, y);
  cairo_rotate (canvas->cr, atan2 (dx, -dy));
  cairo_move_to (canvas->cr, 0, 0);
  cairo_line_to (canvas->cr, length - head, 0);
  cairo_stroke (canvas->cr);
  cairo_move_to (canvas->cr, length, 0);
  cairo_line_to (canvas->cr, length - head, head * 0.7);
  cairo_line_to (canvas->cr, length - head, -head * 0.7);
  cairo_close_path (canvas->cr);
  cairo_fill (canvas->cr);
  cairo_restore (canvas->cr);
}

static void
draw_line (const Canvas *canvas, const AisleScene *scene, const AisleLineConfig *line)
{
  const AisleSceneCount *count = find_count (scene, AISLE_SCENE_LINE, line->name);
  g_autofree char *text =
      count ? g_strdup_printf ("%s: %" G_GUINT64_FORMAT " in, %" G_GUINT64_FORMAT " out",
                               line->name, count->in, count->out)
            : NULL;

  set_colour (canvas, line_colour, 0.95);
  trace (canvas, line->points, line->n_points);
  cairo_stroke (canvas->cr);
  draw_arrow (canvas, line);
  draw_label (canvas, line->points[0].x * canvas->width, line->points[0].y * canvas->height,
              line_colour, text ? text : line->name);
}

static void
draw_person (const Canvas *canvas, const AisleScenePerson *person)
{
  const AisleBox *box = &person->box;
  Colour colour = person->track ? track_colour (person->track) : loose_colour;
  double dash = canvas->stroke * 3;
  g_autofree char *text = NULL;

  cairo_set_dash (canvas->cr, &dash, person->coasting ? 1 : 0, 0);
  set_colour (canvas, colour, person->coasting ? 0.6 : 0.95);
  cairo_rectangle (canvas->cr, box->x, box->y, box->w, box->h);
  cairo_stroke (canvas->cr);
  cairo_set_dash (canvas->cr, NULL, 0, 0);
  if (!person->track)
    return;
  text = person->dwell > 0
             ? g_strdup_printf ("%" G_GUINT64_FORMAT "  %.0f s", person->track, person->dwell)
             : g_strdup_printf ("%" G_GUINT64_FORMAT, person->track);
  draw_label (canvas, box->x, box->y, colour, text);
}

/* Dark blue over red to yellow; alpha grows with the heat so that cold ground stays visible. */
guint32
aisle_heat_pixel (double heat)
{
  double alpha = heat > 0 ? 0.25 + 0.5 * heat : 0;
  double r = CLAMP (heat * 2, 0, 1), g = CLAMP (heat * 2 - 1, 0, 1), b = CLAMP (1 - heat * 2, 0, 1);

  return (guint32) (alpha * 255) << 24 | (guint32) (alpha * r * 255) << 16
         | (guint32) (alpha * g * 255) << 8 | (guint32) (alpha * b * 255);
}

static void
draw_heat (const Canvas *canvas, const AisleHeatmap *heat)
{
  guint n = heat->columns * heat->rows;
  double most = 0;
  cairo_surface_t *cells =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) heat->columns, (int) heat->rows);
  guint8 *pixels = cairo_image_surface_get_data (cells);
  int stride = cairo_image_surface_get_stride (cells);

  for (guint i = 0; i < n; i++)
    most = MAX (most, heat->seconds[i]);
  for (guint i = 0; pixels && most > 0 && i < n; i++) {
    guint32 *row = (guint32 *) (pixels + (gsize) (i / heat->columns) * stride);
    /* The root keeps short passages visible beside long stays. */
    row[i % heat->columns] = aisle_heat_pixel (sqrt (heat->seconds[i] / most));
  }
  cairo_surface_mark_dirty (cells);
  cairo_save (canvas->cr);
  cairo_scale (canvas->cr, canvas->width / heat->columns, canvas->height / heat->rows);
  cairo_set_source_surface (canvas->cr, cells, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (canvas->cr), CAIRO_EXTEND_PAD);
  cairo_paint (canvas->cr);
  cairo_restore (canvas->cr);
  cairo_surface_destroy (cells);
}

static gboolean
has_occupancies (const AisleScene *scene)
{
  for (guint i = 0; i < scene->n_counts; i++)
    if (scene->counts[i].kind == AISLE_SCENE_OCCUPANCY)
      return TRUE;
  return FALSE;
}

gboolean
aisle_scene_is_empty (const AisleScene *scene)
{
  const AisleConfig *config = scene->config;

  return scene->n_people == 0 && !has_occupancies (scene) && !scene->heat && !scene->camera
         && !scene->blind
         && (!config
             || config->n_lines + config->n_zones + config->n_masks + config->n_queues == 0);
}

void
aisle_scene_draw (cairo_t *cr, const AisleScene *scene, guint width, guint height)
{
  const AisleConfig *config = scene->config;
  Canvas canvas = { cr, width, height, MAX (1.0, height / 280.0), MAX (9.0, height / 42.0) };

  cairo_save (cr);
  cairo_select_font_face (cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
  cairo_set_font_size (cr, canvas.font);
  cairo_set_line_width (cr, canvas.stroke);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (scene->heat)
    draw_heat (&canvas, scene->heat);
  for (guint i = 0; config && i < config->n_masks; i++)
    draw_area (&canvas, &config->masks[i], mask_colour, 0.4);
  for (guint i = 0; config && i < config->n_zones; i++)
    draw_zone (&canvas, scene, &config->zones[i]);
  for (guint i = 0; config && i < config->n_queues; i++)
    draw_queue (&canvas, scene, &config->queues[i]);
  draw_group_links (&canvas, scene);
  for (guint i = 0; i < scene->n_people; i++)
    draw_person (&canvas, &scene->people[i]);
  for (guint i = 0; config && i < config->n_lines; i++)
    draw_line (&canvas, scene, &config->lines[i]);
  if (scene->camera)
    draw_label (&canvas, 0, height, white, scene->camera);
  draw_occupancies (&canvas, scene);
  if (scene->blind)
    draw_banner (&canvas, scene->blind);
  cairo_restore (cr);
}
