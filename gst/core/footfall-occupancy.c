/* SPDX-License-Identifier: MIT */
/** @file footfall-occupancy.c What a counter tells of the places behind its doors. */
#include "gst/core/footfall-private.h"

static void
emit_correction (AisleFootfall *footfall, guint place, const AisleCorrection *correction,
                 double pts)
{
  const char *name = footfall->crowd.config->occupancies[place].name;
  AisleEvent *event =
      aisle_footfall_new_event (footfall, AISLE_EVENT_OCCUPANCY_CORRECTED, name, NULL, pts);
  event->before = correction->before;
  event->after = correction->after;
  event->correction = correction->cause;
  aisle_buckets_add (&footfall->buckets, event);
  g_ptr_array_add (footfall->events, event);
}

void
aisle_footfall_cross_doors (AisleFootfall *footfall, const AisleEvent *event)
{
  const AisleConfig *config = footfall->crowd.config;
  AisleCorrection correction;
  for (guint i = 0; event->type == AISLE_EVENT_LINE_CROSSED && i < config->n_occupancies; i++)
    if (aisle_occupancy_cross (&footfall->occupancies[i], &config->occupancies[i], event,
                               &correction))
      emit_correction (footfall, i, &correction, event->pts);
}

void
aisle_footfall_uncross_doors (AisleFootfall *footfall, guint first)
{
  for (guint i = first, n = footfall->events->len; i < n; i++) {
    AisleEvent back = *(const AisleEvent *) footfall->events->pdata[i];
    back.staff = FALSE;
    back.direction =
        back.direction == AISLE_DIRECTION_IN ? AISLE_DIRECTION_OUT : AISLE_DIRECTION_IN;
    aisle_footfall_cross_doors (footfall, &back);
  }
}

void
aisle_footfall_watch_doors (AisleFootfall *footfall, gint64 time, double pts, double seconds)
{
  const AisleConfig *config = footfall->crowd.config;
  AisleCorrection correction;
  for (guint i = 0; i < config->n_occupancies; i++)
    if (aisle_occupancy_advance (&footfall->occupancies[i], &config->occupancies[i],
                                 &footfall->hours, time, seconds, &correction))
      emit_correction (footfall, i, &correction, pts);
}

void
aisle_footfall_count_occupancies (const AisleFootfall *footfall, AisleEvent *counts)
{
  for (guint i = 0; i < counts->n_occupancies; i++)
    counts->occupancies[i].occupancy = footfall->occupancies[i].people;
}

void
aisle_footfall_keep_occupancies (AisleFootfall *footfall, const AisleConfig *old)
{
  const AisleConfig *config = footfall->crowd.config;
  g_autofree AisleOccupancy *before = footfall->occupancies;
  footfall->occupancies = g_new0 (AisleOccupancy, config->n_occupancies);
  for (guint i = 0; i < config->n_occupancies; i++)
    for (guint k = 0; k < old->n_occupancies; k++)
      if (g_str_equal (config->occupancies[i].name, old->occupancies[k].name))
        footfall->occupancies[i] = before[k];
}
