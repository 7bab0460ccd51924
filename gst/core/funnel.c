/* SPDX-License-Identifier: MIT */
/** @file funnel.c From which zone somebody came into the next. */
#include "gst/core/funnel.h"

int
aisle_funnel_follow (AisleFunnel *funnel, guint zone, double enter_pts)
{
  gboolean is_passage = funnel->known && funnel->zone != zone && funnel->enter_pts < enter_pts;
  int from = is_passage ? (int) funnel->zone : -1;
  *funnel = (AisleFunnel) { TRUE, zone, enter_pts };
  return from;
}

void
aisle_funnel_join (const AisleFunnel *earlier, AisleFunnel *later)
{
  if (!later->known)
    *later = *earlier;
}
