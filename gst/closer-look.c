/* SPDX-License-Identifier: MIT */
/** @file closer-look.c Regions of a config that may change. */
#include "gst/closer-look.h"

#include "gst/live-config.h"

struct _GstAisleCloserLook {
  AisleRegionsMode mode;
  guint budget;
  GstAisleLiveConfig *config;
  AisleRegions *regions; /**< NULL before the size is known */
};

GstAisleCloserLook *
gst_aisle_closer_look_new (AisleRegionsMode mode, guint budget, const char *config, GError **error)
{
  GstAisleLiveConfig *live = gst_aisle_live_config_new (config, error);
  if (live == NULL)
    return NULL;
  GstAisleCloserLook *look = g_new0 (GstAisleCloserLook, 1);
  look->mode = mode;
  look->budget = budget;
  look->config = live;
  return look;
}

void
gst_aisle_closer_look_free (GstAisleCloserLook *look)
{
  if (look == NULL)
    return;
  g_clear_pointer (&look->regions, aisle_regions_free);
  g_clear_pointer (&look->config, gst_aisle_live_config_free);
  g_free (look);
}

void
gst_aisle_closer_look_set_size (GstAisleCloserLook *look, guint width, guint height,
                                guint input_width, guint input_height)
{
  const AisleRegionFrame frame = { width, height, input_width, input_height, look->budget };
  g_clear_pointer (&look->regions, aisle_regions_free);
  look->regions =
      aisle_regions_new (look->mode, &frame, gst_aisle_live_config_get (look->config));
}

guint
gst_aisle_closer_look_choose (GstAisleCloserLook *look, gint64 time, AisleRegion *crops,
                              GError **error)
{
  if (look->regions == NULL)
    return 0;
  if (gst_aisle_live_config_poll (look->config, g_get_monotonic_time (), error))
    aisle_regions_set_config (look->regions, gst_aisle_live_config_get (look->config));
  return aisle_regions_choose (look->regions, time, crops);
}

void
gst_aisle_closer_look_observe (GstAisleCloserLook *look, const GArray *boxes, float sure)
{
  if (look->regions != NULL)
    aisle_regions_observe (look->regions, (const AisleBox *) boxes->data, boxes->len, sure);
}
