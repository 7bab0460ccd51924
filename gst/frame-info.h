/* SPDX-License-Identifier: MIT */
/**
 * @file frame-info.h
 * Size and time of the frames of a stream, for elements that do not touch pixels.
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

typedef struct {
  guint width, height;   /**< pixels */
  double pixel_aspect;   /**< width of a pixel / its height */
  GstClockTime duration; /**< of a frame; 0 when the rate is variable or unknown */
} GstAisleFrameInfo;

/** Returns: FALSE when @caps are not video of a fixed size. */
gboolean gst_aisle_frame_info_from_caps (GstAisleFrameInfo *info, const GstCaps *caps);

/**
 * Stream time and running time of a frame in ns. A frame without a timestamp, or outside the
 * segment, comes one duration after the last one.
 */
typedef struct {
  gint64 running, stream; /**< of the last frame; -1 before the first */
} GstAisleFrameTime;

void gst_aisle_frame_time_reset (GstAisleFrameTime *time);
void gst_aisle_frame_time_update (GstAisleFrameTime *time, const GstSegment *segment,
                                  const GstBuffer *buffer, const GstAisleFrameInfo *info);

G_END_DECLS
