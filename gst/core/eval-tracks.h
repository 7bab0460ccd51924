/* SPDX-License-Identifier: MIT */
/**
 * @file eval-tracks.h
 * How good tracks are, by the three measures that trackers are compared by. Boxes match at IoU 0.5
 * unless said otherwise; ids are of their own file, so only their constancy counts.
 */
#pragma once

#include "gst/core/eval-frames.h"

G_BEGIN_DECLS

#define AISLE_EVAL_ALPHAS 19 /**< 0.05, 0.10 … 0.95 */

/** Truth and result, indexed. */
typedef struct _AisleEvalTracks AisleEvalTracks;

/**
 * @truth, @found: AisleMotRow by rising frame; they must outlive the result.
 * Returns: (transfer full): NULL with AISLE_EVAL_ERROR when the truth is empty, an id is twice on a
 *   frame, or there are so many ids that their pairs would fill the memory.
 */
AisleEvalTracks *aisle_eval_tracks_new (const GArray *truth, const GArray *found, GError **error);
void aisle_eval_tracks_free (AisleEvalTracks *tracks);

/**
 * CLEAR MOT: Bernardin & Stiefelhagen, "Evaluating Multiple Object Tracking Performance", EURASIP
 * JIVP 2008, as py-motmetrics reads it: an object stays with the track that it last matched for as
 * long as they overlap, however long ago that was.
 */
typedef struct {
  guint n_truth, n_found;     /**< boxes */
  guint truth_ids, found_ids; /**< people, tracks */
  guint matches;              /**< switches included */
  guint misses, false_positives;
  guint switches;       /**< a person is matched by another track than before */
  guint fragmentations; /**< a person is lost and later matched again */
  double mota;          /**< 1 − (misses + false positives + switches) / n_truth */
  double motp;          /**< mean IoU of the matches, 0 without any */
} AisleClearScores;
void aisle_eval_clear (const AisleEvalTracks *tracks, AisleClearScores *scores);

/**
 * Identity: Ristani et al., "Performance Measures and a Data Set for Multi-Target, Multi-Camera
 * Tracking", ECCV 2016 workshops. One track for one person over the whole time.
 */
typedef struct {
  guint right; /**< boxes under the right identity */
  double idf1, idp, idr;
} AisleIdentityScores;
void aisle_eval_identity (const AisleEvalTracks *tracks, AisleIdentityScores *scores);

/**
 * Higher order tracking accuracy: Luiten et al., "HOTA: A Higher Order Metric for Evaluating
 * Multi-object Tracking", IJCV 2021, as TrackEval computes it.
 */
typedef struct {
  double hota, deta, assa; /**< means over the alphas */
  double loca;             /**< mean IoU of the matches, mean over the alphas */
  double hota_at[AISLE_EVAL_ALPHAS];
} AisleHotaScores;
void aisle_eval_hota (const AisleEvalTracks *tracks, AisleHotaScores *scores);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleEvalTracks, aisle_eval_tracks_free)

G_END_DECLS
