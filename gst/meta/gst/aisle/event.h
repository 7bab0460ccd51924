/* SPDX-License-Identifier: MIT */
/*
 * @file event.h
 * Events of Aisle as GStreamer carries them: one GstStructure named `aisle-event`, pushed
 * downstream as a serialized custom event before the buffer that caused it, and posted as an
 * element message.
 *
 * Its fields are the members of `aisle.event/1` by name:
 *
 *     all            schema, type, camera: string; id: uint64; time: GstDateTime, UTC;
 *                    pts: double, seconds of stream time; clock: "local", only when guessed
 *     line-crossed   line, direction "in"|"out": string; track: uint64
 *     visit-ended    zone, reason "left"|"lost"|"end": string; track: uint64;
 *                    enter_pts, leave_pts, dwell: double; stitched: boolean
 *     counts         start, end: GstDateTime; frames, dropped: uint64;
 *                    lines: array of structures `line`: name; in, out, total_in, total_out: uint64;
 *                    zones: array of structures `zone`: name; occupancy: uint; visits: uint64;
 *                    dwell_mean: double
 *     camera-lost, camera-back   gap: double, seconds
 */
#pragma once

#include <gst/aisle/prelude.h>

G_BEGIN_DECLS

/**
 * GST_AISLE_EVENT_NAME:
 *
 * Name of the structure of every event of Aisle.
 */
#define GST_AISLE_EVENT_NAME "aisle-event"

/**
 * gst_aisle_event_get_structure:
 * @event: any event seen on a pad
 *
 * Returns: (transfer none) (nullable): the structure when @event is one of Aisle, else %NULL
 */
GST_AISLE_API
const GstStructure *gst_aisle_event_get_structure (GstEvent *event);

/**
 * gst_aisle_message_get_structure:
 * @message: any message seen on a bus
 *
 * Returns: (transfer none) (nullable): the structure when @message carries an event of Aisle,
 *   else %NULL
 */
GST_AISLE_API
const GstStructure *gst_aisle_message_get_structure (GstMessage *message);

/**
 * gst_aisle_event_structure_to_json:
 * @structure: an `aisle-event` structure
 *
 * Returns: (transfer full) (nullable): one line of `aisle.event/1` without the newline, or %NULL
 *   when a field is missing or of another type
 */
GST_AISLE_API
gchar *gst_aisle_event_structure_to_json (const GstStructure *structure);

G_END_DECLS
