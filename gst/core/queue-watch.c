/* SPDX-License-Identifier: MIT */
/** @file queue-watch.c How a queue does now. */
#include "gst/core/queue-watch.h"

void
aisle_queue_watch_serve (AisleQueueWatch *watch)
{
  aisle_service_rate_add (&watch->rate);
}

gboolean
aisle_queue_watch_update (AisleQueueWatch *watch, const AisleQueueConfig *config, double pts,
                          guint length, gboolean busy)
{
  aisle_service_rate_advance (&watch->rate, pts, watch->busy);
  watch->length = length;
  watch->busy = busy;
  return aisle_queue_alert_update (&watch->alert, config, pts, length,
                                   aisle_queue_watch_expected_wait (watch));
}

double
aisle_queue_watch_expected_wait (const AisleQueueWatch *watch)
{
  return aisle_service_rate_expected_wait (&watch->rate, watch->length);
}
