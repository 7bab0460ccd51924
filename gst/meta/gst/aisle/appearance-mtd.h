/* SPDX-License-Identifier: MIT */
/*
 * @file appearance-mtd.h
 * What a tracked person looks like. Written by aisletrack, one per track that it could look at,
 * for elements that know somebody again. It is for the elements of this process: nothing
 * publishes it, and neither should an application.
 * Relation: OD —relate-to→ the mtd of GstAisleAppearance.
 */
#pragma once

#include <gst/aisle/prelude.h>

G_BEGIN_DECLS

/**
 * GST_AISLE_APPEARANCE_SIZE:
 *
 * Numbers that describe a person's looks.
 */
#define GST_AISLE_APPEARANCE_SIZE 64

/**
 * GstAisleAppearance:
 * @values: the mean of what was seen of the person so far, a vector of unit length
 *
 * What the mtd holds.
 */
typedef struct {
  gfloat values[GST_AISLE_APPEARANCE_SIZE];
} GstAisleAppearance;

/**
 * gst_aisle_appearance_mtd_get_mtd_type:
 *
 * Returns: the type, for gst_analytics_relation_meta_iterate()
 */
GST_AISLE_API
GstAnalyticsMtdType gst_aisle_appearance_mtd_get_mtd_type (void);

/**
 * gst_aisle_relation_meta_add_appearance_mtd:
 * @meta: a relation meta of a writable buffer
 * @appearance: the vector to copy
 * @mtd: (out caller-allocates) (optional): handle of what was added
 *
 * Returns: %FALSE when there is no memory
 */
GST_AISLE_API
gboolean gst_aisle_relation_meta_add_appearance_mtd (GstAnalyticsRelationMeta *meta,
                                                     const GstAisleAppearance *appearance,
                                                     GstAnalyticsMtd *mtd);

/**
 * gst_aisle_appearance_mtd_get:
 * @mtd: a handle of any type
 * @appearance: (out caller-allocates): a copy of the vector
 *
 * Returns: %FALSE when @mtd is of another type
 */
GST_AISLE_API
gboolean gst_aisle_appearance_mtd_get (const GstAnalyticsMtd *mtd, GstAisleAppearance *appearance);

G_END_DECLS
