/* SPDX-License-Identifier: MIT */
/**
 * @file scene.h
 * People on a floor before a camera, and the exact truth of what they do. Time runs in steps of
 * SIM_STEP; the same layout and seed give the same scene.
 */
#pragma once

#include "gst/core/config-file.h"
#include "gst/core/event.h"
#include "tests/simulator/camera.h"
#include "tests/simulator/figures.h"
#include "tests/simulator/layout.h"
#include "tests/simulator/person.h"

#define SIM_STEP 0.05

typedef struct {
  const SimLayout *layout;
  AisleConfig *config; /**< its lines and zones in the frame */
  SimRandom random;
  double time;        /**< seconds since the scene began */
  double begin;       /**< seconds after midnight of a Monday at which time began */
  gint64 start;       /**< the same, µs since 1970 */
  GPtrArray *people;  /**< SimPerson */
  GPtrArray *queue;   /**< SimPerson, not owned: who waits, first first */
  double served;      /**< seconds for which the first has been served */
  double service;     /**< seconds that it takes */
  guint last_id;
  struct _SimTruth *truth;
  double next_party;  /**< time of the next arrival */
  GArray *figures;    /**< SimFigure, nearest first */
} SimScene;

/** @begin: seconds after midnight of a Monday. */
SimScene *sim_scene_new (const SimLayout *layout, guint64 seed, double begin);
void sim_scene_free (SimScene *scene);
/** @seconds: a multiple of SIM_STEP. Then `figures` are what a frame at that moment shows. */
void sim_scene_advance (SimScene *scene, double seconds);
/** True events since the last call; AisleEvent, with the ids of people as tracks. */
GPtrArray *sim_scene_take_events (SimScene *scene);
/** The scene ends: everybody's open visits do, too. */
void sim_scene_finish (SimScene *scene);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimScene, sim_scene_free)
