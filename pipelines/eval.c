/* SPDX-License-Identifier: MIT */
/** @file eval.c `aisle eval`: a result against the truth. */
#include "pipelines/eval.h"

#include <stdio.h>
#include <string.h>

#include "gst/core/eval-frames.h"
#include "pipelines/cli.h"

static const struct {
  const char *name;
  EvalKind kind;
} kinds[] = {
  { "detections", eval_detections },
  { "tracks", eval_tracks },
  { "events", eval_events },
};

/* "A-B" */
static gboolean
parse_frames (const char *text, EvalOptions *options)
{
  char rest;

  return sscanf (text, "%u-%u%c", &options->first, &options->last, &rest) == 2
         && options->first >= 1 && options->first <= options->last;
}

gboolean
eval_load_rows (const EvalOptions *options, const char *truth, const char *found,
                GArray **truth_rows, GArray **found_rows, GError **error)
{
  guint first = options->first, last = options->last;

  if (!(*truth_rows = aisle_mot_load (truth, error))
      || !(*found_rows = aisle_mot_load (found, error)))
    return FALSE;
  if (last == 0 && (*truth_rows)->len > 0) {
    first = g_array_index (*truth_rows, AisleMotRow, 0).frame;
    last = g_array_index (*truth_rows, AisleMotRow, (*truth_rows)->len - 1).frame;
  }
  aisle_eval_keep (*truth_rows, first, last, TRUE);
  aisle_eval_keep (*found_rows, first, last, FALSE);
  if ((*truth_rows)->len > 0)
    return TRUE;
  g_set_error (error, AISLE_EVAL_ERROR, AISLE_EVAL_ERROR_EMPTY,
               "'%s' has no box to compare with in these frames", truth);
  return FALSE;
}

static int
eval (const EvalOptions *options, char **argv)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!strcmp (argv[1], kinds[i].name))
      return kinds[i].kind (options, argv[2], argv[3], &error) ? CLI_OK
                                                               : cli_fail ("%s", error->message);
  return cli_misuse ("'%s' cannot be evaluated: detections, tracks and events can", argv[1]);
}

static int
run (int argc, char **argv)
{
  EvalOptions options = { .threshold = -1, .tolerance = 1 };
  g_autofree char *frames = NULL;
  const GOptionEntry entries[] = {
    { "frames", 0, 0, G_OPTION_ARG_STRING, &frames, "Detections, tracks: these frames only",
      "A-B" },
    { "threshold", 0, 0, G_OPTION_ARG_DOUBLE, &options.threshold,
      "Detections: confidence for precision and recall; default: where F1 is highest", "T" },
    { "clip", 0, 0, G_OPTION_ARG_STRING, &options.clip, "Events: which clip of TRUTH", "NAME" },
    { "tolerance", 0, 0, G_OPTION_ARG_DOUBLE, &options.tolerance,
      "Events: seconds that a moment may be off; default 1", "S" },
    { "plot", 0, 0, G_OPTION_ARG_FILENAME, &options.plots, "Draw PNG files into DIR", "DIR" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "One JSON object instead of a table", NULL },
    { NULL },
  };

  if (!cli_parse (&command_eval, "detections|tracks|events TRUTH RESULT", 3, entries, &argc, &argv))
    return CLI_USAGE;
  if (frames && !parse_frames (frames, &options))
    return cli_misuse ("--frames must be given as A-B, e.g. 1-500");
  if (!(options.tolerance >= 0 && options.tolerance <= 3600))
    return cli_misuse ("--tolerance is from 0 to 3600 seconds");
  return eval (&options, argv);
}

const CliCommand command_eval = { "eval", "Measure detections, tracks or events against truth",
                                  run };
