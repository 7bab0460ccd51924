/* SPDX-License-Identifier: MIT */
/**
 * @file event-private.h
 * From the event of the core to what travels in a pipeline. Exported for Aisle's own elements and
 * programs, not installed.
 */
#pragma once

#include "gst/core/event.h"
#include "gst/meta/gst/aisle/event.h"

G_BEGIN_DECLS

/** Returns: (transfer full): an `aisle-event` structure that says the same as @event. */
GST_AISLE_API GstStructure *gst_aisle_event_structure_new (const AisleEvent *event);
/** Returns: (transfer full) (nullable): the reverse; NULL when a field is missing or mistyped. */
GST_AISLE_API AisleEvent *gst_aisle_event_structure_parse (const GstStructure *structure);

/**
 * Post @structure as a message of @element and push it downstream of @pad as a serialized event.
 * @structure: (transfer full).
 */
GST_AISLE_API void gst_aisle_event_send (GstElement *element, GstPad *pad, GstStructure *structure);

G_END_DECLS
