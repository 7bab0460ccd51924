/* SPDX-License-Identifier: MIT */
/** @file crowd-queues.c The people of a crowd in its queues. */
#include "gst/core/crowd-queues.h"

void
aisle_crowd_place_queues (AisleCrowd *crowd)
{
  const AisleConfig *config = crowd->config;
  g_free (crowd->queues);
  crowd->queues = g_new0 (AisleQueue, config->n_queues);
  for (guint i = 0; i < config->n_queues; i++)
    aisle_queue_init (&crowd->queues[i], &config->queues[i], crowd->aspect > 0 ? crowd->aspect : 1);
}

static void
report (AisleCrowd *crowd, const AislePerson *person, guint queue)
{
  for (guint i = 0; i < crowd->waits->len; i++)
    crowd->tell->wait (person, queue, &g_array_index (crowd->waits, AisleQueueRecord, i),
                       crowd->data);
  g_array_set_size (crowd->waits, 0);
}

void
aisle_crowd_follow_queues (AisleCrowd *crowd, AislePerson *person, const AisleMove *move)
{
  for (guint i = 0; i < crowd->config->n_queues; i++) {
    aisle_queue_follow (&crowd->queues[i], &person->queues[i], move, crowd->waits);
    report (crowd, person, i);
  }
}

void
aisle_crowd_wait_in_queues (AisleCrowd *crowd, AislePerson *person, double pts)
{
  for (guint i = 0; i < crowd->config->n_queues; i++) {
    aisle_queue_wait (&crowd->queues[i], &person->queues[i], pts, crowd->waits);
    report (crowd, person, i);
  }
}

void
aisle_crowd_close_queues (AisleCrowd *crowd, AislePerson *person)
{
  for (guint i = 0; i < crowd->config->n_queues; i++) {
    aisle_queue_close (&crowd->queues[i], &person->queues[i], person->pts, crowd->waits);
    report (crowd, person, i);
  }
}

void
aisle_crowd_join_queues (AisleCrowd *crowd, const AislePerson *earlier, AislePerson *later,
                         const AisleMove *gap)
{
  for (guint i = 0; i < crowd->config->n_queues; i++) {
    aisle_queue_join (&crowd->queues[i], &earlier->queues[i], gap, &later->queues[i], crowd->waits);
    report (crowd, later, i);
  }
}

int
aisle_crowd_find_queue (const AisleConfig *config, const AisleQueueConfig *queue)
{
  for (guint i = 0; i < config->n_queues; i++)
    if (aisle_queue_is_same (&config->queues[i], queue))
      return (int) i;
  return -1;
}

static void
close_removed (AisleCrowd *crowd, const AisleConfig *config, AislePerson *person)
{
  for (guint i = 0; i < crowd->config->n_queues; i++)
    if (aisle_crowd_find_queue (config, &crowd->config->queues[i]) < 0) {
      aisle_queue_close (&crowd->queues[i], &person->queues[i], person->pts, crowd->waits);
      report (crowd, person, i);
    }
}

static void
rearrange (AisleCrowd *crowd, const AisleConfig *config, AislePerson *person)
{
  AisleQueueMemory *queues = g_new0 (AisleQueueMemory, config->n_queues);
  close_removed (crowd, config, person);
  for (guint i = 0; i < config->n_queues; i++) {
    int from = aisle_crowd_find_queue (crowd->config, &config->queues[i]);
    if (from >= 0)
      queues[i] = person->queues[from];
  }
  g_free (person->queues);
  person->queues = queues;
}

void
aisle_crowd_rearrange_queues (AisleCrowd *crowd, const AisleConfig *config)
{
  for (guint i = 0; i < crowd->persons->len; i++)
    rearrange (crowd, config, crowd->persons->pdata[i]);
  for (guint i = 0; i < crowd->hidden->len; i++)
    rearrange (crowd, config, crowd->hidden->pdata[i]);
}

static gboolean
is_waiting (const AisleCrowd *crowd, const AislePerson *person, guint queue)
{
  return !person->staff.is_staff
         && aisle_queue_is_waiting (&crowd->queues[queue], &person->queues[queue]);
}

/* Everybody of the queue, seen or hidden. */
static const AislePerson *
nth_person (const AisleCrowd *crowd, guint n)
{
  guint seen = crowd->persons->len;
  return n < seen ? crowd->persons->pdata[n] : crowd->hidden->pdata[n - seen];
}

guint
aisle_crowd_count_waiting (const AisleCrowd *crowd, guint queue)
{
  guint waiting = 0;
  for (guint i = 0; i < crowd->persons->len + crowd->hidden->len; i++)
    waiting += is_waiting (crowd, nth_person (crowd, i), queue);
  return waiting;
}

gboolean
aisle_crowd_is_queue_busy (const AisleCrowd *crowd, guint queue)
{
  for (guint i = 0; i < crowd->persons->len + crowd->hidden->len; i++) {
    const AislePerson *person = nth_person (crowd, i);
    if (!person->staff.is_staff
        && aisle_queue_is_busy (&crowd->queues[queue], &person->queues[queue]))
      return TRUE;
  }
  return FALSE;
}

static gboolean
came_before (const AislePerson *a, const AislePerson *b, guint queue)
{
  double x = a->queues[queue].enter_pts, y = b->queues[queue].enter_pts;
  return x < y || (x == y && a->origin < b->origin);
}

guint
aisle_crowd_queue_position (const AisleCrowd *crowd, const AislePerson *person, guint queue)
{
  guint position = 1;
  if (!is_waiting (crowd, person, queue))
    return 0;
  for (guint i = 0; i < crowd->persons->len + crowd->hidden->len; i++) {
    const AislePerson *other = nth_person (crowd, i);
    position += is_waiting (crowd, other, queue) && came_before (other, person, queue);
  }
  return position;
}
