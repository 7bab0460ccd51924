/* SPDX-License-Identifier: MIT */
/*
 * @file sight-mtd.h
 * Whether the camera sees anything that can be counted. Written by aislefootfall while it does not.
 */
#pragma once

#include <gst/aisle/prelude.h>

G_BEGIN_DECLS

/**
 * GstAisleSight:
 * @cause: "covered", "moved", "dark", "frozen" or "unfocused"; empty when it sees
 * @seconds: how long so far
 *
 * What the mtd holds.
 */
typedef struct {
  gchar cause[GST_AISLE_NAME_SIZE];
  gdouble seconds;
} GstAisleSight;

/**
 * gst_aisle_sight_mtd_get_mtd_type:
 *
 * Returns: the type, for gst_analytics_relation_meta_iterate()
 */
GST_AISLE_API
GstAnalyticsMtdType gst_aisle_sight_mtd_get_mtd_type (void);

/**
 * gst_aisle_relation_meta_add_sight_mtd:
 * @meta: a relation meta of a writable buffer
 * @cause: (nullable): see #GstAisleSight, %NULL for none
 * @seconds: see #GstAisleSight
 * @mtd: (out caller-allocates) (optional): handle of what was added
 *
 * Returns: %FALSE when there is no memory
 */
GST_AISLE_API
gboolean gst_aisle_relation_meta_add_sight_mtd (GstAnalyticsRelationMeta *meta, const gchar *cause,
                                                gdouble seconds, GstAnalyticsMtd *mtd);

/**
 * gst_aisle_sight_mtd_get:
 * @mtd: a handle of any type
 * @sight: (out caller-allocates): a copy of the state
 *
 * Returns: %FALSE when @mtd is of another type
 */
GST_AISLE_API
gboolean gst_aisle_sight_mtd_get (const GstAnalyticsMtd *mtd, GstAisleSight *sight);

/**
 * gst_aisle_sight_get_cause:
 * @sight: a state
 *
 * The field, for languages in which an array of characters is no string.
 *
 * Returns: (transfer none): UTF-8, valid as long as @sight
 */
GST_AISLE_API
const gchar *gst_aisle_sight_get_cause (const GstAisleSight *sight);

G_END_DECLS
