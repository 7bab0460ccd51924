/* SPDX-License-Identifier: MIT */
/** @file eval-tracks-private.h What the measures of tracks share. */
#pragma once

#include "gst/core/eval-tracks.h"

G_BEGIN_DECLS

/** IoU from which boxes match. */
#define AISLE_EVAL_IOU 0.5

struct _AisleEvalTracks {
  GArray *frames;             /* AisleEvalFrame */
  guint *truth_id, *found_id; /* of each row: its id as an index */
  guint n_truth, n_found;     /* rows */
  guint n_truth_ids, n_found_ids;
};

/** Go through the frames in order: the indices of ids stand beside the rows. */
typedef struct {
  const AisleEvalFrame *frame;
  const guint *truth_id, *found_id;
  const double *overlaps; /**< n_truth × n_found */

  const AisleEvalTracks *tracks;
  GArray *memory;
  guint next, truth_at, found_at;
} AisleEvalWalk;

void aisle_eval_walk_begin (AisleEvalWalk *walk, const AisleEvalTracks *tracks);
/** Returns: FALSE after the last frame; the walk is then at its end and cleared. */
gboolean aisle_eval_walk_next (AisleEvalWalk *walk);

G_END_DECLS
