/* SPDX-License-Identifier: MIT */
/** @file eval-visits.c Visits and waits: were they told, and how long. */
#include "gst/core/eval-visits.h"

#include <math.h>

#define ROUNDING 1e-6
/* Of the time that two stays span together, the part both share: less is no overlap. */
#define LEAST_SHARE 0.05
/* How much the beginning decides among visits that end as well: little, it is not asked for. */
#define ENTER_WEIGHT 0.1

typedef struct {
  const AisleEvalVisit *truth, *found;
  double tolerance;
} Visits;

static double
end_between (guint truth, guint found, gconstpointer data)
{
  const Visits *self = data;
  const AisleEvalVisit *t = &self->truth[truth], *f = &self->found[found];
  double off = fabs (t->leave - f->leave);

  if (off > self->tolerance + ROUNDING)
    return INFINITY;
  return off + ENTER_WEIGHT * fabs (t->enter - f->enter);
}

static double
lack_of_overlap (AisleEvalSpan a, AisleEvalSpan b)
{
  double both = MIN (a.to, b.to) - MAX (a.from, b.from);
  double all = MAX (a.to, b.to) - MIN (a.from, b.from);
  double share = all > 0 ? MAX (both, 0) / all : 0;

  return share > LEAST_SHARE ? 1 - share : INFINITY;
}

static AisleEvalSpan
stay_of (const AisleEvalVisit *visit)
{
  return (AisleEvalSpan) { visit->enter, visit->leave };
}

static double
visit_overlap (guint truth, guint found, gconstpointer data)
{
  const Visits *self = data;

  return lack_of_overlap (stay_of (&self->truth[truth]), stay_of (&self->found[found]));
}

/* By their ends: which were found. */
static gboolean
find_visits (const Visits *self, guint n_truth, guint n_found, AisleEvalVisits *scores,
             GError **error)
{
  g_autofree AisleEvalSpan *truth_span = g_new (AisleEvalSpan, n_truth + 1);
  g_autofree AisleEvalSpan *found_span = g_new (AisleEvalSpan, n_found + 1);
  g_autofree gboolean *doubtful = g_new (gboolean, n_truth + 1);
  g_autofree int *partner = g_new (int, n_truth + 1);
  double reach = self->tolerance + ROUNDING;

  for (guint i = 0; i < n_truth; i++) {
    truth_span[i] = (AisleEvalSpan) { self->truth[i].leave - reach, self->truth[i].leave + reach };
    doubtful[i] = self->truth[i].doubtful;
  }
  for (guint j = 0; j < n_found; j++)
    found_span[j] = (AisleEvalSpan) { self->found[j].leave, self->found[j].leave };
  if (!aisle_eval_find (truth_span, doubtful, n_truth, found_span, n_found, end_between, self,
                        partner, &scores->finds, error))
    return FALSE;
  for (guint i = 0; i < n_truth; i++)
    if (!doubtful[i] && partner[i] >= 0)
      scores->dwell_error += fabs (self->found[partner[i]].dwell - self->truth[i].dwell);
  return TRUE;
}

/* By their overlap: how long each was. */
static gboolean
compare_dwells (const Visits *self, guint n_truth, guint n_found, AisleEvalVisits *scores,
                GError **error)
{
  g_autofree AisleEvalSpan *truth_span = g_new (AisleEvalSpan, n_truth + 1);
  g_autofree AisleEvalSpan *found_span = g_new (AisleEvalSpan, n_found + 1);
  g_autofree int *partner = g_new (int, n_truth + 1);

  for (guint i = 0; i < n_truth; i++)
    truth_span[i] = stay_of (&self->truth[i]);
  for (guint j = 0; j < n_found; j++)
    found_span[j] = stay_of (&self->found[j]);
  if (!aisle_eval_match (truth_span, n_truth, found_span, n_found, visit_overlap, self, partner,
                         error))
    return FALSE;
  for (guint i = 0; i < n_truth; i++) {
    double found = partner[i] >= 0 ? self->found[partner[i]].dwell : 0;
    if (self->truth[i].doubtful)
      continue;
    scores->n_certain++;
    scores->dwell_error_all += fabs (found - self->truth[i].dwell);
  }
  return TRUE;
}

gboolean
aisle_eval_visits (const GArray *truth, const GArray *found, double tolerance,
                   AisleEvalVisits *scores, GError **error)
{
  Visits self = { (const AisleEvalVisit *) truth->data, (const AisleEvalVisit *) found->data,
                  tolerance };

  *scores = (AisleEvalVisits) { 0 };
  return find_visits (&self, truth->len, found->len, scores, error)
         && compare_dwells (&self, truth->len, found->len, scores, error);
}

void
aisle_eval_visits_add (AisleEvalVisits *sum, const AisleEvalVisits *more)
{
  aisle_eval_finds_add (&sum->finds, &more->finds);
  sum->dwell_error += more->dwell_error;
  sum->n_certain += more->n_certain;
  sum->dwell_error_all += more->dwell_error_all;
}

/* --- queues ------------------------------------------------------------------- */

typedef struct {
  const AisleEvalSpan *truth, *found;
} Waits;

static double
wait_overlap (guint truth, guint found, gconstpointer data)
{
  const Waits *self = data;

  return lack_of_overlap (self->truth[truth], self->found[found]);
}

static AisleEvalSpan *
spans_of (const GArray *waits)
{
  AisleEvalSpan *spans = g_new (AisleEvalSpan, waits->len + 1);

  for (guint i = 0; i < waits->len; i++) {
    const AisleEvalWait *wait = &g_array_index (waits, AisleEvalWait, i);
    spans[i] = (AisleEvalSpan) { wait->enter, wait->leave };
  }
  return spans;
}

gboolean
aisle_eval_waits (const GArray *truth, const GArray *found, AisleEvalWaits *scores, GError **error)
{
  g_autofree AisleEvalSpan *truth_span = spans_of (truth);
  g_autofree AisleEvalSpan *found_span = spans_of (found);
  g_autofree int *partner = g_new (int, truth->len + 1);
  Waits self = { truth_span, found_span };

  *scores = (AisleEvalWaits) { .finds.missed = truth->len, .finds.wrong = found->len };
  if (!aisle_eval_match (truth_span, truth->len, found_span, found->len, wait_overlap, &self,
                         partner, error))
    return FALSE;
  for (guint i = 0; i < truth->len; i++) {
    const AisleEvalWait *t = &g_array_index (truth, AisleEvalWait, i);
    const AisleEvalWait *f;

    if (partner[i] < 0)
      continue;
    f = &g_array_index (found, AisleEvalWait, partner[i]);
    scores->finds.right++;
    scores->finds.missed--;
    scores->finds.wrong--;
    scores->wait_error += fabs (f->wait - t->wait);
    scores->right_outcome += f->outcome == t->outcome;
  }
  return TRUE;
}

void
aisle_eval_waits_add (AisleEvalWaits *sum, const AisleEvalWaits *more)
{
  aisle_eval_finds_add (&sum->finds, &more->finds);
  sum->wait_error += more->wait_error;
  sum->right_outcome += more->right_outcome;
}
