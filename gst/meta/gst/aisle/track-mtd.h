/* SPDX-License-Identifier: MIT */
/*
 * @file track-mtd.h
 * What aisletrack knows of a track beyond GstAnalyticsTrackingMtd.
 * Relations: OD —relate-to→ GstAnalyticsTrackingMtd, and the same OD —relate-to→ the mtd of
 * GstAisleTrack.
 */
#pragma once

#include <gst/aisle/prelude.h>

G_BEGIN_DECLS

/**
 * GstAisleTrack:
 * @x: left edge of the smoothed box, pixels of the frame, not clipped to it
 * @y: top edge
 * @w: width
 * @h: height
 * @coasting: no detection of this frame supports the track; the box is predicted
 * @stitched: gaps bridged so far
 * @confidence: that it was one person all the time, 0…1
 *
 * What the mtd holds. The box follows when the frame is scaled.
 */
typedef struct {
  gfloat x, y, w, h;
  gboolean coasting;
  guint64 stitched;
  gfloat confidence;
} GstAisleTrack;

/**
 * gst_aisle_track_mtd_get_mtd_type:
 *
 * Returns: the type, for gst_analytics_relation_meta_iterate()
 */
GST_AISLE_API
GstAnalyticsMtdType gst_aisle_track_mtd_get_mtd_type (void);

/**
 * gst_aisle_relation_meta_add_track_mtd:
 * @meta: a relation meta of a writable buffer
 * @track: the state to copy
 * @mtd: (out caller-allocates) (optional): handle of what was added
 *
 * Returns: %FALSE when there is no memory
 */
GST_AISLE_API
gboolean gst_aisle_relation_meta_add_track_mtd (GstAnalyticsRelationMeta *meta,
                                                const GstAisleTrack *track, GstAnalyticsMtd *mtd);

/**
 * gst_aisle_track_mtd_get:
 * @mtd: a handle of any type
 * @track: (out caller-allocates): a copy of the state
 *
 * Returns: %FALSE when @mtd is of another type
 */
GST_AISLE_API
gboolean gst_aisle_track_mtd_get (const GstAnalyticsMtd *mtd, GstAisleTrack *track);

G_END_DECLS
