/* SPDX-License-Identifier: MIT */
/**
 * @file service-rate.h
 * How fast a queue was served in the last 15 minutes, and from it how long who comes now will
 * wait: by Little's law (1961) the wait is the length over the rate, which is taken while somebody
 * waited or was served, so that idle minutes do not make the service look slow. Slots of 15
 * seconds: memory is fixed. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AISLE_SERVICE_RATE_SLOTS 60
#define AISLE_SERVICE_RATE_SLOT 15.0 /**< seconds */

/** All zero at first. */
typedef struct {
  gboolean begun;
  double first_pts, pts; /**< seconds of the first and the last call of _advance() */
  gint64 slot;           /**< number of the slot of @pts */
  guint served[AISLE_SERVICE_RATE_SLOTS];
  double busy[AISLE_SERVICE_RATE_SLOTS]; /**< seconds */
} AisleServiceRate;

/** It is @pts seconds; @busy: somebody waited or was served since the last call. A step back
 * begins anew. */
void aisle_service_rate_advance (AisleServiceRate *rate, double pts, gboolean busy);
/** Somebody is served now. */
void aisle_service_rate_add (AisleServiceRate *rate);
/** Over the last 15 minutes, or since the beginning; 0 at the very beginning. */
double aisle_service_rate_per_minute (const AisleServiceRate *rate);
/** Seconds of wait behind @length people: 0 behind nobody, −1 when nobody was served lately. */
double aisle_service_rate_expected_wait (const AisleServiceRate *rate, guint length);

G_END_DECLS
