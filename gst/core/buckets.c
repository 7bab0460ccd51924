/* SPDX-License-Identifier: MIT */
/** @file buckets.c Running totals of minutes, quarters and hours. */
#include "gst/core/buckets.h"

#include <string.h>

#define MINUTE (60 * G_GINT64_CONSTANT (1000000))

static const guint lengths[AISLE_BUCKET_KINDS] = { 1, 15, 60 };

void
aisle_buckets_init (AisleBuckets *buckets, const AisleConfig *config)
{
  memset (buckets, 0, sizeof *buckets);
  for (guint i = 0; i < AISLE_BUCKET_KINDS; i++) {
    buckets->kinds[i].minutes = lengths[i];
    buckets->kinds[i].counts = aisle_counts_new (config);
  }
}

void
aisle_buckets_clear (AisleBuckets *buckets)
{
  for (guint i = 0; i < AISLE_BUCKET_KINDS; i++)
    g_clear_pointer (&buckets->kinds[i].counts, aisle_event_free);
}

void
aisle_buckets_set_config (AisleBuckets *buckets, const AisleConfig *config,
                          const AisleConfig *old_config)
{
  for (guint i = 0; i < AISLE_BUCKET_KINDS; i++) {
    g_autoptr (AisleEvent) old = buckets->kinds[i].counts;
    buckets->kinds[i].counts = aisle_counts_new (config);
    aisle_counts_carry_over (buckets->kinds[i].counts, config, old, old_config);
  }
}

/* --- time that is told ------------------------------------------------------- */

static gint64
floor_of (const AisleBucket *bucket, gint64 time)
{
  gint64 length = bucket->minutes * MINUTE, into = time % length;
  return time - (into < 0 ? into + length : into);
}

/* The first moment from @time on that no bucket has told. */
static gint64
first_untold (const AisleBucket *bucket, gint64 time)
{
  for (guint i = 0; i < bucket->n_told; i++)
    if (bucket->told[i].from <= time && time < bucket->told[i].until) {
      time = bucket->told[i].until;
      i = G_MAXUINT; /* another stretch may begin there */
    }
  return time;
}

static gint64
end_of (const AisleBucket *bucket)
{
  gint64 end = floor_of (bucket, bucket->start) + bucket->minutes * MINUTE;
  for (guint i = 0; i < bucket->n_told; i++)
    if (bucket->told[i].from > bucket->start)
      end = MIN (end, bucket->told[i].from);
  return end;
}

/* A pause longer than a bucket begins a new stretch: the clock may have been wrong meanwhile. */
static void
note_told (AisleBucket *bucket, gint64 from, gint64 until)
{
  guint last = bucket->n_told - 1;
  if (bucket->n_told > 0 && from >= bucket->told[last].until
      && from - bucket->told[last].until <= bucket->minutes * MINUTE) {
    bucket->told[last].until = until;
    return;
  }
  if (bucket->n_told == AISLE_BUCKET_STRETCHES) {
    memmove (bucket->told, bucket->told + 1, (bucket->n_told - 1) * sizeof *bucket->told);
    bucket->n_told--;
  }
  bucket->told[bucket->n_told].from = from;
  bucket->told[bucket->n_told++].until = until;
}

static void
close_bucket (AisleBucket *bucket, gint64 end, AisleBucketFunc tell, gpointer data)
{
  bucket->counts->minutes = bucket->minutes;
  bucket->counts->start = bucket->start;
  bucket->counts->end = bucket->counts->time = end;
  tell (bucket->counts, data);
  note_told (bucket, bucket->start, end);
  aisle_counts_restart (bucket->counts);
  bucket->open = FALSE;
  bucket->number++;
}

/* --- one bucket -------------------------------------------------------------- */

static void
add_blind (AisleBucket *bucket, gint64 from, gint64 until)
{
  if (until > from)
    bucket->counts->blind += (until - from) / (double) G_USEC_PER_SEC;
}

static void
advance (AisleBucket *bucket, gint64 time, gint64 blind_from, AisleBucketFunc tell, gpointer data)
{
  gint64 start = time;
  if (bucket->open && time >= end_of (bucket)) {
    add_blind (bucket, MAX (blind_from, bucket->start), end_of (bucket));
    close_bucket (bucket, end_of (bucket), tell, data);
    start = floor_of (bucket, time);
  }
  if (!bucket->open) {
    bucket->open = TRUE;
    bucket->start = first_untold (bucket, start);
  } else if (time < bucket->start && first_untold (bucket, time) == time)
    bucket->start = time;
  add_blind (bucket, MAX (blind_from, bucket->start), time);
}

/* --- all --------------------------------------------------------------------- */

void
aisle_buckets_advance (AisleBuckets *buckets, gint64 time, gboolean blind, AisleBucketFunc tell,
                       gpointer data)
{
  gboolean silent = buckets->kinds[0].open && time - buckets->last > AISLE_BUCKET_SILENCE;
  gint64 blind_from = buckets->kinds[0].open && (blind || silent) ? buckets->last : time;
  for (guint i = 0; i < AISLE_BUCKET_KINDS; i++)
    advance (&buckets->kinds[i], time, blind_from, tell, data);
  buckets->last = time;
}

void
aisle_buckets_correct (AisleBuckets *buckets, gint64 delta)
{
  buckets->last += delta;
  for (guint i = 0; i < AISLE_BUCKET_KINDS; i++) {
    AisleBucket *bucket = &buckets->kinds[i];
    gint64 start = MIN (bucket->start + delta, buckets->last);
    if (bucket->open)
      bucket->start = first_untold (bucket, MAX (start, floor_of (bucket, buckets->last)));
  }
}

void
aisle_buckets_finish (AisleBuckets *buckets, gint64 time, AisleBucketFunc tell, gpointer data)
{
  for (guint i = 0; i < AISLE_BUCKET_KINDS; i++) {
    AisleBucket *bucket = &buckets->kinds[i];
    if (bucket->open)
      close_bucket (bucket, CLAMP (time, bucket->start, end_of (bucket)), tell, data);
  }
}

void
aisle_buckets_add (AisleBuckets *buckets, const AisleEvent *event)
{
  for (guint i = 0; i < AISLE_BUCKET_KINDS; i++)
    aisle_counts_add (buckets->kinds[i].counts, event);
}

void
aisle_buckets_add_group (AisleBuckets *buckets, const char *line, AisleDirection direction)
{
  for (guint i = 0; i < AISLE_BUCKET_KINDS; i++)
    aisle_counts_add_group (buckets->kinds[i].counts, line, direction);
}

void
aisle_buckets_add_transition (AisleBuckets *buckets, const char *from, const char *to)
{
  for (guint i = 0; i < AISLE_BUCKET_KINDS; i++)
    if (buckets->kinds[i].minutes == 60)
      aisle_counts_add_transition (buckets->kinds[i].counts, from, to);
}

void
aisle_buckets_add_turn_in (AisleBuckets *buckets, guint index, const AisleTurnIn *turn_in)
{
  for (guint i = 0; i < AISLE_BUCKET_KINDS; i++)
    aisle_turn_in_count (turn_in, &buckets->kinds[i].counts->turn_ins[index]);
}

void
aisle_buckets_add_frame (AisleBuckets *buckets, gboolean dropped)
{
  for (guint i = 0; i < AISLE_BUCKET_KINDS; i++) {
    buckets->kinds[i].counts->frames++;
    buckets->kinds[i].counts->dropped += dropped ? 1 : 0;
  }
}

void
aisle_buckets_start_day (AisleBuckets *buckets)
{
  for (guint i = 0; i < AISLE_BUCKET_KINDS; i++)
    aisle_counts_start_day (buckets->kinds[i].counts);
}
