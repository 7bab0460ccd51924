/* SPDX-License-Identifier: MIT */
/** @file queue-mtd.c State of a queue. */
#include "gst/meta/gst/aisle/queue-mtd.h"
#include "gst/meta/mtd-private.h"

static const GstAnalyticsMtdImpl queue_impl = { "aisle-queue", NULL, NULL, { NULL } };

GstAnalyticsMtdType
gst_aisle_queue_mtd_get_mtd_type (void)
{
  return (GstAnalyticsMtdType) &queue_impl;
}

gboolean
gst_aisle_relation_meta_add_queue_mtd (GstAnalyticsRelationMeta *meta, const gchar *name,
                                       const GstAisleQueue *queue, GstAnalyticsMtd *mtd)
{
  g_return_val_if_fail (meta != NULL && name != NULL && queue != NULL, FALSE);
  GstAisleQueue copy = *queue;
  gst_aisle_name_copy (copy.name, name);
  return gst_aisle_mtd_add (meta, &queue_impl, &copy, sizeof copy, mtd);
}

gboolean
gst_aisle_queue_mtd_get (const GstAnalyticsMtd *mtd, GstAisleQueue *queue)
{
  g_return_val_if_fail (mtd != NULL && queue != NULL, FALSE);
  return gst_aisle_mtd_read (mtd, &queue_impl, queue, sizeof *queue);
}

const gchar *
gst_aisle_queue_get_name (const GstAisleQueue *queue)
{
  g_return_val_if_fail (queue != NULL, NULL);
  return queue->name;
}
