/* SPDX-License-Identifier: MIT */
/**
 * @file floor-map.h
 * Where people stand and how they move, per cell of a grid in metres on the floor: person-seconds,
 * mean direction and speed. The grid grows with the places it is given; when it would be too
 * large its cells become twice as wide, so memory is bounded. Pure.
 */
#pragma once

#include "gst/core/geometry.h"

G_BEGIN_DECLS

/** Most cells to a side, and widest cell in metres: what does not fit is not on this floor. */
#define AISLE_FLOOR_MAP_MOST 256
#define AISLE_FLOOR_MAP_WIDEST 1.0
/** m/s: who is slower stands; a cell's direction and speed are of those who walk. */
#define AISLE_FLOOR_MAP_WALK 0.3

typedef struct {
  double seconds;      /**< person-seconds, */
  double walk_seconds; /**< and those of them in which they walked */
  double x, y;         /**< sum of the ways walked, metres */
  double length;       /**< sum of their lengths */
} AisleFloorCell;

typedef struct {
  double cell;           /**< width of a cell, metres */
  int left, top;         /**< of the first cell, in cells from the origin of the floor */
  guint columns, rows;   /**< 0: empty */
  AisleFloorCell *cells; /**< row by row, downwards */
} AisleFloorMap;

/** @cell: width of a cell at first, metres. */
AisleFloorMap *aisle_floor_map_new (double cell);
void aisle_floor_map_free (AisleFloorMap *map);

/** A person went straight on from @from to @to (metres) in @seconds. */
void aisle_floor_map_add (AisleFloorMap *map, AislePoint from, AislePoint to, double seconds);

/** Middle of a cell, metres. */
AislePoint aisle_floor_map_middle (const AisleFloorMap *map, guint column, guint row);
/** Mean velocity of those who walk, m/s: direction of the sum of ways, mean speed; 0: nobody. */
AislePoint aisle_floor_map_flow (const AisleFloorMap *map, guint column, guint row);

/** "x,y,seconds", metres of the middle of each cell where anybody was. Caller frees. */
char *aisle_floor_map_heat_csv (const AisleFloorMap *map);
/** "x,y,vx,vy,speed,seconds" of each cell where anybody walked. Caller frees. */
char *aisle_floor_map_flow_csv (const AisleFloorMap *map);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleFloorMap, aisle_floor_map_free)

G_END_DECLS
