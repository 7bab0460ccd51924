/* SPDX-License-Identifier: MIT */
/** @file footfall-sight.c Events of a camera that goes blind and sees again. */
#include "gst/core/footfall-private.h"

#define SECOND 1e9

static void
emit (AisleFootfall *footfall, AisleEventType type, double pts, double gap)
{
  AisleEvent *event = aisle_footfall_new_event (footfall, type, NULL, NULL, pts);
  event->blind_cause = footfall->told_sight.cause;
  event->gap = gap;
  g_ptr_array_add (footfall->events, event);
}

/* Another cause ends the one before. */
void
aisle_footfall_tell_sight (AisleFootfall *footfall)
{
  AisleSightState now = footfall->sight, *told = &footfall->told_sight;
  double pts = footfall->pts / SECOND;
  now.since += footfall->shift;
  gboolean same = now.blind && told->blind && now.cause == told->cause;
  if (same || (!now.blind && !told->blind))
    return;
  if (told->blind)
    emit (footfall, AISLE_EVENT_CAMERA_CLEAR, pts, pts - told->since / SECOND);
  *told = now;
  if (now.blind)
    emit (footfall, AISLE_EVENT_CAMERA_BLIND, pts, pts - now.since / SECOND);
}
