/* SPDX-License-Identifier: MIT */
/*
 * @file role-mtd.h
 * What a tracked person is in the shop: staff, or somebody who waits in a queue. Written by
 * aislefootfall, one per track that is either; customers elsewhere have none.
 * Relation: OD —relate-to→ the mtd of GstAisleRole.
 */
#pragma once

#include <gst/aisle/prelude.h>

G_BEGIN_DECLS

/**
 * GstAisleRole:
 * @staff: belongs to the shop and is not counted
 * @queue: name of the queue in which they wait, UTF-8, "" when in none
 * @position: 1 for who came first, 0 when in no queue
 * @wait: seconds in the queue so far
 *
 * What the mtd holds.
 */
typedef struct {
  gboolean staff;
  gchar queue[GST_AISLE_NAME_SIZE];
  guint position;
  gdouble wait;
} GstAisleRole;

/**
 * gst_aisle_role_mtd_get_mtd_type:
 *
 * Returns: the type, for gst_analytics_relation_meta_iterate()
 */
GST_AISLE_API
GstAnalyticsMtdType gst_aisle_role_mtd_get_mtd_type (void);

/**
 * gst_aisle_relation_meta_add_role_mtd:
 * @meta: a relation meta of a writable buffer
 * @staff: see #GstAisleRole
 * @queue: (nullable): name of a queue, UTF-8
 * @position: see #GstAisleRole
 * @wait: see #GstAisleRole
 * @mtd: (out caller-allocates) (optional): handle of what was added
 *
 * Returns: %FALSE when there is no memory
 */
GST_AISLE_API
gboolean gst_aisle_relation_meta_add_role_mtd (GstAnalyticsRelationMeta *meta, gboolean staff,
                                               const gchar *queue, guint position, gdouble wait,
                                               GstAnalyticsMtd *mtd);

/**
 * gst_aisle_role_mtd_get:
 * @mtd: a handle of any type
 * @role: (out caller-allocates): a copy of the state
 *
 * Returns: %FALSE when @mtd is of another type
 */
GST_AISLE_API
gboolean gst_aisle_role_mtd_get (const GstAnalyticsMtd *mtd, GstAisleRole *role);

/**
 * gst_aisle_role_get_queue:
 * @role: a state
 *
 * The field, for languages in which an array of characters is no string.
 *
 * Returns: (transfer none): UTF-8, valid as long as @role
 */
GST_AISLE_API
const gchar *gst_aisle_role_get_queue (const GstAisleRole *role);

G_END_DECLS
