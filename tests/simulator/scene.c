/* SPDX-License-Identifier: MIT */
/** @file scene.c Moves everybody on and tells what the camera would see of them. */
#include "tests/simulator/scene.h"

#include <math.h>

#include "tests/simulator/traffic.h"
#include "tests/simulator/truth.h"

/* Monday, 5 January 2026, 00:00 UTC */
#define MONDAY (G_GINT64_CONSTANT (1767571200) * G_USEC_PER_SEC)
/* What somebody pushes is so far ahead of them, metres. */
#define AHEAD 0.7
#define THING_RADIUS 0.3

SimScene *
sim_scene_new (const SimLayout *layout, guint64 seed, double begin)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *config = sim_layout_config (layout);
  SimScene *scene = g_new0 (SimScene, 1);
  scene->layout = layout;
  scene->config = aisle_config_parse (config, -1, layout->name, &error);
  if (!scene->config)
    g_error ("%s", error->message);
  scene->begin = begin;
  scene->start = MONDAY + (gint64) llround (begin * G_USEC_PER_SEC);
  scene->people = g_ptr_array_new_with_free_func ((GDestroyNotify) sim_person_free);
  scene->queue = g_ptr_array_new ();
  scene->figures = g_array_new (FALSE, FALSE, sizeof (SimFigure));
  scene->truth = sim_truth_new (scene->config, &layout->camera, scene->start);
  sim_random_init (&scene->random, seed, g_str_hash (layout->name));
  sim_traffic_arrive (scene);
  return scene;
}

void
sim_scene_free (SimScene *scene)
{
  g_ptr_array_unref (scene->people);
  g_ptr_array_unref (scene->queue);
  g_array_unref (scene->figures);
  sim_truth_free (scene->truth);
  aisle_config_unref (scene->config);
  g_free (scene);
}

/* --- the queue --------------------------------------------------------------- */

static double
service_time (SimScene *scene)
{
  return scene->layout->till.service * exp (0.4 * sim_random_normal (&scene->random) - 0.08);
}

static void
leave_queue (SimPerson *person)
{
  person->waited = 0;
  person->task++;
}

/* Whose task it is to queue stands in the row, in the order of arrival. */
static void
form_queue (SimScene *scene)
{
  for (guint i = 0; i < scene->people->len; i++) {
    SimPerson *person = scene->people->pdata[i];
    const SimTask *task = sim_person_task (person);
    if (task && task->deed == SIM_QUEUE && !g_ptr_array_find (scene->queue, person, NULL))
      g_ptr_array_add (scene->queue, person);
  }
  for (guint i = 0; i < scene->queue->len; i++) {
    const SimTill *till = &scene->layout->till;
    SimPerson *person = scene->queue->pdata[i];
    person->aim_x = i ? till->head.x + (i - 1) * till->step.x : till->at.x;
    person->aim_y = i ? till->head.y + (i - 1) * till->step.y : till->at.y;
  }
}

static void
serve_queue (SimScene *scene)
{
  for (guint i = scene->queue->len; i-- > 1;) {
    SimPerson *person = scene->queue->pdata[i];
    person->waited += SIM_STEP;
    if (person->waited > person->patience) {
      g_ptr_array_remove_index (scene->queue, i);
      leave_queue (person);
    }
  }
  if (scene->queue->len == 0)
    return;
  SimPerson *first = scene->queue->pdata[0];
  if (hypot (first->x - first->aim_x, first->y - first->aim_y) > 0.5)
    return;
  if (scene->served == 0)
    scene->service = service_time (scene);
  scene->served += SIM_STEP;
  if (scene->served > scene->service) {
    scene->served = 0;
    g_ptr_array_remove_index (scene->queue, 0);
    leave_queue (first);
  }
}

/* --- what the camera sees ---------------------------------------------------- */

static void
show (SimScene *scene, guint id, SimKind kind, double x, double y, double tall, double radius)
{
  const SimCamera *camera = &scene->layout->camera;
  SimFigure figure = { id, kind, .distance = hypot (x, y) };
  if (sim_camera_box (camera, x, y, tall, radius, &figure.box)
      && sim_camera_clip (camera, &figure.box, &figure.inside))
    g_array_append_val (scene->figures, figure);
}

/* The obstacles as they are seen. */
static guint
covers_of (const SimScene *scene, SimCover *covers)
{
  const SimCamera *camera = &scene->layout->camera;
  guint n = 0;
  for (guint i = 0; i < G_N_ELEMENTS (scene->layout->obstacles); i++) {
    const SimObstacle *o = &scene->layout->obstacles[i];
    AislePoint a, b, c, d;
    if (o->high <= o->low || !sim_camera_project (camera, o->from.x, o->from.y, o->low, &a)
        || !sim_camera_project (camera, o->to.x, o->to.y, o->low, &b)
        || !sim_camera_project (camera, o->from.x, o->from.y, o->high, &c)
        || !sim_camera_project (camera, o->to.x, o->to.y, o->high, &d))
      continue;
    double left = MIN (MIN (a.x, b.x), MIN (c.x, d.x)), top = MIN (c.y, d.y);
    double right = MAX (MAX (a.x, b.x), MAX (c.x, d.x)), bottom = MAX (a.y, b.y);
    double distance = hypot ((o->from.x + o->to.x) / 2, (o->from.y + o->to.y) / 2);
    AisleBox box = { (float) left, (float) top, (float) (right - left), (float) (bottom - top) };
    covers[n++] = (SimCover) { box, distance };
  }
  return n;
}

static void
show_all (SimScene *scene)
{
  SimCover covers[G_N_ELEMENTS (scene->layout->obstacles)];
  g_array_set_size (scene->figures, 0);
  for (guint i = 0; i < scene->people->len; i++) {
    const SimPerson *p = scene->people->pdata[i];
    show (scene, p->id, p->kind, p->x, p->y, p->tall, p->radius);
    if (p->thing)
      show (scene, p->thing, SIM_THING, p->x + AHEAD * p->heading_x, p->y + AHEAD * p->heading_y,
            p->thing_tall, THING_RADIUS);
  }
  sim_figures_measure (scene->figures, covers, covers_of (scene, covers));
}

/* --- time -------------------------------------------------------------------- */

static void
note_truth (SimScene *scene, const SimPerson *person)
{
  AisleBox box;
  if (sim_camera_box (&scene->layout->camera, person->x, person->y, person->tall, person->radius,
                      &box))
    sim_truth_follow (scene->truth, person->memory, person->id, &box, scene->time);
}

static void
step (SimScene *scene)
{
  scene->time += SIM_STEP;
  sim_traffic_arrive (scene);
  if (scene->layout->till.service > 0) {
    form_queue (scene);
    serve_queue (scene);
  }
  for (guint i = 0; i < scene->people->len; i++) {
    SimPerson *person = scene->people->pdata[i];
    sim_person_walk (person, scene->people, SIM_STEP, &scene->random);
    note_truth (scene, person);
  }
  for (guint i = 0; i < scene->people->len;) {
    SimPerson *person = scene->people->pdata[i];
    if (sim_person_task (person)) {
      i++;
      continue;
    }
    sim_truth_leave (scene->truth, person->memory, person->id, scene->time);
    g_ptr_array_remove_index (scene->people, i);
  }
}

void
sim_scene_advance (SimScene *scene, double seconds)
{
  for (guint i = 0, n = (guint) lround (seconds / SIM_STEP); i < n; i++)
    step (scene);
  show_all (scene);
}

GPtrArray *
sim_scene_take_events (SimScene *scene)
{
  return sim_truth_take (scene->truth);
}

void
sim_scene_finish (SimScene *scene)
{
  for (guint i = 0; i < scene->people->len; i++) {
    SimPerson *person = scene->people->pdata[i];
    sim_truth_leave (scene->truth, person->memory, person->id, scene->time);
  }
  g_ptr_array_set_size (scene->people, 0);
}
