/* SPDX-License-Identifier: MIT */
/**
 * @file geometry.h
 * Plane geometry of lines and zones. Units are the caller's, x to the right, y down; a "side" is
 * positive to the right-hand of somebody who walks from the first point to the second.
 * All functions are pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Most points of a line or polygon. */
#define AISLE_MAX_POINTS 256

typedef struct {
  double x, y;
} AislePoint;

/** Where a straight move meets a polyline. */
typedef struct {
  double at; /**< share of the move, 0…1 */
  int side;  /**< +1: from the negative to the positive side, −1: the other way */
} AisleCrossing;

/** Twice the area of the triangle @a @b @p; its sign is the side of @p. */
double aisle_side (AislePoint a, AislePoint b, AislePoint p);

/**
 * Distance of @p to a polyline, negative on its negative side. The side is that of the nearest
 * segment; where two meet in the nearest point, that of the sum of their unit normals (the
 * pseudo-normal of Bærentzen and Aanæs 2005). Beyond an open end the end segment's line
 * goes on, and exactly on it the result is 0: no side.
 * A polyline is closed when its last point equals its first.
 */
double aisle_polyline_distance (const AislePoint *points, guint n_points, AislePoint p);

/**
 * All crossings of the move @from → @to with a polyline, in order of the move.
 * A point on the line belongs to its positive side, so successive moves count nothing twice.
 * @crossings: room for @n_points. Returns: how many.
 */
guint aisle_polyline_crossings (const AislePoint *points, guint n_points, AislePoint from,
                                AislePoint to, AisleCrossing *crossings);

/**
 * Whether @p lies in the polygon of a closed polyline (even-odd). A point on the border is inside
 * or outside just as a move to it has crossed the border or not.
 */
gboolean aisle_polygon_contains (const AislePoint *points, guint n_points, AislePoint p);

/** Area of a polygon, positive; the last point is joined to the first. */
double aisle_polygon_area (const AislePoint *points, guint n_points);

/**
 * Whether no two segments touch except neighbours in their common point.
 * @closed: the last point is joined to the first.
 */
gboolean aisle_polyline_is_simple (const AislePoint *points, guint n_points, gboolean closed);

/** The point at share @at of the move. */
AislePoint aisle_point_between (AislePoint from, AislePoint to, double at);

G_END_DECLS
