/* SPDX-License-Identifier: MIT */
/** @file detector-parameters.h Written by fit.py; frozen by test_frozen.py. */
#pragma once

#include "tests/simulator/detector.h"

static const SimDetectorParams sim_detector_aisle = {
  .size_knee = 0.1338,
  .confidence_size = 0.3676,
  .confidence_hidden = 0.2140,
  .confidence = 0.5712,
  .confidence_slow = 0.0699,
  .confidence_time = 1.5000,
  .confidence_fast = 0.0571,
  .miss = 0.0047,
  .miss_middle = 0.6056,
  .miss_scale = 0.1947,
  .miss_time = 0.1824,
  .merge_middle = 0.4237,
  .merge_scale = 0.3178,
  .error_x = { -0.0094, 0.0410, 1.0000, 0.0172, 0.0267 },
  .error_y = { -0.0203, 0.0346, 1.0000, 0.0227, 0.1415 },
  .error_height = { -0.0267, 0.0689, 1.5000, 0.0506, 0.1231 },
  .error_width = { 0.0544, 0.1327, 3.0000, 0.0974, 0.0940 },
  .clutter = 6.8800,
  .clutter_confidence = 0.1796,
  .clutter_spread = 0.0524,
  .weak = { 0.4500, 0.1909, 0.1478, 0.0500 },
  .strong = { 0.0100, 0.3000, 0.4000, 0.0500 },
  .double_share = 0.0694,
  .double_confidence = 0.0981,
};

static const SimDetectorParams sim_detector_acf = {
  .size_knee = 0.3480,
  .confidence_size = 0.0361,
  .confidence_hidden = 0.1653,
  .confidence = 0.9855,
  .confidence_slow = 0.0258,
  .confidence_time = 0.3000,
  .confidence_fast = 0.0328,
  .miss = 0.0462,
  .miss_middle = 0.5485,
  .miss_scale = 0.1580,
  .miss_time = 0.2463,
  .merge_middle = 0.2368,
  .merge_scale = 0.4457,
  .error_x = { -0.0045, 0.0333, 0.3000, 0.0158, 0.0335 },
  .error_y = { 0.0119, 0.0349, 0.3000, 0.0462, 0.0941 },
  .error_height = { 0.0242, 0.0543, 0.6500, 0.0672, 0.1213 },
  .error_width = { 0.1034, 0.1158, 0.4000, 0.1336, 0.1852 },
  .clutter = 0.0040,
  .clutter_confidence = 0.1000,
  .clutter_spread = 0.0000,
  .weak = { 0.0500, 0.3000, 0.1500, 0.0500 },
  .strong = { 0.2500, 0.0400, 0.5802, 0.0500 },
  .double_share = 0.0160,
  .double_confidence = 0.6132,
};
