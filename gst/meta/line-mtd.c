/* SPDX-License-Identifier: MIT */
/** @file line-mtd.c State of a counting line. */
#include "gst/meta/gst/aisle/line-mtd.h"
#include "gst/meta/mtd-private.h"

static const GstAnalyticsMtdImpl line_impl = { "aisle-line", NULL, NULL, { NULL } };

GstAnalyticsMtdType
gst_aisle_line_mtd_get_mtd_type (void)
{
  return (GstAnalyticsMtdType) &line_impl;
}

gboolean
gst_aisle_relation_meta_add_line_mtd (GstAnalyticsRelationMeta *meta, const gchar *name,
                                      guint64 total_in, guint64 total_out, guint64 day_in,
                                      guint64 day_out, GstAnalyticsMtd *mtd)
{
  g_return_val_if_fail (meta != NULL && name != NULL, FALSE);
  GstAisleLine line = {
    .total_in = total_in, .total_out = total_out, .day_in = day_in, .day_out = day_out
  };
  gst_aisle_name_copy (line.name, name);
  return gst_aisle_mtd_add (meta, &line_impl, &line, sizeof line, mtd);
}

gboolean
gst_aisle_line_mtd_get (const GstAnalyticsMtd *mtd, GstAisleLine *line)
{
  g_return_val_if_fail (mtd != NULL && line != NULL, FALSE);
  return gst_aisle_mtd_read (mtd, &line_impl, line, sizeof *line);
}

const gchar *
gst_aisle_line_get_name (const GstAisleLine *line)
{
  g_return_val_if_fail (line != NULL, NULL);
  return line->name;
}
