/* SPDX-License-Identifier: MIT */
/** @file motion-mtd.c Where a tracked person walks on the floor. */
#include "gst/meta/gst/aisle/motion-mtd.h"

#include "gst/meta/mtd-private.h"

static const GstAnalyticsMtdImpl motion_impl = { "aisle-motion", NULL, NULL, { NULL } };

GstAnalyticsMtdType
gst_aisle_motion_mtd_get_mtd_type (void)
{
  return (GstAnalyticsMtdType) &motion_impl;
}

gboolean
gst_aisle_relation_meta_add_motion_mtd (GstAnalyticsRelationMeta *meta,
                                        const GstAisleMotion *motion, GstAnalyticsMtd *mtd)
{
  g_return_val_if_fail (meta != NULL && motion != NULL, FALSE);
  return gst_aisle_mtd_add (meta, &motion_impl, motion, sizeof *motion, mtd);
}

gboolean
gst_aisle_motion_mtd_get (const GstAnalyticsMtd *mtd, GstAisleMotion *motion)
{
  g_return_val_if_fail (mtd != NULL && motion != NULL, FALSE);
  return gst_aisle_mtd_read (mtd, &motion_impl, motion, sizeof *motion);
}
