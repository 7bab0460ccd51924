/* SPDX-License-Identifier: MIT */
/** @file eval-scores.c Scores of places, and their sums. */
#include "pipelines/eval-scores.h"

#include <math.h>

const guint eval_bucket_minutes[EVAL_BUCKETS] = { 1, 15, 60 };

double
eval_mean (double sum, guint n)
{
  return n ? sum / n : NAN;
}

static void
score_buckets (const EvalLine *line, AisleDirection direction, EvalCrossings *scores)
{
  for (guint k = 0; k < EVAL_BUCKETS; k++) {
    g_autoptr (GArray) buckets = eval_line_buckets (line, direction, 60. * eval_bucket_minutes[k]);

    scores->buckets[k] = aisle_eval_buckets_sum (buckets);
    scores->worst[k] = 1;
    for (guint i = 0; i < buckets->len; i++)
      scores->worst[k] =
          MIN (scores->worst[k],
               aisle_eval_accuracy (&g_array_index (buckets, AisleEvalBucket, i).count));
  }
}

static void
add_crossings (EvalCrossings *sum, const EvalCrossings *more)
{
  aisle_eval_finds_add (&sum->finds, &more->finds);
  aisle_eval_count_add (&sum->count, &more->count);
  for (guint k = 0; k < EVAL_BUCKETS; k++) {
    aisle_eval_count_add (&sum->buckets[k], &more->buckets[k]);
    sum->worst[k] = MIN (sum->worst[k], more->worst[k]);
  }
}

static const EvalCrossings nothing = { .worst = { 1, 1, 1 } };

static gboolean
score_lines (EvalScores *scores, const EvalPlaces *places, double tolerance, GError **error)
{
  double sum = 0;

  scores->crossings = nothing;
  for (guint i = 0; i < places->lines->len; i++) {
    EvalLineScores of = { .line = places->lines->pdata[i], .both = nothing };

    for (guint d = 0; d < 2; d++) {
      const GArray *truth = of.line->truth[d], *found = of.line->found[d];
      EvalCrossings *crossings = &of.by_direction[d];

      if (!aisle_eval_crossings (truth, found, tolerance, &crossings->finds, error))
        return FALSE;
      crossings->count = aisle_eval_count (truth, found);
      score_buckets (of.line, d, crossings);
      add_crossings (&of.both, crossings);
    }
    add_crossings (&scores->crossings, &of.both);
    sum += aisle_eval_accuracy (&of.both.count);
    g_array_append_val (scores->lines, of);
  }
  scores->mean_accuracy = eval_mean (sum, places->lines->len);
  return TRUE;
}

static gboolean
score_zones (EvalScores *scores, const EvalPlaces *places, double tolerance, GError **error)
{
  for (guint i = 0; i < places->zones->len; i++) {
    EvalZoneScores of = { .zone = places->zones->pdata[i] };

    if (!aisle_eval_visits (of.zone->truth, of.zone->found, tolerance, &of.visits, error))
      return FALSE;
    aisle_eval_visits_add (&scores->visits, &of.visits);
    g_array_append_val (scores->zones, of);
  }
  return TRUE;
}

static gboolean
score_queues (EvalScores *scores, const EvalPlaces *places, GError **error)
{
  for (guint i = 0; i < places->queues->len; i++) {
    EvalQueueScores of = { .queue = places->queues->pdata[i] };

    if (!aisle_eval_waits (of.queue->truth, of.queue->found, &of.waits, error))
      return FALSE;
    aisle_eval_waits_add (&scores->waits, &of.waits);
    g_array_append_val (scores->queues, of);
  }
  return TRUE;
}

EvalScores *
eval_scores_new (const EvalPlaces *places, double tolerance, GError **error)
{
  g_autoptr (EvalScores) scores = g_new0 (EvalScores, 1);

  scores->lines = g_array_new (FALSE, FALSE, sizeof (EvalLineScores));
  scores->zones = g_array_new (FALSE, FALSE, sizeof (EvalZoneScores));
  scores->queues = g_array_new (FALSE, FALSE, sizeof (EvalQueueScores));
  if (!score_lines (scores, places, tolerance, error)
      || !score_zones (scores, places, tolerance, error) || !score_queues (scores, places, error))
    return NULL;
  return g_steal_pointer (&scores);
}

void
eval_scores_free (EvalScores *scores)
{
  if (!scores)
    return;
  g_array_unref (scores->lines);
  g_array_unref (scores->zones);
  g_array_unref (scores->queues);
  g_free (scores);
}
