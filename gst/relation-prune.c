/* SPDX-License-Identifier: MIT */
/** @file relation-prune.c Removing metadata from a relation meta. */
#include "gst/relation-prune.h"

#include <string.h>

/** Copy one mtd the way GstAnalytics copies a whole meta: bytes, then the type's own transform. */
static guint
move_mtd (GstBuffer *buffer, GstAnalyticsRelationMeta *from, guint id, GstAnalyticsRelationMeta *to)
{
  GstAnalyticsMtd old = { id, from }, new;
  const GstAnalyticsMtdImpl *impl = (gpointer)gst_analytics_mtd_get_mtd_type (&old);
  const gsize size = gst_analytics_mtd_get_size (&old);
  gpointer data = gst_analytics_relation_meta_add_mtd (to, impl, size, &new);
  if (data == NULL)
    return G_MAXUINT;
  memcpy (data, gst_analytics_relation_meta_get_mtd_data (from, id), size);
  GstMetaTransformCopy copy = { FALSE, 0, (gsize)-1 };
  if (impl->mtd_meta_transform != NULL)
    impl->mtd_meta_transform (buffer, &new, buffer, _gst_meta_transform_copy, &copy);
  return new.id;
}

static void
drop_contents (GstAnalyticsRelationMeta *meta, gsize n, gboolean *drop)
{
  for (guint i = 0; i < n; i++)
    for (guint j = 0; drop[i] && j < n; j++)
      if (gst_analytics_relation_meta_get_relation (meta, i, j) & GST_ANALYTICS_REL_TYPE_CONTAIN)
        drop[j] = TRUE;
}

/** Take the relation meta off @buffer. Returns: (transfer full): a buffer that holds a copy of it.
 */
static GstBuffer *
take_meta (GstBuffer *buffer)
{
  GstMeta *meta = GST_META_CAST (gst_buffer_get_analytics_relation_meta (buffer));
  GstBuffer *holder = gst_buffer_new ();
  GstMetaTransformCopy copy = { FALSE, 0, (gsize)-1 };
  meta->info->transform_func (holder, meta, buffer, _gst_meta_transform_copy, &copy);
  gst_buffer_remove_meta (buffer, meta);
  return holder;
}

GstAnalyticsRelationMeta *
gst_aisle_relation_prune (GstBuffer *buffer, gboolean *drop, guint *new_ids)
{
  g_autoptr (GstBuffer) holder = take_meta (buffer);
  GstAnalyticsRelationMeta *from = gst_buffer_get_analytics_relation_meta (holder);
  GstAnalyticsRelationMeta *to = gst_buffer_add_analytics_relation_meta (buffer);
  const gsize n = gst_analytics_relation_get_length (from);
  drop_contents (from, n, drop);
  for (guint i = 0; i < n; i++)
    new_ids[i] = drop[i] ? G_MAXUINT : move_mtd (buffer, from, i, to);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++) {
      const GstAnalyticsRelTypes relation = gst_analytics_relation_meta_get_relation (from, i, j);
      if (relation != GST_ANALYTICS_REL_TYPE_NONE && new_ids[i] != G_MAXUINT
          && new_ids[j] != G_MAXUINT)
        gst_analytics_relation_meta_set_relation (to, relation, new_ids[i], new_ids[j]);
    }
  return to;
}
