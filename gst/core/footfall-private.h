/* SPDX-License-Identifier: MIT */
/**
 * @file footfall-private.h
 * What a counter consists of, for footfall.c and what saves and restores it; and, for tests, a way
 * to leave a part of the counting out, to prove that another test needs it.
 */
#pragma once

#include "gst/core/buckets.h"
#include "gst/core/crowd.h"
#include "gst/core/footfall.h"
#include "gst/core/hours.h"
#include "gst/core/identity.h"

G_BEGIN_DECLS

struct _AisleFootfall {
  AisleCrowd crowd;
  char *camera; /**< NULL: that of the config */
  guint64 seed;
  AisleIdentity *identity;
  gboolean keeps_numbers; /**< ids of tracks are the numbers of events */

  gint64 epoch; /**< µs */
  gboolean local_clock;
  gint64 pts; /**< ns, of the last update */
  gboolean blind;

  AisleBuckets buckets;
  AisleHours hours;
  gint64 day_start, day_end; /**< µs: the business day */
  GPtrArray *events; /**< of the update under way */
};

void aisle_footfall_disable (AisleFootfall *footfall, AisleWithout without);

G_END_DECLS
