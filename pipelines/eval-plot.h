/* SPDX-License-Identifier: MIT */
/** @file eval-plot.h The pictures of `aisle eval`. */
#pragma once

#include "gst/core/eval-boxes.h"
#include "pipelines/eval-scores.h"

G_BEGIN_DECLS

/**
 * counts.png: crossings over time, counted and true, per line and direction, and where they part.
 * errors.png: missed and false crossings of each. Nothing without lines. @folder is made if need
 * be.
 */
gboolean eval_plot_events (const EvalScores *scores, const char *folder, GError **error);
/** precision-recall.png, with @at marked. */
gboolean eval_plot_boxes (const AisleBoxScores *scores, const AisleEvalPoint *at,
                          const char *folder, GError **error);

G_END_DECLS
