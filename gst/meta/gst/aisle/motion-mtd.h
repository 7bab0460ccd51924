/* SPDX-License-Identifier: MIT */
/*
 * @file motion-mtd.h
 * Where a tracked person walks on the floor, how fast and with whom, and how tall they are. Written
 * by aislefootfall, one per track of which any of it is known (config: ground, groups).
 * Relation: OD —relate-to→ the mtd of GstAisleMotion.
 */
#pragma once

#include <gst/aisle/prelude.h>

G_BEGIN_DECLS

/**
 * GstAisleStature:
 * @GST_AISLE_STATURE_UNKNOWN: not seen well enough, or no child height in the config
 * @GST_AISLE_STATURE_ADULT: an adult
 * @GST_AISLE_STATURE_CHILD: below the child height of the config
 *
 * A person by height.
 */
typedef enum {
  GST_AISLE_STATURE_UNKNOWN,
  GST_AISLE_STATURE_ADULT,
  GST_AISLE_STATURE_CHILD,
} GstAisleStature;

/**
 * GstAisleMotion:
 * @on_floor: the place on the floor is known
 * @x: metres on the floor, to the right on a plan; only when @on_floor
 * @y: metres on the floor, downwards on a plan; only when @on_floor
 * @distance: metres walked since the person was first seen, -1 when unknown
 * @speed: metres per second, smoothed over a second, -1 when unknown
 * @group: number of the group they belong to, 0: alone
 * @stature: adult or child
 *
 * What the mtd holds.
 */
typedef struct {
  gboolean on_floor;
  gdouble x, y;
  gdouble distance;
  gdouble speed;
  guint64 group;
  GstAisleStature stature;
} GstAisleMotion;

/**
 * gst_aisle_motion_mtd_get_mtd_type:
 *
 * Returns: the type, for gst_analytics_relation_meta_iterate()
 */
GST_AISLE_API
GstAnalyticsMtdType gst_aisle_motion_mtd_get_mtd_type (void);

/**
 * gst_aisle_relation_meta_add_motion_mtd:
 * @meta: a relation meta of a writable buffer
 * @motion: the state to copy
 * @mtd: (out caller-allocates) (optional): handle of what was added
 *
 * Returns: %FALSE when there is no memory
 */
GST_AISLE_API
gboolean gst_aisle_relation_meta_add_motion_mtd (GstAnalyticsRelationMeta *meta,
                                                 const GstAisleMotion *motion,
                                                 GstAnalyticsMtd *mtd);

/**
 * gst_aisle_motion_mtd_get:
 * @mtd: a handle of any type
 * @motion: (out caller-allocates): a copy of the state
 *
 * Returns: %FALSE when @mtd is of another type
 */
GST_AISLE_API
gboolean gst_aisle_motion_mtd_get (const GstAnalyticsMtd *mtd, GstAisleMotion *motion);

G_END_DECLS
