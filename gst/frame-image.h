/* SPDX-License-Identifier: MIT */
/**
 * @file frame-image.h
 * A mapped video frame as the engine's picture.
 */
#pragma once

#include <gst/video/video.h>

#include "opencl/ocn.h"

G_BEGIN_DECLS

/** The formats that become an OcnImage, for caps strings. */
#define GST_AISLE_IMAGE_FORMATS                                                                    \
  "{ I420, NV12, GRAY8, RGB, BGR, RGBx, RGBA, BGRx, BGRA, xRGB, ARGB, xBGR, ABGR }"

gboolean gst_aisle_frame_image_supports (GstVideoFormat format);

/**
 * @frame: mapped for reading, of one of GST_AISLE_IMAGE_FORMATS; stays mapped as long as @image is
 *   used. Strides, colour matrix, range and pixel aspect are taken over.
 */
void gst_aisle_frame_image_init (OcnImage *image, const GstVideoFrame *frame);

G_END_DECLS
