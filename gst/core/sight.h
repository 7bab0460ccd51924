/* SPDX-License-Identifier: MIT */
/**
 * @file sight.h
 * Whether a camera still sees what it was set up to see. Twice a second some pixels of the picture
 * are compared with what the camera usually shows (a slow approximate median, McFarlane &
 * Schofield, "Segmentation and tracking of piglets in images", MVA 1995): how bright, how
 * detailed, and whether the edges are where they were, by the normalised correlation of
 * differences between neighbouring cells, which light does not change. Not thread-safe per object.
 */
#pragma once

#include "gst/core/appearance.h"
#include "gst/core/event.h"

G_BEGIN_DECLS

/** Seconds that something must last before the camera counts as blind, and as seeing again. */
#define AISLE_SIGHT_NOTICE 3.0
#define AISLE_SIGHT_RECOVERY 1.0
/** Seconds without any change of any pixel; encoders of a still scene renew it more often. */
#define AISLE_SIGHT_FROZEN 20.0

typedef struct {
  gboolean blind;
  AisleBlindCause cause; /**< when blind */
  gint64 since;          /**< when blind: ns of stream time at which it began */
} AisleSightState;

typedef struct _AisleSight AisleSight;

AisleSight *aisle_sight_new (void);
void aisle_sight_free (AisleSight *sight);
/** What is shown from now on is what should be seen: the camera was set up anew, or jumped. */
void aisle_sight_reset (AisleSight *sight);
/** Whether it is time for another look; @pts: ns of stream time. */
gboolean aisle_sight_wants (const AisleSight *sight, gint64 pts);
/** Look at the frame at @pts; about 30,000 bytes are read, whatever its size. */
void aisle_sight_look (AisleSight *sight, gint64 pts, const AislePicture *picture);
/** By the last look. */
AisleSightState aisle_sight_get (const AisleSight *sight);
/** "covered", "moved", "dark", "frozen", "unfocused". */
const char *aisle_blind_cause_name (AisleBlindCause cause);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AisleSight, aisle_sight_free)

G_END_DECLS
