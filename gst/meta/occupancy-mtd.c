/* SPDX-License-Identifier: MIT */
/** @file occupancy-mtd.c People inside a place. */
#include "gst/meta/gst/aisle/occupancy-mtd.h"
#include "gst/meta/mtd-private.h"

static const GstAnalyticsMtdImpl occupancy_impl = { "aisle-occupancy", NULL, NULL, { NULL } };

GstAnalyticsMtdType
gst_aisle_occupancy_mtd_get_mtd_type (void)
{
  return (GstAnalyticsMtdType) &occupancy_impl;
}

gboolean
gst_aisle_relation_meta_add_occupancy_mtd (GstAnalyticsRelationMeta *meta, const gchar *name,
                                           guint64 people, GstAnalyticsMtd *mtd)
{
  g_return_val_if_fail (meta != NULL && name != NULL, FALSE);
  GstAisleOccupancy occupancy = { .people = people };
  gst_aisle_name_copy (occupancy.name, name);
  return gst_aisle_mtd_add (meta, &occupancy_impl, &occupancy, sizeof occupancy, mtd);
}

gboolean
gst_aisle_occupancy_mtd_get (const GstAnalyticsMtd *mtd, GstAisleOccupancy *occupancy)
{
  g_return_val_if_fail (mtd != NULL && occupancy != NULL, FALSE);
  return gst_aisle_mtd_read (mtd, &occupancy_impl, occupancy, sizeof *occupancy);
}

const gchar *
gst_aisle_occupancy_get_name (const GstAisleOccupancy *occupancy)
{
  g_return_val_if_fail (occupancy != NULL, NULL);
  return occupancy->name;
}
