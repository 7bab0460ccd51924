/* SPDX-License-Identifier: MIT */
/*
 * @file occupancy-mtd.h
 * People inside a place whose doors are lines. Written by aislefootfall, one per occupancy of its
 * config.
 */
#pragma once

#include <gst/aisle/prelude.h>

G_BEGIN_DECLS

/**
 * GstAisleOccupancy:
 * @name: name of the place, UTF-8
 * @people: people inside now, never negative
 *
 * What the mtd holds.
 */
typedef struct {
  gchar name[GST_AISLE_NAME_SIZE];
  guint64 people;
} GstAisleOccupancy;

/**
 * gst_aisle_occupancy_mtd_get_mtd_type:
 *
 * Returns: the type, for gst_analytics_relation_meta_iterate()
 */
GST_AISLE_API
GstAnalyticsMtdType gst_aisle_occupancy_mtd_get_mtd_type (void);

/**
 * gst_aisle_relation_meta_add_occupancy_mtd:
 * @meta: a relation meta of a writable buffer
 * @name: name, UTF-8
 * @people: see #GstAisleOccupancy
 * @mtd: (out caller-allocates) (optional): handle of what was added
 *
 * Returns: %FALSE when there is no memory
 */
GST_AISLE_API
gboolean gst_aisle_relation_meta_add_occupancy_mtd (GstAnalyticsRelationMeta *meta,
                                                    const gchar *name, guint64 people,
                                                    GstAnalyticsMtd *mtd);

/**
 * gst_aisle_occupancy_mtd_get:
 * @mtd: a handle of any type
 * @occupancy: (out caller-allocates): a copy of the state
 *
 * Returns: %FALSE when @mtd is of another type
 */
GST_AISLE_API
gboolean gst_aisle_occupancy_mtd_get (const GstAnalyticsMtd *mtd, GstAisleOccupancy *occupancy);

/**
 * gst_aisle_occupancy_get_name:
 * @occupancy: a state
 *
 * The field, for languages in which an array of characters is no string.
 *
 * Returns: (transfer none): UTF-8, valid as long as @occupancy
 */
GST_AISLE_API
const gchar *gst_aisle_occupancy_get_name (const GstAisleOccupancy *occupancy);

G_END_DECLS
