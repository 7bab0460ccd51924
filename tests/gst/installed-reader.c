/* SPDX-License-Identifier: MIT */
/** @file installed-reader.c An application outside this tree: it knows the installed library only,
 * runs a pipeline and prints the counts and people of the last frame, and the events. */
#include <gst/aisle/aisle.h>
#include <stdio.h>

static void
print_counts (GstAnalyticsRelationMeta *meta)
{
  GstAnalyticsMtd mtd;
  GstAisleLine line;
  GstAisleZone zone;
  gpointer state = NULL;
  while (gst_analytics_relation_meta_iterate (meta, &state, GST_ANALYTICS_MTD_TYPE_ANY, &mtd)) {
    if (gst_aisle_line_mtd_get (&mtd, &line))
      printf ("line %s %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT "\n", line.name, line.total_in,
              line.total_out);
    if (gst_aisle_zone_mtd_get (&mtd, &zone))
      printf ("zone %s %u\n", zone.name, zone.occupancy);
  }
}

static void
print_people (GstAnalyticsRelationMeta *meta)
{
  GstAnalyticsMtd od, related;
  GstAislePresence presence;
  gpointer state = NULL, next = NULL;
  while (gst_analytics_relation_meta_iterate (meta, &state, gst_analytics_od_mtd_get_mtd_type (),
                                              &od)) {
    next = NULL;
    if (gst_analytics_relation_meta_get_direct_related (
            meta, od.id, GST_ANALYTICS_REL_TYPE_RELATE_TO, gst_aisle_presence_mtd_get_mtd_type (),
            &next, &related)
        && gst_aisle_presence_mtd_get (&related, &presence))
      printf ("person %.2f %.2f zone '%s'\n", presence.x, presence.y, presence.zone);
  }
}

static GstPadProbeReturn
keep_last (GstPad *pad, GstPadProbeInfo *info, gpointer last)
{
  (void) pad;
  gst_buffer_replace (last, GST_PAD_PROBE_INFO_BUFFER (info));
  return GST_PAD_PROBE_OK;
}

/** Returns: the exit status. */
static int
wait_for_end (GstBus *bus)
{
  for (;;) {
    g_autoptr (GstMessage) message = gst_bus_timed_pop (bus, GST_CLOCK_TIME_NONE);
    const GstStructure *event = gst_aisle_message_get_structure (message);
    if (event != NULL)
      printf ("event %s\n", gst_structure_get_string (event, "type"));
    if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
      return 0;
    if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR) {
      g_autoptr (GError) error = NULL;
      gst_message_parse_error (message, &error, NULL);
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  GstBuffer *last = NULL;
  gst_init (&argc, &argv);
  g_autoptr (GstElement) pipeline = gst_parse_launchv ((const gchar **) argv + 1, &error);
  if (error != NULL) {
    fprintf (stderr, "%s\n", error->message);
    return 1;
  }
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "out");
  g_autoptr (GstPad) pad = gst_element_get_static_pad (sink, "sink");
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, keep_last, &last, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  const int status = wait_for_end (bus);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  GstAnalyticsRelationMeta *meta =
      last != NULL ? gst_buffer_get_analytics_relation_meta (last) : NULL;
  if (meta != NULL) {
    print_counts (meta);
    print_people (meta);
  }
  gst_clear_buffer (&last);
  return status;
}
