/* SPDX-License-Identifier: MIT */
/**
 * @file eval-boxes.h
 * How good detections are. Average precision as COCO defines it (101 recall levels, each IoU from
 * 0.50 to 0.95 by 0.05), the same numbers as pycocotools but without its limit of 100 boxes per
 * frame: Lin et al., "Microsoft COCO: Common Objects in Context", ECCV 2014. Precision and recall
 * are at IoU 0.5.
 */
#pragma once

#include "gst/core/eval-frames.h"

G_BEGIN_DECLS

#define AISLE_EVAL_IOUS 10

/** With all boxes of at least this confidence. */
typedef struct {
  double threshold;
  double precision, recall, f1; /**< 0…1, at IoU 0.5 */
} AisleEvalPoint;

typedef struct {
  guint n_truth, n_found;
  double ap50, ap;               /**< at IoU 0.5; mean over IoU .50:.05:.95 */
  double ap_at[AISLE_EVAL_IOUS]; /**< at each IoU */
  AisleEvalPoint best;           /**< where F1 is highest */
  GArray *curve;                 /**< AisleEvalPoint by falling threshold */
} AisleBoxScores;

/**
 * @truth, @found: AisleMotRow by rising frame; found boxes carry their confidence.
 * Returns: (transfer full): NULL with AISLE_EVAL_ERROR_EMPTY when @truth is empty.
 */
AisleBoxScores *aisle_eval_boxes (const GArray *truth, const GArray *found, GError **error);
void aisle_box_scores_free (AisleBoxScores *scores);
/** Precision, recall and F1 with all boxes of at least @threshold. Without any box precision is 0.
 */
AisleEvalPoint aisle_box_scores_at (const AisleBoxScores *scores, double threshold);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleBoxScores, aisle_box_scores_free)

G_END_DECLS
