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
 *                    pts: double, seconds of stream time; [clock]: "local", only when guessed
 *     line-crossed   line, direction "in"|"out": string; track: uint64; [confidence]: double;
 *                    [staff], [reentry]: boolean; [group]: uint64; [stature] "adult"|"child"
 *     visit-ended    zone, reason "left"|"lost"|"end": string; track: uint64;
 *                    enter_pts, leave_pts, dwell: double; stitched: boolean; [confidence],
 *                    [distance], [speed], [faced]: double; [staff]: boolean; [reached]: uint
 *     counts         start, end: GstDateTime; frames, dropped: uint64; minutes: uint;
 *                    open: boolean; blind: double; arrays of structures:
 *       lines        `line`: name; in, out, total_in, total_out, day_in, day_out, [groups_in],
 *                    [groups_out], [children_in], [children_out], [staff_in], [staff_out],
 *                    [reentries]: uint64
 *       zones        `zone`: name; occupancy: uint; visits: uint64; dwell_mean: double;
 *                    [density]: double; [faced], [reached]: uint64
 *       [queues]     `queue`: name; length: uint; served, abandoned: uint64; wait_mean, wait_most,
 *                    served_per_minute, [expected_wait]: double
 *       [occupancy]  `occupancy`: name; occupancy: uint64; [corrected]: int64
 *       [turn_in]    `turn-in`: name; outside, inside: uint64; rate: double
 *       [transitions] `transition`: from, to: string; people: uint64
 *     camera-lost, camera-back     gap: double, seconds
 *     queue-left     queue, outcome "served"|"abandoned"|"lost": string; track: uint64;
 *                    enter_pts, leave_pts, wait: double; [staff]: boolean
 *     queue-alert    queue, state "raised"|"cleared": string; length: uint;
 *                    [expected_wait]: double
 *     occupancy-corrected          occupancy, cause "reset"|"empty"|"negative": string;
 *                    before, after: uint64
 *     camera-blind, camera-clear   cause "covered"|"moved"|"dark"|"frozen"|"unfocused": string;
 *                    gap: double, seconds
 *
 * What stands in brackets is left out where it is unknown, nothing, or false.
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
