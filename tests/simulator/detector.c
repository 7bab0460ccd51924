/* SPDX-License-Identifier: MIT */
/** @file detector.c Errors of a detector, drifting with time as real ones do. */
#include "tests/simulator/detector.h"

#include <math.h>

#include "tests/simulator/detector-parameters.h"

#define LEAST 0.1
/* Two bodies that overlap less are never one box. */
#define MERGE_IOU 0.1
/* Seconds after which somebody who is out of view is forgotten. */
#define FORGET 5.0
/* A thing looks this much less like a person. */
#define THING_DOUBT 0.35
/* A lasting false box is above the least confidence in about so many frames. */
#define CLUTTER_PRESENT 0.7
#define CLUTTER_TIME 2.0
#define FALSE_SIZE 0.25
/* See fit.py. */
#define HIDDEN 0.3

/* What drifts while somebody is in view. */
typedef struct {
  gint64 key;  /* id; and of a pair that may merge the other's */
  double seen; /* time */
  double miss, confidence, error[4];
} Drift;

typedef struct {
  AisleBox box;
  double until; /* time */
  double drift; /* of clutter */
} False;

struct _SimDetector {
  const SimDetectorParams *params;
  const SimCamera *camera;
  SimRandom random;
  double time;
  GHashTable *drifts; /* key of the pair -> Drift */
  GArray *passing;    /* False */
  GArray *clutter;    /* False */
  GArray *boxes;      /* AisleBox of this frame */
  GArray *merged;     /* guint8 per figure */
};

const SimDetectorParams *
sim_detector_find (const char *name)
{
  return g_str_equal (name, "aisle") ? &sim_detector_aisle
         : g_str_equal (name, "acf") ? &sim_detector_acf
                                     : NULL;
}

/* A box as high as a body somewhere on the floor in view, not of the right size. */
static AisleBox
false_box (SimDetector *self, double confidence)
{
  AisleBox box = { 0 };
  for (guint i = 0; i < 100; i++) {
    double y = self->camera->mount * sim_random_even (&self->random, 0.7, 4.7);
    double x = sim_random_even (&self->random, -y, y);
    if (sim_camera_box (self->camera, x, y, 1.7, 0.27, &box)
        && box.x + box.w > 0 && box.x < self->camera->width && box.y + box.h > 0
        && box.y < self->camera->height)
      break;
  }
  float size = (float) exp (FALSE_SIZE * sim_random_normal (&self->random));
  box.w *= size;
  box.h *= size;
  box.confidence = (float) confidence;
  return box;
}

SimDetector *
sim_detector_new (const SimDetectorParams *params, const SimCamera *camera, guint64 seed)
{
  SimDetector *self = g_new0 (SimDetector, 1);
  self->params = params;
  self->camera = camera;
  self->drifts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  self->passing = g_array_new (FALSE, FALSE, sizeof (False));
  self->clutter = g_array_new (FALSE, FALSE, sizeof (False));
  self->boxes = g_array_new (FALSE, FALSE, sizeof (AisleBox));
  self->merged = g_array_new (FALSE, TRUE, sizeof (guint8));
  sim_random_init (&self->random, seed, g_str_hash ("detector"));
  for (guint i = 0; params && i < lround (params->clutter / CLUTTER_PRESENT); i++) {
    False place = { false_box (self, 0), G_MAXDOUBLE, sim_random_normal (&self->random) };
    g_array_append_val (self->clutter, place);
  }
  return self;
}

void
sim_detector_free (SimDetector *self)
{
  g_hash_table_unref (self->drifts);
  g_array_unref (self->passing);
  g_array_unref (self->clutter);
  g_array_unref (self->boxes);
  g_array_unref (self->merged);
  g_free (self);
}

/* --- chances ----------------------------------------------------------------- */

static double
logistic (double x, double middle, double scale)
{
  return 1 / (1 + exp ((middle - x) / scale));
}

/* A normally distributed value as one that is even between 0 and 1. */
static double
rank (double normal)
{
  return 0.5 * erfc (-normal / G_SQRT2);
}

/* The fitted curve, shifted so that who is clear of all is missed as often as was measured. */
static double
miss_chance (const SimDetectorParams *p, double hidden)
{
  double none = logistic (0, p->miss_middle, p->miss_scale);
  double share = (logistic (hidden, p->miss_middle, p->miss_scale) - none) / (1 - none);
  return p->miss + (1 - p->miss) * share;
}

static Drift *
drift_of (SimDetector *self, guint id, guint other)
{
  const SimDetectorParams *p = self->params;
  gint64 key = ((gint64) id << 32) | other;
  Drift *drift = g_hash_table_lookup (self->drifts, &key);
  double step = drift ? self->time - drift->seen : -1;
  if (!drift) {
    drift = g_new0 (Drift, 1);
    drift->key = key;
    g_hash_table_insert (self->drifts, &drift->key, drift);
  }
  drift->seen = self->time;
  drift->miss = sim_random_drift (&self->random, drift->miss, step, p->miss_time);
  if (other)
    return drift;
  const double *const errors[4] = { p->error_x, p->error_y, p->error_height, p->error_width };
  drift->confidence =
      sim_random_drift (&self->random, drift->confidence, step, p->confidence_time);
  for (guint i = 0; i < 4; i++)
    drift->error[i] = sim_random_drift (&self->random, drift->error[i], step, errors[i][2]);
  return drift;
}

static gboolean
is_old (gpointer key, gpointer value, gpointer data)
{
  const SimDetector *self = data;
  return self->time - ((Drift *) value)->seen > FORGET;
}

/* --- boxes of people --------------------------------------------------------- */

static double
error (SimDetector *self, const double parameters[5], double drift, double hidden)
{
  double extra = parameters[4] * MIN (1, hidden / HIDDEN);
  double slow = hypot (parameters[1], extra);
  return parameters[0] + slow * drift + parameters[3] * sim_random_normal (&self->random);
}

static AisleBox
displaced (SimDetector *self, const AisleBox *true_box, const Drift *drift, double hidden)
{
  const SimDetectorParams *p = self->params;
  double h = true_box->h * exp (error (self, p->error_height, drift->error[2], hidden));
  double w = true_box->w * exp (error (self, p->error_width, drift->error[3], hidden));
  double x = true_box->x + true_box->w / 2
             + true_box->h * error (self, p->error_x, drift->error[0], hidden);
  double y = true_box->y + true_box->h
             + true_box->h * error (self, p->error_y, drift->error[1], hidden);
  return (AisleBox) { (float) (x - w / 2), (float) (y - h), (float) w, (float) h, 0, 0 };
}

static double
confidence (SimDetector *self, const SimFigure *figure, const Drift *drift)
{
  const SimDetectorParams *p = self->params;
  double small = MIN (0, log (figure->inside.h / self->camera->height / p->size_knee));
  double thing = figure->kind == SIM_THING ? THING_DOUBT : 0;
  return p->confidence + p->confidence_size * small - p->confidence_hidden * (1 - figure->visible)
         + p->confidence_slow * drift->confidence
         + p->confidence_fast * sim_random_normal (&self->random) - thing;
}

static void
report (SimDetector *self, AisleBox box, double sure)
{
  AisleBox inside;
  box.confidence = (float) MIN (sure, 0.999);
  if (sure >= LEAST && sim_camera_clip (self->camera, &box, &inside))
    g_array_append_val (self->boxes, inside);
}

static AisleBox
hull (const AisleBox *a, const AisleBox *b)
{
  float left = MIN (a->x, b->x), top = MIN (a->y, b->y);
  float right = MAX (a->x + a->w, b->x + b->w), bottom = MAX (a->y + a->h, b->y + b->h);
  return (AisleBox) { left, top, right - left, bottom - top, 1, 0 };
}

/* The figure farther away that shares one box with figure @i in this frame, or NULL. */
static const SimFigure *
partner (SimDetector *self, const GArray *figures, guint i)
{
  const SimFigure *front = &g_array_index (figures, SimFigure, i);
  for (guint j = i + 1; j < figures->len; j++) {
    const SimFigure *back = &g_array_index (figures, SimFigure, j);
    double iou = aisle_box_iou (&front->inside, &back->inside);
    if (iou < MERGE_IOU || g_array_index (self->merged, guint8, j)
        || front->kind == SIM_THING || back->kind == SIM_THING)
      continue;
    const Drift *pair = drift_of (self, front->id, back->id);
    if (rank (pair->miss) >= logistic (iou, self->params->merge_middle, self->params->merge_scale))
      continue;
    g_array_index (self->merged, guint8, j) = TRUE;
    return back;
  }
  return NULL;
}

static void
look_at (SimDetector *self, const GArray *figures, guint i)
{
  const SimDetectorParams *p = self->params;
  const SimFigure *figure = &g_array_index (figures, SimFigure, i);
  const Drift *drift = drift_of (self, figure->id, 0);
  if (g_array_index (self->merged, guint8, i)
      || rank (drift->miss) < miss_chance (p, 1 - figure->visible))
    return;
  double sure = confidence (self, figure, drift);
  const SimFigure *other = partner (self, figures, i);
  AisleBox true_box = other ? hull (&figure->inside, &other->inside) : figure->inside;
  AisleBox box = displaced (self, &true_box, drift, 1 - figure->visible);
  report (self, box, sure);
  if (sure >= LEAST && sim_random_chance (&self->random, p->double_share)) {
    box.x += (float) (0.2 * box.w * sim_random_normal (&self->random));
    box.y += (float) (0.1 * box.h * sim_random_normal (&self->random));
    report (self, box, LEAST + sim_random_wait (&self->random, p->double_confidence));
  }
}

/* --- boxes of nothing -------------------------------------------------------- */

static AisleBox
shaken (SimDetector *self, const AisleBox *box)
{
  AisleBox moved = *box;
  moved.x += (float) (self->params->error_x[3] * box->h * sim_random_normal (&self->random));
  moved.y += (float) (self->params->error_y[3] * box->h * sim_random_normal (&self->random));
  return moved;
}

static void
begin_false (SimDetector *self, const double parameters[4], double step)
{
  if (parameters[0] <= 0 || step <= 0)
    return;
  for (double at = sim_random_wait (&self->random, 1 / parameters[0]); at < step;
       at += sim_random_wait (&self->random, 1 / parameters[0])) {
    double sure = parameters[2] + parameters[3] * sim_random_normal (&self->random);
    False passing = { false_box (self, sure),
                      self->time + sim_random_wait (&self->random, parameters[1]), 0 };
    g_array_append_val (self->passing, passing);
  }
}

static void
add_false (SimDetector *self, double step)
{
  const SimDetectorParams *p = self->params;
  begin_false (self, p->weak, step);
  begin_false (self, p->strong, step);
  for (guint i = 0; i < self->passing->len;) {
    const False *passing = &g_array_index (self->passing, False, i);
    report (self, shaken (self, &passing->box), passing->box.confidence);
    if (passing->until > self->time)
      i++;
    else
      g_array_remove_index_fast (self->passing, i);
  }
  for (guint i = 0; i < self->clutter->len; i++) {
    False *place = &g_array_index (self->clutter, False, i);
    place->drift = sim_random_drift (&self->random, place->drift, step, CLUTTER_TIME);
    report (self, shaken (self, &place->box),
            p->clutter_confidence + p->clutter_spread * place->drift);
  }
}

static void
add_perfect (SimDetector *self, const GArray *figures)
{
  for (guint i = 0; i < figures->len; i++) {
    const SimFigure *figure = &g_array_index (figures, SimFigure, i);
    if (figure->kind != SIM_THING)
      g_array_append_val (self->boxes, figure->inside);
  }
}

const GArray *
sim_detector_look (SimDetector *self, const GArray *figures, double step)
{
  self->time += step;
  g_array_set_size (self->boxes, 0);
  if (!self->params) {
    add_perfect (self, figures);
    return self->boxes;
  }
  g_array_set_size (self->merged, 0);
  g_array_set_size (self->merged, figures->len);
  for (guint i = 0; i < figures->len; i++)
    look_at (self, figures, i);
  add_false (self, step);
  g_hash_table_foreach_remove (self->drifts, is_old, self);
  return self->boxes;
}
