/* SPDX-License-Identifier: MIT */
/** @file lateness.c Is there time to look at this frame? */
#include "gst/lateness.h"

/** One frame at 20 Hz, where the rate is unknown. */
#define DEFAULT_LATENCY (50 * GST_MSECOND)

struct _GstAisleLateness {
  GMutex mutex;
  GstClockTime own;      /**< latency of looking */
  gboolean live;         /**< by the last latency query */
  GstClockTime pipeline; /**< latency of the whole pipeline; NONE before it is known */
  GstClockTime earliest; /**< running time before which frames are late; NONE without QoS */
  gboolean dropping;     /**< the last frame was late */
};

GstAisleLateness *
gst_aisle_lateness_new (void)
{
  GstAisleLateness *self = g_new0 (GstAisleLateness, 1);
  g_mutex_init (&self->mutex);
  self->own = DEFAULT_LATENCY;
  gst_aisle_lateness_reset (self);
  return self;
}

void
gst_aisle_lateness_free (GstAisleLateness *self)
{
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
gst_aisle_lateness_reset (GstAisleLateness *self)
{
  g_mutex_lock (&self->mutex);
  self->live = FALSE;
  self->pipeline = self->earliest = GST_CLOCK_TIME_NONE;
  self->dropping = FALSE;
  g_mutex_unlock (&self->mutex);
}

void
gst_aisle_lateness_flush (GstAisleLateness *self)
{
  g_mutex_lock (&self->mutex);
  self->earliest = GST_CLOCK_TIME_NONE;
  self->dropping = FALSE;
  g_mutex_unlock (&self->mutex);
}

void
gst_aisle_lateness_set_frame_rate (GstAisleLateness *self, gint fps_n, gint fps_d)
{
  g_mutex_lock (&self->mutex);
  self->own = fps_n > 0 ? gst_util_uint64_scale_int (GST_SECOND, fps_d, fps_n) : DEFAULT_LATENCY;
  g_mutex_unlock (&self->mutex);
}

void
gst_aisle_lateness_add_latency (GstAisleLateness *self, GstQuery *query)
{
  GstClockTime min, max;
  gboolean live;
  gst_query_parse_latency (query, &live, &min, &max);
  g_mutex_lock (&self->mutex);
  self->live = live;
  gst_query_set_latency (query, live, min + self->own,
                         GST_CLOCK_TIME_IS_VALID (max) ? max + self->own : max);
  g_mutex_unlock (&self->mutex);
}

gboolean
gst_aisle_lateness_take_event (GstAisleLateness *self, GstEvent *event)
{
  GstClockTimeDiff diff;
  GstClockTime timestamp;
  gboolean keep = FALSE;
  g_mutex_lock (&self->mutex);
  if (GST_EVENT_TYPE (event) == GST_EVENT_LATENCY) {
    gst_event_parse_latency (event, &self->pipeline);
  } else if (GST_EVENT_TYPE (event) == GST_EVENT_QOS) {
    gst_event_parse_qos (event, NULL, NULL, &diff, &timestamp);
    keep = diff > 0 && !self->dropping;
    /* A late frame (diff > 0) asks for twice its lateness, as GstBaseTransform reckons. */
    if (GST_CLOCK_TIME_IS_VALID (timestamp))
      self->earliest = diff > 0                            ? timestamp + 2 * (guint64)diff
                       : timestamp > (GstClockTime)(-diff) ? timestamp + (guint64)diff
                                                           : 0;
  }
  g_mutex_unlock (&self->mutex);
  return keep;
}

/** The running time now; NONE without a clock. */
static GstClockTime
running_time_now (GstElement *element)
{
  g_autoptr (GstClock) clock = gst_element_get_clock (element);
  const GstClockTime base = gst_element_get_base_time (element);
  if (clock == NULL || !GST_CLOCK_TIME_IS_VALID (base))
    return GST_CLOCK_TIME_NONE;
  const GstClockTime now = gst_clock_get_time (clock);
  return now > base ? now - base : 0;
}

gboolean
gst_aisle_lateness_check (GstAisleLateness *self, GstElement *element, const GstSegment *segment,
                          const GstBuffer *buffer)
{
  const GstClockTime running =
      segment->format == GST_FORMAT_TIME
          ? gst_segment_to_running_time (segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer))
          : GST_CLOCK_TIME_NONE;
  if (!GST_CLOCK_TIME_IS_VALID (running))
    return FALSE;
  const GstClockTime now = running_time_now (element);
  g_mutex_lock (&self->mutex);
  self->dropping = GST_CLOCK_TIME_IS_VALID (self->earliest) && running < self->earliest;
  if (self->live && GST_CLOCK_TIME_IS_VALID (self->pipeline) && GST_CLOCK_TIME_IS_VALID (now))
    self->dropping |= now > running + self->pipeline;
  const gboolean late = self->dropping;
  g_mutex_unlock (&self->mutex);
  return late;
}
