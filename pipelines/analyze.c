/* SPDX-License-Identifier: MIT */
/** @file analyze.c — `aisle analyze`: counts people on a video file or a camera. */
#include "gst/core/config-file.h"
#include "gst/core/model-info.h"
#include "pipelines/analysis.h"
#include "pipelines/cli.h"
#include "pipelines/licence-note.h"
#include "pipelines/recorder.h"
#include "pipelines/source.h"
#include "pipelines/summary.h"

typedef struct {
  ChainOptions chain;
  RecorderFiles files;
  double timeout;
} Options;

/* Who listens to the analysis. */
typedef struct {
  Recorder *recorder;
  Summary *summary;
} Listeners;

static void
on_built (const Chain *chain, gpointer user_data)
{
  recorder_attach (((Listeners *) user_data)->recorder, chain->detect, chain->footfall);
}

static void
on_event (const AisleEvent *event, gpointer user_data)
{
  summary_add (((Listeners *) user_data)->summary, event);
}

static int
analyze (const Options *options, const char *location, const AisleConfig *config)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Recorder) recorder = recorder_new (&options->files, &error);
  g_autoptr (Summary) summary = summary_new (config);
  Listeners listeners = { recorder, summary };
  const AnalysisOptions analysis = {
    .chain = options->chain,
    .location = location,
    .camera = config ? config->camera : "camera",
    .timeout = options->timeout,
    .built = on_built,
    .event = on_event,
    .user_data = &listeners,
  };
  AnalysisResult result;
  int status;

  if (!recorder)
    return cli_fail ("%s", error->message);
  licence_note (options->chain.model);
  status = analysis_run (&analysis, &result);
  if (result.frames && !recorder_finish (recorder, config, &error))
    status = cli_fail ("%s", error->message);
  if (result.frames && !cli_is_quiet ())
    summary_print (summary, stderr);
  if (result.frames)
    cli_say ("%u frames in %.1f s, %.1f per second", result.frames, result.seconds,
             result.frames / result.seconds);
  return status;
}

/* ---- the command line --------------------------------------------------------------------- */

static gboolean
check_options (const Options *options)
{
  static const char *const regions[] = { "off", "config", "auto", NULL };
  const ChainOptions *chain = &options->chain;
  const FloorFiles *floor = &options->files.floor;
  guint width, height;
  gint64 time;

  if (chain->input_size && !aisle_size_parse (chain->input_size, &width, &height))
    cli_misuse ("--input-size must be WxH, e.g. 384x288");
  else if (chain->regions && !g_strv_contains (regions, chain->regions))
    cli_misuse ("--regions must be off, config or auto");
  else if (chain->start && !cli_parse_time (chain->start, &time))
    cli_misuse ("--start must be a time such as 2026-11-24T09:00:00Z");
  else if (chain->interval < 0 || chain->cores < 0 || chain->seed < 0)
    cli_misuse ("--interval, --cores and --seed must be 0 or more");
  else if (chain->threshold > 1 || (chain->threshold < 0 && chain->threshold != CHAIN_DEFAULT))
    cli_misuse ("--threshold must be from 0 to 1");
  else if (!(options->timeout > 0))
    cli_misuse ("--timeout must be above 0 seconds");
  else if (chain->events && !chain->config)
    cli_misuse ("--events needs --config: without lines and zones there are no events");
  else if (chain->why && !chain->annotate)
    cli_misuse ("--why needs --annotate: it is drawn on that video");
  else if ((floor->heatmap || floor->flow || floor->paths) && !chain->config)
    cli_misuse ("--floor-heatmap, --flow and --paths need --config with a ground");
  else
    return TRUE;
  return FALSE;
}

static int
run (int argc, char **argv)
{
  static Options o; /* zero; GOption keeps strings for the program's life */
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &o.chain.config, "Lines and zones (JSON)", "FILE" },
    { "events", 0, 0, G_OPTION_ARG_FILENAME, &o.chain.events,
      "Write events (JSON lines; -: standard output)", "FILE" },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &o.chain.state,
      "Go on after a restart, from this file; events are appended", "FILE" },
    { "tracks", 0, 0, G_OPTION_ARG_FILENAME, &o.files.tracks, "Write tracks (MOT text)", "FILE" },
    { "detections", 0, 0, G_OPTION_ARG_FILENAME, &o.files.detections, "Write detections (MOT text)",
      "FILE" },
    { "vectors", 0, 0, G_OPTION_ARG_FILENAME, &o.chain.vectors,
      "Write boxes and tracks of each frame (JSON lines)", "FILE" },
    { "annotate", 0, 0, G_OPTION_ARG_FILENAME, &o.chain.annotate,
      "Write the video with everything drawn on it", "OUT.mp4" },
    { "why", 0, 0, G_OPTION_ARG_NONE, &o.chain.why,
      "Draw on it what the counting goes by: ways, sides, bands, events", NULL },
    { "heatmap", 0, 0, G_OPTION_ARG_FILENAME, &o.files.heatmap,
      "Write where people stood (.png, or .csv: seconds)", "OUT.png" },
    { "floor-heatmap", 0, 0, G_OPTION_ARG_FILENAME, &o.files.floor.heatmap,
      "Write where people stood on the floor, in metres (.png, or .csv: seconds)", "OUT.png" },
    { "flow", 0, 0, G_OPTION_ARG_FILENAME, &o.files.floor.flow,
      "Write where and how fast people walked on the floor (.png, or .csv: m/s)", "OUT.png" },
    { "paths", 0, 0, G_OPTION_ARG_FILENAME, &o.files.floor.paths,
      "Write the ways of people on the floor (.svg, .png, or .jsonl: metres)", "OUT.svg" },
    { "model", 0, 0, G_OPTION_ARG_FILENAME, &o.chain.model, "Model, see 'aisle models'", "NAME" },
    { "input-size", 0, 0, G_OPTION_ARG_STRING, &o.chain.input_size,
      "Size of the model's input (default: fits the video)", "WxH" },
    { "regions", 0, 0, G_OPTION_ARG_STRING, &o.chain.regions,
      "Where to look closer: off, config, auto (default)", "WHERE" },
    { "threshold", 0, 0, G_OPTION_ARG_DOUBLE, &o.chain.threshold, "Least confidence of a detection",
      "T" },
    { "interval", 0, 0, G_OPTION_ARG_INT, &o.chain.interval, "Look at each Nth frame", "N" },
    { "device", 0, 0, G_OPTION_ARG_STRING, &o.chain.device,
      "OpenCL device: cpu, gpu, 0:0, a name; see 'aisle devices'", "D" },
    { "cores", 0, 0, G_OPTION_ARG_INT, &o.chain.cores, "Use so many cores of a CPU", "N" },
    { "start", 0, 0, G_OPTION_ARG_STRING, &o.chain.start, "Time of the first frame (RFC 3339)",
      "TIME" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &o.chain.seed, "Fix the track numbers; 0: random", "N" },
    { "timeout", 0, 0, G_OPTION_ARG_DOUBLE, &o.timeout, "Wait so long for the first frame (10)",
      "SECONDS" },
    { NULL },
  };
  g_autoptr (AisleConfig) config = NULL;
  g_autoptr (GError) error = NULL;

  o.timeout = 10;
  o.chain.threshold = CHAIN_DEFAULT;
  if (!cli_parse (&command_analyze, "VIDEO|rtsp://...", 1, entries, &argc, &argv)
      || !check_options (&o))
    return CLI_USAGE;
  if (o.chain.config && !(config = aisle_config_load (o.chain.config, &error)))
    return cli_fail ("%s", error->message);
  o.chain.live = source_is_live (argv[1]);
  gst_init (NULL, NULL);
  return analyze (&o, argv[1], config);
}

const CliCommand command_analyze = { "analyze", "Count people on a video file or a camera", run };
