/* SPDX-License-Identifier: MIT */
/**
 * @file funnel.h
 * From which zone somebody came into the next: the one that they visited before, if they entered
 * it earlier. A zone within another, which is left first, is no passage to it. Only visits count,
 * and so a passage is known when the visit to which it led has ended. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What is remembered of one person; all zero at first. */
typedef struct {
  gboolean known;
  guint zone;       /**< of the last visit that ended */
  double enter_pts; /**< seconds */
} AisleFunnel;

/** A visit of @zone, entered at @enter_pts, has ended. Returns: the zone before it, or −1. */
int aisle_funnel_follow (AisleFunnel *funnel, guint zone, double enter_pts);
/** The person of @later was @earlier before. */
void aisle_funnel_join (const AisleFunnel *earlier, AisleFunnel *later);

G_END_DECLS
