/* SPDX-License-Identifier: MIT */
/** @file chain.c — see chain.h */
#include "pipelines/chain.h"

/* H.264 wants even sides within these, so the picture is scaled to the nearest that fits. */
#define ENCODER_CAPS "video/x-raw, format=I420, width=[16, 3840, 2], height=[16, 2160, 2]"
#define ENCODER_KBPS 4000

static void
set_text (GstElement *element, const char *property, const char *value)
{
  if (value)
    gst_util_set_object_arg (G_OBJECT (element), property, value);
}

static void
set_number (GstElement *element, const char *property, double value, gboolean given)
{
  g_autofree char *text = g_strdup_printf ("%.17g", value);

  if (given)
    gst_util_set_object_arg (G_OBJECT (element), property, text);
}

/* GStreamer does not look into /usr/local, where the plugin usually goes with this program. */
static void
find_own_plugin (void)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find ("aisledetect");

  if (!factory)
    gst_registry_scan_path (gst_registry_get (), AISLE_PLUGINS_INSTALLED);
}

/* Append a new element to the row. Returns: (transfer none): NULL where the factory is missing. */
static GstElement *
append (Chain *chain, GstElement **last, const char *factory, GError **error)
{
  GstElement *element = *error ? NULL : gst_element_factory_make (factory, NULL);

  if (!element) {
    if (!*error)
      g_set_error (error, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN,
                   "GStreamer has no element '%s': %s", factory,
                   g_str_has_prefix (factory, "aisle")
                       ? "put the folder of Aisle's plugin into GST_PLUGIN_PATH"
                       : "install gstreamer1.0-plugins-good and -bad");
    return NULL;
  }
  gst_bin_add (GST_BIN (chain->pipeline), element);
  if (*last && !gst_element_link (*last, element))
    g_set_error (error, GST_CORE_ERROR, GST_CORE_ERROR_NEGOTIATION, "'%s' cannot be linked",
                 factory);
  *last = element;
  return element;
}

/* How far behind the camera the analysis may be before it skips inference: networks and decoders
 * deliver in bursts, and nobody minds a count that is a second old. */
#define LIVE_LATENCY (1 * GST_SECOND)

static void
append_source (Chain *chain, GstElement **last, const ChainOptions *options, GError **error)
{
  chain->source = append (chain, last, "appsrc", error);
  if (!chain->source)
    return;
  g_object_set (chain->source, "format", GST_FORMAT_TIME, "block", TRUE, "max-buffers",
                G_GUINT64_CONSTANT (4), "max-bytes", G_GUINT64_CONSTANT (0), "is-live",
                options->live, NULL);
  if (options->live)
    g_object_set (chain->source, "min-latency", (gint64) LIVE_LATENCY, NULL);
}

static void
append_analysis (Chain *chain, GstElement **last, const ChainOptions *options, GError **error)
{
  if ((chain->detect = append (chain, last, "aisledetect", error))) {
    set_text (chain->detect, "model", options->model);
    set_text (chain->detect, "device", options->device);
    set_text (chain->detect, "input-size", options->input_size);
    set_text (chain->detect, "config", options->config);
    set_text (chain->detect, "regions", options->regions);
    set_number (chain->detect, "cores", options->cores, options->cores > 0);
    set_number (chain->detect, "interval", options->interval, options->interval > 0);
    set_number (chain->detect, "threshold", options->threshold, options->threshold >= 0);
  }
  append (chain, last, "aisletrack", error);
  if ((chain->footfall = append (chain, last, "aislefootfall", error))) {
    set_text (chain->footfall, "config", options->config);
    set_text (chain->footfall, "start-time", options->start);
    set_text (chain->footfall, "state", options->state);
    set_text (chain->footfall, "vectors", options->vectors);
    g_object_set (chain->footfall, "seed", (guint64) options->seed, NULL);
  }
}

static void
append_publisher (Chain *chain, GstElement **last, const char *path, gboolean append_events,
                  GError **error)
{
  GstElement *publish = append (chain, last, "aislepublish", error);
  g_autofree char *url =
      g_strcmp0 (path, "-") == 0 ? g_strdup ("-") : g_strconcat ("file:", path, NULL);

  set_text (publish, "url", url);
  set_text (publish, "append", append_events ? "true" : NULL);
}

/* The queue lets encoding run beside the analysis of the next frames. */
static void
append_recording (Chain *chain, GstElement **last, const ChainOptions *options, GError **error)
{
  static const char *const before[] = { "videoconvert", "videoscale" };
  GstElement *element;

  append (chain, last, "queue", error);
  if ((element = append (chain, last, "aisleoverlay", error))) {
    set_text (element, "config", options->config);
    g_object_set (element, "why", options->why, NULL);
  }
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    append (chain, last, before[i], error);
  if ((element = append (chain, last, "capsfilter", error)))
    set_text (element, "caps", ENCODER_CAPS);
  if ((element = append (chain, last, "openh264enc", error)))
    g_object_set (element, "bitrate", ENCODER_KBPS * 1000, NULL);
  append (chain, last, "h264parse", error);
  append (chain, last, "mp4mux", error);
  if ((element = append (chain, last, "filesink", error)))
    g_object_set (element, "location", options->annotate, "sync", FALSE, NULL);
}

gboolean
chain_build (Chain *chain, const ChainOptions *options, GError **error)
{
  GstElement *last = NULL, *sink;
  GError *problem = NULL;

  *chain = (Chain) { .pipeline = gst_pipeline_new ("analysis") };
  find_own_plugin ();
  append_source (chain, &last, options, &problem);
  append_analysis (chain, &last, options, &problem);
  if (options->events)
    append_publisher (chain, &last, options->events, options->state != NULL, &problem);
  if (options->annotate)
    append_recording (chain, &last, options, &problem);
  else if ((sink = append (chain, &last, "fakesink", &problem)))
    g_object_set (sink, "sync", FALSE, NULL);
  if (!problem)
    return TRUE;
  g_propagate_error (error, problem);
  gst_clear_object (&chain->pipeline);
  return FALSE;
}
