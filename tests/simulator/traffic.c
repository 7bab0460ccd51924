/* SPDX-License-Identifier: MIT */
/** @file traffic.c Parties arrive at random, as often as the hour says, and get a route. */
#include "tests/simulator/traffic.h"

#include <math.h>

#include "tests/simulator/truth.h"

#define MOST_IN_PARTY 5
#define CHILD_SHARE 0.3
/* Metres between the people of a party, and seconds between their starts. */
#define BESIDE 0.7
#define BEHIND 0.6
#define STAFF_TASKS 20

static SimPerson *
add_person (SimScene *scene, SimKind kind)
{
  SimPerson *person = sim_person_new (&scene->random, ++scene->last_id, kind);
  person->memory = sim_truth_memory (scene->truth);
  g_ptr_array_add (scene->people, person);
  if (kind == SIM_ADULT && sim_random_chance (&scene->random, scene->layout->things)) {
    person->thing = ++scene->last_id;
    person->thing_tall = sim_random_even (&scene->random, 0.9, 1.1);
  }
  return person;
}

static const SimRoute *
draw_route (SimScene *scene, guint *n_routes)
{
  const SimRoute *routes = scene->layout->routes;
  double sum = 0;
  guint n = 0;
  for (; n < G_N_ELEMENTS (scene->layout->routes) && routes[n].n_places; n++)
    sum += routes[n].weight;
  *n_routes = n;
  double drawn = sim_random_even (&scene->random, 0, sum);
  for (guint i = 0; i < n; i++)
    if ((drawn -= routes[i].weight) < 0)
      return &routes[i];
  return n ? &routes[n - 1] : NULL;
}

/* What a party does at each place of its route. */
typedef struct {
  guint n;
  SimTask tasks[3 * SIM_PLACES];
} Plan;

static void
plan_place (SimScene *scene, Plan *plan, const SimPlace *place)
{
  SimRandom *random = &scene->random;
  double x = place->x + sim_random_even (random, -place->spread, place->spread);
  double y = place->y + sim_random_even (random, -place->spread, place->spread);
  plan->tasks[plan->n++] = (SimTask) { place->queue ? SIM_QUEUE : SIM_GO, x, y, 0 };
  if (sim_random_chance (random, place->stay_share))
    plan->tasks[plan->n++] = (SimTask) { SIM_STAY, x, y, sim_random_wait (random, place->stay) };
}

static void
plan_route (SimScene *scene, Plan *plan, const SimRoute *route)
{
  guint last = route->n_places - 1;
  plan->n = 0;
  if (route->n_places > 2 && sim_random_chance (&scene->random, route->turn_back)) {
    last = (guint) sim_random_even (&scene->random, 1, route->n_places - 1);
    for (guint i = 0; i <= last; i++)
      plan_place (scene, plan, &route->places[i]);
    for (guint i = last; i > 0; i--)
      plan_place (scene, plan, &route->places[i - 1]);
    return;
  }
  for (guint i = 0; i <= last; i++)
    plan_place (scene, plan, &route->places[i]);
}

/* The direction of the way at a place of the plan, length 1 or 0. */
static AislePoint
heading_at (const Plan *plan, guint i)
{
  const SimTask *from = &plan->tasks[i > 0 ? i - 1 : 0];
  const SimTask *to = &plan->tasks[MIN (i + 1, plan->n - 1)];
  double x = to->x - from->x, y = to->y - from->y, length = hypot (x, y);
  return length > 0 ? (AislePoint) { x / length, y / length } : (AislePoint) { 0, 0 };
}

/* Beside the others of the party all the way, and a bit behind. */
static void
send (SimPerson *person, const Plan *plan, double side, double back)
{
  for (guint i = 0; i < plan->n; i++) {
    SimTask task = plan->tasks[i];
    AislePoint heading = heading_at (plan, i);
    double behind = i == 0 ? back : 0;
    sim_person_add (person, task.deed, task.x - side * heading.y - behind * heading.x,
                    task.y + side * heading.x - behind * heading.y, task.seconds);
  }
}

static guint
party_size (SimScene *scene)
{
  if (!sim_random_chance (&scene->random, scene->layout->groups))
    return 1;
  guint size = 2;
  while (size < MOST_IN_PARTY && sim_random_chance (&scene->random, 0.3))
    size++;
  return size;
}

static void
add_party (SimScene *scene)
{
  guint n_routes, size = party_size (scene);
  const SimRoute *route = draw_route (scene, &n_routes);
  const guint party = scene->last_id + 1;
  double pace = 0;
  Plan plan;
  plan_route (scene, &plan, route);
  for (guint i = 0; i < size; i++) {
    gboolean child = i > 0 && sim_random_chance (&scene->random, CHILD_SHARE);
    SimPerson *person = add_person (scene, child ? SIM_CHILD : SIM_ADULT);
    person->party = party;
    pace = pace > 0 ? pace : person->pace;
    person->pace = pace;
    if (scene->layout->till.patience > 0)
      person->patience = sim_random_wait (&scene->random, scene->layout->till.patience);
    send (person, &plan, BESIDE * (i % 2 ? (i + 1) / 2 : -(double) i / 2),
          BEHIND * sim_random_even (&scene->random, 0, i));
  }
}

/* --- people who stay --------------------------------------------------------- */

static void
wander (SimScene *scene, SimPerson *person, const SimWanderers *who)
{
  SimRandom *random = &scene->random;
  double x = sim_random_even (random, who->low.x, who->high.x);
  double y = sim_random_even (random, who->low.y, who->high.y);
  sim_person_add (person, SIM_GO, x, y, 0);
  sim_person_add (person, SIM_STAY, x, y, sim_random_wait (random, who->stay));
}

static void
add_wanderers (SimScene *scene, const SimWanderers *who, guint n)
{
  for (guint i = 0; i < n; i++) {
    SimPerson *person = add_person (scene, who->staff ? SIM_STAFF : SIM_ADULT);
    double life = who->life > 0 ? sim_random_wait (&scene->random, who->life) : G_MAXDOUBLE;
    double x = sim_random_chance (&scene->random, 0.5) ? who->low.x - 3 : who->high.x + 3;
    double y = sim_random_even (&scene->random, who->low.y, who->high.y);
    for (double planned = 0; planned < life && person->script->len < STAFF_TASKS;
         planned += who->stay + 3) {
      if (person->script->len == 0 && scene->time > 0)
        sim_person_add (person, SIM_GO, x, y, 0);
      wander (scene, person, who);
    }
    if (who->life > 0)
      sim_person_add (person, SIM_GO, x, y, 0);
  }
}

static void
keep_number (SimScene *scene, const SimWanderers *who)
{
  SimKind kind = who->staff ? SIM_STAFF : SIM_ADULT;
  guint there = 0;
  for (guint i = 0; i < scene->people->len; i++)
    there += ((SimPerson *) scene->people->pdata[i])->kind == kind;
  if (there < who->people)
    add_wanderers (scene, who, who->people - there);
}

void
sim_traffic_arrive (SimScene *scene)
{
  const SimLayout *layout = scene->layout;
  double busy = layout->opens ? sim_layout_busy (layout, scene->begin + scene->time) : 1;
  if (busy > 0 && layout->staff.people)
    keep_number (scene, &layout->staff);
  if (layout->crowd.people)
    keep_number (scene, &layout->crowd);
  if (layout->per_hour <= 0)
    return;
  /* Arrivals at the busiest rate, thinned out to the hour's. */
  while (scene->next_party <= scene->time) {
    scene->next_party += sim_random_wait (&scene->random, 3600 / layout->per_hour);
    if (sim_random_chance (&scene->random, busy))
      add_party (scene);
  }
}
