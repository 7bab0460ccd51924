/* SPDX-License-Identifier: MIT */
/** @file eval-identity.c IDF1: one track for one person over the whole time. */
#include "gst/core/assignment.h"
#include "gst/core/eval-tracks-private.h"

void
aisle_eval_identity (const AisleEvalTracks *tracks, AisleIdentityScores *scores)
{
  guint n_people = tracks->n_truth_ids, n_tracks = tracks->n_found_ids;
  g_autofree double *costs = g_new0 (double, (gsize) n_people *n_tracks + 1);
  g_autofree int *track_of = g_new (int, n_people);
  g_autoptr (AisleAssignment) assignment = aisle_assignment_new ();
  AisleEvalWalk walk;
  double right = 0;

  aisle_eval_walk_begin (&walk, tracks);
  while (aisle_eval_walk_next (&walk))
    for (guint i = 0; i < walk.frame->n_truth; i++)
      for (guint j = 0; j < walk.frame->n_found; j++)
        if (walk.overlaps[i * walk.frame->n_found + j] >= AISLE_EVAL_IOU)
          costs[(gsize) walk.truth_id[i] * n_tracks + walk.found_id[j]]--;
  aisle_assignment_solve (assignment, costs, n_people, n_tracks, 0, track_of);
  for (guint i = 0; i < n_people; i++)
    if (track_of[i] >= 0)
      right -= costs[(gsize) i * n_tracks + (guint) track_of[i]];
  scores->right = (guint) right;
  scores->idp = tracks->n_found ? right / tracks->n_found : 0;
  scores->idr = right / tracks->n_truth;
  scores->idf1 = 2 * right / ((double) tracks->n_truth + tracks->n_found);
}
