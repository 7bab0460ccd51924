/* SPDX-License-Identifier: MIT */
/** @file score.c Counts, crossings and visits against the truth. */
#include "tests/simulator/score.h"

#include <math.h>

#define MINUTE (60 * G_GINT64_CONSTANT (1000000))

/* --- counts ------------------------------------------------------------------ */

typedef struct {
  guint truth, found;
} Bucket;

static void
fill (GHashTable *buckets, const GPtrArray *events, const char *line, guint minutes,
      gboolean is_truth)
{
  for (guint i = 0; i < events->len; i++) {
    const AisleEvent *e = events->pdata[i];
    if (e->type != AISLE_EVENT_LINE_CROSSED || (line && g_strcmp0 (line, e->name) != 0))
      continue;
    char *key = g_strdup_printf ("%" G_GINT64_FORMAT " %d %s", e->time / (minutes * MINUTE),
                                 e->direction, e->name);
    Bucket *bucket = g_hash_table_lookup (buckets, key);
    if (!bucket) {
      bucket = g_new0 (Bucket, 1);
      g_hash_table_insert (buckets, g_strdup (key), bucket);
    }
    g_free (key);
    if (is_truth)
      bucket->truth++;
    else
      bucket->found++;
  }
}

SimCounts
sim_score_counts (const GPtrArray *truth, const GPtrArray *found, const char *line, guint minutes)
{
  SimCounts counts = { .worst = 1 };
  g_autoptr (GHashTable) buckets =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer value;
  double sum = 0;
  fill (buckets, truth, line, minutes, TRUE);
  fill (buckets, found, line, minutes, FALSE);
  g_hash_table_iter_init (&iter, buckets);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const Bucket *bucket = value;
    guint error = (guint) ABS ((int) bucket->found - (int) bucket->truth);
    counts.truth += bucket->truth;
    counts.found += bucket->found;
    counts.error += error;
    if (bucket->truth < SIM_SCORE_LEAST)
      continue;
    double accuracy = 1 - (double) error / bucket->truth;
    sum += accuracy;
    counts.worst = MIN (counts.worst, accuracy);
    counts.n_buckets++;
  }
  counts.pooled = 1 - (double) counts.error / MAX (counts.truth, 1);
  counts.mean = counts.n_buckets ? sum / counts.n_buckets : 1;
  return counts;
}

/* --- one by one -------------------------------------------------------------- */

typedef struct {
  guint truth, found;
  double cost;
} Pair;

/* FALSE: they cannot be the same. @cost: the less the likelier. */
typedef gboolean (*Likeness) (const AisleEvent *truth, const AisleEvent *found, double *cost);

static gboolean
same_crossing (const AisleEvent *truth, const AisleEvent *found, double *cost)
{
  *cost = fabs (truth->pts - found->pts);
  return truth->direction == found->direction && *cost <= SIM_SCORE_WITHIN;
}

static gboolean
same_visit (const AisleEvent *truth, const AisleEvent *found, double *cost)
{
  double both = MIN (truth->leave_pts, found->leave_pts) - MAX (truth->enter_pts, found->enter_pts);
  double span = MAX (truth->leave_pts, found->leave_pts) - MIN (truth->enter_pts, found->enter_pts);
  *cost = span > 0 ? 1 - both / span : 1;
  return *cost < 0.5;
}

static gint
cheapest_first (gconstpointer a, gconstpointer b)
{
  const Pair *x = a, *y = b;
  if (x->cost != y->cost)
    return x->cost < y->cost ? -1 : 1;
  return x->truth != y->truth ? (x->truth < y->truth ? -1 : 1) : (int) x->found - (int) y->found;
}

static GArray *
likely_pairs (const GPtrArray *truth, const GPtrArray *found, AisleEventType type, Likeness alike)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  for (guint i = 0; i < truth->len; i++)
    for (guint j = 0; j < found->len; j++) {
      const AisleEvent *a = truth->pdata[i], *b = found->pdata[j];
      Pair pair = { i, j, 0 };
      if (a->type == type && b->type == type && alike (a, b, &pair.cost)
          && g_strcmp0 (a->name, b->name) == 0)
        g_array_append_val (pairs, pair);
    }
  g_array_sort (pairs, cheapest_first);
  return pairs;
}

static guint
collect_rest (const GPtrArray *events, const guint8 *used, AisleEventType type, GPtrArray *rest)
{
  guint n = 0;
  for (guint i = 0; i < events->len; i++) {
    AisleEvent *event = events->pdata[i];
    if (event->type != type || used[i])
      continue;
    n++;
    if (rest)
      g_ptr_array_add (rest, event);
  }
  return n;
}

static SimMatches
match (const GPtrArray *truth, const GPtrArray *found, AisleEventType type, Likeness alike,
       GPtrArray *unmatched)
{
  SimMatches m = { 0 };
  g_autofree guint8 *used_truth = g_new0 (guint8, truth->len + 1);
  g_autofree guint8 *used_found = g_new0 (guint8, found->len + 1);
  g_autoptr (GArray) pairs = likely_pairs (truth, found, type, alike);
  for (guint i = 0; i < pairs->len; i++) {
    Pair pair = g_array_index (pairs, Pair, i);
    if (used_truth[pair.truth] || used_found[pair.found])
      continue;
    used_truth[pair.truth] = used_found[pair.found] = TRUE;
    const AisleEvent *a = truth->pdata[pair.truth], *b = found->pdata[pair.found];
    m.dwell_error += fabs (a->dwell - b->dwell);
    m.right++;
  }
  m.missed = collect_rest (truth, used_truth, type, unmatched);
  m.wrong = collect_rest (found, used_found, type, unmatched);
  m.dwell_error /= MAX (m.right, 1);
  m.precision = m.right + m.wrong ? (double) m.right / (m.right + m.wrong) : 1;
  m.recall = m.right + m.missed ? (double) m.right / (m.right + m.missed) : 1;
  m.f1 = 2.0 * m.right / MAX (2 * m.right + m.wrong + m.missed, 1);
  return m;
}

SimMatches
sim_score_crossings (const GPtrArray *truth, const GPtrArray *found, GPtrArray *unmatched)
{
  return match (truth, found, AISLE_EVENT_LINE_CROSSED, same_crossing, unmatched);
}

SimMatches
sim_score_visits (const GPtrArray *truth, const GPtrArray *found, GPtrArray *unmatched)
{
  return match (truth, found, AISLE_EVENT_VISIT_ENDED, same_visit, unmatched);
}
