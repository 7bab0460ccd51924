/* SPDX-License-Identifier: MIT */
/**
 * @file person.h
 * Somebody who walks a script over the floor: to places, with pauses, keeping clear of others.
 */
#pragma once

#include "tests/simulator/random.h"

typedef enum {
  SIM_ADULT,
  SIM_CHILD,
  SIM_STAFF,
  SIM_THING, /**< a pram or trolley: no person, but detectors may think so */
} SimKind;

typedef enum {
  SIM_GO,    /**< walk to (x, y) */
  SIM_STAY,  /**< stand at (x, y) for so many seconds */
  SIM_QUEUE, /**< wait in the scene's queue and be served */
} SimDeed;

typedef struct {
  SimDeed deed;
  double x, y; /**< metres */
  double seconds;
} SimTask;

typedef struct {
  guint id; /**< from 1, in order of appearance, never used again */
  guint party; /**< id of the first of those who came together */
  SimKind kind;
  double tall, radius;    /**< metres */
  double pace;            /**< m/s */
  double x, y, vx, vy;    /**< metres, m/s */
  double heading_x, heading_y; /**< of the last walk, length 1 */
  double sway_x, sway_y;  /**< of who stands, drifting */
  guint thing;            /**< id of what they push, 0: nothing */
  double thing_tall;
  GArray *script;         /**< of SimTask */
  guint task;             /**< index of the present one */
  double waited;          /**< seconds spent on it, once there */
  double patience;        /**< seconds in a queue before giving up */
  double aim_x, aim_y;    /**< place in the queue */
  gpointer memory;        /**< of the truth, see truth.h */
} SimPerson;

/** @kind: of the body: height, pace. Stands at the first place of the script once there is one. */
SimPerson *sim_person_new (SimRandom *random, guint id, SimKind kind);
void sim_person_free (SimPerson *person);
void sim_person_add (SimPerson *person, SimDeed deed, double x, double y, double seconds);
/** NULL: the script is over. */
const SimTask *sim_person_task (const SimPerson *person);
/** Walk on for @step seconds; @others: GPtrArray of SimPerson, to keep clear of. */
void sim_person_walk (SimPerson *person, const GPtrArray *others, double step, SimRandom *random);
