/* SPDX-License-Identifier: MIT */
/** @file replay.c — `aisle replay`: counts again what was seen, without the video. */
#include "pipelines/cli.h"
#include "pipelines/summary.h"
#include "pipelines/vector-replay.h"

#include <errno.h>
#include <string.h>

#include <glib/gstdio.h>

typedef struct {
  FILE *events; /* NULL: not asked for */
  Summary *summary;
  guint64 n_frames;
} Run;

static gboolean
on_frame (const AisleVectors *frame, const AisleFootfall *footfall, gpointer data)
{
  ((Run *) data)->n_frames++;
  return TRUE;
}

static void
on_event (const AisleEvent *event, gpointer data)
{
  Run *run = data;
  summary_add (run->summary, event);
  if (run->events) {
    g_autofree char *json = aisle_event_to_json (event);
    fprintf (run->events, "%s\n", json);
  }
}

static gboolean
close_events (Run *run)
{
  gboolean ok = !run->events || (!ferror (run->events) && fflush (run->events) == 0);
  if (run->events && run->events != stdout)
    fclose (run->events);
  return ok;
}

static int
replay (const char *path, const char *config_path, const char *events)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AisleConfig) config = aisle_config_load (config_path, &error);
  if (!config)
    return cli_fail ("%s", error->message);
  g_autoptr (Summary) summary = summary_new (config);
  Run run = { .summary = summary };
  if (events)
    run.events = g_str_equal (events, "-") ? stdout : g_fopen (events, "wb");
  if (events && !run.events)
    return cli_fail ("cannot write to '%s': %s", events, g_strerror (errno));
  const VectorListener listener = { on_frame, on_event, &run };
  gboolean ok = vector_replay_run (path, config, &listener, &error);
  if (!close_events (&run) && ok)
    return cli_fail ("the events could not be written whole to '%s'", events);
  if (!ok)
    return cli_fail ("%s", error->message);
  if (run.n_frames == 0)
    return cli_fail ("'%s' holds no frame", path);
  if (!cli_is_quiet ())
    summary_print (summary, stderr);
  cli_say ("%" G_GUINT64_FORMAT " frames", run.n_frames);
  return CLI_OK;
}

static int
run (int argc, char **argv)
{
  static char *config, *events;
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &config, "Lines and zones (JSON)", "FILE" },
    { "events", 0, 0, G_OPTION_ARG_FILENAME, &events,
      "Write events (JSON lines; -: standard output)", "FILE" },
    { NULL },
  };
  if (!cli_parse (&command_replay, "VECTORS.jsonl", 1, entries, &argc, &argv))
    return CLI_USAGE;
  if (!config)
    return cli_misuse ("--config must be given: it says what to count");
  return replay (argv[1], config, events);
}

const CliCommand command_replay = { "replay", "Count again from stored vectors, without video",
                                    run };
