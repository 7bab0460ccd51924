/* SPDX-License-Identifier: MIT */
/** @file role-mtd.c What a tracked person is in the shop. */
#include "gst/meta/gst/aisle/role-mtd.h"
#include "gst/meta/mtd-private.h"

static const GstAnalyticsMtdImpl role_impl = { "aisle-role", NULL, NULL, { NULL } };

GstAnalyticsMtdType
gst_aisle_role_mtd_get_mtd_type (void)
{
  return (GstAnalyticsMtdType) &role_impl;
}

gboolean
gst_aisle_relation_meta_add_role_mtd (GstAnalyticsRelationMeta *meta, gboolean staff,
                                      const gchar *queue, guint position, gdouble wait,
                                      GstAnalyticsMtd *mtd)
{
  g_return_val_if_fail (meta != NULL, FALSE);
  GstAisleRole role = { .staff = staff, .position = position, .wait = wait };
  gst_aisle_name_copy (role.queue, queue);
  return gst_aisle_mtd_add (meta, &role_impl, &role, sizeof role, mtd);
}

gboolean
gst_aisle_role_mtd_get (const GstAnalyticsMtd *mtd, GstAisleRole *role)
{
  g_return_val_if_fail (mtd != NULL && role != NULL, FALSE);
  return gst_aisle_mtd_read (mtd, &role_impl, role, sizeof *role);
}

const gchar *
gst_aisle_role_get_queue (const GstAisleRole *role)
{
  g_return_val_if_fail (role != NULL, NULL);
  return role->queue;
}
