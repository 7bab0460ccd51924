/* SPDX-License-Identifier: MIT */
/** @file eval-boxes.c Average precision, precision and recall of boxes. */
#include "gst/core/eval-boxes.h"

#include <float.h>

#define RECALLS 101

/* A found box, and at which IoUs (bits) it is right. */
typedef struct {
  double confidence;
  guint box; /* index in its frame */
  guint right;
} Candidate;

static gint
by_falling_confidence (gconstpointer a, gconstpointer b)
{
  double ca = ((const Candidate *) a)->confidence, cb = ((const Candidate *) b)->confidence;

  return (ca < cb) - (ca > cb);
}

/* The IoUs and recall levels as numpy.linspace() makes them. */
static double
iou_level (guint k)
{
  return k * ((.95 - .5) / (AISLE_EVAL_IOUS - 1)) + .5;
}

static double
recall_level (guint k)
{
  return k == RECALLS - 1 ? 1 : k * .01;
}

/* The free truth that @box overlaps most and by at least @least; -1 without any. */
static int
best_truth (const double *overlaps, guint n_truth, guint n_found, guint box, double least,
            const gboolean *taken)
{
  int best = -1;

  for (guint i = 0; i < n_truth; i++) {
    double overlap = overlaps[i * n_found + box];

    if (taken[i] || overlap < least)
      continue;
    least = overlap;
    best = (int) i;
  }
  return best;
}

/* The surest box chooses first. @candidates: those of the frame, by falling confidence. */
static void
judge_frame (const AisleEvalFrame *frame, const double *overlaps, Candidate *candidates)
{
  g_autofree gboolean *taken = g_new (gboolean, frame->n_truth);

  for (guint k = 0; k < AISLE_EVAL_IOUS; k++) {
    for (guint i = 0; i < frame->n_truth; i++)
      taken[i] = FALSE;
    for (guint c = 0; c < frame->n_found; c++) {
      int truth = best_truth (overlaps, frame->n_truth, frame->n_found, candidates[c].box,
                              iou_level (k), taken);
      if (truth < 0)
        continue;
      taken[truth] = TRUE;
      candidates[c].right |= 1u << k;
    }
  }
}

static GArray *
judge (const GArray *truth, const GArray *found)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GArray) frames = aisle_eval_frames (truth, found);
  g_autoptr (GArray) overlaps = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) of_frame = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint f = 0; f < frames->len; f++) {
    const AisleEvalFrame *frame = &g_array_index (frames, AisleEvalFrame, f);

    g_array_set_size (of_frame, 0);
    for (guint j = 0; j < frame->n_found; j++) {
      Candidate candidate = { frame->found[j].box.confidence, j, 0 };
      g_array_append_val (of_frame, candidate);
    }
    g_array_sort (of_frame, by_falling_confidence);
    aisle_eval_overlaps (frame, overlaps);
    judge_frame (frame, (const double *) overlaps->data, (Candidate *) of_frame->data);
    g_array_append_vals (all, of_frame->data, of_frame->len);
  }
  g_array_sort (all, by_falling_confidence);
  return all;
}

/* Mean over the recall levels of the highest precision at that recall or beyond. */
static double
average_precision (const GArray *all, guint level, guint n_truth)
{
  g_autofree double *precision = g_new (double, all->len + 1);
  g_autofree double *recall = g_new (double, all->len + 1);
  guint right = 0, at = 0;
  double sum = 0;

  for (guint c = 0; c < all->len; c++) {
    right += g_array_index (all, Candidate, c).right >> level & 1;
    precision[c] = right / (c + 1 + DBL_EPSILON);
    recall[c] = (double) right / n_truth;
  }
  for (guint c = all->len; c-- > 1;)
    precision[c - 1] = MAX (precision[c - 1], precision[c]);
  for (guint k = 0; k < RECALLS; k++) {
    while (at < all->len && recall[at] < recall_level (k))
      at++;
    sum += at < all->len ? precision[at] : 0;
  }
  return sum / RECALLS;
}

static AisleEvalPoint
point_of (double threshold, guint right, guint n_found, guint n_truth)
{
  return (AisleEvalPoint) {
    .threshold = threshold,
    .precision = n_found ? (double) right / n_found : 0,
    .recall = (double) right / n_truth,
    .f1 = 2. * right / (n_found + n_truth),
  };
}

/* One point per confidence that occurs. */
static void
draw_curve (AisleBoxScores *scores, const GArray *all)
{
  guint right = 0;

  for (guint c = 0; c < all->len; c++) {
    const Candidate *candidate = &g_array_index (all, Candidate, c);
    AisleEvalPoint point;

    right += candidate->right & 1;
    if (c + 1 < all->len && candidate[1].confidence == candidate->confidence)
      continue;
    point = point_of (candidate->confidence, right, c + 1, scores->n_truth);
    g_array_append_val (scores->curve, point);
    if (point.f1 > scores->best.f1)
      scores->best = point;
  }
}

AisleBoxScores *
aisle_eval_boxes (const GArray *truth, const GArray *found, GError **error)
{
  g_autoptr (GArray) all = NULL;
  AisleBoxScores *scores;

  if (truth->len == 0) {
    g_set_error_literal (error, AISLE_EVAL_ERROR, AISLE_EVAL_ERROR_EMPTY,
                         "the truth has no box in these frames");
    return NULL;
  }
  scores = g_new0 (AisleBoxScores, 1);
  scores->n_truth = truth->len;
  scores->n_found = found->len;
  scores->curve = g_array_new (FALSE, FALSE, sizeof (AisleEvalPoint));
  all = judge (truth, found);
  for (guint k = 0; k < AISLE_EVAL_IOUS; k++) {
    scores->ap_at[k] = average_precision (all, k, truth->len);
    scores->ap += scores->ap_at[k] / AISLE_EVAL_IOUS;
  }
  scores->ap50 = scores->ap_at[0];
  scores->best.threshold = 1;
  draw_curve (scores, all);
  return scores;
}

void
aisle_box_scores_free (AisleBoxScores *scores)
{
  if (!scores)
    return;
  g_array_unref (scores->curve);
  g_free (scores);
}

AisleEvalPoint
aisle_box_scores_at (const AisleBoxScores *scores, double threshold)
{
  AisleEvalPoint at = point_of (threshold, 0, 0, scores->n_truth);

  for (guint i = 0; i < scores->curve->len; i++) {
    const AisleEvalPoint *point = &g_array_index (scores->curve, AisleEvalPoint, i);

    if (point->threshold < (float) threshold) /* as the boxes keep it */
      break;
    at = *point;
  }
  at.threshold = threshold;
  return at;
}
