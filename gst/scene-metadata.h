/* SPDX-License-Identifier: MIT */
/**
 * @file scene-metadata.h
 * The metadata of a frame as a scene to draw.
 */
#pragma once

#include "gst/overlay-drawing.h"

#include <gst/aisle/aisle.h>

G_BEGIN_DECLS

/**
 * Append what @meta says of people, lines, zones, queues and places.
 * Detections of any element are people; those with a GstAnalyticsTrackingMtd have its number.
 * @people: GArray of AisleScenePerson. @counts: GArray of AisleSceneCount.
 */
void gst_aisle_scene_read (GstAnalyticsRelationMeta *meta, GArray *people, GArray *counts);

/** Whether @meta says that the camera sees nothing, and why. */
gboolean gst_aisle_scene_is_blind (GstAnalyticsRelationMeta *meta, GstAisleSight *sight);

G_END_DECLS
