/* SPDX-License-Identifier: MIT */
/** @file footfall-queues.c What a counter tells of its queues. */
#include "gst/core/crowd-queues.h"
#include "gst/core/footfall-private.h"

void
aisle_footfall_emit_wait (const AislePerson *person, guint queue, const AisleQueueRecord *wait,
                          gpointer data)
{
  AisleFootfall *footfall = data;
  const char *name = footfall->crowd.config->queues[queue].name;
  AisleEvent *event =
      aisle_footfall_new_event (footfall, AISLE_EVENT_QUEUE_LEFT, name, person, wait->leave_pts);
  event->enter_pts = wait->enter_pts;
  event->leave_pts = wait->leave_pts;
  event->wait = wait->leave_pts - wait->enter_pts;
  event->outcome = wait->outcome;
  event->stitched = wait->stitched;
  if (wait->outcome == AISLE_QUEUE_SERVED && !event->staff)
    aisle_queue_watch_serve (&footfall->watches[queue]);
  aisle_footfall_emit (footfall, person, event);
}

static void
emit_alert (AisleFootfall *footfall, guint queue, double pts)
{
  const AisleQueueWatch *watch = &footfall->watches[queue];
  const char *name = footfall->crowd.config->queues[queue].name;
  AisleEvent *event = aisle_footfall_new_event (footfall, AISLE_EVENT_QUEUE_ALERT, name, NULL, pts);
  event->raised = watch->alert.raised;
  event->length = watch->length;
  event->expected_wait = aisle_queue_watch_expected_wait (watch);
  g_ptr_array_add (footfall->events, event);
}

void
aisle_footfall_watch_queues (AisleFootfall *footfall, double pts)
{
  const AisleCrowd *crowd = &footfall->crowd;
  for (guint i = 0; i < crowd->config->n_queues; i++) {
    guint length = aisle_crowd_count_waiting (crowd, i);
    gboolean busy = aisle_crowd_is_queue_busy (crowd, i);
    if (aisle_queue_watch_update (&footfall->watches[i], &crowd->config->queues[i], pts, length,
                                  busy))
      emit_alert (footfall, i, pts);
  }
}

void
aisle_footfall_end_alerts (AisleFootfall *footfall, double pts)
{
  for (guint i = 0; i < footfall->crowd.config->n_queues; i++) {
    AisleQueueWatch *watch = &footfall->watches[i];
    gboolean was_raised = watch->alert.raised;
    watch->length = 0;
    watch->busy = FALSE;
    watch->alert = (AisleQueueAlert) { 0 };
    if (was_raised)
      emit_alert (footfall, i, pts);
  }
}

void
aisle_footfall_count_queues (const AisleFootfall *footfall, AisleEvent *counts)
{
  for (guint i = 0; i < counts->n_queues; i++) {
    const AisleQueueWatch *watch = &footfall->watches[i];
    AisleQueueCounts *queue = &counts->queues[i];
    queue->length = watch->length;
    queue->served_per_minute = aisle_service_rate_per_minute (&watch->rate);
    queue->expected_wait = aisle_queue_watch_expected_wait (watch);
  }
}

void
aisle_footfall_keep_watches (AisleFootfall *footfall, const AisleConfig *old)
{
  const AisleConfig *config = footfall->crowd.config;
  AisleQueueWatch *watches = g_new0 (AisleQueueWatch, config->n_queues);
  for (guint i = 0; i < config->n_queues; i++) {
    int from = aisle_crowd_find_queue (old, &config->queues[i]);
    if (from >= 0)
      watches[i] = footfall->watches[from];
  }
  g_free (footfall->watches);
  footfall->watches = watches;
}

gboolean
aisle_footfall_has_alert (const AisleFootfall *footfall, guint queue)
{
  g_return_val_if_fail (queue < footfall->crowd.config->n_queues, FALSE);
  return footfall->watches[queue].alert.raised;
}

void
aisle_footfall_set_queue_state (const AisleFootfall *footfall, const AislePerson *person,
                                AisleFootfallState *state)
{
  state->queue = -1;
  for (guint i = 0; i < footfall->crowd.config->n_queues && state->queue < 0; i++) {
    state->position = aisle_crowd_queue_position (&footfall->crowd, person, i);
    if (state->position == 0)
      continue;
    state->queue = (int) i;
    state->wait = footfall->pts / 1e9 - person->queues[i].enter_pts;
  }
}
