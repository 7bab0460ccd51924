/* SPDX-License-Identifier: MIT */
/** @file detector-event.c Events from a detector to the elements behind it. */
#include "gst/detector-event.h"

#define MODEL_EVENT "aisle-model"
#define DROPPED_EVENT "aisle-dropped"

GstEvent *
gst_aisle_model_event_new (const char *name, const char *licence, float high_threshold)
{
  return gst_event_new_custom (
      GST_EVENT_CUSTOM_DOWNSTREAM_STICKY,
      gst_structure_new (MODEL_EVENT, "name", G_TYPE_STRING, name, "licence", G_TYPE_STRING,
                         licence, "high-threshold", G_TYPE_FLOAT, high_threshold, NULL));
}

gboolean
gst_aisle_model_event_parse (GstEvent *event, float *high_threshold)
{
  return GST_EVENT_TYPE (event) == GST_EVENT_CUSTOM_DOWNSTREAM_STICKY
         && gst_event_has_name (event, MODEL_EVENT)
         && gst_structure_get (gst_event_get_structure (event), "high-threshold", G_TYPE_FLOAT,
                               high_threshold, NULL);
}

GstEvent *
gst_aisle_dropped_event_new (void)
{
  return gst_event_new_custom (GST_EVENT_CUSTOM_DOWNSTREAM,
                               gst_structure_new_empty (DROPPED_EVENT));
}

gboolean
gst_aisle_dropped_event_check (GstEvent *event)
{
  return GST_EVENT_TYPE (event) == GST_EVENT_CUSTOM_DOWNSTREAM
         && gst_event_has_name (event, DROPPED_EVENT);
}
