/* SPDX-License-Identifier: MIT */
/**
 * @file detector-event.h
 * What a detector tells the elements behind it, besides boxes: which model made them (a sticky
 * event, `aisle-model`), and that the next frame was not looked at because it was late (a
 * serialized event, `aisle-dropped`).
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/** @name, @licence: (nullable): of the model. @high_threshold: the tracker's default for it. */
GstEvent *gst_aisle_model_event_new (const char *name, const char *licence, float high_threshold);
/** @high_threshold: (out). Returns: FALSE when @event is another. */
gboolean gst_aisle_model_event_parse (GstEvent *event, float *high_threshold);

GstEvent *gst_aisle_dropped_event_new (void);
gboolean gst_aisle_dropped_event_check (GstEvent *event);

G_END_DECLS
