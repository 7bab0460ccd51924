/* SPDX-License-Identifier: MIT */
/**
 * @file mtd-private.h
 * What all metadata types here share: plain-old-data copied in and out of a relation meta.
 * Copies, because the meta's memory moves when it grows and does not promise alignment.
 */
#pragma once

#include "gst/meta/gst/aisle/prelude.h"

G_BEGIN_DECLS

/** Add @size bytes of @data as an mtd of type @impl. @mtd: (out) (optional). */
gboolean gst_aisle_mtd_add (GstAnalyticsRelationMeta *meta, const GstAnalyticsMtdImpl *impl,
                            gconstpointer data, gsize size, GstAnalyticsMtd *mtd);
/** Copy the @size bytes of @mtd to @data; FALSE when it is not of type @impl. */
gboolean gst_aisle_mtd_read (const GstAnalyticsMtd *mtd, const GstAnalyticsMtdImpl *impl,
                             gpointer data, gsize size);
/** Copy @name, cut at the end of a UTF-8 character where it is too long; NULL gives "". */
void gst_aisle_name_copy (gchar target[GST_AISLE_NAME_SIZE], const gchar *name);

G_END_DECLS
