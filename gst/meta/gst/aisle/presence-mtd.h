/* SPDX-License-Identifier: MIT */
/*
 * @file presence-mtd.h
 * Where a tracked person stands. Written by aislefootfall, one per track it counts.
 * Relation: OD —relate-to→ the mtd of GstAislePresence.
 */
#pragma once

#include <gst/aisle/prelude.h>

G_BEGIN_DECLS

/**
 * GstAislePresence:
 * @track: the number that events carry for this track
 * @x: reference point (the feet, unless configured otherwise), 0…1 of the frame's width
 * @y: the same, 0…1 of the frame's height
 * @zone: name of the first zone it is in, empty when in none
 * @dwell: seconds in that zone so far
 * @sides_in: bit i is set when the side last confirmed at the i-th line of the config is IN
 * @sides_out: the same for the other side; in neither: none was confirmed yet
 *
 * What the mtd holds.
 */
typedef struct {
  guint64 track;
  gdouble x, y;
  gchar zone[GST_AISLE_NAME_SIZE];
  gdouble dwell;
  guint64 sides_in, sides_out;
} GstAislePresence;

/**
 * gst_aisle_presence_mtd_get_mtd_type:
 *
 * Returns: the type, for gst_analytics_relation_meta_iterate()
 */
GST_AISLE_API
GstAnalyticsMtdType gst_aisle_presence_mtd_get_mtd_type (void);

/**
 * gst_aisle_relation_meta_add_presence_mtd:
 * @meta: a relation meta of a writable buffer
 * @presence: the state to copy, but for its zone
 * @zone: (nullable): name of the zone, UTF-8, %NULL for none
 * @mtd: (out caller-allocates) (optional): handle of what was added
 *
 * Returns: %FALSE when there is no memory
 */
GST_AISLE_API
gboolean gst_aisle_relation_meta_add_presence_mtd (GstAnalyticsRelationMeta *meta,
                                                   const GstAislePresence *presence,
                                                   const gchar *zone, GstAnalyticsMtd *mtd);

/**
 * gst_aisle_presence_mtd_get:
 * @mtd: a handle of any type
 * @presence: (out caller-allocates): a copy of the state
 *
 * Returns: %FALSE when @mtd is of another type
 */
GST_AISLE_API
gboolean gst_aisle_presence_mtd_get (const GstAnalyticsMtd *mtd, GstAislePresence *presence);

/**
 * gst_aisle_presence_get_zone:
 * @presence: a state
 *
 * The field, for languages in which an array of characters is no string.
 *
 * Returns: (transfer none): UTF-8, valid as long as @presence
 */
GST_AISLE_API
const gchar *gst_aisle_presence_get_zone (const GstAislePresence *presence);

G_END_DECLS
