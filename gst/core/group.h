/* SPDX-License-Identifier: MIT */
/**
 * @file group.h
 * Who came together: people who walk near each other in the same way for a while are a group (a
 * family), as in the work on pedestrian groups (Moussaïd et al. 2010: groups walk abreast, within
 * arm's length; Zanlungo et al. 2014). Strangers who pass, follow at a distance, or stand in a
 * queue together are none. Pure; memory is bounded by the people in view.
 */
#pragma once

#include "gst/core/event.h"
#include "gst/core/geometry.h"

G_BEGIN_DECLS

/** Seconds of walking together that make a group. */
#define AISLE_GROUP_TIME 1.5
/** Members who cross a line within so many seconds of each other cross it as one group. */
#define AISLE_GROUP_WINDOW 5.0

/** Somebody who is seen now; lengths in one unit, whichever. */
typedef struct {
  guint64 person;
  AislePoint place;
  double height; /**< of a body there */
  double slack;  /**< by which the place may be wrong */
} AisleWalker;

typedef struct {
  guint line;
  AisleDirection direction;
} AisleGroupCount;

typedef struct _AisleGroups AisleGroups;

/** @distance: body heights within which people walk together. */
AisleGroups *aisle_groups_new (double distance);
void aisle_groups_free (AisleGroups *groups);

/** A frame at @pts seconds, which does not fall. */
void aisle_groups_update (AisleGroups *groups, double pts, const AisleWalker *walkers, guint n);
/** @person turns out to be @earlier. */
void aisle_groups_rename (AisleGroups *groups, guint64 person, guint64 earlier);
/** The group of @person: the least number of its members; 0: alone. */
guint64 aisle_groups_find (const AisleGroups *groups, guint64 person);

/** @person has crossed a line. */
void aisle_groups_cross (AisleGroups *groups, guint line, AisleDirection direction, guint64 person,
                         double pts);
/**
 * The next group, or person alone, that has crossed a line: told after AISLE_GROUP_WINDOW, when it
 * is clear who belongs to whom. @pts: G_MAXDOUBLE settles all. Returns: FALSE: no more.
 */
gboolean aisle_groups_take (AisleGroups *groups, double pts, AisleGroupCount *count);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleGroups, aisle_groups_free)

G_END_DECLS
