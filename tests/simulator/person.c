/* SPDX-License-Identifier: MIT */
/** @file person.c How people walk: towards a place at their pace, pushed aside by who is near. */
#include "tests/simulator/person.h"

#include <math.h>

/* Seconds to take up a new speed; metres of personal space, and m/s² at its centre. */
#define TURN_TIME 0.4
#define SPACE 0.8
#define PUSH 4.0
/* Nobody comes nearer to another's middle; who meets somebody steps to the right. */
#define BODY 0.45
#define ASIDE 0.5
#define ARRIVED 0.3
#define SWAY 0.06
#define SWAY_TIME 4.0

SimPerson *
sim_person_new (SimRandom *random, guint id, SimKind kind)
{
  SimPerson *person = g_new0 (SimPerson, 1);
  person->id = id;
  person->kind = kind;
  person->tall = kind == SIM_CHILD ? sim_random_even (random, 0.95, 1.35)
                                   : CLAMP (1.7 + 0.09 * sim_random_normal (random), 1.45, 2.0);
  person->radius = 0.16 * person->tall * sim_random_even (random, 0.9, 1.1);
  person->pace = CLAMP (1.15 + 0.25 * sim_random_normal (random), 0.5, 2.2);
  person->heading_y = 1;
  person->patience = G_MAXDOUBLE;
  person->script = g_array_new (FALSE, FALSE, sizeof (SimTask));
  return person;
}

void
sim_person_free (SimPerson *person)
{
  g_array_unref (person->script);
  g_free (person->memory);
  g_free (person);
}

void
sim_person_add (SimPerson *person, SimDeed deed, double x, double y, double seconds)
{
  SimTask task = { deed, x, y, seconds };
  if (person->script->len == 0) {
    person->x = x;
    person->y = y;
  }
  g_array_append_val (person->script, task);
}

const SimTask *
sim_person_task (const SimPerson *person)
{
  return person->task < person->script->len ? &g_array_index (person->script, SimTask, person->task)
                                            : NULL;
}

static void
keep_clear (SimPerson *person, const GPtrArray *others, double step)
{
  for (guint i = 0; i < others->len; i++) {
    const SimPerson *other = others->pdata[i];
    double x = person->x - other->x, y = person->y - other->y;
    double distance = hypot (x, y);
    if (other == person || distance >= SPACE || distance == 0)
      continue;
    double push = PUSH * (1 - distance / SPACE) * step / distance;
    person->vx += push * (x + ASIDE * y);
    person->vy += push * (y - ASIDE * x);
    if (distance < BODY) {
      person->x += (BODY - distance) / 2 * x / distance;
      person->y += (BODY - distance) / 2 * y / distance;
    }
  }
}

/* The velocity that leads to the task's place; who is there stays within a sway of it. */
static void
steer (SimPerson *person, const SimTask *task, double step)
{
  double x = task->x, y = task->y;
  if (task->deed == SIM_QUEUE) {
    x = person->aim_x;
    y = person->aim_y;
  }
  if (task->deed != SIM_GO) {
    x += SWAY * person->sway_x;
    y += SWAY * person->sway_y;
  }
  double dx = x - person->x, dy = y - person->y, distance = hypot (dx, dy);
  double speed = task->deed == SIM_GO ? person->pace : MIN (person->pace, distance / TURN_TIME);
  double share = MIN (1, step / TURN_TIME);
  if (distance > 0) {
    person->vx += share * (speed * dx / distance - person->vx);
    person->vy += share * (speed * dy / distance - person->vy);
  }
  if (task->deed == SIM_GO && distance < ARRIVED)
    person->task++;
  else if (task->deed == SIM_STAY && (person->waited > 0 || distance < ARRIVED))
    person->waited += step;
  if (task->deed == SIM_STAY && person->waited > task->seconds) {
    person->waited = 0;
    person->task++;
  }
}

void
sim_person_walk (SimPerson *person, const GPtrArray *others, double step, SimRandom *random)
{
  const SimTask *task = sim_person_task (person);
  if (!task)
    return;
  person->sway_x = sim_random_drift (random, person->sway_x, step, SWAY_TIME);
  person->sway_y = sim_random_drift (random, person->sway_y, step, SWAY_TIME);
  steer (person, task, step);
  keep_clear (person, others, step);
  person->x += person->vx * step;
  person->y += person->vy * step;
  double speed = hypot (person->vx, person->vy);
  if (speed > 0.3) {
    person->heading_x = person->vx / speed;
    person->heading_y = person->vy / speed;
  }
}
