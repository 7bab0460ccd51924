/* SPDX-License-Identifier: MIT */
/**
 * @file lateness.h
 * Is there time to look at this frame? Late is a frame that a synchronising sink said it would
 * miss (QoS), or, in a live pipeline with any sink, one whose moment plus the pipeline's latency
 * has passed. Not looking lets frames through at once, so a backlog is gone within moments: who is
 * still late after two seconds has a stream whose timestamps lag behind the clock, or a machine
 * that is too slow anyway. Then a frame is looked at, and lateness counts from there. Thread-safe.
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

typedef struct _GstAisleLateness GstAisleLateness;

GstAisleLateness *gst_aisle_lateness_new (void);
void gst_aisle_lateness_free (GstAisleLateness *lateness);
/** A new stream. */
void gst_aisle_lateness_reset (GstAisleLateness *lateness);
/** A flush: what the sink said before does not hold any more. */
void gst_aisle_lateness_flush (GstAisleLateness *lateness);

/** The latency of looking is one frame; 0/1 for an unknown rate. */
void gst_aisle_lateness_set_frame_rate (GstAisleLateness *lateness, gint fps_n, gint fps_d);
/** Add that to an answered latency query, and learn from it whether the pipeline is live. */
void gst_aisle_lateness_add_latency (GstAisleLateness *lateness, GstQuery *query);

/**
 * Learn from an event that travels upstream.
 * Returns: TRUE when @event (QoS) should go no further: not looking is the remedy, and is tried
 *   before elements upstream drop video.
 */
gboolean gst_aisle_lateness_take_event (GstAisleLateness *lateness, GstEvent *event);

/** Returns: TRUE when @buffer is late. @element: for its clock. */
gboolean gst_aisle_lateness_check (GstAisleLateness *lateness, GstElement *element,
                                   const GstSegment *segment, const GstBuffer *buffer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GstAisleLateness, gst_aisle_lateness_free)

G_END_DECLS
