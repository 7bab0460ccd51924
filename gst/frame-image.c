/* SPDX-License-Identifier: MIT */
/** @file frame-image.c A mapped video frame as the engine's picture. */
#include "gst/frame-image.h"

static const struct {
  GstVideoFormat video;
  OcnFormat image;
} formats[] = {
  { GST_VIDEO_FORMAT_I420, OCN_FORMAT_I420 },   { GST_VIDEO_FORMAT_NV12, OCN_FORMAT_NV12 },
  { GST_VIDEO_FORMAT_GRAY8, OCN_FORMAT_GRAY8 }, { GST_VIDEO_FORMAT_RGB, OCN_FORMAT_RGB },
  { GST_VIDEO_FORMAT_BGR, OCN_FORMAT_BGR },     { GST_VIDEO_FORMAT_RGBx, OCN_FORMAT_RGBX },
  { GST_VIDEO_FORMAT_RGBA, OCN_FORMAT_RGBX },   { GST_VIDEO_FORMAT_BGRx, OCN_FORMAT_BGRX },
  { GST_VIDEO_FORMAT_BGRA, OCN_FORMAT_BGRX },   { GST_VIDEO_FORMAT_xRGB, OCN_FORMAT_XRGB },
  { GST_VIDEO_FORMAT_ARGB, OCN_FORMAT_XRGB },   { GST_VIDEO_FORMAT_xBGR, OCN_FORMAT_XBGR },
  { GST_VIDEO_FORMAT_ABGR, OCN_FORMAT_XBGR },
};

/** Index in formats, or its length. */
static guint
find_format (GstVideoFormat format)
{
  guint i = 0;
  while (i < G_N_ELEMENTS (formats) && formats[i].video != format)
    i++;
  return i;
}

gboolean
gst_aisle_frame_image_supports (GstVideoFormat format)
{
  return find_format (format) < G_N_ELEMENTS (formats);
}

static OcnMatrix
matrix_of (const GstVideoInfo *info)
{
  switch (info->colorimetry.matrix) {
  case GST_VIDEO_COLOR_MATRIX_BT709:
  case GST_VIDEO_COLOR_MATRIX_SMPTE240M:
    return OCN_MATRIX_BT709;
  case GST_VIDEO_COLOR_MATRIX_BT2020:
    return OCN_MATRIX_BT2020;
  default:
    return OCN_MATRIX_BT601;
  }
}

void
gst_aisle_frame_image_init (OcnImage *image, const GstVideoFrame *frame)
{
  const GstVideoInfo *info = &frame->info;
  *image = (OcnImage){
    .format = formats[find_format (GST_VIDEO_INFO_FORMAT (info))].image,
    .width = (guint)GST_VIDEO_INFO_WIDTH (info),
    .height = (guint)GST_VIDEO_INFO_HEIGHT (info),
    .matrix = matrix_of (info),
    .full_range = info->colorimetry.range == GST_VIDEO_COLOR_RANGE_0_255,
    .pixel_aspect = GST_VIDEO_INFO_PAR_N (info) / (double)MAX (1, GST_VIDEO_INFO_PAR_D (info)),
  };
  for (guint plane = 0; plane < GST_VIDEO_FRAME_N_PLANES (frame); plane++) {
    image->planes[plane] = GST_VIDEO_FRAME_PLANE_DATA (frame, plane);
    image->strides[plane] = (gsize)GST_VIDEO_FRAME_PLANE_STRIDE (frame, plane);
  }
}
