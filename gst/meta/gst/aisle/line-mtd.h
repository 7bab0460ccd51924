/* SPDX-License-Identifier: MIT */
/*
 * @file line-mtd.h
 * State of a counting line on a frame. Written by aislefootfall, one per line of its config.
 */
#pragma once

#include <gst/aisle/prelude.h>

G_BEGIN_DECLS

/**
 * GstAisleLine:
 * @name: name of the line, UTF-8
 * @total_in: crossings to the IN side since the start of the totals
 * @total_out: crossings to the other side
 * @day_in: crossings to the IN side since the business day began
 * @day_out: crossings to the other side since then
 *
 * What the mtd holds.
 */
typedef struct {
  gchar name[GST_AISLE_NAME_SIZE];
  guint64 total_in;
  guint64 total_out;
  guint64 day_in;
  guint64 day_out;
} GstAisleLine;

/**
 * gst_aisle_line_mtd_get_mtd_type:
 *
 * Returns: the type, for gst_analytics_relation_meta_iterate()
 */
GST_AISLE_API
GstAnalyticsMtdType gst_aisle_line_mtd_get_mtd_type (void);

/**
 * gst_aisle_relation_meta_add_line_mtd:
 * @meta: a relation meta of a writable buffer
 * @name: name of the line, UTF-8
 * @total_in: see #GstAisleLine
 * @total_out: see #GstAisleLine
 * @day_in: see #GstAisleLine
 * @day_out: see #GstAisleLine
 * @mtd: (out caller-allocates) (optional): handle of what was added
 *
 * Returns: %FALSE when there is no memory
 */
GST_AISLE_API
gboolean gst_aisle_relation_meta_add_line_mtd (GstAnalyticsRelationMeta *meta, const gchar *name,
                                               guint64 total_in, guint64 total_out,
                                               guint64 day_in, guint64 day_out,
                                               GstAnalyticsMtd *mtd);

/**
 * gst_aisle_line_mtd_get:
 * @mtd: a handle of any type
 * @line: (out caller-allocates): a copy of the state
 *
 * Returns: %FALSE when @mtd is of another type
 */
GST_AISLE_API
gboolean gst_aisle_line_mtd_get (const GstAnalyticsMtd *mtd, GstAisleLine *line);

/**
 * gst_aisle_line_get_name:
 * @line: a state
 *
 * The field, for languages in which an array of characters is no string.
 *
 * Returns: (transfer none): UTF-8, valid as long as @line
 */
GST_AISLE_API
const gchar *gst_aisle_line_get_name (const GstAisleLine *line);

G_END_DECLS
