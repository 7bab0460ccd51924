/* SPDX-License-Identifier: MIT */
/** @file figures.h Bodies as a camera sees them, and how much of each is hidden. */
#pragma once

#include "gst/core/box.h"
#include "tests/simulator/person.h"

typedef struct {
  guint id;
  SimKind kind;
  AisleBox box;    /**< true, beyond the frame as well */
  AisleBox inside; /**< its part in the frame */
  double distance; /**< the less the nearer; metres where they are known */
  double visible;  /**< share of the box that is in the frame and not hidden */
} SimFigure;

/** Something that hides what is farther away. */
typedef struct {
  AisleBox box;
  double distance;
} SimCover;

/** Sort @figures (of SimFigure), nearest first, and measure how much of each is visible. */
void sim_figures_measure (GArray *figures, const SimCover *covers, guint n_covers);
