/* SPDX-License-Identifier: MIT */
/**
 * @file occupancy.h
 * People inside a place whose doors are lines: in − out of all of them, set right where it must be
 * wrong. Staff is not counted; who comes back is inside again like anybody. It never is negative:
 * when more go out than came in, somebody had been missed. Pure.
 */
#pragma once

#include "gst/core/event.h"
#include "gst/core/hours.h"

G_BEGIN_DECLS

/** All zero at first. At any time people = in − out + corrections. */
typedef struct {
  guint64 people;  /**< inside now */
  double idle;     /**< seconds of sight without a crossing */
  gint64 reset_at; /**< µs since 1970: next time of day at which the place is empty; 0: unknown */
} AisleOccupancy;

/** One correction: @after − @before people had been missed (or counted too many). */
typedef struct {
  guint64 before, after;
  AisleCorrectionCause cause;
} AisleCorrection;

/**
 * A line-crossed event, of any line. TRUE when @correction came before it: somebody goes out of a
 * place that was taken to be empty.
 */
gboolean aisle_occupancy_cross (AisleOccupancy *occupancy, const AisleOccupancyConfig *config,
                                const AisleEvent *event, AisleCorrection *correction);

/**
 * It is @time (µs since 1970), and for @seconds the camera has seen nobody cross. TRUE when the
 * place is taken to be empty now: at the time of day of `reset`, or after `empty_after`.
 */
gboolean aisle_occupancy_advance (AisleOccupancy *occupancy, const AisleOccupancyConfig *config,
                                  const AisleHours *hours, gint64 time, double seconds,
                                  AisleCorrection *correction);

G_END_DECLS
