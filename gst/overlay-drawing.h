/* SPDX-License-Identifier: MIT */
/**
 * @file overlay-drawing.h
 * Draws what Aisle knows of a frame with cairo: zones, lines with an arrow to their IN side,
 * people with track number and dwell, what they are and how fast, counts, heat, why it was counted
 * (overlay-why.h). Sizes follow the height of the picture, so
 * any frame size reads the same. Reentrant.
 */
#pragma once

#include "gst/core/box.h"
#include "gst/core/config-file.h"
#include "gst/core/heatmap.h"
#include "gst/recent-past.h"

#include <cairo.h>

G_BEGIN_DECLS

/** A person on the frame. */
typedef struct {
  AisleBox box;      /**< pixels of the frame */
  guint64 track;     /**< 0: only detected, not tracked */
  gboolean coasting; /**< drawn dashed: its place is predicted */
  double dwell;      /**< seconds in its zone, 0: in none */
  AislePoint stands; /**< reference point, 0…1 of the frame; only with `counted` */
  gboolean counted;  /**< aislefootfall knows it */
  guint64 number;    /**< the track's number in events; only with `counted` */
  gboolean on_floor; /**< the ground plane is known: */
  AislePoint floor;  /**< metres on the floor */
  guint64 group;     /**< 0: alone; members of one are linked */
  double speed;      /**< metres per second, −1: unknown */
  gboolean staff, child;
  guint position;    /**< in a queue, 0: in none */
  double wait;       /**< seconds in the queue */
  guint64 sides_in, sides_out; /**< see GstAislePresence; only with `counted` */
} AisleScenePerson;

typedef enum {
  AISLE_SCENE_LINE,
  AISLE_SCENE_ZONE,
  AISLE_SCENE_QUEUE,
  AISLE_SCENE_OCCUPANCY, /**< of a place behind lines: drawn at the top left */
} AisleSceneKind;

/** Numbers; they belong to what has the kind and name in the config. */
typedef struct {
  AisleSceneKind kind;
  char name[64];
  guint64 in, out;      /**< lines */
  guint64 people;       /**< inside, or waiting */
  double expected_wait; /**< queues, seconds; −1: unknown */
  double density;       /**< zones, people per m²; −1: unknown */
} AisleSceneCount;

/** Everything that is drawn; nothing in it is owned. */
typedef struct {
  const AisleConfig *config; /**< or NULL */
  const char *camera;        /**< its name, at the bottom left, or NULL */
  guint n_counts, n_people;
  const AisleSceneCount *counts;
  const AisleScenePerson *people;
  const AisleHeatmap *heat; /**< or NULL */
  const AisleRecentPast *past; /**< shows why, or NULL; its last frame is this one */
  double pixel_aspect;         /**< width / height of a pixel; 0: square */
  const char *blind;        /**< why the camera sees nothing, or NULL: it sees */
} AisleScene;

/** Whether there is nothing to draw. */
gboolean aisle_scene_is_empty (const AisleScene *scene);
/** Draw @scene over what @cr holds, a picture of @width × @height pixels. */
void aisle_scene_draw (cairo_t *cr, const AisleScene *scene, guint width, guint height);
/** A pixel of cairo's ARGB32 for heat from 0 (nothing) to 1 (most): the colours of heat maps. */
guint32 aisle_heat_pixel (double heat);
/** Source colour for a track: another hue for each. */
void aisle_set_track_colour (cairo_t *cr, guint64 track, double alpha);

G_END_DECLS
