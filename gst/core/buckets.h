/* SPDX-License-Identifier: MIT */
/**
 * @file buckets.h
 * Running totals by the clock on the wall: of each minute, quarter and hour of UTC. However the
 * clock is corrected, no moment of it is told twice by buckets of one length: what happens while
 * it shows a time that has been told counts in the bucket that comes next. Pure.
 */
#pragma once

#include "gst/core/counts.h"

G_BEGIN_DECLS

enum {
  AISLE_BUCKET_KINDS = 3,      /**< 1, 15 and 60 minutes */
  AISLE_BUCKET_STRETCHES = 16, /**< told stretches that are remembered */
};

/** Microseconds without a frame after which nothing was seen. */
#define AISLE_BUCKET_SILENCE (2 * G_USEC_PER_SEC)

/** All times are µs since 1970, UTC. */
typedef struct {
  guint minutes;
  gboolean open;      /**< FALSE before the first frame of a stream */
  gint64 start;       /**< of the open bucket */
  guint64 number;     /**< of the open bucket: each has its own */
  AisleEvent *counts; /**< of the open bucket; the totals outlive it */
  guint n_told;
  struct {
    gint64 from, until;
  } told[AISLE_BUCKET_STRETCHES]; /**< the latest last; minutes without a frame may lie within */
} AisleBucket;

typedef struct {
  AisleBucket kinds[AISLE_BUCKET_KINDS]; /**< the shortest first */
  gint64 last;                           /**< of the last frame of an open bucket */
} AisleBuckets;

/** A bucket is over: @counts with `minutes`, `start`, `end`, `time` set; without camera and pts. */
typedef void (*AisleBucketFunc) (const AisleEvent *counts, gpointer data);

void aisle_buckets_init (AisleBuckets *buckets, const AisleConfig *config);
void aisle_buckets_clear (AisleBuckets *buckets);
/** Live reload: see aisle_counts_carry_over(). */
void aisle_buckets_set_config (AisleBuckets *buckets, const AisleConfig *config,
                               const AisleConfig *old_config);

/**
 * A frame at @time, which may lie anywhere. Tells of the buckets that are over, the shortest
 * first. @blind: the camera sees nothing. Time without frames counts as blind, too.
 */
void aisle_buckets_advance (AisleBuckets *buckets, gint64 time, gboolean blind,
                            AisleBucketFunc tell, gpointer data);
/** The clock was @delta µs slow: what is not told yet belongs to the corrected time. */
void aisle_buckets_correct (AisleBuckets *buckets, gint64 delta);
/** The stream ends at @time: tells of all open buckets. The next frame opens new ones. */
void aisle_buckets_finish (AisleBuckets *buckets, gint64 time, AisleBucketFunc tell, gpointer data);

/** Take an event into the open buckets. */
void aisle_buckets_add (AisleBuckets *buckets, const AisleEvent *event);
/** See aisle_counts_add_group(). */
void aisle_buckets_add_group (AisleBuckets *buckets, const char *line, AisleDirection direction);
/** A new business day: see aisle_counts_start_day(). */
void aisle_buckets_start_day (AisleBuckets *buckets);
/** Somebody went from one zone to the next: into the hour. */
void aisle_buckets_add_transition (AisleBuckets *buckets, const char *from, const char *to);
/** Somebody who is seen no more, at the turn-in of that index. */
void aisle_buckets_add_turn_in (AisleBuckets *buckets, guint index, const AisleTurnIn *turn_in);
void aisle_buckets_add_frame (AisleBuckets *buckets, gboolean dropped);

G_END_DECLS
