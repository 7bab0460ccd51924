/* SPDX-License-Identifier: MIT */
/**
 * @file heat-trail.h
 * The heat map of the people on successive frames, for what sees only metadata.
 */
#pragma once

#include "gst/overlay-drawing.h"

G_BEGIN_DECLS

typedef struct _GstAisleHeatTrail GstAisleHeatTrail;

GstAisleHeatTrail *gst_aisle_heat_trail_new (void);
void gst_aisle_heat_trail_free (GstAisleHeatTrail *trail);

/**
 * One frame at @pts (ns, not falling). Each counted person adds the time since it was last seen,
 * along its way; a coasting one waits until it is seen again.
 */
void gst_aisle_heat_trail_update (GstAisleHeatTrail *trail, gint64 pts,
                                  const AisleScenePerson *people, guint n_people);
/** Returns: (transfer none). */
const AisleHeatmap *gst_aisle_heat_trail_get (const GstAisleHeatTrail *trail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GstAisleHeatTrail, gst_aisle_heat_trail_free)

G_END_DECLS
