/* SPDX-License-Identifier: MIT */
/** @file frame-look.c A video frame as the picture in which people are looked at. */
#include "gst/frame-look.h"

static gboolean
has_plain_bytes (const GstVideoFormatInfo *format)
{
  const guint unfit = GST_VIDEO_FORMAT_FLAG_PALETTE | GST_VIDEO_FORMAT_FLAG_COMPLEX
                      | GST_VIDEO_FORMAT_FLAG_TILED | GST_VIDEO_FORMAT_FLAG_SUBTILES;
  if (GST_VIDEO_FORMAT_INFO_FLAGS (format) & unfit)
    return FALSE;
  for (guint i = 0; i < GST_VIDEO_FORMAT_INFO_N_COMPONENTS (format); i++)
    if (GST_VIDEO_FORMAT_INFO_DEPTH (format, i) != 8 || GST_VIDEO_FORMAT_INFO_SHIFT (format, i))
      return FALSE;
  return GST_VIDEO_FORMAT_INFO_IS_RGB (format) || GST_VIDEO_FORMAT_INFO_IS_YUV (format)
         || GST_VIDEO_FORMAT_INFO_IS_GRAY (format);
}

void
gst_aisle_frame_look_set_caps (GstAisleFrameLook *look, const GstCaps *caps)
{
  const GstCapsFeatures *features = gst_caps_get_features (caps, 0);
  look->readable = (features == NULL
                    || gst_caps_features_is_equal (features,
                                                   GST_CAPS_FEATURES_MEMORY_SYSTEM_MEMORY))
                   && gst_video_info_from_caps (&look->info, caps)
                   && has_plain_bytes (look->info.finfo);
}

void
gst_aisle_frame_look_begin (GstAisleFrameLook *look, GstBuffer *buffer)
{
  look->buffer = look->readable ? buffer : NULL;
  look->mapped = FALSE;
}

void
gst_aisle_frame_look_end (GstAisleFrameLook *look)
{
  if (look->mapped)
    gst_video_frame_unmap (&look->frame);
  look->buffer = NULL;
  look->mapped = FALSE;
}

static void
describe (GstAisleFrameLook *look)
{
  const GstVideoFrame *frame = &look->frame;
  const GstVideoFormatInfo *format = frame->info.finfo;
  AislePicture *picture = &look->picture;
  *picture = (AislePicture) {
    .colours = GST_VIDEO_FORMAT_INFO_IS_GRAY (format)  ? AISLE_COLOURS_GREY
               : GST_VIDEO_FORMAT_INFO_IS_RGB (format) ? AISLE_COLOURS_RGB
                                                       : AISLE_COLOURS_YUV,
    .full_range = frame->info.colorimetry.range == GST_VIDEO_COLOR_RANGE_0_255,
    .width = (guint) GST_VIDEO_FRAME_WIDTH (frame),
    .height = (guint) GST_VIDEO_FRAME_HEIGHT (frame),
  };
  const guint n = picture->colours == AISLE_COLOURS_GREY ? 1 : 3;
  for (guint i = 0; i < n; i++)
    picture->planes[i] = (AislePlane) {
      GST_VIDEO_FRAME_COMP_DATA (frame, i), (gsize) GST_VIDEO_FRAME_COMP_STRIDE (frame, i),
      (guint) GST_VIDEO_FRAME_COMP_PSTRIDE (frame, i),
      (guint) GST_VIDEO_FORMAT_INFO_W_SUB (format, i),
      (guint) GST_VIDEO_FORMAT_INFO_H_SUB (format, i),
    };
}

const AislePicture *
gst_aisle_frame_look_picture (GstAisleFrameLook *look)
{
  if (look->buffer == NULL)
    return NULL;
  if (!look->mapped) {
    const GstMapFlags flags = GST_MAP_READ | GST_VIDEO_FRAME_MAP_FLAG_NO_REF;
    look->mapped = gst_video_frame_map (&look->frame, &look->info, look->buffer, flags);
    if (!look->mapped) {
      look->buffer = NULL;
      return NULL;
    }
    describe (look);
  }
  return &look->picture;
}

gboolean
gst_aisle_frame_look_at (const AisleBox *box, AisleAppearance *appearance, gpointer look)
{
  const AislePicture *picture = gst_aisle_frame_look_picture (look);
  return picture != NULL && aisle_appearance_measure (picture, box, appearance);
}
