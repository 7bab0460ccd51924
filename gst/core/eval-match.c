/* SPDX-License-Identifier: MIT */
/** @file eval-match.c One-to-one matching along time. */
#include "gst/core/eval-match.h"

#include <math.h>

#include "gst/core/assignment.h"

/* Costs of one piece: half a GiB. */
#define MOST_PAIRS (64u * 1024 * 1024)
/* Dearer than the dearest pairs of a piece together: to be matched counts more than how well. */
#define ALONE 1e9

typedef struct {
  AisleEvalSpan span;
  guint index;
  gboolean is_truth;
} Item;

typedef struct {
  AisleAssignment *assignment;
  AisleEvalCost cost;
  gconstpointer data;
  int *found_of_truth;
  GArray *truth, *found; /* guint: the piece at hand */
  GArray *costs, *columns;
} Matching;

static gint
by_start (gconstpointer a, gconstpointer b)
{
  double sa = ((const Item *) a)->span.from, sb = ((const Item *) b)->span.from;

  return (sa > sb) - (sa < sb);
}

static gboolean
match_piece (Matching *self, GError **error)
{
  guint n_truth = self->truth->len, n_found = self->found->len;

  if ((guint64) n_truth * n_found > MOST_PAIRS) {
    g_set_error (error, AISLE_EVAL_ERROR, AISLE_EVAL_ERROR_SIZE,
                 "%u true and %u found events lie too close in time to be matched; compare a "
                 "shorter time",
                 n_truth, n_found);
    return FALSE;
  }
  g_array_set_size (self->costs, n_truth * n_found);
  g_array_set_size (self->columns, n_truth);
  for (guint k = 0; k < n_truth * n_found; k++)
    g_array_index (self->costs, double, k) =
        self->cost (g_array_index (self->truth, guint, k / n_found),
                    g_array_index (self->found, guint, k % n_found), self->data);
  aisle_assignment_solve (self->assignment, (const double *) self->costs->data, n_truth, n_found,
                          ALONE, (int *) self->columns->data);
  for (guint i = 0; i < n_truth; i++) {
    int column = g_array_index (self->columns, int, i);
    if (column >= 0)
      self->found_of_truth[g_array_index (self->truth, guint, i)] =
          (int) g_array_index (self->found, guint, column);
  }
  g_array_set_size (self->truth, 0);
  g_array_set_size (self->found, 0);
  return TRUE;
}

static GArray *
all_by_start (const AisleEvalSpan *truth, guint n_truth, const AisleEvalSpan *found, guint n_found)
{
  GArray *items = g_array_sized_new (FALSE, FALSE, sizeof (Item), n_truth + n_found);

  for (guint i = 0; i < n_truth; i++)
    g_array_append_vals (items, &(Item) { truth[i], i, TRUE }, 1);
  for (guint i = 0; i < n_found; i++)
    g_array_append_vals (items, &(Item) { found[i], i, FALSE }, 1);
  g_array_sort (items, by_start);
  return items;
}

static gboolean
match_all (Matching *self, const GArray *items, GError **error)
{
  double reach = -G_MAXDOUBLE;

  for (guint k = 0; k < items->len; k++) {
    const Item *item = &g_array_index (items, Item, k);

    if (item->span.from > reach && !match_piece (self, error))
      return FALSE;
    reach = MAX (reach, item->span.to);
    g_array_append_val (item->is_truth ? self->truth : self->found, item->index);
  }
  return match_piece (self, error);
}

gboolean
aisle_eval_match (const AisleEvalSpan *truth, guint n_truth, const AisleEvalSpan *found,
                  guint n_found, AisleEvalCost cost, gconstpointer data, int *found_of_truth,
                  GError **error)
{
  g_autoptr (AisleAssignment) assignment = aisle_assignment_new ();
  g_autoptr (GArray) truths = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) founds = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) costs = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GArray) items = all_by_start (truth, n_truth, found, n_found);
  Matching self = { assignment, cost, data, found_of_truth, truths, founds, costs, columns };

  for (guint i = 0; i < n_truth; i++)
    found_of_truth[i] = -1;
  return match_all (&self, items, error);
}

/* One of the two turns: the certain, then the doubtful. */
typedef struct {
  AisleEvalCost cost;
  gconstpointer data;
  const gboolean *doubtful, *taken;
  gboolean turn;
} Turn;

static double
cost_in_turn (guint truth, guint found, gconstpointer data)
{
  const Turn *turn = data;

  return !turn->doubtful[truth] == !turn->turn && !turn->taken[found]
             ? turn->cost (truth, found, turn->data)
             : INFINITY;
}

gboolean
aisle_eval_find (const AisleEvalSpan *truth, const gboolean *doubtful, guint n_truth,
                 const AisleEvalSpan *found, guint n_found, AisleEvalCost cost, gconstpointer data,
                 int *found_of_truth, AisleEvalFinds *finds, GError **error)
{
  g_autofree gboolean *taken = g_new0 (gboolean, n_found + 1);
  g_autofree int *of_doubtful = g_new (int, n_truth + 1);
  Turn turn = { cost, data, doubtful, taken, FALSE };

  *finds = (AisleEvalFinds) { .wrong = n_found };
  if (!aisle_eval_match (truth, n_truth, found, n_found, cost_in_turn, &turn, found_of_truth,
                         error))
    return FALSE;
  for (guint i = 0; i < n_truth; i++)
    if (found_of_truth[i] >= 0)
      taken[found_of_truth[i]] = TRUE;
  turn.turn = TRUE;
  if (!aisle_eval_match (truth, n_truth, found, n_found, cost_in_turn, &turn, of_doubtful, error))
    return FALSE;
  for (guint i = 0; i < n_truth; i++) {
    if (doubtful[i])
      found_of_truth[i] = of_doubtful[i];
    else if (found_of_truth[i] >= 0)
      finds->right++;
    else
      finds->missed++;
    finds->wrong -= found_of_truth[i] >= 0;
  }
  return TRUE;
}

void
aisle_eval_finds_add (AisleEvalFinds *sum, const AisleEvalFinds *more)
{
  sum->right += more->right;
  sum->wrong += more->wrong;
  sum->missed += more->missed;
}

double
aisle_eval_precision (const AisleEvalFinds *finds)
{
  if (finds->right + finds->wrong == 0)
    return finds->missed == 0;
  return finds->right / ((double) finds->right + finds->wrong);
}

double
aisle_eval_recall (const AisleEvalFinds *finds)
{
  return finds->right + finds->missed ? finds->right / ((double) finds->right + finds->missed) : 1;
}

double
aisle_eval_f1 (const AisleEvalFinds *finds)
{
  double precision = aisle_eval_precision (finds), recall = aisle_eval_recall (finds);

  return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}
