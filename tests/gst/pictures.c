/* SPDX-License-Identifier: MIT */
/** @file pictures.c — see pictures.h */
#include "tests/gst/pictures.h"

#include <glib/gstdio.h>
#include <gst/aisle/aisle.h>

GstVideoInfo
video_info (const char *format, guint width, guint height)
{
  GstVideoInfo info;

  fail_unless (
      gst_video_info_set_format (&info, gst_video_format_from_string (format), width, height));
  GST_VIDEO_INFO_FPS_N (&info) = 10;
  GST_VIDEO_INFO_FPS_D (&info) = 1;
  return info;
}

/* A frame whose bytes all differ from what is drawn, with padding that must stay as it is. */
GstBuffer *
make_frame (const GstVideoInfo *info)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, info->size, NULL);

  gst_buffer_memset (buffer, 0, 0x50, info->size);
  GST_BUFFER_PTS (buffer) = 0;
  return buffer;
}

void
add_person (GstBuffer *buffer, int x, int y, int w, int h, guint64 track)
{
  GstAnalyticsRelationMeta *meta = gst_buffer_get_analytics_relation_meta (buffer);
  GstAnalyticsODMtd object;
  GstAnalyticsTrackingMtd tracking;

  if (!meta)
    meta = gst_buffer_add_analytics_relation_meta (buffer);
  gst_analytics_relation_meta_add_od_mtd (meta, g_quark_from_string ("person"), x, y, w, h, 0.9f,
                                          &object);
  if (!track)
    return;
  gst_analytics_relation_meta_add_tracking_mtd (meta, track, 0, &tracking);
  gst_analytics_relation_meta_set_relation (meta, GST_ANALYTICS_REL_TYPE_RELATE_TO, object.id,
                                            tracking.id);
}

GstHarness *
new_overlay (const char *properties, const GstVideoInfo *info)
{
  g_autofree char *launch = g_strconcat ("aisleoverlay ", properties, NULL);
  GstHarness *harness = gst_harness_new_parse (launch);

  gst_harness_set_src_caps (harness, gst_video_info_to_caps (info));
  return harness;
}

char *
write_config (const char *json)
{
  char *path;
  int fd = g_file_open_tmp ("aisle-XXXXXX.json", &path, NULL);

  fail_unless (fd >= 0 && g_close (fd, NULL));
  fail_unless (g_file_set_contents (path, json, -1, NULL));
  return path;
}

/* Largest change of any component of the pixel. */
static int
change_at (const GstVideoFrame *frame, guint x, guint y)
{
  int most = 0;

  for (guint c = 0; c < GST_VIDEO_FRAME_N_COMPONENTS (frame); c++) {
    guint px = x >> GST_VIDEO_FORMAT_INFO_W_SUB (frame->info.finfo, c);
    guint py = y >> GST_VIDEO_FORMAT_INFO_H_SUB (frame->info.finfo, c);
    const guint8 *data = GST_VIDEO_FRAME_COMP_DATA (frame, c);
    int value = data[py * GST_VIDEO_FRAME_COMP_STRIDE (frame, c)
                     + px * GST_VIDEO_FRAME_COMP_PSTRIDE (frame, c)];
    most = MAX (most, ABS (value - 0x50));
  }
  return most;
}

/* Pixels that changed within [x0, x1) × [y0, y1). */
guint
count_changed (const GstVideoInfo *info, GstBuffer *buffer, guint x0, guint y0, guint x1, guint y1)
{
  GstVideoFrame frame;
  guint changed = 0;

  fail_unless (gst_video_frame_map (&frame, info, buffer, GST_MAP_READ));
  for (guint y = y0; y < y1; y++)
    for (guint x = x0; x < x1; x++)
      changed += change_at (&frame, x, y) > 0;
  gst_video_frame_unmap (&frame);
  return changed;
}

guint
count_all (const GstVideoInfo *info, GstBuffer *buffer)
{
  return count_changed (info, buffer, 0, 0, (guint) info->width, (guint) info->height);
}
