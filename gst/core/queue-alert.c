/* SPDX-License-Identifier: MIT */
/** @file queue-alert.c Whether a queue is too long. */
#include "gst/core/queue-alert.h"

static gboolean
is_too_long (const AisleQueueConfig *config, guint length, double expected_wait)
{
  return (config->alert_length > 0 && length >= config->alert_length)
         || (config->alert_wait > 0 && expected_wait >= config->alert_wait);
}

static gboolean
is_short_again (const AisleQueueConfig *config, guint length, double expected_wait)
{
  double wait = config->alert_wait * AISLE_QUEUE_ALERT_CLEAR;
  return (config->alert_length == 0 || length <= config->alert_length * AISLE_QUEUE_ALERT_CLEAR)
         && (config->alert_wait <= 0 || (expected_wait >= 0 && expected_wait <= wait));
}

gboolean
aisle_queue_alert_update (AisleQueueAlert *alert, const AisleQueueConfig *config, double pts,
                          guint length, double expected_wait)
{
  gboolean turns = alert->raised ? is_short_again (config, length, expected_wait)
                                 : is_too_long (config, length, expected_wait);
  if (!alert->turning || pts < alert->since_pts)
    alert->since_pts = pts;
  alert->turning = turns;
  if (!turns || pts - alert->since_pts < AISLE_QUEUE_ALERT_HOLD)
    return FALSE;
  alert->raised = !alert->raised;
  alert->turning = FALSE;
  return TRUE;
}
