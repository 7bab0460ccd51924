/* SPDX-License-Identifier: MIT */
/**
 * @file relation-prune.h
 * Removing metadata from a relation meta, which GstAnalytics itself cannot: the rest moves to a
 * new relation meta on the same buffer, which takes the old one's place.
 */
#pragma once

#include <gst/analytics/analytics.h>

G_BEGIN_DECLS

/**
 * @buffer: writable, with a relation meta. @drop: one flag per mtd id; what a dropped mtd contains
 *   goes with it. @new_ids: (out): one per old id, G_MAXUINT where dropped.
 * Returns: (transfer none): the relation meta that @buffer has now.
 */
GstAnalyticsRelationMeta *gst_aisle_relation_prune (GstBuffer *buffer, gboolean *drop,
                                                    guint *new_ids);

G_END_DECLS
