/* SPDX-License-Identifier: MIT */
/** @file eval-places.c Events, sorted by where they happened. */
#include "pipelines/eval-places.h"

#include <math.h>

#include "pipelines/eval-clip.h"
#include "pipelines/event-file.h"

/* What is seen up to so many seconds after a clip's end still tells of the clip. */
#define AFTER_THE_END 0.5

/* Events on their way to their places. */
typedef struct {
  EvalPlaces *places;
  gboolean is_truth;
  gboolean with_camera; /* names have their camera before them */
  gboolean add;         /* places that are not there yet */
  double from, to;
} Sorting;

static void
line_free (gpointer data)
{
  EvalLine *line = data;

  for (guint d = 0; d < 2; d++) {
    g_array_unref (line->truth[d]);
    g_array_unref (line->found[d]);
  }
  g_array_unref (line->gaps);
  g_free (line->name);
  g_free (line);
}

static void
place_free (gpointer data)
{
  EvalPlace *place = data;

  g_array_unref (place->truth);
  g_array_unref (place->found);
  g_free (place->name);
  g_free (place);
}

EvalLine *
eval_places_line (EvalPlaces *places, const char *name, gboolean add)
{
  EvalLine *line;

  for (guint i = 0; i < places->lines->len; i++)
    if (g_str_equal (((EvalLine *) places->lines->pdata[i])->name, name))
      return places->lines->pdata[i];
  if (!add)
    return NULL;
  line = g_new0 (EvalLine, 1);
  line->name = g_strdup (name);
  for (guint d = 0; d < 2; d++) {
    line->truth[d] = g_array_new (FALSE, FALSE, sizeof (AisleEvalMoment));
    line->found[d] = g_array_new (FALSE, FALSE, sizeof (AisleEvalMoment));
  }
  line->gaps = g_array_new (FALSE, FALSE, sizeof (AisleEvalSpan));
  g_ptr_array_add (places->lines, line);
  return line;
}

static EvalPlace *
place_of (GPtrArray *places, const char *name, gboolean add, gsize size)
{
  EvalPlace *place;

  for (guint i = 0; i < places->len; i++)
    if (g_str_equal (((EvalPlace *) places->pdata[i])->name, name))
      return places->pdata[i];
  if (!add)
    return NULL;
  place = g_new0 (EvalPlace, 1);
  place->name = g_strdup (name);
  place->truth = g_array_new (FALSE, FALSE, (guint) size);
  place->found = g_array_new (FALSE, FALSE, (guint) size);
  g_ptr_array_add (places, place);
  return place;
}

EvalPlace *
eval_places_zone (EvalPlaces *places, const char *name, gboolean add)
{
  return place_of (places->zones, name, add, sizeof (AisleEvalVisit));
}

EvalPlace *
eval_places_queue (EvalPlaces *places, const char *name, gboolean add)
{
  return place_of (places->queues, name, add, sizeof (AisleEvalWait));
}

/* --- events ------------------------------------------------------------------- */

/* Seconds past the hour at pts 0, to the millisecond that both are written with. */
static double
clock_of (const AisleEvent *event)
{
  gint64 hour = 3600 * G_GINT64_CONSTANT (1000000);
  gint64 past = (event->time - llround (event->pts * 1e3) * 1000) % hour;

  return (past < 0 ? past + hour : past) / 1e6;
}

static void
sort_crossing (const Sorting *self, const AisleEvent *event, const char *name)
{
  AisleEvalMoment moment = { .pts = event->pts };
  EvalLine *line = eval_places_line (self->places, name, self->add);

  if (!line || event->pts < self->from || event->pts > self->to)
    return;
  if (self->is_truth && line->truth[0]->len + line->truth[1]->len == 0)
    line->clock = clock_of (event);
  g_array_append_val ((self->is_truth ? line->truth : line->found)[event->direction], moment);
}

static void
sort_visit (const Sorting *self, const AisleEvent *event, const char *name)
{
  AisleEvalVisit visit = { event->enter_pts, event->leave_pts, event->dwell, FALSE };
  EvalPlace *zone = eval_places_zone (self->places, name, self->add);

  if (zone && event->leave_pts >= self->from && event->leave_pts <= self->to)
    g_array_append_val (self->is_truth ? zone->truth : zone->found, visit);
}

static void
sort_wait (const Sorting *self, const AisleEvent *event, const char *name)
{
  AisleEvalWait wait = { event->enter_pts, event->leave_pts, event->wait, event->outcome };
  EvalPlace *queue = eval_places_queue (self->places, name, self->add);

  if (queue && event->leave_pts >= self->from && event->leave_pts <= self->to)
    g_array_append_val (self->is_truth ? queue->truth : queue->found, wait);
}

static void
sort_event (const Sorting *self, const AisleEvent *event)
{
  g_autofree char *label = NULL;
  const char *name = event->name;

  if (event->staff || event->reentry)
    return;
  if (self->with_camera)
    name = label = g_strconcat (event->camera, "/", event->name, NULL);
  if (event->type == AISLE_EVENT_LINE_CROSSED)
    sort_crossing (self, event, name);
  else if (event->type == AISLE_EVENT_VISIT_ENDED)
    sort_visit (self, event, name);
  else if (event->type == AISLE_EVENT_QUEUE_LEFT)
    sort_wait (self, event, name);
}

static void
sort_events (const Sorting *self, GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    sort_event (self, events->pdata[i]);
}

/* --- gaps --------------------------------------------------------------------- */

static void
add_gap (const Sorting *self, const AisleEvent *counts)
{
  double end = counts->pts + (counts->end - counts->time) / 1e6;
  AisleEvalSpan gap = { end - (counts->end - counts->start) / 1e6, end };

  for (guint i = 0; i < counts->n_lines; i++) {
    g_autofree char *name =
        self->with_camera ? g_strconcat (counts->camera, "/", counts->lines[i].name, NULL)
                          : g_strdup (counts->lines[i].name);
    EvalLine *line = eval_places_line (self->places, name, FALSE);

    if (line)
      g_array_append_val (line->gaps, gap);
  }
}

/* After the crossings: a line that nobody crossed has nothing to leave out. */
static void
sort_gaps (const Sorting *self, GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++) {
    const AisleEvent *event = events->pdata[i];

    if (event->type == AISLE_EVENT_COUNTS && event->minutes == 1 && event->blind > 0)
      add_gap (self, event);
  }
}

static GArray *
in_sight (const EvalLine *line, const GArray *moments)
{
  GArray *seen = g_array_new (FALSE, FALSE, sizeof (AisleEvalMoment));

  for (guint i = 0; i < moments->len; i++) {
    AisleEvalMoment moment = g_array_index (moments, AisleEvalMoment, i);
    gboolean blind = FALSE;

    for (guint j = 0; j < line->gaps->len && !blind; j++) {
      const AisleEvalSpan *gap = &g_array_index (line->gaps, AisleEvalSpan, j);
      blind = moment.pts >= gap->from && moment.pts < gap->to;
    }
    if (!blind)
      g_array_append_val (seen, moment);
  }
  return seen;
}

/* --- files -------------------------------------------------------------------- */

static gboolean
has_several_cameras (GPtrArray *events)
{
  for (guint i = 1; i < events->len; i++)
    if (g_strcmp0 (((AisleEvent *) events->pdata[0])->camera,
                   ((AisleEvent *) events->pdata[i])->camera))
      return TRUE;
  return FALSE;
}

/* Truth first, so that its order is that of the tables. */
static gboolean
load_truth (const EvalOptions *options, const char *path, Sorting *self, GError **error)
{
  g_autoptr (GPtrArray) events = NULL;

  if (options->clip) {
    self->add = FALSE;
    if (!eval_clip_load (path, options->clip, self->places, &self->from, &self->to, error))
      return FALSE;
    self->to += AFTER_THE_END;
  } else {
    if (!(events = event_file_load (path, error)))
      return FALSE;
    self->with_camera = has_several_cameras (events);
    sort_events (self, events);
  }
  if (self->places->lines->len + self->places->zones->len + self->places->queues->len > 0)
    return TRUE;
  g_set_error (error, AISLE_EVAL_ERROR, AISLE_EVAL_ERROR_EMPTY,
               "'%s' tells of no crossing, visit or wait", path);
  return FALSE;
}

EvalPlaces *
eval_places_load (const EvalOptions *options, const char *truth, const char *found, GError **error)
{
  g_autoptr (EvalPlaces) places = g_new0 (EvalPlaces, 1);
  g_autoptr (GPtrArray) events = NULL;
  Sorting sorting = {
    .places = places, .is_truth = TRUE, .add = TRUE, .from = -G_MAXDOUBLE, .to = G_MAXDOUBLE
  };

  places->lines = g_ptr_array_new_with_free_func (line_free);
  places->zones = g_ptr_array_new_with_free_func (place_free);
  places->queues = g_ptr_array_new_with_free_func (place_free);
  if (!load_truth (options, truth, &sorting, error) || !(events = event_file_load (found, error)))
    return NULL;
  sorting.is_truth = FALSE;
  sort_events (&sorting, events);
  sort_gaps (&sorting, events);
  return g_steal_pointer (&places);
}

void
eval_places_free (EvalPlaces *places)
{
  if (!places)
    return;
  g_clear_pointer (&places->lines, g_ptr_array_unref);
  g_clear_pointer (&places->zones, g_ptr_array_unref);
  g_clear_pointer (&places->queues, g_ptr_array_unref);
  g_free (places);
}

GArray *
eval_line_buckets (const EvalLine *line, AisleDirection direction, double seconds)
{
  g_autoptr (GArray) truth = in_sight (line, line->truth[direction]);
  g_autoptr (GArray) found = in_sight (line, line->found[direction]);

  return aisle_eval_buckets (truth, found, seconds, line->clock);
}
