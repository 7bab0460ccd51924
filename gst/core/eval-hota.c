/* SPDX-License-Identifier: MIT */
/** @file eval-hota.c HOTA: detection and association, at each strictness of overlap. */
#include <float.h>
#include <math.h>

#include "gst/core/assignment.h"
#include "gst/core/eval-tracks-private.h"

/* A pair of boxes that was matched. */
typedef struct {
  guint person, track;
  double overlap;
} Match;

typedef struct {
  const AisleEvalTracks *tracks;
  double *pairs; /* people × tracks */
  double *person_boxes, *track_boxes;
  GArray *matches; /* Match */
} Hota;

static double *
pair_of (const Hota *hota, guint person, guint track)
{
  return &hota->pairs[(gsize) person * hota->tracks->n_found_ids + track];
}

/* An overlap counts by its share of all overlaps that either box has on the frame. */
static void
add_shares (Hota *hota, const AisleEvalWalk *walk)
{
  guint n_truth = walk->frame->n_truth, n_found = walk->frame->n_found;
  g_autofree double *row_sum = g_new0 (double, n_truth + 1);
  g_autofree double *column_sum = g_new0 (double, n_found + 1);

  for (guint i = 0; i < n_truth; i++)
    for (guint j = 0; j < n_found; j++) {
      row_sum[i] += walk->overlaps[i * n_found + j];
      column_sum[j] += walk->overlaps[i * n_found + j];
    }
  for (guint i = 0; i < n_truth; i++)
    for (guint j = 0; j < n_found; j++) {
      double overlap = walk->overlaps[i * n_found + j], all = row_sum[i] + column_sum[j] - overlap;
      if (all > DBL_EPSILON)
        *pair_of (hota, walk->truth_id[i], walk->found_id[j]) += overlap / all;
    }
}

/* Turn the sums of shares into how well each track goes with each person over the whole time. */
static void
align (Hota *hota)
{
  const AisleEvalTracks *tracks = hota->tracks;
  AisleEvalWalk walk;

  aisle_eval_walk_begin (&walk, tracks);
  while (aisle_eval_walk_next (&walk)) {
    add_shares (hota, &walk);
    for (guint i = 0; i < walk.frame->n_truth; i++)
      hota->person_boxes[walk.truth_id[i]]++;
    for (guint j = 0; j < walk.frame->n_found; j++)
      hota->track_boxes[walk.found_id[j]]++;
  }
  for (guint i = 0; i < tracks->n_truth_ids; i++)
    for (guint j = 0; j < tracks->n_found_ids; j++) {
      double *pair = pair_of (hota, i, j);
      *pair /= hota->person_boxes[i] + hota->track_boxes[j] - *pair;
    }
}

static void
match_frames (Hota *hota)
{
  g_autoptr (AisleAssignment) assignment = aisle_assignment_new ();
  g_autoptr (GArray) costs = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (int));
  AisleEvalWalk walk;

  aisle_eval_walk_begin (&walk, hota->tracks);
  while (aisle_eval_walk_next (&walk)) {
    guint n_truth = walk.frame->n_truth, n_found = walk.frame->n_found;

    g_array_set_size (costs, n_truth * n_found);
    g_array_set_size (columns, n_truth);
    for (guint k = 0; k < n_truth * n_found; k++)
      g_array_index (costs, double, k) =
          -walk.overlaps[k]
          * *pair_of (hota, walk.truth_id[k / n_found], walk.found_id[k % n_found]);
    aisle_assignment_solve (assignment, (const double *) costs->data, n_truth, n_found, 0,
                            (int *) columns->data);
    for (guint i = 0; i < n_truth; i++) {
      int j = g_array_index (columns, int, i);
      if (j >= 0) {
        Match match = { walk.truth_id[i], walk.found_id[j],
                        walk.overlaps[i * n_found + (guint) j] };
        g_array_append_val (hota->matches, match);
      }
    }
  }
}

/* Mean over the matches of how much of person and track belongs together. */
static double
association (Hota *hota, double alpha)
{
  const Match *match = (const Match *) hota->matches->data;
  double sum = 0;
  guint n = 0;

  for (guint k = 0; k < hota->matches->len; k++)
    *pair_of (hota, match[k].person, match[k].track) = 0;
  for (guint k = 0; k < hota->matches->len; k++)
    if (match[k].overlap >= alpha)
      ++*pair_of (hota, match[k].person, match[k].track);
  for (guint k = 0; k < hota->matches->len; k++) {
    double together = *pair_of (hota, match[k].person, match[k].track);

    if (match[k].overlap < alpha)
      continue;
    n++;
    sum += together
           / (hota->person_boxes[match[k].person] + hota->track_boxes[match[k].track] - together);
  }
  return n ? sum / n : 0;
}

static void
score_at (Hota *hota, double alpha, AisleHotaScores *scores, double *hota_at)
{
  const AisleEvalTracks *tracks = hota->tracks;
  double sum = 0, detection, associated;
  guint n = 0;

  for (guint k = 0; k < hota->matches->len; k++) {
    double overlap = g_array_index (hota->matches, Match, k).overlap;
    if (overlap < alpha)
      continue;
    n++;
    sum += overlap;
  }
  detection = n / ((double) tracks->n_truth + tracks->n_found - n);
  associated = association (hota, alpha);
  *hota_at = sqrt (detection * associated);
  scores->hota += *hota_at / AISLE_EVAL_ALPHAS;
  scores->deta += detection / AISLE_EVAL_ALPHAS;
  scores->assa += associated / AISLE_EVAL_ALPHAS;
  scores->loca += (n ? sum / n : 1) / AISLE_EVAL_ALPHAS;
}

void
aisle_eval_hota (const AisleEvalTracks *tracks, AisleHotaScores *scores)
{
  Hota hota = { .tracks = tracks,
                .pairs = g_new0 (double, (gsize) tracks->n_truth_ids * tracks->n_found_ids + 1),
                .person_boxes = g_new0 (double, tracks->n_truth_ids + 1),
                .track_boxes = g_new0 (double, tracks->n_found_ids + 1),
                .matches = g_array_new (FALSE, FALSE, sizeof (Match)) };

  *scores = (AisleHotaScores) { 0 };
  align (&hota);
  match_frames (&hota);
  for (guint k = 0; k < AISLE_EVAL_ALPHAS; k++)
    score_at (&hota, .05 + k * .05 - DBL_EPSILON, scores, &scores->hota_at[k]);
  g_free (hota.pairs);
  g_free (hota.person_boxes);
  g_free (hota.track_boxes);
  g_array_unref (hota.matches);
}
