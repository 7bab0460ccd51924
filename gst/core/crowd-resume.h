/* SPDX-License-Identifier: MIT */
/**
 * @file crowd-resume.h
 * People of a saved crowd after a restart. Where the same stream is told again, its tracker gives
 * the same ids and everybody goes on as if nothing had been; else all tracks are new, and whoever
 * stands where somebody stood is taken for the same person. Private to the crowd.
 */
#pragma once

#include "gst/core/crowd.h"

G_BEGIN_DECLS

/** Seconds without sight that a restart may take: who stands at the same place is the same. */
#define AISLE_RESUME_TIME 30.0

/**
 * The persons of @crowd were saved at @pts ns. Whoever was seen then is looked for where they
 * stand; the others had been out of sight before, and that rule goes on.
 */
void aisle_crowd_suspend (AisleCrowd *crowd, gint64 pts);

/**
 * The frame at @pts ns is that with which the crowd was saved: when everybody seen in it has the
 * same id at the same place, it is as if there had been no restart.
 */
void aisle_crowd_recognize (AisleCrowd *crowd, gint64 pts, const AisleTrack *tracks,
                            guint n_tracks);

/** The first frame that is new is at @pts seconds: all tracks of old are gone. */
void aisle_crowd_resume (AisleCrowd *crowd, double pts);

/**
 * As aisle_person_find_successor(), for a suspended person: who is nearest, and they to none
 * nearer. NULL when there is nobody yet. @confidence: (out): the nearer, the surer.
 */
AislePerson *aisle_crowd_find_resumed (const AisleCrowd *crowd, const AislePerson *person,
                                       double *confidence);

/** Whether a suspended person may still be found at @pts seconds. */
gboolean aisle_crowd_awaits_resumed (const AisleCrowd *crowd, const AislePerson *person,
                                     double pts);

G_END_DECLS
