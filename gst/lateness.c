/* SPDX-License-Identifier: MIT */
/** @file lateness.c Is there time to look at this frame? */
#include "gst/lateness.h"

/** One frame at 20 Hz, where the rate is unknown. */
#define DEFAULT_LATENCY (50 * GST_MSECOND)

/** Time on the clock after which being late is no backlog. */
#define PATIENCE (2 * GST_SECOND)

struct _GstAisleLateness {
  GMutex mutex;
  GstClockTime own;      /**< latency of looking */
  gboolean live;         /**< by the last latency query */
  GstClockTime pipeline; /**< latency of the whole pipeline; NONE before it is known */
  GstClockTime earliest; /**< running time before which frames are late; NONE without QoS */
  gboolean dropping;     /**< the last frame was late */
  GstClockTime since;    /**< running time on the clock since when; NONE when not late */
  GstClockTime lag;      /**< of the timestamps behind the clock */
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

static void
forget (GstAisleLateness *self)
{
  self->earliest = self->since = GST_CLOCK_TIME_NONE;
  self->lag = 0;
  self->dropping = FALSE;
}

void
gst_aisle_lateness_reset (GstAisleLateness *self)
{
  g_mutex_lock (&self->mutex);
  self->live = FALSE;
  self->pipeline = GST_CLOCK_TIME_NONE;
  forget (self);
  g_mutex_unlock (&self->mutex);
}

void
gst_aisle_lateness_flush (GstAisleLateness *self)
{
  g_mutex_lock (&self->mutex);
  forget (self);
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
      self->earliest = diff > 0                             ? timestamp + 2 * (guint64) diff
                       : timestamp > (GstClockTime) (-diff) ? timestamp + (guint64) diff
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

static gboolean
late_by_clock (const GstAisleLateness *self, GstClockTime running, GstClockTime now)
{
  return self->live && GST_CLOCK_TIME_IS_VALID (self->pipeline) && GST_CLOCK_TIME_IS_VALID (now)
         && now > running + self->pipeline + self->lag;
}

/** Late, and not for so long that it is no use to wait for better times. */
static gboolean
decide (GstAisleLateness *self, GstClockTime running, GstClockTime now)
{
  const gboolean by_clock = late_by_clock (self, running, now);
  const gboolean by_sink = GST_CLOCK_TIME_IS_VALID (self->earliest) && running < self->earliest;
  if (!by_clock && !by_sink) {
    self->since = GST_CLOCK_TIME_NONE;
    if (GST_CLOCK_TIME_IS_VALID (now))
      self->lag = now > running ? MIN (self->lag, now - running) : 0;
    return FALSE;
  }
  if (!GST_CLOCK_TIME_IS_VALID (self->since)) {
    self->since = now;
    return TRUE;
  }
  if (now - self->since < PATIENCE)
    return TRUE;
  self->since = now;
  if (by_clock)
    self->lag = now - running;
  return FALSE;
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
  const gboolean late = self->dropping = decide (self, running, now);
  g_mutex_unlock (&self->mutex);
  return late;
}
