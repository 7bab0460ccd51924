/* SPDX-License-Identifier: MIT */
/** @file event.c Events in a pipeline: finding, sending and printing them. */
#include "gst/meta/event-private.h"

const GstStructure *
gst_aisle_event_get_structure (GstEvent *event)
{
  g_return_val_if_fail (GST_IS_EVENT (event), NULL);
  if (GST_EVENT_TYPE (event) != GST_EVENT_CUSTOM_DOWNSTREAM
      || !gst_event_has_name (event, GST_AISLE_EVENT_NAME))
    return NULL;
  return gst_event_get_structure (event);
}

const GstStructure *
gst_aisle_message_get_structure (GstMessage *message)
{
  g_return_val_if_fail (GST_IS_MESSAGE (message), NULL);
  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ELEMENT
      || !gst_message_has_name (message, GST_AISLE_EVENT_NAME))
    return NULL;
  return gst_message_get_structure (message);
}

gchar *
gst_aisle_event_structure_to_json (const GstStructure *structure)
{
  g_return_val_if_fail (structure != NULL, NULL);
  g_autoptr (AisleEvent) event = gst_aisle_event_structure_parse (structure);
  return event != NULL ? aisle_event_to_json (event) : NULL;
}

void
gst_aisle_event_send (GstElement *element, GstPad *pad, GstStructure *structure)
{
  gst_element_post_message (
      element, gst_message_new_element (GST_OBJECT (element), gst_structure_copy (structure)));
  gst_pad_push_event (pad, gst_event_new_custom (GST_EVENT_CUSTOM_DOWNSTREAM, structure));
}
