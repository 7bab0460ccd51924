/* SPDX-License-Identifier: MIT */
/**
 * @file detector.h
 * What a detector makes of true figures: misses in runs, weak boxes, jitter that drifts, one box
 * for two people, clutter that stays, boxes of nothing. Parameters are fitted by fit.py.
 */
#pragma once

#include "tests/simulator/camera.h"
#include "tests/simulator/figures.h"
#include "tests/simulator/random.h"

/** Confidences 0…1; seconds; errors in body heights (x, y) and as logarithms (height, width). */
typedef struct {
  double size_knee;         /**< bodies lower than this share of the frame are less sure, */
  double confidence_size;   /**< by so much per logarithm of their height */
  double confidence_hidden; /**< less when wholly hidden */
  double confidence;        /**< mean of clearly visible bodies */
  double confidence_slow, confidence_time, confidence_fast; /**< drifting and white noise */
  double miss;                      /**< share of clearly visible bodies without a box */
  double miss_middle, miss_scale;   /**< logistic curve of misses over the hidden share */
  double miss_time;                 /**< how long a miss lasts */
  double merge_middle, merge_scale; /**< logistic curve of one box for two over their IoU */
  /** Mean; deviation and time of drift; white deviation; more deviation of who is hidden. */
  double error_x[5], error_y[5], error_height[5], error_width[5];
  double clutter;                            /**< lasting false boxes per frame */
  double clutter_confidence, clutter_spread; /**< mean and deviation */
  double weak[4], strong[4]; /**< passing false boxes: per second, seconds, confidence, spread */
  double double_share, double_confidence; /**< second boxes of a person; mean beyond the least */
} SimDetectorParams;

typedef struct _SimDetector SimDetector;

/** "aisle": our default model; "acf": a weak detector. NULL: neither. */
const SimDetectorParams *sim_detector_find (const char *name);

/** @params: not copied; NULL: perfect boxes of all that is in the frame. */
SimDetector *sim_detector_new (const SimDetectorParams *params, const SimCamera *camera,
                               guint64 seed);
void sim_detector_free (SimDetector *detector);
/**
 * The boxes of a frame @step seconds after the last one. @figures: GArray of SimFigure.
 * Returns: (transfer none): GArray of AisleBox until the next call, confidence 0.1 and more.
 */
const GArray *sim_detector_look (SimDetector *detector, const GArray *figures, double step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimDetector, sim_detector_free)
