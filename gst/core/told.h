/* SPDX-License-Identifier: MIT */
/**
 * @file told.h
 * What was told of a person in view, so that it can be taken back when they turn out to be staff:
 * each event is told again, the same but for `staff`, and leaves the totals and those buckets that
 * are still open. Buckets that were told already stay as they are. Pure.
 */
#pragma once

#include "gst/core/buckets.h"

G_BEGIN_DECLS

/** Events of one person that can be taken back: the latest. */
#define AISLE_TOLD_MOST 64

typedef struct {
  AisleEvent *event;
  char *from; /**< (nullable): the zone from which they came to the one of the event */
  guint64 buckets[AISLE_BUCKET_KINDS]; /**< numbers of the buckets in which it was counted */
} AisleTold;

/** Of AisleTold, which are freed with it. */
GArray *aisle_told_new (void);
/** @event, a copy of which is kept, was counted in @buckets just now; with @from (nullable). */
void aisle_told_add (GArray *told, const AisleEvent *event, const char *from,
                     const AisleBuckets *buckets);
/** All belongs to staff: corrects @buckets, adds the events to @events, and forgets them. */
void aisle_told_take_back (GArray *told, AisleBuckets *buckets, GPtrArray *events);

G_END_DECLS
