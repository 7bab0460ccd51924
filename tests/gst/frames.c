/* SPDX-License-Identifier: MIT */
/** @file frames.c A fake detector and tracker for tests. */
#include "tests/gst/frames.h"

#include <string.h>

GstBuffer *
frame_new (double seconds)
{
  GstBuffer *frame = gst_buffer_new_allocate (NULL, 640 * 480, NULL);
  gst_buffer_memset (frame, 0, 0, 640 * 480);
  GST_BUFFER_PTS (frame) = seconds < 0 ? GST_CLOCK_TIME_NONE : (guint64) (seconds * GST_SECOND);
  GST_BUFFER_DURATION (frame) = GST_SECOND / 10;
  return frame;
}

GstBuffer *
frame_new_empty (double seconds)
{
  GstBuffer *frame = frame_new (seconds);
  gst_buffer_add_analytics_relation_meta (frame);
  return frame;
}

static GstAnalyticsRelationMeta *
ensure_meta (GstBuffer *frame)
{
  GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (frame);
  return meta != NULL ? meta : gst_buffer_add_analytics_relation_meta (frame);
}

guint
frame_add_object (GstBuffer *frame, const char *label, int x, int y, int w, int h, float confidence)
{
  GstAnalyticsODMtd od;
  fail_unless (gst_analytics_relation_meta_add_od_mtd (
      ensure_meta (frame), g_quark_from_string (label), x, y, w, h, confidence, &od));
  return od.id;
}

guint
frame_add_track (GstBuffer *frame, guint64 track, int x, int y, int w, int h)
{
  GstAnalyticsRelationMeta *meta = ensure_meta (frame);
  const guint od = frame_add_object (frame, "person", x, y, w, h, 0.9f);
  GstAnalyticsTrackingMtd mtd;
  fail_unless (gst_analytics_relation_meta_add_tracking_mtd (meta, track, 0, &mtd));
  fail_unless (gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO, od,
                                                         mtd.id));
  return od;
}

gboolean
frame_find (GstBuffer *frame, GstAnalyticsMtdType type, guint n, GstAnalyticsMtd *mtd)
{
  gpointer state = NULL;
  GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (frame);
  if (meta == NULL)
    return FALSE;
  for (guint i = 0; i <= n; i++)
    if (!gst_analytics_relation_meta_iterate (meta, &state, type, mtd))
      return FALSE;
  return TRUE;
}

gboolean
frame_related (GstBuffer *frame, guint od, GstAnalyticsMtdType type, GstAnalyticsMtd *mtd)
{
  gpointer state = NULL;
  GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (frame);
  return gst_analytics_relation_meta_get_direct_related (meta, od, GST_ANALYTICS_REL_TYPE_RELATE_TO,
                                                         type, &state, mtd);
}

GstMessage *
pop_message (GstBus *bus, GstMessageType type)
{
  GstMessage *message = gst_bus_pop_filtered (bus, type);
  fail_unless (message != NULL);
  GstMessage *second = gst_bus_pop_filtered (bus, type);
  fail_unless (second == NULL);
  return message;
}

void
expect_one_error (GstBus *bus, GQuark domain, int code, const char *part)
{
  g_autoptr (GstMessage) message = pop_message (bus, GST_MESSAGE_ERROR);
  g_autoptr (GError) error = NULL;
  gst_message_parse_error (message, &error, NULL);
  if (!g_error_matches (error, domain, code) || strstr (error->message, part) == NULL)
    fail ("%s %d: %s", g_quark_to_string (error->domain), error->code, error->message);
}

static GstPadProbeReturn
record (GstPad *pad, GstPadProbeInfo *info, gpointer record)
{
  const char *word = "frame";
  if (info->type & GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM) {
    GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
    const GstStructure *structure = gst_aisle_event_get_structure (event);
    word = structure != NULL ? gst_structure_get_string (structure, "type")
                             : GST_EVENT_TYPE_NAME (event);
  }
  g_ptr_array_add (record, g_strdup (word));
  return GST_PAD_PROBE_OK;
}

GPtrArray *
harness_record (GstHarness *harness)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  gst_pad_add_probe (harness->sinkpad,
                     GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, record,
                     g_ptr_array_ref (words), (GDestroyNotify) g_ptr_array_unref);
  return words;
}
