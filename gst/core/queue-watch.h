/* SPDX-License-Identifier: MIT */
/** @file queue-watch.h How a queue does now: its length and speed, and whether it is too long. */
#pragma once

#include "gst/core/queue-alert.h"
#include "gst/core/service-rate.h"

G_BEGIN_DECLS

/** All zero at first. */
typedef struct {
  AisleServiceRate rate;
  AisleQueueAlert alert;
  guint length;
  gboolean busy; /**< somebody waits or is being served */
} AisleQueueWatch;

/** Somebody is served now. */
void aisle_queue_watch_serve (AisleQueueWatch *watch);
/** It is @pts seconds. Returns: TRUE when an alert is raised or cleared. */
gboolean aisle_queue_watch_update (AisleQueueWatch *watch, const AisleQueueConfig *config,
                                   double pts, guint length, gboolean busy);
/** Seconds, see aisle_service_rate_expected_wait(). */
double aisle_queue_watch_expected_wait (const AisleQueueWatch *watch);

G_END_DECLS
