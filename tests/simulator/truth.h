/* SPDX-License-Identifier: MIT */
/**
 * @file truth.h
 * What people truly do at lines and zones, by the definitions of gst/core/README.md, from their
 * whole ways: nobody is ever lost or mistaken here. Made plain and apart from the product's code.
 */
#pragma once

#include "gst/core/config-file.h"
#include "gst/core/event.h"
#include "tests/simulator/camera.h"

typedef struct _SimTruth SimTruth;

/** @config, @camera: borrowed. @start: µs since 1970 at time 0. */
SimTruth *sim_truth_new (const AisleConfig *config, const SimCamera *camera, gint64 start);
void sim_truth_free (SimTruth *truth);
/** A new person's memory; freed with g_free(). */
gpointer sim_truth_memory (const SimTruth *truth);
/** Person @id has come to where @box (true) shows them by @time seconds. */
void sim_truth_follow (SimTruth *truth, gpointer memory, guint id, const AisleBox *box,
                       double time);
/** The person leaves for good, or the scene ends. */
void sim_truth_leave (SimTruth *truth, gpointer memory, guint id, double time);
/** Returns: (transfer full): AisleEvent since the last call. */
GPtrArray *sim_truth_take (SimTruth *truth);
