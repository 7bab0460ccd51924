/* SPDX-License-Identifier: MIT */
/** @file eval-tracks.c Ids as indices, frames in order. */
#include "gst/core/eval-tracks-private.h"

/* Pairs of ids; a number is kept for each: half a GiB. */
#define MOST_PAIRS (64u * 1024 * 1024)

/* The id of each row as an index in order of appearance. Returns how many there are. */
static guint
index_ids (const GArray *rows, guint *index)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < rows->len; i++) {
    AisleMotRow *row = &g_array_index (rows, AisleMotRow, i);
    gpointer found;

    if (!g_hash_table_lookup_extended (seen, &row->id, NULL, &found)) {
      found = GUINT_TO_POINTER (g_hash_table_size (seen));
      g_hash_table_insert (seen, &row->id, found);
    }
    index[i] = GPOINTER_TO_UINT (found);
  }
  return g_hash_table_size (seen);
}

static gboolean
ids_are_single (const GArray *rows, const guint *index, guint n_ids, const char *which,
                GError **error)
{
  g_autofree guint *last_frame = g_new0 (guint, n_ids + 1);

  for (guint i = 0; i < rows->len; i++) {
    const AisleMotRow *row = &g_array_index (rows, AisleMotRow, i);

    if (last_frame[index[i]] == row->frame) {
      g_set_error (error, AISLE_EVAL_ERROR, AISLE_EVAL_ERROR_TWICE,
                   "id %" G_GINT64_FORMAT " is twice on frame %u of the %s", row->id, row->frame,
                   which);
      return FALSE;
    }
    last_frame[index[i]] = row->frame;
  }
  return TRUE;
}

AisleEvalTracks *
aisle_eval_tracks_new (const GArray *truth, const GArray *found, GError **error)
{
  g_autoptr (AisleEvalTracks) tracks = g_new0 (AisleEvalTracks, 1);

  if (truth->len == 0) {
    g_set_error_literal (error, AISLE_EVAL_ERROR, AISLE_EVAL_ERROR_EMPTY,
                         "the truth has no box in these frames");
    return NULL;
  }
  tracks->n_truth = truth->len;
  tracks->n_found = found->len;
  tracks->frames = aisle_eval_frames (truth, found);
  tracks->truth_id = g_new (guint, truth->len);
  tracks->found_id = g_new (guint, found->len);
  tracks->n_truth_ids = index_ids (truth, tracks->truth_id);
  tracks->n_found_ids = index_ids (found, tracks->found_id);
  if ((guint64) tracks->n_truth_ids * tracks->n_found_ids > MOST_PAIRS) {
    g_set_error (error, AISLE_EVAL_ERROR, AISLE_EVAL_ERROR_SIZE,
                 "%u people and %u tracks are too many to compare; take fewer frames",
                 tracks->n_truth_ids, tracks->n_found_ids);
    return NULL;
  }
  if (!ids_are_single (truth, tracks->truth_id, tracks->n_truth_ids, "truth", error)
      || !ids_are_single (found, tracks->found_id, tracks->n_found_ids, "tracks", error))
    return NULL;
  return g_steal_pointer (&tracks);
}

void
aisle_eval_tracks_free (AisleEvalTracks *tracks)
{
  if (!tracks)
    return;
  g_clear_pointer (&tracks->frames, g_array_unref);
  g_free (tracks->truth_id);
  g_free (tracks->found_id);
  g_free (tracks);
}

void
aisle_eval_walk_begin (AisleEvalWalk *walk, const AisleEvalTracks *tracks)
{
  *walk =
      (AisleEvalWalk) { .tracks = tracks, .memory = g_array_new (FALSE, FALSE, sizeof (double)) };
}

gboolean
aisle_eval_walk_next (AisleEvalWalk *walk)
{
  const AisleEvalTracks *tracks = walk->tracks;

  if (walk->next == tracks->frames->len) {
    g_clear_pointer (&walk->memory, g_array_unref);
    return FALSE;
  }
  walk->frame = &g_array_index (tracks->frames, AisleEvalFrame, walk->next++);
  walk->truth_id = tracks->truth_id + walk->truth_at;
  walk->found_id = tracks->found_id + walk->found_at;
  walk->truth_at += walk->frame->n_truth;
  walk->found_at += walk->frame->n_found;
  aisle_eval_overlaps (walk->frame, walk->memory);
  walk->overlaps = (const double *) walk->memory->data;
  return TRUE;
}
