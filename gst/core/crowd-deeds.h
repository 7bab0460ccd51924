/* SPDX-License-Identifier: MIT */
/**
 * @file crowd-deeds.h
 * What the people of a crowd do besides crossing, visiting and waiting: at shelves, from zone to
 * zone, turning in; and whether they are staff. Private to the crowd.
 */
#pragma once

#include "gst/core/crowd.h"

G_BEGIN_DECLS

/** The config or the frame's aspect has changed. */
void aisle_crowd_place_shelves (AisleCrowd *crowd);
/** The person made @move and is in @box (pixels) now. */
void aisle_crowd_note_move (AisleCrowd *crowd, AislePerson *person, const AisleMove *move,
                            const AisleTrack *track);
void aisle_crowd_note_crossing (AisleCrowd *crowd, AislePerson *person, guint line,
                                AisleDirection direction);
/** Before @visit is told: adds where the person came from. */
void aisle_crowd_note_visit (AislePerson *person, guint zone, AisleVisitRecord *visit);
void aisle_crowd_join_deeds (AisleCrowd *crowd, AislePerson *earlier, AislePerson *later);
/** Before a reload: lines and zones that stay keep what was done there. */
void aisle_crowd_rearrange_deeds (AisleCrowd *crowd, const AisleConfig *config);

G_END_DECLS
