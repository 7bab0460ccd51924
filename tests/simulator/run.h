/* SPDX-License-Identifier: MIT */
/**
 * @file run.h
 * A scene seen by a camera, through detector, tracker and counting, beside the truth.
 */
#pragma once

#include <stdio.h>

#include "gst/core/footfall.h"
#include "tests/simulator/detector.h"
#include "tests/simulator/scene.h"

typedef struct {
  const SimLayout *layout;
  guint64 seed;
  double begin;   /**< seconds after midnight of a Monday */
  double seconds; /**< how long */
  double fps;     /**< 20, or 20 divided by a whole number */
  const SimDetectorParams *detector;  /**< NULL: perfect boxes */
  const AisleTrackerParams *tracker;  /**< NULL: the defaults */
  const GArray *tracks; /**< (nullable): AisleMotRow: of another tracker, instead of ours */
  FILE *truth_boxes, *detections, *tracks_out, *vectors; /**< (nullable): what is written */
} SimRun;

typedef struct {
  GPtrArray *truth, *found; /**< AisleEvent; without `counts` */
  guint64 frames;
  double spent; /**< seconds of CPU in tracker and counting */
} SimResult;

/** @result: (out): clear with sim_result_clear(). */
void sim_run (const SimRun *run, SimResult *result);
void sim_result_clear (SimResult *result);
