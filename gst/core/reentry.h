/* SPDX-License-Identifier: MIT */
/**
 * @file reentry.h
 * Who went out and comes back within a chosen time is no new person. Somebody is known again by
 * the same track, or by appearance: much more likely the same than another, and much more likely
 * that one than any other who left. When in doubt they are new. Nobody is remembered longer than
 * that time, nor more than AISLE_REENTRY_MOST people; nothing leaves the memory. Pure.
 */
#pragma once

#include "gst/core/appearance.h"

G_BEGIN_DECLS

#define AISLE_REENTRY_MOST 128

typedef struct {
  double pts;     /**< seconds: when they went out */
  guint64 person; /**< the first id of their track */
  gboolean seen;  /**< the look is known */
  AisleAppearance look;
} AisleLeaver;

/** All zero at first. */
typedef struct {
  guint n;
  AisleLeaver leavers[AISLE_REENTRY_MOST]; /**< by the time of leaving */
} AisleReentry;

/** Somebody in view, by the first id of the track. */
typedef gboolean (*AisleIsPresentFunc) (guint64 person, gpointer data);

/** @look: (nullable). */
void aisle_reentry_leave (AisleReentry *reentry, double pts, guint64 person,
                          const AisleAppearance *look);
/**
 * @person comes in at @pts. @window: seconds. @is_present: who is still in view under another id
 *   cannot be the one who comes in.
 * Returns: whether they left within @window; then that is forgotten.
 */
gboolean aisle_reentry_enter (AisleReentry *reentry, double pts, double window, guint64 person,
                              const AisleAppearance *look, AisleIsPresentFunc is_present,
                              gpointer data);

G_END_DECLS
