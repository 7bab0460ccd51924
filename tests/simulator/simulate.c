/* SPDX-License-Identifier: MIT */
/**
 * @file simulate.c
 * simulate LAYOUT [OPTION…]: run a scene through tracker and counting and print the scores; write
 * what a detector saw, and the truth, for other programs.
 */
#include <stdlib.h>
#include <string.h>

#include "gst/core/mot.h"
#include "tests/simulator/run.h"
#include "tests/simulator/score.h"
#include "tests/simulator/seeds.h"

static struct {
  double minutes, hour, fps, high;
  char *seed, *detector, *config, *truth, *detections, *tracks, *vectors, *events, *found, *given;
  char *without;
  gboolean failures;
} options = { .minutes = 10, .hour = 17, .fps = 10 };

static const GOptionEntry entries[] = {
  { "seed", 0, 0, G_OPTION_ARG_STRING, &options.seed,
    "development (default), report, or either with +N; or a number", "SEED" },
  { "minutes", 0, 0, G_OPTION_ARG_DOUBLE, &options.minutes, "How long (10)", "N" },
  { "hour", 0, 0, G_OPTION_ARG_DOUBLE, &options.hour, "First hour, from Monday 0:00 (17)", "H" },
  { "fps", 0, 0, G_OPTION_ARG_DOUBLE, &options.fps, "Frames a second: 20, 10 (default), 5 …", "F" },
  { "detector", 0, 0, G_OPTION_ARG_STRING, &options.detector,
    "aisle (default), acf, or perfect", "NAME" },
  { "without", 0, 0, G_OPTION_ARG_STRING, &options.without,
    "A detector without misses, merges, jitter, false", "ERRORS" },
  { "high-threshold", 0, 0, G_OPTION_ARG_DOUBLE, &options.high, "Of the tracker", "T" },
  { "tracks-from", 0, 0, G_OPTION_ARG_FILENAME, &options.given,
    "Count these tracks (MOT text) instead of ours", "FILE" },
  { "config", 0, 0, G_OPTION_ARG_FILENAME, &options.config, "Write the config", "FILE" },
  { "truth", 0, 0, G_OPTION_ARG_FILENAME, &options.truth, "Write true boxes (MOT text)", "FILE" },
  { "detections", 0, 0, G_OPTION_ARG_FILENAME, &options.detections,
    "Write the detector's boxes (MOT text)", "FILE" },
  { "tracks", 0, 0, G_OPTION_ARG_FILENAME, &options.tracks, "Write tracks (MOT text)", "FILE" },
  { "vectors", 0, 0, G_OPTION_ARG_FILENAME, &options.vectors, "Write vectors", "FILE" },
  { "events", 0, 0, G_OPTION_ARG_FILENAME, &options.events, "Write true events", "FILE" },
  { "found", 0, 0, G_OPTION_ARG_FILENAME, &options.found, "Write events as counted", "FILE" },
  { "failures", 0, 0, G_OPTION_ARG_NONE, &options.failures, "List what has no match", NULL },
  { NULL },
};

static G_NORETURN void
fail (const char *text, const char *of)
{
  fprintf (stderr, "simulate: %s%s\n", text, of ? of : "");
  exit (2);
}

static guint64
seed_of (const char *text)
{
  if (!text || g_str_has_prefix (text, "development"))
    return SIM_SEED_DEVELOPMENT + (text ? g_ascii_strtoull (text + 11, NULL, 10) : 0);
  if (g_str_has_prefix (text, "report"))
    return SIM_SEED_REPORT + g_ascii_strtoull (text + 6, NULL, 10);
  return g_ascii_strtoull (text, NULL, 10);
}

/* To find out which errors of a detector cost what. */
static const SimDetectorParams *
without_errors (const SimDetectorParams *params, const char *errors)
{
  static SimDetectorParams p;
  const double never[5] = { 0, 0, 1, 0, 0 };
  p = *params;
  if (strstr (errors, "misses"))
    p.miss = 0, p.miss_middle = 50;
  if (strstr (errors, "merges"))
    p.merge_middle = 50;
  if (strstr (errors, "jitter"))
    for (guint i = 0; i < 5; i++)
      p.error_x[i] = p.error_y[i] = p.error_height[i] = p.error_width[i] = never[i];
  if (strstr (errors, "false"))
    p.clutter = p.weak[0] = p.strong[0] = p.double_share = 0;
  return &p;
}

static FILE *
open_file (const char *path)
{
  FILE *file = path ? fopen (path, "w") : NULL;
  if (path && !file)
    fail ("cannot write ", path);
  return file;
}

static void
close_file (FILE *file)
{
  if (file)
    fclose (file);
}

static void
print_events (const GPtrArray *events, FILE *file, const char *before)
{
  for (guint i = 0; file && i < events->len; i++) {
    g_autofree char *line = aisle_event_to_json (events->pdata[i]);
    fprintf (file, "%s%s\n", before, line);
  }
}

static void
print_failures (const char *what, const GPtrArray *unmatched, const GPtrArray *truth)
{
  for (guint i = 0; options.failures && i < unmatched->len; i++) {
    gboolean missed = g_ptr_array_find ((GPtrArray *) truth, unmatched->pdata[i], NULL);
    g_autofree char *line = aisle_event_to_json (unmatched->pdata[i]);
    printf ("  %s %s %s\n", missed ? "missed" : "wrong", what, line);
  }
}

static void
print_scores (const SimLayout *layout, const SimResult *result)
{
  static const guint minutes[] = { 1, 15, 60 };
  g_autoptr (GPtrArray) rest_lines = g_ptr_array_new (), rest_zones = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (layout->lines) && layout->lines[i].name; i++)
    for (guint j = 0; j < G_N_ELEMENTS (minutes); j++) {
      SimCounts c = sim_score_counts (result->truth, result->found, layout->lines[i].name,
                                      minutes[j]);
      printf ("line %s, %2u min: truth %u, found %u, pooled accuracy %.4f; mean %.4f, worst %.4f "
              "of %u buckets\n", layout->lines[i].name, minutes[j], c.truth, c.found, c.pooled,
              c.mean, c.worst, c.n_buckets);
    }
  SimMatches m = sim_score_crossings (result->truth, result->found, rest_lines);
  printf ("crossings: right %u, missed %u, wrong %u, F1 %.4f\n", m.right, m.missed, m.wrong, m.f1);
  m = sim_score_visits (result->truth, result->found, rest_zones);
  printf ("visits: right %u, missed %u, wrong %u, recall %.4f, F1 %.4f, dwell error %.2f s\n",
          m.right, m.missed, m.wrong, m.recall, m.f1, m.dwell_error);
  printf ("%.1f us of CPU per frame\n", 1e6 * result->spent / MAX (result->frames, 1));
  print_failures ("crossing", rest_lines, result->truth);
  print_failures ("visit", rest_zones, result->truth);
}

static void
write_config (const SimLayout *layout)
{
  g_autofree char *config = sim_layout_config (layout);
  FILE *file = open_file (options.config);
  if (file)
    fputs (config, file);
  close_file (file);
}

static void
simulate (SimRun *run)
{
  SimResult result;
  FILE *events = open_file (options.events), *found = open_file (options.found);
  run->truth_boxes = open_file (options.truth);
  run->detections = open_file (options.detections);
  run->tracks_out = open_file (options.tracks);
  run->vectors = open_file (options.vectors);
  printf ("%s: seed %" G_GUINT64_FORMAT ", %g minutes from hour %g, %g fps, detector %s\n",
          run->layout->name, run->seed, options.minutes, options.hour, run->fps,
          options.detector ? options.detector : "aisle");
  sim_run (run, &result);
  print_events (result.truth, events, "");
  print_events (result.found, found, "");
  print_scores (run->layout, &result);
  sim_result_clear (&result);
  FILE *all[] = { events, found, run->truth_boxes, run->detections, run->tracks_out, run->vectors };
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    close_file (all[i]);
}

static char *
describe_layouts (void)
{
  GString *text = g_string_new ("Layouts:");
  for (guint i = 0; i < sim_n_layouts; i++)
    g_string_append_printf (text, "\n  %-12s %s", sim_layouts[i].name, sim_layouts[i].about);
  return g_string_free (text, FALSE);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("LAYOUT");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) given = NULL;
  g_autofree char *layouts = describe_layouts ();
  AisleTrackerParams tracker = aisle_tracker_defaults;
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_description (context, layouts);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    fail (error->message, NULL);
  const SimLayout *layout = argc == 2 ? sim_layout_find (argv[1]) : NULL;
  const char *detector = options.detector ? options.detector : "aisle";
  if (!layout)
    fail ("name one layout; see --help", NULL);
  if (options.given && !(given = aisle_mot_load (options.given, &error)))
    fail (error->message, NULL);
  if (options.high > 0)
    tracker.high_threshold = (float) options.high;
  SimRun run = { .layout = layout, .seed = seed_of (options.seed), .begin = 3600 * options.hour,
                 .seconds = 60 * options.minutes, .fps = options.fps, .tracker = &tracker,
                 .tracks = given, .detector = sim_detector_find (detector) };
  if (!run.detector && !g_str_equal (detector, "perfect"))
    fail ("no such detector: ", detector);
  if (run.detector && options.without)
    run.detector = without_errors (run.detector, options.without);
  write_config (layout);
  simulate (&run);
  return 0;
}
