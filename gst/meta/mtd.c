/* SPDX-License-Identifier: MIT */
/** @file mtd.c Copying plain-old-data in and out of a relation meta. */
#include "gst/meta/mtd-private.h"

#include <string.h>

gboolean
gst_aisle_mtd_add (GstAnalyticsRelationMeta *meta, const GstAnalyticsMtdImpl *impl,
                   gconstpointer data, gsize size, GstAnalyticsMtd *mtd)
{
  GstAnalyticsMtd own;
  gpointer target =
      gst_analytics_relation_meta_add_mtd (meta, impl, size, mtd != NULL ? mtd : &own);
  if (target == NULL)
    return FALSE;
  memcpy (target, data, size);
  return TRUE;
}

gboolean
gst_aisle_mtd_read (const GstAnalyticsMtd *mtd, const GstAnalyticsMtdImpl *impl, gpointer data,
                    gsize size)
{
  if (gst_analytics_mtd_get_mtd_type (mtd) != (GstAnalyticsMtdType) impl)
    return FALSE;
  memcpy (data, gst_analytics_relation_meta_get_mtd_data (mtd->meta, mtd->id), size);
  return TRUE;
}

void
gst_aisle_name_copy (gchar target[GST_AISLE_NAME_SIZE], const gchar *name)
{
  memset (target, 0, GST_AISLE_NAME_SIZE);
  if (name == NULL)
    return;
  gsize length = strlen (name);
  while (length >= GST_AISLE_NAME_SIZE)
    length = (gsize) (g_utf8_find_prev_char (name, name + length) - name);
  memcpy (target, name, length);
}
