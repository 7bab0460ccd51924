/* SPDX-License-Identifier: MIT */
/**
 * @file track-list.h
 * The tracks on a frame: what GstAnalyticsTrackingMtd of any tracker says, and of ours more.
 */
#pragma once

#include <gst/analytics/analytics.h>

#include "gst/core/tracker.h"

G_BEGIN_DECLS

typedef struct {
  GArray *tracks;      /**< AisleTrack */
  GArray *ods;         /**< guint: the id of each track's OD */
  GArray *appearances; /**< AisleAppearance that the tracks point to */
} GstAisleTrackList;

void gst_aisle_track_list_init (GstAisleTrackList *self);
void gst_aisle_track_list_clear (GstAisleTrackList *self);
/**
 * Replace the list by the objects of @meta (nullable) that have a track.
 * @wanted: labels, see classes.h. @offset: ns of stream time less running time.
 */
void gst_aisle_track_list_read (GstAisleTrackList *self, GstAnalyticsRelationMeta *meta,
                                char **wanted, gint64 offset);

G_END_DECLS
