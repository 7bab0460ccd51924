/* SPDX-License-Identifier: MIT */
/** @file track.c — `aisle track`: tracker and counting on given boxes, without a video. */
#include "gst/core/footfall.h"
#include "gst/core/model-info.h"
#include "gst/core/mot.h"
#include "pipelines/cli.h"
#include "pipelines/summary.h"

#include <stdio.h>

typedef struct {
  double fps, high_threshold;
  char *size, *config, *tracks, *events, *start;
  gint64 seed;
} Options;

/* What one run reads and writes. */
typedef struct {
  GArray *rows; /* of AisleMotRow */
  AisleTracker *tracker;
  AisleFootfall *footfall; /* NULL without a config */
  Summary *summary;
  GString *tracks, *events;
} Run;

static void
take_events (Run *run, GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++) {
    g_autofree char *json = aisle_event_to_json (events->pdata[i]);
    g_string_append_printf (run->events, "%s\n", json);
    summary_add (run->summary, events->pdata[i]);
  }
  g_ptr_array_unref (events);
}

static void
take_tracks (Run *run, guint frame, const AisleTrack *tracks, guint n)
{
  for (guint i = 0; i < n; i++) {
    AisleMotRow row = { frame, (gint64) tracks[i].id, tracks[i].box };
    if (!tracks[i].coasting && !tracks[i].ended)
      aisle_mot_append (run->tracks, &row);
  }
}

/* Frames without a row are frames without a person. */
static void
run_frames (Run *run, double fps)
{
  const AisleMotRow *rows = (const AisleMotRow *) run->rows->data;
  guint n_rows = run->rows->len, next = 0, last = n_rows ? rows[n_rows - 1].frame : 0;
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (AisleBox));

  for (guint frame = 1; frame <= last; frame++) {
    gint64 pts = (gint64) ((frame - 1) * 1e9 / fps + 0.5);
    guint n_tracks;
    const AisleTrack *tracks;

    g_array_set_size (boxes, 0);
    for (; next < n_rows && rows[next].frame == frame; next++)
      g_array_append_val (boxes, rows[next].box);
    tracks = aisle_tracker_update (run->tracker, pts, (const AisleBox *) boxes->data, boxes->len,
                                   TRUE, &n_tracks);
    take_tracks (run, frame, tracks, n_tracks);
    if (run->footfall)
      take_events (run, aisle_footfall_update (run->footfall, pts, tracks, n_tracks, FALSE));
  }
  if (run->footfall)
    take_events (run, aisle_footfall_finish (run->footfall, (gint64) (last * 1e9 / fps + 0.5)));
}

static gboolean
write_text (const char *path, const GString *text, GError **error)
{
  if (!path)
    return TRUE;
  if (g_strcmp0 (path, "-") == 0)
    return fwrite (text->str, 1, text->len, stdout) == text->len;
  return g_file_set_contents (path, text->str, (gssize) text->len, error);
}

static int
track (const Options *options, const char *detections, guint width, guint height, gint64 start)
{
  AisleTrackerParams params = aisle_tracker_defaults;
  g_autoptr (AisleConfig) config = NULL;
  g_autoptr (AisleTracker) tracker = NULL;
  g_autoptr (AisleFootfall) footfall = NULL;
  g_autoptr (Summary) summary = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GString) tracks = g_string_new (NULL);
  g_autoptr (GString) events = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (options->config && !(config = aisle_config_load (options->config, &error)))
    return cli_fail ("%s", error->message);
  if (!(rows = aisle_mot_load (detections, &error)))
    return cli_fail ("%s", error->message);
  if (options->high_threshold > 0)
    params.high_threshold = (float) options->high_threshold;
  summary = summary_new (config);
  tracker = aisle_tracker_new (&params);
  aisle_tracker_set_frame_size (tracker, width, height);
  if (config) {
    footfall = aisle_footfall_new (config, (guint64) options->seed);
    aisle_footfall_set_frame_size (footfall, width, height, 1);
    aisle_footfall_set_epoch (footfall, start, FALSE);
  }
  run_frames (&(Run) { rows, tracker, footfall, summary, tracks, events }, options->fps);
  if (!write_text (options->tracks, tracks, &error)
      || !write_text (options->events, events, &error))
    return cli_fail ("%s", error ? error->message : "cannot write to standard output");
  if (config && !cli_is_quiet ())
    summary_print (summary, stderr);
  return CLI_OK;
}

static int
run (int argc, char **argv)
{
  Options options = { 0 };
  guint width, height;
  gint64 start = 0;
  const GOptionEntry entries[] = {
    { "fps", 0, 0, G_OPTION_ARG_DOUBLE, &options.fps, "Frames per second of the boxes", "F" },
    { "size", 0, 0, G_OPTION_ARG_STRING, &options.size, "Frame size in pixels", "WxH" },
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options.config, "Lines and zones", "FILE" },
    { "tracks", 0, 0, G_OPTION_ARG_FILENAME, &options.tracks, "Write tracks (MOT text)", "FILE" },
    { "events", 0, 0, G_OPTION_ARG_FILENAME, &options.events, "Write events (JSON lines)", "FILE" },
    { "high-threshold", 0, 0, G_OPTION_ARG_DOUBLE, &options.high_threshold,
      "Confidence that starts a track", "T" },
    { "start", 0, 0, G_OPTION_ARG_STRING, &options.start, "Time of frame 1 (RFC 3339)", "TIME" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options.seed, "Fix the track numbers; 0: random", "N" },
    { NULL },
  };

  if (!cli_parse (&command_track, "DETECTIONS.txt", 1, entries, &argc, &argv))
    return CLI_USAGE;
  if (!(options.fps > 0))
    return cli_misuse ("--fps must be given and above 0");
  if (!options.size || !aisle_size_parse (options.size, &width, &height))
    return cli_misuse ("--size must be given as WxH, e.g. 1920x1080");
  if (options.start && !cli_parse_time (options.start, &start))
    return cli_misuse ("--start must be a time such as 2026-11-24T09:00:00Z");
  if (options.events && !options.config)
    return cli_misuse ("--events needs --config: without lines and zones there are no events");
  return track (&options, argv[1], width, height, start);
}

const CliCommand command_track = { "track", "Track and count given boxes, without a video", run };
