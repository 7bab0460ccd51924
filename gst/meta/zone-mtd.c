/* SPDX-License-Identifier: MIT */
/** @file zone-mtd.c State of a zone. */
#include "gst/meta/gst/aisle/zone-mtd.h"
#include "gst/meta/mtd-private.h"

static const GstAnalyticsMtdImpl zone_impl = { "aisle-zone", NULL, NULL, { NULL } };

GstAnalyticsMtdType
gst_aisle_zone_mtd_get_mtd_type (void)
{
  return (GstAnalyticsMtdType) &zone_impl;
}

gboolean
gst_aisle_relation_meta_add_zone_mtd (GstAnalyticsRelationMeta *meta, const gchar *name,
                                      guint occupancy, guint64 visits, gdouble dwell_mean,
                                      gdouble density, GstAnalyticsMtd *mtd)
{
  g_return_val_if_fail (meta != NULL && name != NULL, FALSE);
  GstAisleZone zone = {
    .occupancy = occupancy, .visits = visits, .dwell_mean = dwell_mean, .density = density
  };
  gst_aisle_name_copy (zone.name, name);
  return gst_aisle_mtd_add (meta, &zone_impl, &zone, sizeof zone, mtd);
}

gboolean
gst_aisle_zone_mtd_get (const GstAnalyticsMtd *mtd, GstAisleZone *zone)
{
  g_return_val_if_fail (mtd != NULL && zone != NULL, FALSE);
  return gst_aisle_mtd_read (mtd, &zone_impl, zone, sizeof *zone);
}

const gchar *
gst_aisle_zone_get_name (const GstAisleZone *zone)
{
  g_return_val_if_fail (zone != NULL, NULL);
  return zone->name;
}
