/* SPDX-License-Identifier: MIT */
/** @file overlay-drawing.c — see overlay-drawing.h */
#include "gst/overlay-drawing.h"

#include "gst/overlay-canvas.h"
#include "gst/overlay-why.h"

#include <math.h>

static const AisleColour line_colour = { 1.0, 0.82, 0.1 };
static const AisleColour zone_colour = { 0.2, 0.85, 0.8 };
static const AisleColour mask_colour = { 0.5, 0.5, 0.5 };
static const AisleColour queue_colour = { 0.95, 0.5, 0.9 };
static const AisleColour alarm_colour = { 0.8, 0.1, 0.1 };
static const AisleColour white = { 1, 1, 1 };
static const AisleColour loose_colour = { 0.8, 0.8, 0.8 };

void
aisle_set_track_colour (cairo_t *cr, guint64 track, double alpha)
{
  AisleColour colour = aisle_track_colour (track);

  cairo_set_source_rgba (cr, colour.r, colour.g, colour.b, alpha);
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
draw_area (const AisleCanvas *canvas, const AisleZoneConfig *zone, AisleColour colour, double alpha)
{
  aisle_canvas_trace (canvas, zone->points, zone->n_points);
  cairo_close_path (canvas->cr);
  aisle_canvas_set_colour (canvas, colour, alpha);
  cairo_fill_preserve (canvas->cr);
  aisle_canvas_set_colour (canvas, colour, 0.9);
  cairo_stroke (canvas->cr);
}

/* An area's label lies on its highest corner. */
static void
label_area (const AisleCanvas *canvas, const AisleZoneConfig *zone, AisleColour colour,
            const char *text)
{
  const AislePoint *top = &zone->points[0];

  for (guint i = 1; i < zone->n_points; i++)
    if (zone->points[i].y < top->y)
      top = &zone->points[i];
  aisle_canvas_label (canvas, top->x * canvas->width, top->y * canvas->height, colour, text);
}

static void
draw_zone (const AisleCanvas *canvas, const AisleScene *scene, const AisleZoneConfig *zone)
{
  const AisleSceneCount *count = find_count (scene, AISLE_SCENE_ZONE, zone->name);
  g_autoptr (GString) text = g_string_new (zone->name);

  if (count)
    g_string_append_printf (text, ": %" G_GUINT64_FORMAT, count->people);
  if (count && count->density >= 0)
    g_string_append_printf (text, ", %.2f/m²", count->density);
  draw_area (canvas, zone, zone_colour, 0.12);
  label_area (canvas, zone, zone_colour, text->str);
}

static void
draw_queue (const AisleCanvas *canvas, const AisleScene *scene, const AisleQueueConfig *queue)
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
draw_occupancies (const AisleCanvas *canvas, const AisleScene *scene)
{
  double y = canvas->font * 1.3;

  for (guint i = 0; i < scene->n_counts; i++)
    if (scene->counts[i].kind == AISLE_SCENE_OCCUPANCY) {
      g_autofree char *text = g_strdup_printf ("%s: %" G_GUINT64_FORMAT, scene->counts[i].name,
                                               scene->counts[i].people);
      aisle_canvas_label (canvas, 0, y, white, text);
      y += canvas->font * 1.4;
    }
}

static void
draw_banner (const AisleCanvas *canvas, const char *cause)
{
  double height = canvas->font * 1.8;

  aisle_canvas_set_colour (canvas, alarm_colour, 0.8);
  cairo_rectangle (canvas->cr, 0, (canvas->height - height) / 2, canvas->width, height);
  cairo_fill (canvas->cr);
  aisle_canvas_label (canvas, canvas->font, (canvas->height + canvas->font * 1.3) / 2, white,
                      cause);
}

/* From the feet of each member to those of the next. */
static void
draw_group_links (const AisleCanvas *canvas, const AisleScene *scene)
{
  for (guint i = 0; i < scene->n_people; i++) {
    const AisleBox *from = &scene->people[i].box;
    guint k = i + 1;

    while (k < scene->n_people && scene->people[k].group != scene->people[i].group)
      k++;
    if (scene->people[i].group == 0 || k == scene->n_people)
      continue;
    aisle_canvas_set_colour (canvas, aisle_track_colour (scene->people[i].group), 0.9);
    cairo_move_to (canvas->cr, from->x + from->w / 2, from->y + from->h);
    cairo_line_to (canvas->cr, scene->people[k].box.x + scene->people[k].box.w / 2,
                   scene->people[k].box.y + scene->people[k].box.h);
    cairo_stroke (canvas->cr);
  }
}

/* From the middle of the line, at a right angle to it, to the side where `in` lies. */
static void
draw_arrow (const AisleCanvas *canvas, const AisleLineConfig *line)
{
  double side, length = canvas->stroke * 14, head = canvas->stroke * 5;
  AislePoint on, middle = aisle_canvas_middle (canvas, line->points, line->n_points, &on);

  side = (line->in.x * canvas->width - middle.x) * -on.y
         + (line->in.y * canvas->height - middle.y) * on.x;
  if (side < 0)
    on = (AislePoint) { -on.x, -on.y };
  cairo_save (canvas->cr);
  cairo_translate (canvas->cr, middle.x, middle.y);
  cairo_rotate (canvas->cr, atan2 (on.x, -on.y));
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
draw_line (const AisleCanvas *canvas, const AisleScene *scene, const AisleLineConfig *line)
{
  const AisleSceneCount *count = find_count (scene, AISLE_SCENE_LINE, line->name);
  g_autofree char *text =
      count ? g_strdup_printf ("%s: %" G_GUINT64_FORMAT " in, %" G_GUINT64_FORMAT " out",
                               line->name, count->in, count->out)
            : NULL;

  aisle_canvas_set_colour (canvas, line_colour, 0.95);
  aisle_canvas_trace (canvas, line->points, line->n_points);
  cairo_stroke (canvas->cr);
  draw_arrow (canvas, line);
  aisle_canvas_label (canvas, line->points[0].x * canvas->width, line->points[0].y * canvas->height,
              line_colour, text ? text : line->name);
}

static void
name_person (const AisleCanvas *canvas, const AisleScenePerson *person, AisleColour colour,
             gboolean why)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (person->track)
    g_string_append_printf (text, "%" G_GUINT64_FORMAT, person->track);
  if (person->track && person->dwell > 0)
    g_string_append_printf (text, "  %.0f s", person->dwell);
  if (why && !person->coasting)
    g_string_append_printf (text, "  %.2f", person->box.confidence);
  if (text->len > 0)
    aisle_canvas_label (canvas, person->box.x, person->box.y, colour, g_strchug (text->str));
}

/* Below the box: what the metadata tells beyond number and stay. */
static void
note_person (const AisleCanvas *canvas, const AisleScenePerson *person, AisleColour colour)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (person->staff)
    g_string_append (text, "  staff");
  if (person->child)
    g_string_append (text, "  child");
  if (person->position > 0)
    g_string_append_printf (text, "  no. %u, %.0f s", person->position, person->wait);
  if (person->speed >= 0)
    g_string_append_printf (text, "  %.1f m/s", person->speed);
  if (text->len > 0)
    aisle_canvas_note (canvas, person->box.x, person->box.y + person->box.h, colour,
                       g_strchug (text->str));
}

static void
draw_person (const AisleCanvas *canvas, const AisleScenePerson *person, gboolean why)
{
  const AisleBox *box = &person->box;
  AisleColour colour = person->track ? aisle_track_colour (person->track) : loose_colour;
  double dash = canvas->stroke * 3;

  cairo_set_dash (canvas->cr, &dash, person->coasting ? 1 : 0, 0);
  aisle_canvas_set_colour (canvas, colour, person->coasting ? 0.6 : 0.95);
  cairo_rectangle (canvas->cr, box->x, box->y, box->w, box->h);
  cairo_stroke (canvas->cr);
  cairo_set_dash (canvas->cr, NULL, 0, 0);
  name_person (canvas, person, colour, why);
  note_person (canvas, person, colour);
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
draw_heat (const AisleCanvas *canvas, const AisleHeatmap *heat)
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
         && !scene->blind && (!scene->past || aisle_recent_past_is_empty (scene->past))
         && (!config
             || config->n_lines + config->n_zones + config->n_masks + config->n_queues == 0);
}

void
aisle_scene_draw (cairo_t *cr, const AisleScene *scene, guint width, guint height)
{
  const AisleConfig *config = scene->config;
  AisleCanvas canvas = { cr, width, height, MAX (1.0, height / 280.0), MAX (9.0, height / 42.0) };

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
  aisle_why_draw_floor (&canvas, scene);
  draw_group_links (&canvas, scene);
  for (guint i = 0; i < scene->n_people; i++)
    draw_person (&canvas, &scene->people[i], scene->past != NULL);
  for (guint i = 0; config && i < config->n_lines; i++)
    draw_line (&canvas, scene, &config->lines[i]);
  aisle_why_draw_flashes (&canvas, scene);
  if (scene->camera)
    aisle_canvas_label (&canvas, 0, height, white, scene->camera);
  draw_occupancies (&canvas, scene);
  if (scene->blind)
    draw_banner (&canvas, scene->blind);
  cairo_restore (cr);
}
