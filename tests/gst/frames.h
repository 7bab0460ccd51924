/* SPDX-License-Identifier: MIT */
/**
 * @file frames.h
 * A fake detector and tracker for tests: frames with metadata made by hand, and what comes out of
 * an element in the order in which it came.
 */
#pragma once

#include <gst/aisle/aisle.h>
#include <gst/check/gstcheck.h>
#include <gst/check/gstharness.h>

G_BEGIN_DECLS

/** 640 × 480 at 10 frames a second. */
#define FRAME_CAPS "video/x-raw,format=GRAY8,width=640,height=480,framerate=10/1"

/** A frame without metadata at @seconds. */
GstBuffer *frame_new (double seconds);
/** A frame with an empty relation meta: looked at, nothing found. */
GstBuffer *frame_new_empty (double seconds);
/** Add an object. Returns: its id. */
guint frame_add_object (GstBuffer *frame, const char *label, int x, int y, int w, int h,
                        float confidence);
/** Add an object with a track, as a tracker of others does. Returns: the object's id. */
guint frame_add_track (GstBuffer *frame, guint64 track, int x, int y, int w, int h);

/** The @n-th mtd of @type on @frame; FALSE when there are fewer. */
gboolean frame_find (GstBuffer *frame, GstAnalyticsMtdType type, guint n, GstAnalyticsMtd *mtd);
/** The mtd of @type that the object @od relates to. */
gboolean frame_related (GstBuffer *frame, guint od, GstAnalyticsMtdType type, GstAnalyticsMtd *mtd);

/** The only message of @type on the bus of @element, with which it must have been set up. */
GstMessage *pop_message (GstBus *bus, GstMessageType type);
/** Fails unless the bus has exactly one error, of @domain and @code; its text must hold @part. */
void expect_one_error (GstBus *bus, GQuark domain, int code, const char *part);

/** What left the element of a harness: "event" per aisle-event, "frame", "gap", "eos", … */
GPtrArray *harness_record (GstHarness *harness);

G_END_DECLS
