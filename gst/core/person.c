/* SPDX-License-Identifier: MIT */
/** @file person.c Persons and their succession when a tracker changes ids. */
#include "gst/core/person.h"

#include <math.h>

/* A body's height in the picture changes over a second or more; a box over a frame. */
#define HEIGHT_TIME 0.5
/* A box that comes back may be half hidden: its feet off by a third of the body. */
#define HANDOVER_SLACK 0.35
/* 1.4 m/s at 1.7 m, the walk of most people, in body heights per second. */
#define HANDOVER_SPEED 0.8
#define HANDOVER_HEIGHTS 1.6

AislePerson *
aisle_person_new (guint64 track, const AisleConfig *config)
{
  AislePerson *person = g_new0 (AislePerson, 1);
  person->track = person->origin = track;
  person->lines = g_new0 (AisleLineMemory, config->n_lines);
  person->visits = g_new0 (AisleVisit, config->n_zones);
  person->n_visits = config->n_zones;
  person->queues = g_new0 (AisleQueueMemory, config->n_queues);
  person->turn_ins = g_new0 (AisleTurnIn, config->n_turn_ins);
  person->told = aisle_told_new ();
  person->handed = person->confidence = 1;
  return person;
}

void
aisle_person_free (AislePerson *person)
{
  g_free (person->lines);
  g_free (person->visits);
  g_free (person->queues);
  g_free (person->turn_ins);
  g_array_unref (person->told);
  g_free (person);
}

void
aisle_person_measure (AislePerson *person, double pts, double height)
{
  if (person->height == 0)
    person->height = height;
  else
    person->height += (1 - exp (-(pts - person->pts) / HEIGHT_TIME)) * (height - person->height);
}

/* What a stranger costs who appears just there and then: as much as one and a half times the
 * reach, whose half is taken for a standard deviation. */
#define STRANGER_COST 9
/* With rivals about, a hand-over must be so sure. */
#define SURE 0.75

/* Minus twice the log likelihood that @later is @earlier, or infinity. */
static double
following_cost (const AislePerson *earlier, const AislePerson *later, double aspect)
{
  double gap = later->first_pts - earlier->pts;
  if (earlier == later || !earlier->on_path || later->origin != later->track || gap <= 0
      || gap > AISLE_HANDOVER_TIME)
    return INFINITY;
  double ratio = later->height / earlier->height;
  double reach = (HANDOVER_SLACK + HANDOVER_SPEED * gap) * earlier->height;
  double x = (later->first_place.x - earlier->place.x) * aspect;
  double y = later->first_place.y - earlier->place.y, away = hypot (x, y) / reach;
  if (!(ratio < HANDOVER_HEIGHTS && ratio > 1 / HANDOVER_HEIGHTS && away <= 1))
    return INFINITY;
  double looks = earlier->seen && later->seen
                     ? aisle_appearance_evidence (&earlier->look, &later->look)
                     : 0;
  return 4 * away * away - 2 * looks;
}

/* One way to explain things in which @cost is better than it by so much, or worse. */
static double
weight (double cost, double other)
{
  return exp (MIN (cost - other, 100) / 2);
}

AislePerson *
aisle_person_find_successor (const AislePerson *gone, const GPtrArray *persons, double aspect,
                             double *confidence)
{
  AislePerson *successor = NULL;
  double best = INFINITY, others;
  gboolean all_seen = gone->seen;
  guint n_rivals = 0;
  for (guint i = 0; i < persons->len; i++) {
    double cost = following_cost (gone, persons->pdata[i], aspect);
    if (cost < best) {
      best = cost;
      successor = persons->pdata[i];
    }
  }
  if (!successor)
    return NULL;
  others = weight (best, STRANGER_COST);
  for (guint i = 0; i < persons->len; i++) {
    const AislePerson *rival = persons->pdata[i];
    double costs[] = { rival == successor ? INFINITY : following_cost (gone, rival, aspect),
                       rival == gone ? INFINITY : following_cost (rival, successor, aspect) };
    for (guint k = 0; k < G_N_ELEMENTS (costs); k++)
      if (isfinite (costs[k])) {
        others += weight (best, costs[k]);
        all_seen &= rival->seen;
        n_rivals++;
      }
  }
  double sure = 1 / (1 + others);
  if (n_rivals > 0 && (!all_seen || !successor->seen || sure < SURE))
    return NULL;
  *confidence = sure;
  return successor;
}
