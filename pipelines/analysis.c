/* SPDX-License-Identifier: MIT */
/** @file analysis.c — see analysis.h */
#include "pipelines/analysis.h"

#include "gst/meta/event-private.h"
#include "pipelines/cli.h"
#include "pipelines/progress.h"
#include "pipelines/source.h"

#include <gst/aisle/aisle.h>
#include <glib-unix.h>
#include <signal.h>

#define PROGRESS_MS 200

typedef struct {
  const AnalysisOptions *options;
  Chain chain;
  Source *source;
  GMainLoop *loop;
  gboolean started;
  gint64 begin; /* µs, monotonic, of the first frame */
  int frames;   /* atomic */
  guint interrupt, terminate;
  int status;
} Run;

static void
fail_run (Run *run, const char *sentence)
{
  progress_clear ();
  run->status = cli_fail ("%s", sentence);
}

/* ---- the source --------------------------------------------------------------------------- */

static void
on_started (gpointer user_data)
{
  Run *run = user_data;

  run->started = TRUE;
  run->begin = g_get_monotonic_time ();
  gst_element_set_state (run->chain.pipeline, GST_STATE_PLAYING);
}

/* The camera's clock is out of reach while it is away: these events carry ours. */
static void
send_event (Run *run, AisleEventType type, gint64 pts, double gap)
{
  g_autoptr (AisleEvent) event = aisle_event_new (type, run->options->camera, NULL, 0, pts / 1e9);

  event->time = g_get_real_time ();
  event->local_clock = TRUE;
  event->gap = gap;
  gst_element_send_event (
      run->chain.source,
      gst_event_new_custom (GST_EVENT_CUSTOM_DOWNSTREAM, gst_aisle_event_structure_new (event)));
}

static void
on_lost (gint64 pts, double gap, gpointer user_data)
{
  Run *run = user_data;

  progress_clear ();
  cli_warn ("'%s' is lost; trying again until it is back", source_get_name (run->source));
  send_event (run, AISLE_EVENT_CAMERA_LOST, pts, gap);
}

static void
on_back (gint64 pts, double gap, gpointer user_data)
{
  Run *run = user_data;

  cli_warn ("'%s' is back after %.1f s", source_get_name (run->source), gap);
  send_event (run, AISLE_EVENT_CAMERA_BACK, pts, gap);
}

static void
on_ended (const GError *error, gpointer user_data)
{
  Run *run = user_data;

  if (error)
    fail_run (run, error->message);
  if (!run->started) /* no frame will bring the analysis to its end */
    g_main_loop_quit (run->loop);
}

/* ---- the analysis ------------------------------------------------------------------------- */

static void
take_message (Run *run, GstMessage *message)
{
  const GstStructure *structure = gst_aisle_message_get_structure (message);
  g_autoptr (AisleEvent) event = structure ? gst_aisle_event_structure_parse (structure) : NULL;

  if (event)
    run->options->event (event, run->options->user_data);
}

static void
take_trouble (Run *run, GstMessage *message, gboolean fatal)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *debug = NULL;

  if (fatal)
    gst_message_parse_error (message, &error, &debug);
  else
    gst_message_parse_warning (message, &error, &debug);
  progress_clear ();
  GST_INFO ("%s", debug);
  if (!fatal) {
    cli_warn ("%s", error->message);
    return;
  }
  if (run->status == CLI_OK) /* the first error is the cause of the others */
    fail_run (run, error->message);
  g_main_loop_quit (run->loop);
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer user_data)
{
  Run *run = user_data;

  switch (GST_MESSAGE_TYPE (message)) {
  case GST_MESSAGE_ELEMENT:
    take_message (run, message);
    break;
  case GST_MESSAGE_WARNING:
  case GST_MESSAGE_ERROR:
    take_trouble (run, message, GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR);
    break;
  case GST_MESSAGE_EOS:
    g_main_loop_quit (run->loop);
    break;
  default:
    break;
  }
  return G_SOURCE_CONTINUE;
}

static gboolean
on_progress (gpointer user_data)
{
  Run *run = user_data;
  double seconds = (g_get_monotonic_time () - run->begin) / 1e6;
  guint frames = (guint) g_atomic_int_get (&run->frames);

  if (run->started)
    progress_show (source_get_position (run->source), source_get_duration (run->source), frames,
                   seconds > 0 ? frames / seconds : 0);
  return G_SOURCE_CONTINUE;
}

/* The first signal ends the stream in good order, a second one ends the program. */
static gboolean
on_signal (gpointer user_data)
{
  Run *run = user_data;

  g_clear_handle_id (&run->interrupt, g_source_remove);
  g_clear_handle_id (&run->terminate, g_source_remove);
  source_stop (run->source);
  if (!run->options->chain.live)
    fail_run (run, "interrupted: the rest of the video is not counted");
  if (!run->started)
    g_main_loop_quit (run->loop);
  return G_SOURCE_CONTINUE;
}

/* ---- one run ------------------------------------------------------------------------------ */

static void
run_loop (Run *run)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (run->chain.pipeline);
  guint watch = gst_bus_add_watch (bus, on_message, run);
  guint progress = g_timeout_add (PROGRESS_MS, on_progress, run);
  g_autoptr (GError) error = NULL;

  run->interrupt = g_unix_signal_add (SIGINT, on_signal, run);
  run->terminate = g_unix_signal_add (SIGTERM, on_signal, run);
  if (gst_element_set_state (run->chain.pipeline, GST_STATE_PAUSED) == GST_STATE_CHANGE_FAILURE)
    g_main_loop_run (run->loop); /* the reason is on the bus */
  else if (source_start (run->source, &error))
    g_main_loop_run (run->loop);
  else
    fail_run (run, error->message);
  g_clear_handle_id (&run->interrupt, g_source_remove);
  g_clear_handle_id (&run->terminate, g_source_remove);
  g_source_remove (progress);
  g_source_remove (watch);
  progress_clear ();
  gst_element_set_state (run->chain.pipeline, GST_STATE_NULL);
}

static GstPadProbeReturn
count_frame (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  g_atomic_int_inc (&((Run *) user_data)->frames);
  return GST_PAD_PROBE_OK;
}

int
analysis_run (const AnalysisOptions *options, AnalysisResult *result)
{
  const SourceCallbacks callbacks = { on_started, on_lost, on_back, on_ended };
  Run run = { .options = options };
  g_autoptr (GMainLoop) loop = run.loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstPad) pad = NULL;
  g_autoptr (Source) source = NULL;
  g_autoptr (GError) error = NULL;

  *result = (AnalysisResult) { 0 };
  if (!chain_build (&run.chain, &options->chain, &error))
    return cli_fail ("%s", error->message);
  pipeline = run.chain.pipeline;
  pad = gst_element_get_static_pad (run.chain.footfall, "src");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, count_frame, &run, NULL);
  if (options->built)
    options->built (&run.chain, options->user_data);
  run.source = source = source_new (options->location, GST_APP_SRC (run.chain.source),
                                    options->timeout, options->limit, &callbacks, &run);
  run_loop (&run);
  if (run.started)
    *result = (AnalysisResult) { (guint) run.frames, (g_get_monotonic_time () - run.begin) / 1e6 };
  return run.status;
}
