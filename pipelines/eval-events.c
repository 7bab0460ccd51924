/* SPDX-License-Identifier: MIT */
/** @file eval-events.c `aisle eval events`: counts, visits and waits against truth. */
#include <stdio.h>

#include "pipelines/eval-plot.h"
#include "pipelines/eval-scores.h"

/* --- JSON --------------------------------------------------------------------- */

static void
add_finds (GString *json, const AisleEvalFinds *finds)
{
  eval_json_count (json, "right", finds->right);
  eval_json_count (json, "wrong", finds->wrong);
  eval_json_count (json, "missed", finds->missed);
  eval_json_number (json, "precision", aisle_eval_precision (finds));
  eval_json_number (json, "recall", aisle_eval_recall (finds));
  eval_json_number (json, "f1", aisle_eval_f1 (finds));
}

static void
add_crossings (GString *json, const EvalCrossings *crossings)
{
  add_finds (json, &crossings->finds);
  eval_json_count (json, "truth", crossings->count.truth);
  eval_json_count (json, "doubtful", crossings->count.doubtful);
  eval_json_count (json, "found", crossings->count.found);
  eval_json_count (json, "error", crossings->count.error);
  eval_json_number (json, "accuracy", aisle_eval_accuracy (&crossings->count));
  for (guint k = 0; k < EVAL_BUCKETS; k++) {
    g_autofree char *all = g_strdup_printf ("accuracy_%u", eval_bucket_minutes[k]);
    g_autofree char *worst = g_strdup_printf ("worst_%u", eval_bucket_minutes[k]);

    eval_json_number (json, all, aisle_eval_accuracy (&crossings->buckets[k]));
    eval_json_number (json, worst, crossings->worst[k]);
  }
}

static void
add_buckets (GString *json, const EvalLine *line, AisleDirection direction)
{
  for (guint k = 0; k < EVAL_BUCKETS; k++) {
    g_autofree char *key = g_strdup_printf ("buckets_%u", eval_bucket_minutes[k]);
    g_autoptr (GArray) buckets = eval_line_buckets (line, direction, 60. * eval_bucket_minutes[k]);

    eval_json_open (json, key, '[');
    for (guint i = 0; i < buckets->len; i++) {
      const AisleEvalBucket *bucket = &g_array_index (buckets, AisleEvalBucket, i);
      eval_json_open (json, NULL, '{');
      eval_json_number (json, "start", bucket->start);
      eval_json_count (json, "truth", bucket->count.truth);
      eval_json_count (json, "doubtful", bucket->count.doubtful);
      eval_json_count (json, "found", bucket->count.found);
      eval_json_number (json, "accuracy", aisle_eval_accuracy (&bucket->count));
      eval_json_close (json, '}');
    }
    eval_json_close (json, ']');
  }
}

static void
add_line (GString *json, const EvalLineScores *of)
{
  eval_json_open (json, NULL, '{');
  eval_json_text (json, "name", of->line->name);
  for (guint d = 0; d < 2; d++) {
    eval_json_open (json, aisle_direction_name (d), '{');
    add_crossings (json, &of->by_direction[d]);
    add_buckets (json, of->line, d);
    eval_json_close (json, '}');
  }
  eval_json_open (json, "both", '{');
  add_crossings (json, &of->both);
  eval_json_close (json, '}');
  eval_json_close (json, '}');
}

static void
add_visits (GString *json, const AisleEvalVisits *visits)
{
  add_finds (json, &visits->finds);
  eval_json_number (json, "dwell_error", eval_mean (visits->dwell_error, visits->finds.right));
  eval_json_number (json, "dwell_error_all",
                    eval_mean (visits->dwell_error_all, visits->n_certain));
}

static void
add_waits (GString *json, const AisleEvalWaits *waits)
{
  add_finds (json, &waits->finds);
  eval_json_number (json, "wait_error", eval_mean (waits->wait_error, waits->finds.right));
  eval_json_number (json, "outcome_accuracy", eval_mean (waits->right_outcome, waits->finds.right));
}

static void
print_json (const EvalScores *scores)
{
  g_autoptr (GString) json = g_string_new (NULL);

  eval_json_open (json, NULL, '{');
  eval_json_open (json, "crossings", '{');
  add_crossings (json, &scores->crossings);
  eval_json_number (json, "accuracy_mean_over_lines", scores->mean_accuracy);
  eval_json_close (json, '}');
  eval_json_open (json, "visits", '{');
  add_visits (json, &scores->visits);
  eval_json_close (json, '}');
  eval_json_open (json, "waits", '{');
  add_waits (json, &scores->waits);
  eval_json_close (json, '}');
  eval_json_open (json, "lines", '[');
  for (guint i = 0; i < scores->lines->len; i++)
    add_line (json, &g_array_index (scores->lines, EvalLineScores, i));
  eval_json_close (json, ']');
  eval_json_open (json, "zones", '[');
  for (guint i = 0; i < scores->zones->len; i++) {
    const EvalZoneScores *of = &g_array_index (scores->zones, EvalZoneScores, i);
    eval_json_open (json, NULL, '{');
    eval_json_text (json, "name", of->zone->name);
    add_visits (json, &of->visits);
    eval_json_close (json, '}');
  }
  eval_json_close (json, ']');
  eval_json_open (json, "queues", '[');
  for (guint i = 0; i < scores->queues->len; i++) {
    const EvalQueueScores *of = &g_array_index (scores->queues, EvalQueueScores, i);
    eval_json_open (json, NULL, '{');
    eval_json_text (json, "name", of->queue->name);
    add_waits (json, &of->waits);
    eval_json_close (json, '}');
  }
  eval_json_close (json, ']');
  eval_json_close (json, '}');
  printf ("%s\n", json->str);
}

/* --- tables ------------------------------------------------------------------- */

/* "12", or "12+3" with doubtful ones. */
static void
print_crossings (const char *name, const char *direction, const EvalCrossings *of)
{
  g_autofree char *truth = of->count.doubtful
                               ? g_strdup_printf ("%" G_GUINT64_FORMAT "+%" G_GUINT64_FORMAT,
                                                  of->count.truth, of->count.doubtful)
                               : g_strdup_printf ("%" G_GUINT64_FORMAT, of->count.truth);

  printf ("%-16s %-4s %8s %7" G_GUINT64_FORMAT " %7.4f %7.4f %7.4f %7.4f %6u %6u %6u %7.4f\n", name,
          direction, truth, of->count.found, aisle_eval_accuracy (&of->count),
          aisle_eval_accuracy (&of->buckets[0]), aisle_eval_accuracy (&of->buckets[1]),
          aisle_eval_accuracy (&of->buckets[2]), of->finds.right, of->finds.wrong, of->finds.missed,
          aisle_eval_f1 (&of->finds));
}

static void
print_lines (const EvalScores *scores)
{
  printf ("%-16s %-4s %8s %7s %7s %7s %7s %7s %6s %6s %6s %7s\n", "line", "", "truth", "found",
          "count", "1 min", "15 min", "60 min", "right", "wrong", "missed", "F1");
  for (guint i = 0; i < scores->lines->len; i++) {
    const EvalLineScores *of = &g_array_index (scores->lines, EvalLineScores, i);

    for (guint d = 0; d < 2; d++)
      print_crossings (of->line->name, aisle_direction_name (d), &of->by_direction[d]);
  }
  print_crossings ("all", "", &scores->crossings);
}

static void
print_visits (const char *name, const AisleEvalVisits *of)
{
  printf ("%-16s %6u %6u %6u %7.4f %9.2f s %9.2f s\n", name, of->finds.right, of->finds.wrong,
          of->finds.missed, aisle_eval_f1 (&of->finds),
          eval_mean (of->dwell_error, of->finds.right),
          eval_mean (of->dwell_error_all, of->n_certain));
}

static void
print_zones (const EvalScores *scores)
{
  printf ("\n%-16s %6s %6s %6s %7s %11s %11s\n", "zone", "right", "wrong", "missed", "F1",
          "dwell error", "of all");
  for (guint i = 0; i < scores->zones->len; i++) {
    const EvalZoneScores *of = &g_array_index (scores->zones, EvalZoneScores, i);
    print_visits (of->zone->name, &of->visits);
  }
  print_visits ("all", &scores->visits);
}

static void
print_waits (const char *name, const AisleEvalWaits *of)
{
  printf ("%-16s %6u %6u %6u %7.4f %9.2f s %8.4f\n", name, of->finds.right, of->finds.wrong,
          of->finds.missed, aisle_eval_recall (&of->finds),
          eval_mean (of->wait_error, of->finds.right),
          eval_mean (of->right_outcome, of->finds.right));
}

static void
print_queues (const EvalScores *scores)
{
  printf ("\n%-16s %6s %6s %6s %7s %11s %8s\n", "queue", "right", "wrong", "missed", "recall",
          "wait error", "outcome");
  for (guint i = 0; i < scores->queues->len; i++) {
    const EvalQueueScores *of = &g_array_index (scores->queues, EvalQueueScores, i);
    print_waits (of->queue->name, &of->waits);
  }
  print_waits ("all", &scores->waits);
}

gboolean
eval_events (const EvalOptions *options, const char *truth, const char *found, GError **error)
{
  g_autoptr (EvalPlaces) places = eval_places_load (options, truth, found, error);
  g_autoptr (EvalScores) scores = NULL;

  if (!places || !(scores = eval_scores_new (places, options->tolerance, error)))
    return FALSE;
  if (options->plots && !eval_plot_events (scores, options->plots, error))
    return FALSE;
  if (options->json) {
    print_json (scores);
    return TRUE;
  }
  if (scores->lines->len > 0)
    print_lines (scores);
  if (scores->zones->len > 0)
    print_zones (scores);
  if (scores->queues->len > 0)
    print_queues (scores);
  return TRUE;
}
