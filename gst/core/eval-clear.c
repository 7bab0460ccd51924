/* SPDX-License-Identifier: MIT */
/** @file eval-clear.c CLEAR MOT: matches that last, misses, switches. */
#include <math.h>

#include "gst/core/assignment.h"
#include "gst/core/eval-tracks-private.h"

/* Dearer than any pair of boxes: as many pairs as possible, then the closest ones. */
#define NEVER_ALONE 1e6

typedef struct {
  int track;     /* that it last matched, or -1 */
  gboolean lost; /* matched before, but not when last present */
} Person;

typedef struct {
  Person *people;
  int *place; /* of each track: where it is on this frame, or -1 */
  AisleAssignment *assignment;
  GArray *partner, *costs, *taken; /* of a frame: int, double, gboolean */
  double sum;                      /* of the overlaps of the matches */
  AisleClearScores *scores;
} Clear;

static void
carry_on (Clear *clear, const AisleEvalWalk *walk, int *partner, gboolean *taken)
{
  const AisleEvalFrame *frame = walk->frame;

  for (guint i = 0; i < frame->n_truth; i++) {
    int track = clear->people[walk->truth_id[i]].track;
    int j = track < 0 ? -1 : clear->place[track];

    partner[i] = -1;
    if (j < 0 || taken[j] || walk->overlaps[i * frame->n_found + j] < AISLE_EVAL_IOU)
      continue;
    partner[i] = j;
    taken[j] = TRUE;
  }
}

static void
match_the_rest (Clear *clear, const AisleEvalWalk *walk, int *partner, const gboolean *taken)
{
  guint n_truth = walk->frame->n_truth, n_found = walk->frame->n_found;
  g_autofree int *columns = g_new (int, n_truth + 1);
  double *cost;

  g_array_set_size (clear->costs, n_truth * n_found);
  cost = (double *) clear->costs->data;
  for (guint i = 0; i < n_truth; i++)
    for (guint j = 0; j < n_found; j++, cost++) {
      double overlap = walk->overlaps[i * n_found + j];
      *cost = partner[i] >= 0 || taken[j] || overlap < AISLE_EVAL_IOU ? NAN : 1 - overlap;
    }
  aisle_assignment_solve (clear->assignment, (const double *) clear->costs->data, n_truth, n_found,
                          NEVER_ALONE, columns);
  for (guint i = 0; i < n_truth; i++)
    if (columns[i] >= 0)
      partner[i] = columns[i];
}

static void
tell_person (Clear *clear, Person *person, int track, double overlap)
{
  AisleClearScores *scores = clear->scores;

  if (track < 0) {
    scores->misses++;
    person->lost = person->track >= 0;
    return;
  }
  scores->matches++;
  scores->switches += person->track >= 0 && person->track != track;
  scores->fragmentations += person->lost;
  clear->sum += overlap;
  person->track = track;
  person->lost = FALSE;
}

static void
clear_frame (Clear *clear, const AisleEvalWalk *walk)
{
  guint n_truth = walk->frame->n_truth, n_found = walk->frame->n_found, n_matched = 0;
  int *partner;
  gboolean *taken;

  g_array_set_size (clear->partner, n_truth);
  g_array_set_size (clear->taken, n_found);
  partner = (int *) clear->partner->data;
  taken = (gboolean *) clear->taken->data;
  for (guint j = 0; j < n_found; j++) {
    clear->place[walk->found_id[j]] = (int) j;
    taken[j] = FALSE;
  }
  carry_on (clear, walk, partner, taken);
  match_the_rest (clear, walk, partner, taken);
  for (guint i = 0; i < n_truth; i++) {
    int j = partner[i];

    n_matched += j >= 0;
    tell_person (clear, &clear->people[walk->truth_id[i]], j < 0 ? -1 : (int) walk->found_id[j],
                 j < 0 ? 0 : walk->overlaps[i * n_found + (guint) j]);
  }
  clear->scores->false_positives += n_found - n_matched;
  for (guint j = 0; j < n_found; j++)
    clear->place[walk->found_id[j]] = -1;
}

static void
clear_begin (Clear *clear, const AisleEvalTracks *tracks, AisleClearScores *scores)
{
  *scores = (AisleClearScores) { .n_truth = tracks->n_truth,
                                 .n_found = tracks->n_found,
                                 .truth_ids = tracks->n_truth_ids,
                                 .found_ids = tracks->n_found_ids };
  *clear = (Clear) { .people = g_new0 (Person, tracks->n_truth_ids),
                     .place = g_new (int, tracks->n_found_ids),
                     .assignment = aisle_assignment_new (),
                     .partner = g_array_new (FALSE, FALSE, sizeof (int)),
                     .costs = g_array_new (FALSE, FALSE, sizeof (double)),
                     .taken = g_array_new (FALSE, FALSE, sizeof (gboolean)),
                     .scores = scores };
  for (guint i = 0; i < tracks->n_truth_ids; i++)
    clear->people[i].track = -1;
  for (guint j = 0; j < tracks->n_found_ids; j++)
    clear->place[j] = -1;
}

static void
clear_end (Clear *clear)
{
  g_free (clear->people);
  g_free (clear->place);
  aisle_assignment_free (clear->assignment);
  g_array_unref (clear->partner);
  g_array_unref (clear->costs);
  g_array_unref (clear->taken);
}

void
aisle_eval_clear (const AisleEvalTracks *tracks, AisleClearScores *scores)
{
  Clear clear;
  AisleEvalWalk walk;

  clear_begin (&clear, tracks, scores);
  aisle_eval_walk_begin (&walk, tracks);
  while (aisle_eval_walk_next (&walk))
    clear_frame (&clear, &walk);
  scores->mota =
      1 - ((double) scores->misses + scores->false_positives + scores->switches) / tracks->n_truth;
  scores->motp = scores->matches ? clear.sum / scores->matches : 0;
  clear_end (&clear);
}
