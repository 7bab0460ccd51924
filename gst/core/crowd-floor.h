/* SPDX-License-Identifier: MIT */
/**
 * @file crowd-floor.h
 * The people of a crowd on the floor, in metres: how far they walk, how tall they are, who walks
 * with whom. Private to the crowd.
 */
#pragma once

#include "gst/core/crowd.h"

G_BEGIN_DECLS

/** The config or the frame's aspect has changed: what was learned of the same floor is kept. */
void aisle_crowd_place_floor (AisleCrowd *crowd);
void aisle_crowd_clear_floor (AisleCrowd *crowd);
/** Nobody is in view any more: groups have no members. */
void aisle_crowd_part (AisleCrowd *crowd);

/**
 * @person is seen at @pts seconds with @box (pixels), with feet at @feet (0…1). Sets how far they
 * had walked before and after, in @move.
 */
void aisle_crowd_walk (AisleCrowd *crowd, AislePerson *person, const AisleBox *box, AislePoint feet,
                       double pts, AisleMove *move);
/** Before a hand-over: sets how far @earlier had walked, and that @gap brought them to @later. */
void aisle_crowd_join_walks (AisleCrowd *crowd, const AislePerson *earlier, AislePerson *later,
                             AisleMove *gap);
/** All have been seen that are at @pts seconds: who walks with whom. */
void aisle_crowd_group (AisleCrowd *crowd, double pts);

G_END_DECLS
