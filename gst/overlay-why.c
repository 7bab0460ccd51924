/* SPDX-License-Identifier: MIT */
/** @file overlay-why.c — see overlay-why.h */
#include "gst/overlay-why.h"

#include "gst/core/ground.h"

#include <math.h>

/* A person shows a line's band from so many body heights on, and so much of it. */
#define NEAR 1.0
#define MOST 4.0 /* pictures: no body is higher */
#define BODY 1.7 /* metres; of whom the config says no height */
/* Places farther apart are no way: nothing was seen between them. */
#define GAP 1.0 /* seconds */

static const AisleColour in_colour = { 0.25, 0.95, 0.4 };
static const AisleColour out_colour = { 1.0, 0.42, 0.1 };
static const AisleColour no_colour = { 0.95, 0.95, 0.95 };
static const AisleColour band_colour = { 1.0, 0.82, 0.1 };
static const AisleColour event_colour = { 0.4, 0.9, 1.0 };

/* In heights of the picture as it is shown: distances are true in any direction. */
static double
distance_to (const AisleScene *scene, const AisleLineConfig *line, AislePoint place, double aspect)
{
  AislePoint points[AISLE_MAX_POINTS];

  for (guint i = 0; i < line->n_points; i++)
    points[i] = (AislePoint) { line->points[i].x * aspect, line->points[i].y };
  place.x *= aspect;
  return fabs (aisle_polyline_distance (points, line->n_points, place));
}

static double
aspect_of (const AisleCanvas *canvas, const AisleScene *scene)
{
  double pixel_aspect = scene->pixel_aspect > 0 ? scene->pixel_aspect : 1;

  return canvas->width * pixel_aspect / canvas->height;
}

/* ---- trails ------------------------------------------------------------------------------- */

/* The side at the nearest line, which is the one that counts next. */
static AisleColour
side_colour (const AisleScene *scene, const AisleTrailPlace *place, double aspect)
{
  guint n = scene->config ? MIN (scene->config->n_lines, 64) : 0, nearest = 0;
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < n; i++) {
    double distance = distance_to (scene, &scene->config->lines[i], place->at, aspect);
    if (distance < least) {
      least = distance;
      nearest = i;
    }
  }
  if (n > 0 && place->sides_in >> nearest & 1)
    return in_colour;
  return n > 0 && place->sides_out >> nearest & 1 ? out_colour : no_colour;
}

static void
draw_way (const AisleCanvas *canvas, const AislePoint from, const AislePoint to, double width)
{
  cairo_set_line_width (canvas->cr, width);
  cairo_move_to (canvas->cr, from.x * canvas->width, from.y * canvas->height);
  cairo_line_to (canvas->cr, to.x * canvas->width, to.y * canvas->height);
  cairo_stroke (canvas->cr);
}

static void
draw_spot (const AisleCanvas *canvas, AislePoint at, double radius)
{
  cairo_new_path (canvas->cr);
  cairo_arc (canvas->cr, at.x * canvas->width, at.y * canvas->height, radius, 0, 2 * G_PI);
  cairo_fill (canvas->cr);
}

/* Dark below, so that the colours are seen on any ground; older places are thinner. */
static void
draw_trail (const AisleCanvas *canvas, const AisleScene *scene, const AisleTrail *trail,
            double aspect)
{
  const AisleTrailPlace *newest = &trail->places[trail->n_places - 1];

  for (int pass = 0; pass < 2; pass++) {
    for (guint i = 1; i < trail->n_places; i++) {
      const AisleTrailPlace *from = &trail->places[i - 1], *to = from + 1;
      double age = (scene->past->pts - to->pts) / AISLE_TRAIL_SECONDS;
      double width = canvas->stroke * (2.4 - 1.4 * age);

      if (to->pts - from->pts > GAP)
        continue;
      if (pass == 0)
        cairo_set_source_rgb (canvas->cr, 0, 0, 0);
      else
        aisle_canvas_set_colour (canvas, side_colour (scene, to, aspect), 1);
      draw_way (canvas, from->at, to->at, width + (pass == 0 ? canvas->stroke : 0));
    }
    if (newest->pts < scene->past->pts)
      continue;
    if (pass == 1)
      aisle_canvas_set_colour (canvas, side_colour (scene, newest, aspect), 1);
    else
      cairo_set_source_rgb (canvas->cr, 0, 0, 0);
    draw_spot (canvas, newest->at, canvas->stroke * (pass == 0 ? 3.2 : 2.6));
  }
}

/* ---- bands -------------------------------------------------------------------------------- */

/* A metre upright where the person stands, in heights of the picture. */
static double
metre_at (const AisleScene *scene, AislePoint feet, double body, double aspect)
{
  const AisleGroundConfig *config = &scene->config->ground;
  AisleGround ground;
  double metre = 0;

  if (config->n_points > 0
      && aisle_ground_from_points (&ground, config->at, config->metres, config->n_points, aspect,
                                   NULL))
    metre = aisle_ground_height_at (&ground, feet, 1);
  if (metre > 0 || config->n_points > 0)
    return metre;
  return body / (config->person_height > 0 ? config->person_height : BODY);
}

/* Half its width for somebody of @body heights of the picture, see line.h. */
static double
band_of (const AisleScene *scene, const AisleLineConfig *line, const AisleScenePerson *person,
         double body, double aspect)
{
  double metre =
      line->band_metres > 0 ? metre_at (scene, person->stands, body, aspect) : 0;

  return metre > 0 ? line->band_metres * metre : line->band * body;
}

static void
stroke_band (const AisleCanvas *canvas, const AisleLineConfig *line, double half_width,
             double aspect)
{
  double squeeze = canvas->width / (canvas->height * aspect);

  aisle_canvas_trace (canvas, line->points, line->n_points);
  cairo_save (canvas->cr);
  cairo_scale (canvas->cr, squeeze, 1);
  cairo_set_line_width (canvas->cr, 2 * half_width * canvas->height);
  cairo_stroke (canvas->cr);
  cairo_restore (canvas->cr);
}

/* Faint twice as wide: beyond that nobody has to wait to be counted. It fades away from @person. */
static void
draw_band (const AisleCanvas *canvas, const AisleLineConfig *line, const AisleScenePerson *person,
           double band, double body, double aspect)
{
  double x = person->stands.x * canvas->width, y = person->stands.y * canvas->height;
  double reach = (body * NEAR + 2 * band) * canvas->height;

  for (int bands = 2; bands >= 1; bands--) {
    cairo_pattern_t *fading = cairo_pattern_create_radial (x, y, reach * 0.3, x, y, reach);
    double alpha = bands == 2 ? 0.25 : 0.5;

    cairo_pattern_add_color_stop_rgba (fading, 0, band_colour.r, band_colour.g, band_colour.b,
                                       alpha);
    cairo_pattern_add_color_stop_rgba (fading, 1, band_colour.r, band_colour.g, band_colour.b, 0);
    cairo_set_source (canvas->cr, fading);
    stroke_band (canvas, line, bands * band, aspect);
    cairo_pattern_destroy (fading);
  }
}

static void
draw_bands (const AisleCanvas *canvas, const AisleScene *scene, double aspect)
{
  for (guint i = 0; i < scene->n_people; i++)
    for (guint k = 0; scene->config && k < scene->config->n_lines; k++) {
      const AisleScenePerson *person = &scene->people[i];
      const AisleLineConfig *line = &scene->config->lines[k];
      double body = person->box.h / canvas->height, band;

      if (!person->counted || !(body > 0 && body <= MOST))
        continue;
      band = band_of (scene, line, person, body, aspect);
      if (band > 0 && distance_to (scene, line, person->stands, aspect) < NEAR * body + 2 * band)
        draw_band (canvas, line, person, band, body, aspect);
    }
}

void
aisle_why_draw_floor (const AisleCanvas *canvas, const AisleScene *scene)
{
  double aspect = aspect_of (canvas, scene);

  if (!scene->past)
    return;
  cairo_save (canvas->cr);
  draw_bands (canvas, scene, aspect);
  cairo_set_line_cap (canvas->cr, CAIRO_LINE_CAP_ROUND);
  for (guint i = 0; i < scene->past->trails->len; i++)
    draw_trail (canvas, scene, &g_array_index (scene->past->trails, AisleTrail, i), aspect);
  cairo_restore (canvas->cr);
}

/* ---- flashes ------------------------------------------------------------------------------ */

static AisleColour
flash_colour (const AisleFlash *flash)
{
  if (flash->type != AISLE_EVENT_LINE_CROSSED)
    return event_colour;
  return flash->direction == AISLE_DIRECTION_IN ? in_colour : out_colour;
}

static char *
flash_text (const AisleFlash *flash)
{
  if (flash->type == AISLE_EVENT_LINE_CROSSED)
    return g_strdup_printf ("%s %s", flash->name, aisle_direction_name (flash->direction));
  return g_strdup_printf ("%s %.0f s", flash->name, flash->seconds);
}

/* Where it happened, or for a line, at its middle, where the trail does not go back so far. */
static gboolean
place_flash (const AisleCanvas *canvas, const AisleScene *scene, const AisleFlash *flash,
             AislePoint *at)
{
  *at = flash->at;
  if (flash->placed || flash->type != AISLE_EVENT_LINE_CROSSED)
    return flash->placed;
  for (guint i = 0; scene->config && i < scene->config->n_lines; i++)
    if (g_strcmp0 (scene->config->lines[i].name, flash->name) == 0) {
      const AisleLineConfig *line = &scene->config->lines[i];
      AislePoint along;
      *at = aisle_canvas_middle (canvas, line->points, line->n_points, &along);
      *at = (AislePoint) { at->x / canvas->width, at->y / canvas->height };
      return TRUE;
    }
  return FALSE;
}

/* A ring that grows out of the place and fades. */
static void
draw_flash (const AisleCanvas *canvas, const AisleScene *scene, const AisleFlash *flash)
{
  double age = (scene->past->pts - flash->told) / AISLE_FLASH_SECONDS;
  double radius = canvas->font * (0.8 + 1.2 * age);
  AisleColour colour = flash_colour (flash);
  g_autofree char *text = flash_text (flash);
  AislePoint at;

  if (flash->told < 0 || !place_flash (canvas, scene, flash, &at))
    return;
  aisle_canvas_set_colour (canvas, colour, 0.7 * (1 - age));
  draw_spot (canvas, at, radius);
  aisle_canvas_set_colour (canvas, colour, 1 - 0.7 * age);
  cairo_new_path (canvas->cr);
  cairo_arc (canvas->cr, at.x * canvas->width, at.y * canvas->height, radius, 0, 2 * G_PI);
  cairo_stroke (canvas->cr);
  aisle_canvas_label (canvas, at.x * canvas->width - canvas->font,
                      at.y * canvas->height - canvas->font * 2.2, colour, text);
}

void
aisle_why_draw_flashes (const AisleCanvas *canvas, const AisleScene *scene)
{
  for (guint i = 0; scene->past && i < scene->past->flashes->len; i++)
    draw_flash (canvas, scene, &g_array_index (scene->past->flashes, AisleFlash, i));
}
