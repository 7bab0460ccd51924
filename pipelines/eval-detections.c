/* SPDX-License-Identifier: MIT */
/** @file eval-detections.c `aisle eval detections`: average precision. */
#include <stdio.h>

#include "gst/core/eval-boxes.h"
#include "pipelines/eval-plot.h"

static void
print_json (const AisleBoxScores *scores, const AisleEvalPoint *at)
{
  g_autoptr (GString) json = g_string_new (NULL);

  eval_json_open (json, NULL, '{');
  eval_json_number (json, "ap50", scores->ap50);
  eval_json_number (json, "ap", scores->ap);
  eval_json_open (json, "ap_at", '[');
  for (guint k = 0; k < AISLE_EVAL_IOUS; k++)
    eval_json_number (json, NULL, scores->ap_at[k]);
  eval_json_close (json, ']');
  eval_json_number (json, "threshold", at->threshold);
  eval_json_number (json, "precision", at->precision);
  eval_json_number (json, "recall", at->recall);
  eval_json_number (json, "f1", at->f1);
  eval_json_number (json, "best_threshold", scores->best.threshold);
  eval_json_number (json, "best_f1", scores->best.f1);
  eval_json_count (json, "truth_boxes", scores->n_truth);
  eval_json_count (json, "found_boxes", scores->n_found);
  eval_json_close (json, '}');
  printf ("%s\n", json->str);
}

static void
print_table (const AisleBoxScores *scores, const AisleEvalPoint *at)
{
  printf ("boxes      truth %u, found %u\n", scores->n_truth, scores->n_found);
  printf ("AP50       %.4f   at IoU 0.50\n", scores->ap50);
  printf ("AP         %.4f   mean over IoU 0.50 to 0.95 (COCO)\n\n", scores->ap);
  printf ("threshold  %.4f   %s\n", at->threshold,
          at->threshold == scores->best.threshold ? "where F1 is highest" : "");
  printf ("precision  %.4f\nrecall     %.4f\nF1         %.4f\n", at->precision, at->recall, at->f1);
}

gboolean
eval_detections (const EvalOptions *options, const char *truth, const char *found, GError **error)
{
  g_autoptr (GArray) truth_rows = NULL;
  g_autoptr (GArray) found_rows = NULL;
  g_autoptr (AisleBoxScores) scores = NULL;
  AisleEvalPoint at;

  if (!eval_load_rows (options, truth, found, &truth_rows, &found_rows, error)
      || !(scores = aisle_eval_boxes (truth_rows, found_rows, error)))
    return FALSE;
  at = options->threshold >= 0 ? aisle_box_scores_at (scores, options->threshold) : scores->best;
  if (options->plots && !eval_plot_boxes (scores, &at, options->plots, error))
    return FALSE;
  (options->json ? print_json : print_table) (scores, &at);
  return TRUE;
}
