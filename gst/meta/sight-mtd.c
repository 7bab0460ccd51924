/* SPDX-License-Identifier: MIT */
/** @file sight-mtd.c Whether the camera sees. */
#include "gst/meta/gst/aisle/sight-mtd.h"
#include "gst/meta/mtd-private.h"

static const GstAnalyticsMtdImpl sight_impl = { "aisle-sight", NULL, NULL, { NULL } };

GstAnalyticsMtdType
gst_aisle_sight_mtd_get_mtd_type (void)
{
  return (GstAnalyticsMtdType) &sight_impl;
}

gboolean
gst_aisle_relation_meta_add_sight_mtd (GstAnalyticsRelationMeta *meta, const gchar *cause,
                                       gdouble seconds, GstAnalyticsMtd *mtd)
{
  g_return_val_if_fail (meta != NULL, FALSE);
  GstAisleSight sight = { .seconds = seconds };
  gst_aisle_name_copy (sight.cause, cause);
  return gst_aisle_mtd_add (meta, &sight_impl, &sight, sizeof sight, mtd);
}

gboolean
gst_aisle_sight_mtd_get (const GstAnalyticsMtd *mtd, GstAisleSight *sight)
{
  g_return_val_if_fail (mtd != NULL && sight != NULL, FALSE);
  return gst_aisle_mtd_read (mtd, &sight_impl, sight, sizeof *sight);
}

const gchar *
gst_aisle_sight_get_cause (const GstAisleSight *sight)
{
  g_return_val_if_fail (sight != NULL, NULL);
  return sight->cause;
}
