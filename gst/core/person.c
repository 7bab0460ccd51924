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

static gboolean
may_follow (const AislePerson *earlier, const AislePerson *later, double aspect)
{
  double gap = later->first_pts - earlier->pts;
  if (earlier == later || !earlier->on_path || later->origin != later->track || gap <= 0
      || gap > AISLE_HANDOVER_TIME)
    return FALSE;
  double ratio = later->height / earlier->height;
  double reach = (HANDOVER_SLACK + HANDOVER_SPEED * gap) * earlier->height;
  double x = (later->first_place.x - earlier->place.x) * aspect;
  double y = later->first_place.y - earlier->place.y;
  return ratio < HANDOVER_HEIGHTS && ratio > 1 / HANDOVER_HEIGHTS && hypot (x, y) <= reach;
}

AislePerson *
aisle_person_find_successor (const AislePerson *gone, const GPtrArray *persons, double aspect)
{
  AislePerson *successor = NULL;
  for (guint i = 0; i < persons->len; i++) {
    AislePerson *person = persons->pdata[i];
    if (!may_follow (gone, person, aspect))
      continue;
    if (successor)
      return NULL;
    successor = person;
  }
  for (guint i = 0; successor && i < persons->len; i++) {
    const AislePerson *rival = persons->pdata[i];
    if (rival != gone && may_follow (rival, successor, aspect))
      return NULL;
  }
  return successor;
}
