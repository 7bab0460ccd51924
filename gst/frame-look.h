/* SPDX-License-Identifier: MIT */
/**
 * @file frame-look.h
 * Looks at a frame, which is mapped only when there is something to look at.
 */
#pragma once

#include <gst/video/video.h>

#include "gst/core/appearance.h"

G_BEGIN_DECLS

typedef struct {
  GstVideoInfo info;
  gboolean readable; /**< 8-bit pixels in system memory */
  GstBuffer *buffer; /**< of the frame under way, not owned */
  gboolean mapped;
  GstVideoFrame frame;
  AislePicture picture;
} GstAisleFrameLook;

/** @caps: of the stream; pixels that cannot be read are no error, then nothing is seen. */
void gst_aisle_frame_look_set_caps (GstAisleFrameLook *look, const GstCaps *caps);
/** @buffer: stays valid until gst_aisle_frame_look_end(). */
void gst_aisle_frame_look_begin (GstAisleFrameLook *look, GstBuffer *buffer);
void gst_aisle_frame_look_end (GstAisleFrameLook *look);
/** The whole frame. Returns: (transfer none): NULL where it cannot be read. */
const AislePicture *gst_aisle_frame_look_picture (GstAisleFrameLook *look);
/** An AisleTrackerLook; @look: a GstAisleFrameLook. */
gboolean gst_aisle_frame_look_at (const AisleBox *box, AisleAppearance *appearance, gpointer look);

G_END_DECLS
