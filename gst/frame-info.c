/* SPDX-License-Identifier: MIT */
/** @file frame-info.c Size and time of frames. */
#include "gst/frame-info.h"

gboolean
gst_aisle_frame_info_from_caps (GstAisleFrameInfo *info, const GstCaps *caps)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);
  gint width, height, par_n = 1, par_d = 1, fps_n = 0, fps_d = 1;
  if (!gst_structure_get_int (structure, "width", &width)
      || !gst_structure_get_int (structure, "height", &height) || width < 1 || height < 1)
    return FALSE;
  gst_structure_get_fraction (structure, "pixel-aspect-ratio", &par_n, &par_d);
  gst_structure_get_fraction (structure, "framerate", &fps_n, &fps_d);
  *info = (GstAisleFrameInfo){
    .width = (guint)width,
    .height = (guint)height,
    .pixel_aspect = par_n > 0 && par_d > 0 ? (double)par_n / par_d : 1,
    .duration = fps_n > 0 ? gst_util_uint64_scale (GST_SECOND, fps_d, fps_n) : 0,
  };
  return TRUE;
}

void
gst_aisle_frame_time_reset (GstAisleFrameTime *time)
{
  *time = (GstAisleFrameTime){ -1, -1 };
}

static gint64
next (gint64 last, const GstAisleFrameInfo *info)
{
  return last < 0 ? 0 : last + (gint64)info->duration;
}

void
gst_aisle_frame_time_update (GstAisleFrameTime *time, const GstSegment *segment,
                             const GstBuffer *buffer, const GstAisleFrameInfo *info)
{
  GstClockTime running = GST_CLOCK_TIME_NONE, stream = GST_CLOCK_TIME_NONE;
  if (segment->format == GST_FORMAT_TIME && GST_BUFFER_PTS_IS_VALID (buffer)) {
    running = gst_segment_to_running_time (segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer));
    stream = gst_segment_to_stream_time (segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer));
  }
  time->running = GST_CLOCK_TIME_IS_VALID (running) ? (gint64)running : next (time->running, info);
  time->stream = GST_CLOCK_TIME_IS_VALID (stream) ? (gint64)stream : next (time->stream, info);
}
