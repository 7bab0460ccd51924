/* SPDX-License-Identifier: MIT */
/**
 * @file camera-view.h
 * Whether a camera will count well: measures of what it showed, and sentences about them.
 */
#pragma once

#include "gst/core/config-file.h"
#include "gst/core/event.h"

G_BEGIN_DECLS

/** A person as the tracker saw it on one frame. Pixels of the frame. */
typedef struct {
  guint64 track;
  float x, y, w, h;
} CameraSight;

typedef struct _CameraView CameraView;

/** @config: (nullable): whose lines are judged. */
CameraView *camera_view_new (const AisleConfig *config);
void camera_view_free (CameraView *view);

/** @scale: pixels of the model's input per pixel of the frame. */
void camera_view_set_frame (CameraView *view, guint width, guint height, double scale);
/** Brightness and contrast of a frame: mean and standard deviation of its pixels, 0…255. */
void camera_view_add_light (CameraView *view, double mean, double deviation);
/** The camera went blind at @pts, seconds of stream time. */
void camera_view_add_blind (CameraView *view, AisleBlindCause cause, double pts);
/** One frame at @pts (ns). */
void camera_view_add_people (CameraView *view, gint64 pts, const CameraSight *people, guint n);

/**
 * Returns: (transfer full): sentences, `char *`: what was found, one per line, and last the
 *   verdict, which begins with "Verdict:".
 */
GPtrArray *camera_view_judge (const CameraView *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CameraView, camera_view_free)

G_END_DECLS
