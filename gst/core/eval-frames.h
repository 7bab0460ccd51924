/* SPDX-License-Identifier: MIT */
/**
 * @file eval-frames.h
 * Boxes of a truth and of a result side by side, frame by frame: what every measure of detection
 * and tracking starts from.
 */
#pragma once

#include "gst/core/mot.h"

G_BEGIN_DECLS

#define AISLE_EVAL_ERROR (aisle_eval_error_quark ())
GQuark aisle_eval_error_quark (void);
typedef enum {
  AISLE_EVAL_ERROR_EMPTY, /**< a truth that holds nothing measures nothing */
  AISLE_EVAL_ERROR_TWICE, /**< an id is on a frame twice */
  AISLE_EVAL_ERROR_SIZE,  /**< more than can be compared */
  AISLE_EVAL_ERROR_TRUTH, /**< a truth that is not of its format */
} AisleEvalErrorCode;

/** The boxes of one frame, in the order of their files; either may be none. */
typedef struct {
  guint frame;
  guint n_truth, n_found;
  const AisleMotRow *truth, *found;
} AisleEvalFrame;

/**
 * Keep the rows of the frames @first…@last only. @is_truth: drop rows of confidence 0 too, which
 * MOTChallenge marks so as not to be evaluated.
 * @rows: AisleMotRow by rising frame, as aisle_mot_load() gives them.
 */
void aisle_eval_keep (GArray *rows, guint first, guint last, gboolean is_truth);

/**
 * @truth, @found: AisleMotRow by rising frame; they must outlive the result.
 * Returns: (transfer full): AisleEvalFrame by rising frame, for frames with any box.
 */
GArray *aisle_eval_frames (const GArray *truth, const GArray *found);

/** Intersection over union of each pair. @overlaps: (out): n_truth × n_found of double, row by
 * row; resized. 0 when either box is empty. */
void aisle_eval_overlaps (const AisleEvalFrame *frame, GArray *overlaps);

G_END_DECLS
