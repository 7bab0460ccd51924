/* SPDX-License-Identifier: MIT */
/**
 * @file footfall-metadata.h
 * What a counter knows, as metadata of a frame.
 */
#pragma once

#include "gst/core/footfall.h"
#include "gst/core/sight.h"

#include <gst/aisle/aisle.h>

G_BEGIN_DECLS

/** Lines, zones, queues, occupancies. */
void gst_aisle_footfall_metadata_add (GstAnalyticsRelationMeta *meta,
                                      const AisleFootfall *footfall);
/** That the camera is blind at @pts (ns of stream time), if it is. */
void gst_aisle_footfall_metadata_add_sight (GstAnalyticsRelationMeta *meta, AisleSightState sight,
                                            gint64 pts);
/**
 * Where the person of @track stands and moves, related to the OD with the id @od. Nothing for a
 * track that is not counted. @config: in force.
 */
void gst_aisle_footfall_metadata_add_person (GstAnalyticsRelationMeta *meta, guint od,
                                             const AisleFootfall *footfall,
                                             const AisleConfig *config, guint64 track);

G_END_DECLS
