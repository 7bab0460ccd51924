/* SPDX-License-Identifier: MIT */
/*
 * @file zone-mtd.h
 * State of a zone on a frame. Written by aislefootfall, one per zone of its config.
 */
#pragma once

#include <gst/aisle/prelude.h>

G_BEGIN_DECLS

/**
 * GstAisleZone:
 * @name: name of the zone, UTF-8
 * @occupancy: people inside now
 * @visits: visits that ended in the current `counts` bucket
 * @dwell_mean: mean length of those visits in seconds, 0 without any
 * @density: people per square metre now, -1 without a ground plane
 *
 * What the mtd holds.
 */
typedef struct {
  gchar name[GST_AISLE_NAME_SIZE];
  guint occupancy;
  guint64 visits;
  gdouble dwell_mean;
  gdouble density;
} GstAisleZone;

/**
 * gst_aisle_zone_mtd_get_mtd_type:
 *
 * Returns: the type, for gst_analytics_relation_meta_iterate()
 */
GST_AISLE_API
GstAnalyticsMtdType gst_aisle_zone_mtd_get_mtd_type (void);

/**
 * gst_aisle_relation_meta_add_zone_mtd:
 * @meta: a relation meta of a writable buffer
 * @name: name of the zone, UTF-8
 * @occupancy: see #GstAisleZone
 * @visits: see #GstAisleZone
 * @dwell_mean: see #GstAisleZone
 * @density: see #GstAisleZone
 * @mtd: (out caller-allocates) (optional): handle of what was added
 *
 * Returns: %FALSE when there is no memory
 */
GST_AISLE_API
gboolean gst_aisle_relation_meta_add_zone_mtd (GstAnalyticsRelationMeta *meta, const gchar *name,
                                               guint occupancy, guint64 visits, gdouble dwell_mean,
                                               gdouble density, GstAnalyticsMtd *mtd);

/**
 * gst_aisle_zone_mtd_get:
 * @mtd: a handle of any type
 * @zone: (out caller-allocates): a copy of the state
 *
 * Returns: %FALSE when @mtd is of another type
 */
GST_AISLE_API
gboolean gst_aisle_zone_mtd_get (const GstAnalyticsMtd *mtd, GstAisleZone *zone);

/**
 * gst_aisle_zone_get_name:
 * @zone: a state
 *
 * The field, for languages in which an array of characters is no string.
 *
 * Returns: (transfer none): UTF-8, valid as long as @zone
 */
GST_AISLE_API
const gchar *gst_aisle_zone_get_name (const GstAisleZone *zone);

G_END_DECLS
