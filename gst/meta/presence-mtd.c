/* SPDX-License-Identifier: MIT */
/** @file presence-mtd.c Where a tracked person stands. */
#include "gst/meta/gst/aisle/presence-mtd.h"
#include "gst/meta/mtd-private.h"

static const GstAnalyticsMtdImpl presence_impl = { "aisle-presence", NULL, NULL, { NULL } };

GstAnalyticsMtdType
gst_aisle_presence_mtd_get_mtd_type (void)
{
  return (GstAnalyticsMtdType) &presence_impl;
}

gboolean
gst_aisle_relation_meta_add_presence_mtd (GstAnalyticsRelationMeta *meta,
                                          const GstAislePresence *presence, const gchar *zone,
                                          GstAnalyticsMtd *mtd)
{
  g_return_val_if_fail (meta != NULL && presence != NULL, FALSE);
  GstAislePresence state = *presence;
  gst_aisle_name_copy (state.zone, zone);
  return gst_aisle_mtd_add (meta, &presence_impl, &state, sizeof state, mtd);
}

gboolean
gst_aisle_presence_mtd_get (const GstAnalyticsMtd *mtd, GstAislePresence *presence)
{
  g_return_val_if_fail (mtd != NULL && presence != NULL, FALSE);
  return gst_aisle_mtd_read (mtd, &presence_impl, presence, sizeof *presence);
}

const gchar *
gst_aisle_presence_get_zone (const GstAislePresence *presence)
{
  g_return_val_if_fail (presence != NULL, NULL);
  return presence->zone;
}
