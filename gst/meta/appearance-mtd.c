/* SPDX-License-Identifier: MIT */
/** @file appearance-mtd.c What a tracked person looks like. */
#include "gst/meta/gst/aisle/appearance-mtd.h"

#include "gst/core/appearance.h"
#include "gst/meta/mtd-private.h"

G_STATIC_ASSERT (sizeof (GstAisleAppearance) == sizeof (AisleAppearance));

static const GstAnalyticsMtdImpl appearance_impl = { "aisle-appearance", NULL, NULL, { NULL } };

GstAnalyticsMtdType
gst_aisle_appearance_mtd_get_mtd_type (void)
{
  return (GstAnalyticsMtdType) &appearance_impl;
}

gboolean
gst_aisle_relation_meta_add_appearance_mtd (GstAnalyticsRelationMeta *meta,
                                            const GstAisleAppearance *appearance,
                                            GstAnalyticsMtd *mtd)
{
  g_return_val_if_fail (meta != NULL && appearance != NULL, FALSE);
  return gst_aisle_mtd_add (meta, &appearance_impl, appearance, sizeof *appearance, mtd);
}

gboolean
gst_aisle_appearance_mtd_get (const GstAnalyticsMtd *mtd, GstAisleAppearance *appearance)
{
  g_return_val_if_fail (mtd != NULL && appearance != NULL, FALSE);
  return gst_aisle_mtd_read (mtd, &appearance_impl, appearance, sizeof *appearance);
}
