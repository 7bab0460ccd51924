/* SPDX-License-Identifier: MIT */
/** @file tracker-defaults.c The tracker's parameters, each with its reason. */
#include "gst/core/tracker.h"

const AisleTrackerParams aisle_tracker_defaults = {
  /* Where precision and recall of common person detectors meet; a model's card knows better. */
  .high_threshold = 0.35f,
  /* A new track costs more when wrong than a lost box. */
  .start_margin = 0.1f,
  /* Below it there is as much clutter as people. */
  .low_threshold = 0.2f,
  /* Hardly any false box gets there, so waiting would only lose the start of the way. */
  .sure_threshold = 0.7f,
  /* Two people this close are one box to the detectors too (their own suppression is alike). */
  .duplicate_iou = 0.6f,
  /* Four axes: 99 % of true pairs lie within 13 when the position is sure; the rest is room for
   * the variance to grow by e^12 (e^6 per direction: 20-fold reach) behind an obstacle. */
  .match_gate = 25,
  /* A weak box is no ground for a far leap: about the 99 % alone. */
  .weak_gate = 14,
  /* Of two boxes that fit alike the surer one is the person. */
  .score_weight = 6,
  /* People behind a shelf or another person come out again within it; clutter stays weak. */
  .strong_time = 2,
  /* Outlives flicker of a false box at 10 fps and more; at lower rates two boxes decide. */
  .confirm_time = 0.2,
  /* Second boxes of a person last less; who comes out from behind somebody is apart by then. */
  .emerge_time = 1,
  /* Passing a pillar or a sign takes a walker one to two seconds. */
  .lost_time = 2,
  .noise = {
    /* Jitter of a good detector's centre: 4 px of 80. */
    .position = 0.05,
    /* Sizes jump more, when legs or arms are hidden. */
    .size = 0.12,
    /* Walking is 0.7 body heights a second (1.2 m/s). */
    .speed = 0.7,
    .size_speed = 0.1,
    /* From standing to half walking speed, or a turn, within a second. */
    .acceleration = 0.35,
    .size_acceleration = 0.07,
    /* Who is out of sight walks on for a few steps; boxes neither grow nor shrink for long. */
    .memory = 3,
    .size_memory = 0.5,
  },
};
