/* SPDX-License-Identifier: MIT */
/** @file truth.c The exact story of each person. */
#include "tests/simulator/truth.h"

#include <math.h>
#include <string.h>

/* Body heights beyond a zone's border, or seconds, after which somebody has passed it. */
#define ZONE_BAND 0.1
#define ZONE_TIME 1

typedef struct {
  int side;       /* last confirmed, 0: none yet */
  int beyond;     /* side on which the person is clear of the band, 0: within it */
  double since;   /* when that began */
  int met;        /* meetings of the line since, + towards IN */
  double met_pts; /* of the last */
} LineStory;

typedef struct {
  gboolean inside, open; /* as confirmed */
  gboolean beyond;       /* the border, as seen from there, */
  double met;            /* since this moment */
  double enter, leave;
} ZoneStory;

typedef struct {
  gboolean started;
  AislePoint at; /* in heights of the frame */
  double time;
  LineStory lines[AISLE_CONFIG_MAX_ITEMS];
  ZoneStory zones[AISLE_CONFIG_MAX_ITEMS];
} Memory;

struct _SimTruth {
  const AisleConfig *config;
  const SimCamera *camera;
  gint64 start;
  double aspect;
  GPtrArray *events;
};

SimTruth *
sim_truth_new (const AisleConfig *config, const SimCamera *camera, gint64 start)
{
  SimTruth *truth = g_new0 (SimTruth, 1);
  truth->config = config;
  truth->camera = camera;
  truth->start = start;
  truth->aspect = (double) camera->width / camera->height;
  truth->events = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  return truth;
}

void
sim_truth_free (SimTruth *truth)
{
  g_ptr_array_unref (truth->events);
  g_free (truth);
}

gpointer
sim_truth_memory (const SimTruth *truth)
{
  return g_new0 (Memory, 1);
}

static AisleEvent *
tell (SimTruth *truth, AisleEventType type, const char *name, guint id, double time)
{
  AisleEvent *event = aisle_event_new (type, truth->config->camera, name, id, time);
  event->time = truth->start + (gint64) llround (time * G_USEC_PER_SEC);
  g_ptr_array_add (truth->events, event);
  return event;
}

/* The points of a line or zone in heights of the frame. */
static guint
shape (const SimTruth *truth, const AislePoint *points, guint n, gboolean close, AislePoint *out)
{
  for (guint i = 0; i < n + close; i++)
    out[i] = (AislePoint) { points[i % n].x * truth->aspect, points[i % n].y };
  return n + close;
}

static void
take_side (SimTruth *truth, LineStory *story, const AisleLineConfig *line, guint id)
{
  int side = story->beyond;
  if (story->side == -side && story->met == side)
    tell (truth, AISLE_EVENT_LINE_CROSSED, line->name, id, story->met_pts)->direction =
        side > 0 ? AISLE_DIRECTION_IN : AISLE_DIRECTION_OUT;
  story->side = side;
  story->met = 0;
}

static void
follow_line (SimTruth *truth, Memory *memory, guint index, guint id, AislePoint to, double height,
             double time)
{
  const AisleLineConfig *line = &truth->config->lines[index];
  LineStory *story = &memory->lines[index];
  AislePoint points[AISLE_MAX_POINTS];
  AisleCrossing met[AISLE_MAX_POINTS];
  guint n = shape (truth, line->points, line->n_points, FALSE, points);
  AislePoint in = { line->in.x * truth->aspect, line->in.y };
  int in_side = aisle_polyline_distance (points, n, in) > 0 ? 1 : -1;
  guint n_met = aisle_polyline_crossings (points, n, memory->at, to, met);
  for (guint i = 0; i < n_met; i++) {
    story->met += met[i].side * in_side;
    story->met_pts = memory->time + met[i].at * (time - memory->time);
  }
  double bands = aisle_polyline_distance (points, n, to) * in_side / (line->band * height);
  int beyond = fabs (bands) < 1 ? 0 : bands > 0 ? 1 : -1;
  if (beyond != story->beyond)
    story->since = time;
  story->beyond = beyond;
  if (beyond != 0 && (beyond != -story->side || fabs (bands) >= 2 || time - story->since >= 1))
    take_side (truth, story, line, id);
}

static void
end_visit (SimTruth *truth, ZoneStory *story, const AisleZoneConfig *zone, guint id,
           AisleVisitReason reason)
{
  story->open = FALSE;
  if (story->leave - story->enter < zone->min_visit)
    return;
  AisleEvent *event = tell (truth, AISLE_EVENT_VISIT_ENDED, zone->name, id, story->leave);
  event->enter_pts = story->enter;
  event->leave_pts = story->leave;
  event->dwell = story->leave - story->enter;
  event->reason = reason;
}

/* They are on the other side of the border since they met it. */
static void
change_presence (SimTruth *truth, ZoneStory *story, const AisleZoneConfig *zone, guint id)
{
  story->inside = !story->inside;
  story->beyond = FALSE;
  if (!story->inside)
    story->leave = story->met;
  if (story->inside && story->open && story->met - story->leave > zone->merge_gap)
    end_visit (truth, story, zone, id, AISLE_VISIT_LEFT);
  if (story->inside && !story->open)
    story->enter = story->met;
  story->open = TRUE;
}

static void
follow_zone (SimTruth *truth, Memory *memory, guint index, guint id, AislePoint to, double height,
             double time)
{
  const AisleZoneConfig *zone = &truth->config->zones[index];
  ZoneStory *story = &memory->zones[index];
  AislePoint points[AISLE_MAX_POINTS + 1];
  AisleCrossing met[AISLE_MAX_POINTS + 1];
  guint n = shape (truth, zone->points, zone->n_points, TRUE, points);
  gboolean beyond = aisle_polygon_contains (points, n, to) != story->inside;
  guint n_met = aisle_polyline_crossings (points, n, memory->at, to, met);
  if (beyond && !story->beyond)
    story->met = n_met > 0 ? memory->time + met[n_met - 1].at * (time - memory->time) : time;
  story->beyond = beyond;
  double away = fabs (aisle_polyline_distance (points, n, to)) / height;
  if (beyond && (away >= ZONE_BAND || time - story->met >= ZONE_TIME))
    change_presence (truth, story, zone, id);
  double until = story->beyond ? story->met : time;
  if (story->open && !story->inside && until - story->leave > zone->merge_gap)
    end_visit (truth, story, zone, id, AISLE_VISIT_LEFT);
}

void
sim_truth_follow (SimTruth *truth, gpointer data, guint id, const AisleBox *box, double time)
{
  Memory *memory = data;
  double height = truth->camera->height;
  AislePoint to = { (box->x + box->w / 2.0) / height, (box->y + (double) box->h) / height };
  if (!memory->started) {
    memory->started = TRUE;
    memory->at = to;
    memory->time = time;
  }
  for (guint i = 0; i < truth->config->n_lines; i++)
    follow_line (truth, memory, i, id, to, box->h / height, time);
  for (guint i = 0; i < truth->config->n_zones; i++)
    follow_zone (truth, memory, i, id, to, box->h / height, time);
  memory->at = to;
  memory->time = time;
}

void
sim_truth_leave (SimTruth *truth, gpointer data, guint id, double time)
{
  Memory *memory = data;
  for (guint i = 0; i < truth->config->n_lines; i++)
    if (memory->lines[i].beyond)
      take_side (truth, &memory->lines[i], &truth->config->lines[i], id);
  for (guint i = 0; i < truth->config->n_zones; i++) {
    ZoneStory *story = &memory->zones[i];
    if (story->beyond)
      change_presence (truth, story, &truth->config->zones[i], id);
    if (!story->open)
      continue;
    if (story->inside)
      story->leave = time;
    end_visit (truth, story, &truth->config->zones[i], id,
               story->inside ? AISLE_VISIT_END : AISLE_VISIT_LEFT);
  }
}

GPtrArray *
sim_truth_take (SimTruth *truth)
{
  GPtrArray *events = truth->events;
  truth->events = g_ptr_array_new_with_free_func ((GDestroyNotify) aisle_event_free);
  return events;
}
