/* SPDX-License-Identifier: MIT */
/**
 * @file queue-alert.h
 * Whether a queue is too long. An alert is raised when the length or the expected wait has been at
 * its limit for AISLE_QUEUE_ALERT_HOLD seconds on end, and cleared when both have been at or below
 * three quarters of it for so long: a queue at the limit does not flicker. Pure.
 */
#pragma once

#include "gst/core/config-file.h"

G_BEGIN_DECLS

#define AISLE_QUEUE_ALERT_HOLD 5.0
#define AISLE_QUEUE_ALERT_CLEAR 0.75

/** All zero at first. */
typedef struct {
  gboolean raised;
  gboolean turning; /**< the opposite has been true */
  double since_pts; /**< since then, seconds */
} AisleQueueAlert;

/**
 * It is @pts seconds. @expected_wait: −1: unknown, which neither raises nor clears.
 * Returns: TRUE when @alert->raised has changed.
 */
gboolean aisle_queue_alert_update (AisleQueueAlert *alert, const AisleQueueConfig *config,
                                   double pts, guint length, double expected_wait);

G_END_DECLS
