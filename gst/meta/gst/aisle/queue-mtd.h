/* SPDX-License-Identifier: MIT */
/*
 * @file queue-mtd.h
 * State of a queue on a frame. Written by aislefootfall, one per queue of its config.
 */
#pragma once

#include <gst/aisle/prelude.h>

G_BEGIN_DECLS

/**
 * GstAisleQueue:
 * @name: name of the queue, UTF-8
 * @length: people who wait now
 * @served: people served in the current `counts` bucket
 * @served_per_minute: over the last 15 minutes
 * @expected_wait: seconds for who comes now, -1 when unknown
 * @alert: it is too long: see `queue-alert`
 *
 * What the mtd holds.
 */
typedef struct {
  gchar name[GST_AISLE_NAME_SIZE];
  guint length;
  guint64 served;
  gdouble served_per_minute;
  gdouble expected_wait;
  gboolean alert;
} GstAisleQueue;

/**
 * gst_aisle_queue_mtd_get_mtd_type:
 *
 * Returns: the type, for gst_analytics_relation_meta_iterate()
 */
GST_AISLE_API
GstAnalyticsMtdType gst_aisle_queue_mtd_get_mtd_type (void);

/**
 * gst_aisle_relation_meta_add_queue_mtd:
 * @meta: a relation meta of a writable buffer
 * @name: name of the queue, UTF-8
 * @queue: the state to copy; its name is not read
 * @mtd: (out caller-allocates) (optional): handle of what was added
 *
 * Returns: %FALSE when there is no memory
 */
GST_AISLE_API
gboolean gst_aisle_relation_meta_add_queue_mtd (GstAnalyticsRelationMeta *meta, const gchar *name,
                                                const GstAisleQueue *queue, GstAnalyticsMtd *mtd);

/**
 * gst_aisle_queue_mtd_get:
 * @mtd: a handle of any type
 * @queue: (out caller-allocates): a copy of the state
 *
 * Returns: %FALSE when @mtd is of another type
 */
GST_AISLE_API
gboolean gst_aisle_queue_mtd_get (const GstAnalyticsMtd *mtd, GstAisleQueue *queue);

/**
 * gst_aisle_queue_get_name:
 * @queue: a state
 *
 * The field, for languages in which an array of characters is no string.
 *
 * Returns: (transfer none): UTF-8, valid as long as @queue
 */
GST_AISLE_API
const gchar *gst_aisle_queue_get_name (const GstAisleQueue *queue);

G_END_DECLS
