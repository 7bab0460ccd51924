/* SPDX-License-Identifier: MIT */
/** @file service-rate.c How fast a queue is served. */
#include "gst/core/service-rate.h"

#include <math.h>

static gint64
slot_of (double pts)
{
  return (gint64) floor (pts / AISLE_SERVICE_RATE_SLOT);
}

static guint
place_of (gint64 slot)
{
  gint64 place = slot % AISLE_SERVICE_RATE_SLOTS;
  return (guint) (place < 0 ? place + AISLE_SERVICE_RATE_SLOTS : place);
}

static void
enter_slot (AisleServiceRate *rate, gint64 slot)
{
  rate->slot = slot;
  rate->served[place_of (slot)] = 0;
  rate->busy[place_of (slot)] = 0;
}

void
aisle_service_rate_advance (AisleServiceRate *rate, double pts, gboolean busy)
{
  if (!rate->begun || pts < rate->pts) {
    *rate = (AisleServiceRate) { .begun = TRUE, .first_pts = pts, .pts = pts };
    rate->slot = slot_of (pts);
    return;
  }
  gint64 last = slot_of (pts);
  if (last - rate->slot > AISLE_SERVICE_RATE_SLOTS)
    rate->slot = last - AISLE_SERVICE_RATE_SLOTS;
  for (gint64 slot = rate->slot; slot <= last; slot++) {
    if (slot > rate->slot)
      enter_slot (rate, slot);
    double from = MAX (rate->pts, slot * AISLE_SERVICE_RATE_SLOT);
    double to = MIN (pts, (slot + 1) * AISLE_SERVICE_RATE_SLOT);
    if (busy && to > from)
      rate->busy[place_of (slot)] += to - from;
  }
  rate->pts = pts;
}

void
aisle_service_rate_add (AisleServiceRate *rate)
{
  rate->served[place_of (rate->slot)]++;
}

static guint
served_lately (const AisleServiceRate *rate)
{
  guint served = 0;
  for (guint i = 0; i < AISLE_SERVICE_RATE_SLOTS; i++)
    served += rate->served[i];
  return served;
}

double
aisle_service_rate_per_minute (const AisleServiceRate *rate)
{
  double window = (rate->slot - AISLE_SERVICE_RATE_SLOTS + 1) * AISLE_SERVICE_RATE_SLOT;
  double seconds = rate->pts - MAX (window, rate->first_pts);
  return seconds > 0 ? served_lately (rate) * 60 / seconds : 0;
}

double
aisle_service_rate_expected_wait (const AisleServiceRate *rate, guint length)
{
  guint served = served_lately (rate);
  double busy = 0;
  if (length == 0)
    return 0;
  for (guint i = 0; i < AISLE_SERVICE_RATE_SLOTS; i++)
    busy += rate->busy[i];
  return served > 0 ? length * busy / served : -1;
}
