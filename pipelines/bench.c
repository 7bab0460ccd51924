/* SPDX-License-Identifier: MIT */
/** @file bench.c — `aisle bench`: how long a model takes on a device. */
#include "pipelines/cli.h"
#include "pipelines/engine.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <stdlib.h>

#define WARM_UP 3

typedef struct {
  double median, min, p95, gflops;
} Timing;

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Noise within the range of pixels: some kernels are faster on zeros. */
static gboolean
fill_inputs (const Engine *engine, GError **error)
{
  g_autoptr (GRand) noise = g_rand_new_with_seed (1);

  for (guint i = 0; i < ocn_model_get_n_inputs (engine->model); i++) {
    gsize n = ocn_shape_count (&ocn_model_get_input (engine->model, i)->shape);
    g_autofree float *data = g_new (float, n);
    for (gsize k = 0; k < n; k++)
      data[k] = (float) g_rand_double_range (noise, 0, 255);
    if (!ocn_session_set_input (engine->session, i, data, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
measure (const Engine *engine, guint rounds, Timing *timing, GError **error)
{
  g_autofree double *ms = g_new (double, rounds);

  for (guint i = 0; i < WARM_UP + rounds; i++) {
    gint64 begin = g_get_monotonic_time ();
    if (!ocn_session_run (engine->session, error)
        || !ocn_session_get_output (engine->session, 0, error))
      return FALSE;
    if (i >= WARM_UP)
      ms[i - WARM_UP] = (g_get_monotonic_time () - begin) / 1e3;
  }
  qsort (ms, rounds, sizeof *ms, compare_doubles);
  timing->median = (ms[(rounds - 1) / 2] + ms[rounds / 2]) / 2;
  timing->min = ms[0];
  timing->p95 = ms[(guint) (0.95 * (rounds - 1) + 0.5)];
  timing->gflops = ocn_model_get_flop (engine->model) / timing->median / 1e6;
  return TRUE;
}

static void
print_json (const char *model, const Engine *engine, guint rounds, const Timing *timing)
{
  const OcnDeviceInfo *info = ocn_device_get_info (engine->device);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "model");
  json_builder_add_string_value (builder, model);
  json_builder_set_member_name (builder, "device");
  json_builder_add_string_value (builder, info->name);
  json_builder_set_member_name (builder, "compute_units");
  json_builder_add_int_value (builder, info->compute_units);
  json_builder_set_member_name (builder, "rounds");
  json_builder_add_int_value (builder, rounds);
  json_builder_set_member_name (builder, "median_ms");
  json_builder_add_double_value (builder, timing->median);
  json_builder_set_member_name (builder, "min_ms");
  json_builder_add_double_value (builder, timing->min);
  json_builder_set_member_name (builder, "p95_ms");
  json_builder_add_double_value (builder, timing->p95);
  json_builder_set_member_name (builder, "gflops");
  json_builder_add_double_value (builder, timing->gflops);
  json_builder_set_member_name (builder, "session_bytes");
  json_builder_add_int_value (builder, (gint64) ocn_session_get_memory (engine->session));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  printf ("%s\n", text);
}

static gboolean
print_profile (const Engine *engine, FILE *file, GError **error)
{
  g_autoptr (GArray) layers = ocn_session_profile (engine->session, error);

  if (!layers)
    return FALSE;
  fprintf (file, "%9s %9s  %-28s %s\n", "ms", "GFLOP/s", "kernel", "layer");
  for (guint i = 0; i < layers->len; i++) {
    const OcnLayerProfile *layer = &g_array_index (layers, OcnLayerProfile, i);
    fprintf (file, "%9.3f %9.1f  %-28s %s\n", layer->ms,
             layer->ms > 0 ? layer->flop / layer->ms / 1e6 : 0, layer->kernel, layer->name);
  }
  return TRUE;
}

static int
run (int argc, char **argv)
{
  int cores = 0, rounds = 50;
  gboolean json = FALSE, profile = FALSE;
  g_autofree char *device = NULL;
  g_auto (Engine) engine = { NULL };
  g_autoptr (GError) error = NULL;
  Timing timing;
  const GOptionEntry entries[] = {
    { "cores", 0, 0, G_OPTION_ARG_INT, &cores, "Use so many cores of a CPU", "N" },
    { "device", 0, 0, G_OPTION_ARG_STRING, &device, "OpenCL device: cpu, gpu, 0:0, a name", "D" },
    { "rounds", 0, 0, G_OPTION_ARG_INT, &rounds, "Runs to measure (50)", "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object", NULL },
    { "profile", 0, 0, G_OPTION_ARG_NONE, &profile, "Print the time of each layer", NULL },
    { NULL },
  };

  if (!cli_parse (&command_bench, "MODEL", 1, entries, &argc, &argv))
    return CLI_USAGE;
  if (rounds < 1 || rounds > 1000000 || cores < 0)
    return cli_misuse ("--rounds must be 1 to 1000000 and --cores 0 or more");
  if (!engine_open (&engine, argv[1], NULL, device, cores, &error) || !fill_inputs (&engine, &error)
      || !measure (&engine, rounds, &timing, &error)
      || (profile && !print_profile (&engine, json ? stderr : stdout, &error)))
    return cli_fail ("%s", error->message);
  if (json)
    print_json (argv[1], &engine, rounds, &timing);
  else
    printf ("median %.3f ms, min %.3f ms, p95 %.3f ms, %.1f GFLOP/s, %.1f MiB of buffers on %s\n",
            timing.median, timing.min, timing.p95, timing.gflops,
            (double) ocn_session_get_memory (engine.session) / (1 << 20),
            ocn_device_get_info (engine.device)->name);
  return CLI_OK;
}

const CliCommand command_bench = { "bench", "Measure how long a model takes", run };
