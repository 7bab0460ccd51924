/* SPDX-License-Identifier: MIT */
/** @file pictures.h Frames for aisleoverlay, and which of their pixels it changed. */
#pragma once

#include <gst/check/gstcheck.h>
#include <gst/check/gstharness.h>
#include <gst/video/video.h>

G_BEGIN_DECLS

/** At 10 frames per second. */
GstVideoInfo video_info (const char *format, guint width, guint height);
/** A frame at 0 s whose bytes are all 0x50, which nothing that is drawn has. */
GstBuffer *make_frame (const GstVideoInfo *info);
/** A box on @buffer. @track: its number, 0: only detected. */
void add_person (GstBuffer *buffer, int x, int y, int w, int h, guint64 track);
GstHarness *new_overlay (const char *properties, const GstVideoInfo *info);
/** Returns: (transfer full): path of a new file, for the caller to remove. */
char *write_config (const char *json);
/** Pixels that changed within [@x0, @x1) × [@y0, @y1). */
guint count_changed (const GstVideoInfo *info, GstBuffer *buffer, guint x0, guint y0, guint x1,
                     guint y1);
guint count_all (const GstVideoInfo *info, GstBuffer *buffer);

G_END_DECLS
