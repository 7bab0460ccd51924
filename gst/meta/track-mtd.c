/* SPDX-License-Identifier: MIT */
/** @file track-mtd.c What aisletrack knows of a track; its box is scaled with the frame. */
#include "gst/meta/gst/aisle/track-mtd.h"

#include <gst/video/gstvideometa.h>
#include <string.h>

#include "gst/meta/mtd-private.h"

static gboolean
track_transform (GstBuffer *target, GstAnalyticsMtd *mtd, GstBuffer *source, GQuark type,
                 gpointer data)
{
  if (!GST_VIDEO_META_TRANSFORM_IS_SCALE (type))
    return TRUE;
  const GstVideoMetaTransform *scale = data;
  const float sx = (float) GST_VIDEO_INFO_WIDTH (scale->out_info)
                   / (float) GST_VIDEO_INFO_WIDTH (scale->in_info);
  const float sy = (float) GST_VIDEO_INFO_HEIGHT (scale->out_info)
                   / (float) GST_VIDEO_INFO_HEIGHT (scale->in_info);
  gpointer bytes = gst_analytics_relation_meta_get_mtd_data (mtd->meta, mtd->id);
  GstAisleTrack track;
  memcpy (&track, bytes, sizeof track);
  track.x *= sx;
  track.w *= sx;
  track.y *= sy;
  track.h *= sy;
  memcpy (bytes, &track, sizeof track);
  return TRUE;
}

static const GstAnalyticsMtdImpl track_impl = { "aisle-track", track_transform, NULL, { NULL } };

GstAnalyticsMtdType
gst_aisle_track_mtd_get_mtd_type (void)
{
  return (GstAnalyticsMtdType) &track_impl;
}

gboolean
gst_aisle_relation_meta_add_track_mtd (GstAnalyticsRelationMeta *meta, const GstAisleTrack *track,
                                       GstAnalyticsMtd *mtd)
{
  g_return_val_if_fail (meta != NULL && track != NULL, FALSE);
  return gst_aisle_mtd_add (meta, &track_impl, track, sizeof *track, mtd);
}

gboolean
gst_aisle_track_mtd_get (const GstAnalyticsMtd *mtd, GstAisleTrack *track)
{
  g_return_val_if_fail (mtd != NULL && track != NULL, FALSE);
  return gst_aisle_mtd_read (mtd, &track_impl, track, sizeof *track);
}
