/* SPDX-License-Identifier: MIT */
/**
 * @file layout.h
 * Places and their customs as plain data, in metres on the floor (see camera.h): what is drawn in
 * the config, what hides people, where they walk and how many come. One table of them.
 */
#pragma once

#include "tests/simulator/camera.h"

typedef struct {
  const char *name;
  AislePoint from, to, in;
} SimLine;

typedef struct {
  const char *name;
  AislePoint corners[4];
} SimZone;

/** Something upright that hides what is behind it. */
typedef struct {
  AislePoint from, to; /**< its foot */
  double low, high;    /**< metres above the floor */
} SimObstacle;

/** A place on a route: people come within @spread of it, and a share of them stays there. */
typedef struct {
  double x, y, spread;
  double stay_share, stay; /**< mean seconds */
  gboolean queue;          /**< they wait in the queue here */
} SimPlace;

#define SIM_PLACES 8

typedef struct {
  double weight; /**< how often, against the other routes */
  double turn_back; /**< share who turn round before the end and go back */
  guint n_places;
  SimPlace places[SIM_PLACES];
} SimRoute;

/** People who never leave: staff, or a crowd that is replaced one by one. */
typedef struct {
  guint people;
  gboolean staff;
  AislePoint low, high; /**< they wander in this rectangle */
  double stay;          /**< mean seconds at each place */
  double life;          /**< mean seconds until somebody leaves and another comes; 0: never */
} SimWanderers;

/** A till and the row of those who wait for it. */
typedef struct {
  AislePoint at;         /**< where the first is served */
  AislePoint head, step; /**< where the second waits; from there to the next */
  double service;     /**< mean seconds */
  double patience;    /**< mean seconds of waiting before somebody gives up */
} SimTill;

typedef struct {
  const char *name, *about;
  SimCamera camera;
  SimLine lines[4];
  SimZone zones[4];
  SimObstacle obstacles[4];
  SimRoute routes[8];
  double per_hour;    /**< parties in the busiest hour */
  gboolean opens;     /**< the hours of a shop; else always as busy */
  double groups;      /**< share of parties of more than one */
  double things;      /**< share of adults who push something */
  SimWanderers staff, crowd;
  SimTill till;
} SimLayout;

extern const SimLayout sim_layouts[];
extern const guint sim_n_layouts;
/** NULL: no such layout. */
const SimLayout *sim_layout_find (const char *name);
/** The config of a camera there, JSON. Caller frees. */
char *sim_layout_config (const SimLayout *layout);
/** How busy it is, 0…1, so many seconds after midnight of Monday. */
double sim_layout_busy (const SimLayout *layout, double seconds);
