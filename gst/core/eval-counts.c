/* SPDX-License-Identifier: MIT */
/** @file eval-counts.c Crossings, one by one and in buckets. */
#include "gst/core/eval-counts.h"

#include <math.h>

/* Times are kept to the millisecond, so a difference of just the tolerance is within it. */
#define ROUNDING 1e-6

typedef struct {
  const AisleEvalMoment *truth, *found;
  double tolerance;
} Crossings;

static double
reach_of (const AisleEvalMoment *truth, double tolerance)
{
  return MAX (truth->tolerance, tolerance) + ROUNDING;
}

static double
time_between (guint truth, guint found, gconstpointer data)
{
  const Crossings *self = data;
  double off = fabs (self->truth[truth].pts - self->found[found].pts);

  return off <= reach_of (&self->truth[truth], self->tolerance) ? off : INFINITY;
}

gboolean
aisle_eval_crossings (const GArray *truth, const GArray *found, double tolerance,
                      AisleEvalFinds *finds, GError **error)
{
  const AisleEvalMoment *t = (const AisleEvalMoment *) truth->data;
  const AisleEvalMoment *f = (const AisleEvalMoment *) found->data;
  g_autofree AisleEvalSpan *truth_span = g_new (AisleEvalSpan, truth->len + 1);
  g_autofree AisleEvalSpan *found_span = g_new (AisleEvalSpan, found->len + 1);
  g_autofree gboolean *doubtful = g_new (gboolean, truth->len + 1);
  g_autofree int *partner = g_new (int, truth->len + 1);
  Crossings self = { t, f, tolerance };

  for (guint i = 0; i < truth->len; i++) {
    double reach = reach_of (&t[i], tolerance);
    truth_span[i] = (AisleEvalSpan) { t[i].pts - reach, t[i].pts + reach };
    doubtful[i] = t[i].doubtful;
  }
  for (guint j = 0; j < found->len; j++)
    found_span[j] = (AisleEvalSpan) { f[j].pts, f[j].pts };
  return aisle_eval_find (truth_span, doubtful, truth->len, found_span, found->len, time_between,
                          &self, partner, finds, error);
}

/* --- numbers ------------------------------------------------------------------ */

static void
set_error (AisleEvalCount *count)
{
  guint64 most = count->truth + count->doubtful;

  count->error = count->found < count->truth ? count->truth - count->found
                 : count->found > most       ? count->found - most
                                             : 0;
}

static void
tally (AisleEvalCount *count, const AisleEvalMoment *moment, gboolean is_truth)
{
  ++*(!is_truth ? &count->found : moment->doubtful ? &count->doubtful : &count->truth);
}

AisleEvalCount
aisle_eval_count (const GArray *truth, const GArray *found)
{
  AisleEvalCount count = { 0 };

  for (guint i = 0; i < truth->len; i++)
    tally (&count, &g_array_index (truth, AisleEvalMoment, i), TRUE);
  for (guint j = 0; j < found->len; j++)
    tally (&count, &g_array_index (found, AisleEvalMoment, j), FALSE);
  set_error (&count);
  return count;
}

static void
fill_buckets (GHashTable *buckets, const GArray *moments, double seconds, double clock,
              gboolean is_truth)
{
  for (guint i = 0; i < moments->len; i++) {
    const AisleEvalMoment *moment = &g_array_index (moments, AisleEvalMoment, i);
    gint64 number = (gint64) floor ((moment->pts + clock) / seconds);
    AisleEvalBucket *bucket = g_hash_table_lookup (buckets, &number);

    if (!bucket) {
      bucket = g_new0 (AisleEvalBucket, 1);
      bucket->start = number * seconds - clock;
      g_hash_table_insert (buckets, g_memdup2 (&number, sizeof number), bucket);
    }
    tally (&bucket->count, moment, is_truth);
  }
}

static gint
by_start (gconstpointer a, gconstpointer b)
{
  double sa = ((const AisleEvalBucket *) a)->start, sb = ((const AisleEvalBucket *) b)->start;

  return (sa > sb) - (sa < sb);
}

GArray *
aisle_eval_buckets (const GArray *truth, const GArray *found, double seconds, double clock)
{
  g_autoptr (GHashTable) buckets =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (AisleEvalBucket));
  GHashTableIter iter;
  gpointer bucket;

  fill_buckets (buckets, truth, seconds, clock, TRUE);
  fill_buckets (buckets, found, seconds, clock, FALSE);
  g_hash_table_iter_init (&iter, buckets);
  while (g_hash_table_iter_next (&iter, NULL, &bucket)) {
    set_error (&((AisleEvalBucket *) bucket)->count);
    g_array_append_vals (sorted, bucket, 1);
  }
  g_array_sort (sorted, by_start);
  return sorted;
}

void
aisle_eval_count_add (AisleEvalCount *sum, const AisleEvalCount *more)
{
  sum->truth += more->truth;
  sum->doubtful += more->doubtful;
  sum->found += more->found;
  sum->error += more->error;
}

AisleEvalCount
aisle_eval_buckets_sum (const GArray *buckets)
{
  AisleEvalCount sum = { 0 };

  for (guint i = 0; i < buckets->len; i++)
    aisle_eval_count_add (&sum, &g_array_index (buckets, AisleEvalBucket, i).count);
  return sum;
}

double
aisle_eval_accuracy (const AisleEvalCount *count)
{
  if (count->truth == 0)
    return count->error == 0;
  return count->error < count->truth ? 1 - (double) count->error / count->truth : 0;
}
