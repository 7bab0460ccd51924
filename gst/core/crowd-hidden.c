/* SPDX-License-Identifier: MIT */
/** @file crowd-hidden.c People of a queue whom the camera has lost. */
#include "gst/core/crowd-hidden.h"

#include <math.h>

#include "gst/core/crowd-queues.h"

/* Half a box may be hidden; then a queue moves up by a person, half a body height, in some 10 s. */
#define SLACK 0.5
#define SPEED 0.05
/* Who stays in a queue for so long after appearing in it is no flaw of the detector. */
#define SEEN_TIME 1.0

static gboolean
is_held (const AisleCrowd *crowd, const AislePerson *person, guint queue)
{
  return person->queues[queue].in_area
         && aisle_queue_is_waiting (&crowd->queues[queue], &person->queues[queue]);
}

void
aisle_crowd_hide (AisleCrowd *crowd, AislePerson *person)
{
  gboolean waits = FALSE;
  for (guint i = 0; i < crowd->config->n_queues && !person->staff.is_staff; i++)
    waits |= is_held (crowd, person, i);
  if (!waits)
    return;
  AislePerson *hidden = aisle_person_new (person->track, crowd->config);
  AisleQueueMemory *none = hidden->queues;
  hidden->gone = TRUE;
  hidden->origin = person->origin;
  hidden->place = person->place;
  hidden->pts = person->pts;
  hidden->height = person->height;
  hidden->queues = person->queues;
  person->queues = none;
  g_ptr_array_add (crowd->hidden, hidden);
}

/* Began in the middle of the queue, or at the service point, and not under another id. */
static gboolean
appeared_in (const AislePerson *person, guint queue, double pts)
{
  const AisleQueueMemory *memory = &person->queues[queue];
  gboolean from_the_start = memory->enter_pts == person->first_pts;
  return person->on_path && !person->staff.is_staff && person->origin == person->track
         && from_the_start && pts - person->first_pts >= SEEN_TIME
         && (memory->phase == AISLE_QUEUE_PHASE_WAITING
             || memory->phase == AISLE_QUEUE_PHASE_PRESENT);
}

/* In reaches; above 1 they are somebody else. */
static double
distance (const AisleCrowd *crowd, const AislePerson *hidden, const AislePerson *person)
{
  double gap = person->first_pts - hidden->pts;
  double x = (person->first_place.x - hidden->place.x) * crowd->aspect;
  double y = person->first_place.y - hidden->place.y;
  return gap > 0 ? hypot (x, y) / ((SLACK + SPEED * gap) * hidden->height) : G_MAXDOUBLE;
}

static AislePerson *
find_nearest (const AisleCrowd *crowd, const AislePerson *hidden, guint queue, double pts)
{
  AislePerson *nearest = NULL;
  double least = 1;
  for (guint i = 0; i < crowd->persons->len; i++) {
    AislePerson *person = crowd->persons->pdata[i];
    double far = appeared_in (person, queue, pts) ? distance (crowd, hidden, person) : G_MAXDOUBLE;
    if (far <= least) {
      least = far;
      nearest = person;
    }
  }
  return nearest;
}

/* TRUE when the hidden one is found or given up. */
static gboolean
seek (AisleCrowd *crowd, AislePerson *hidden, double pts)
{
  for (guint i = 0; i < crowd->config->n_queues; i++) {
    AislePerson *found = is_held (crowd, hidden, i) ? find_nearest (crowd, hidden, i, pts) : NULL;
    if (!found)
      continue;
    AisleMove gap = { .from = { hidden->place.x * crowd->aspect, hidden->place.y },
                      .to = { found->first_place.x * crowd->aspect, found->first_place.y },
                      .from_pts = hidden->pts,
                      .to_pts = found->first_pts,
                      .height = hidden->height,
                      .without = crowd->without };
    found->origin = hidden->origin;
    aisle_crowd_join_queues (crowd, hidden, found, &gap);
    return TRUE;
  }
  if (pts - hidden->pts <= AISLE_HIDDEN_TIME)
    return FALSE;
  aisle_crowd_close_queues (crowd, hidden);
  return TRUE;
}

void
aisle_crowd_seek_hidden (AisleCrowd *crowd, double pts)
{
  for (guint i = 0; i < crowd->hidden->len;)
    if (seek (crowd, crowd->hidden->pdata[i], pts))
      g_ptr_array_remove_index (crowd->hidden, i);
    else
      i++;
}

void
aisle_crowd_close_hidden (AisleCrowd *crowd)
{
  for (guint i = 0; i < crowd->hidden->len; i++)
    aisle_crowd_close_queues (crowd, crowd->hidden->pdata[i]);
  g_ptr_array_set_size (crowd->hidden, 0);
}
