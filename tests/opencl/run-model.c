/* SPDX-License-Identifier: MIT */
/**
 * @file run-model.c
 * Runs a model on raw tensors, for the scripts that compare with other engines.
 *
 * run-model [OPTION…] MODEL OUTPUT_PREFIX INPUT.f32 …
 * Each input is a file of 32-bit floats; output i goes to OUTPUT_PREFIX.i.f32 and its shape to
 * standard output, a line per output. --time N prints "min_ms median_ms" of N runs as well.
 */
#include <stdio.h>
#include <stdlib.h>

#include "opencl/ocn.h"

static char *device_name, *shape_text;
static int cores, rounds;
static gboolean profile;

static const GOptionEntry options[] = {
  { "device", 'd', 0, G_OPTION_ARG_STRING, &device_name, "OpenCL device", "SELECTOR" },
  { "cores", 'c', 0, G_OPTION_ARG_INT, &cores, "cores to use", "N" },
  { "shape", 's', 0, G_OPTION_ARG_STRING, &shape_text, "shape of the first input", "N,C,H,W" },
  { "time", 't', 0, G_OPTION_ARG_INT, &rounds, "time N runs", "N" },
  { "profile", 'p', 0, G_OPTION_ARG_NONE, &profile, "print the time of each layer", NULL },
  { NULL },
};

static gboolean
parse_shape (OcnShape *shape)
{
  if (shape_text == NULL)
    return FALSE;
  g_auto (GStrv) parts = g_strsplit (shape_text, ",", OCN_MAX_RANK);
  for (char **part = parts; *part != NULL; part++)
    shape->dims[shape->rank++] = g_ascii_strtoll (*part, NULL, 10);
  return TRUE;
}

static gboolean
set_inputs (OcnSession *session, const OcnModel *model, char **files, GError **error)
{
  for (guint i = 0; i < ocn_model_get_n_inputs (model) && files[i] != NULL; i++) {
    g_autofree char *bytes = NULL;
    gsize length, wanted = ocn_shape_count (&ocn_model_get_input (model, i)->shape) * 4;
    if (!g_file_get_contents (files[i], &bytes, &length, error))
      return FALSE;
    if (length != wanted) {
      g_set_error (error, OCN_ERROR, OCN_ERROR_ARGUMENT, "%s has %zu bytes instead of %zu",
                   files[i], length, wanted);
      return FALSE;
    }
    if (!ocn_session_set_input (session, i, (const float *) bytes, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_outputs (OcnSession *session, const OcnModel *model, const char *prefix, GError **error)
{
  for (guint i = 0; i < ocn_model_get_n_outputs (model); i++) {
    const OcnShape *shape = &ocn_model_get_output (model, i)->shape;
    g_autofree char *file = g_strdup_printf ("%s.%u.f32", prefix, i);
    const float *data = ocn_session_get_output (session, i, error);
    if (data == NULL
        || !g_file_set_contents (file, (const char *) data,
                                 (gssize) (ocn_shape_count (shape) * sizeof *data), error))
      return FALSE;
    printf ("shape");
    for (guint d = 0; d < shape->rank; d++)
      printf (" %d", (int) shape->dims[d]);
    printf ("\n");
  }
  return TRUE;
}

static int
compare (const void *a, const void *b)
{
  return (*(const gint64 *) a > *(const gint64 *) b) - (*(const gint64 *) a < *(const gint64 *) b);
}

static gboolean
time_runs (OcnSession *session, GError **error)
{
  g_autofree gint64 *times = g_new (gint64, rounds);

  for (int i = 0; i < rounds; i++) {
    gint64 start = g_get_monotonic_time ();
    if (!ocn_session_run (session, error))
      return FALSE;
    times[i] = g_get_monotonic_time () - start;
  }
  qsort (times, (size_t) rounds, sizeof *times, compare);
  printf ("time %.3f %.3f\n", (double) times[0] / 1000, (double) times[rounds / 2] / 1000);
  return TRUE;
}

static gboolean
print_profile (OcnSession *session, GError **error)
{
  g_autoptr (GArray) lines = ocn_session_profile (session, error);

  for (guint i = 0; lines != NULL && i < lines->len; i++) {
    const OcnLayerProfile *line = &g_array_index (lines, OcnLayerProfile, i);
    printf ("layer %8.3f ms %7.1f GFLOP/s  %-20s %s\n", line->ms, line->flop / line->ms / 1e6,
            line->kernel, line->name);
  }
  return lines != NULL;
}

static gboolean
run (char **args, GError **error)
{
  OcnShape shape = { 0 };
  g_autoptr (OcnDevice) device = ocn_device_new (device_name, (guint) cores, error);
  g_autoptr (OcnModel) model
      = device == NULL
            ? NULL
            : ocn_model_new (device, args[1], parse_shape (&shape) ? &shape : NULL, error);
  g_autoptr (OcnSession) session = model == NULL ? NULL : ocn_session_new (model, error);

  return session != NULL && set_inputs (session, model, args + 3, error)
         && ocn_session_run (session, error) && write_outputs (session, model, args[2], error)
         && (rounds == 0 || time_runs (session, error))
         && (!profile || (print_profile (session, error) && print_profile (session, error)));
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("MODEL OUTPUT_PREFIX INPUT.f32…");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc < 3) {
    fprintf (stderr, "%s\n", error != NULL ? error->message : "see --help");
    return 2;
  }
  if (!run (argv, &error)) {
    fprintf (stderr, "%s\n", error->message);
    return 1;
  }
  return 0;
}
