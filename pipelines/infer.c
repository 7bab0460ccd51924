/* SPDX-License-Identifier: MIT */
/** @file infer.c — `aisle infer`: tensors in, tensors out, as NumPy files. */
#include "opencl/npy.h"
#include "pipelines/cli.h"
#include "pipelines/engine.h"

#include <string.h>

/* Tensors of the inputs, in the order of the model. */
typedef struct {
  guint n;
  float **data;
  OcnShape *shapes;
} Tensors;

static void
tensors_clear (Tensors *tensors)
{
  for (guint i = 0; i < tensors->n; i++)
    g_free (tensors->data[i]);
  g_free (tensors->data);
  g_free (tensors->shapes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tensors, tensors_clear)

static gboolean
read_tensors (Tensors *tensors, char **paths, GError **error)
{
  guint n = g_strv_length (paths);

  *tensors = (Tensors) { 0, g_new0 (float *, n), g_new0 (OcnShape, n) };
  for (; tensors->n < n; tensors->n++) {
    guint i = tensors->n;
    tensors->data[i] = ocn_npy_read (paths[i], &tensors->shapes[i], error);
    if (!tensors->data[i])
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_same_shape (const OcnShape *a, const OcnShape *b)
{
  return a->rank == b->rank && !memcmp (a->dims, b->dims, a->rank * sizeof a->dims[0]);
}

static gboolean
set_inputs (const Engine *engine, const Tensors *tensors, char **paths, GError **error)
{
  guint n = ocn_model_get_n_inputs (engine->model);

  if (n != tensors->n) {
    g_set_error (error, OCN_ERROR, OCN_ERROR_ARGUMENT, "the model has %u inputs: give --input %s",
                 n, n == 1 ? "once" : "once for each, in its order");
    return FALSE;
  }
  for (guint i = 0; i < n; i++) {
    const OcnTensorInfo *info = ocn_model_get_input (engine->model, i);
    if (!is_same_shape (&info->shape, &tensors->shapes[i])) {
      g_set_error (error, OCN_ERROR, OCN_ERROR_SHAPE,
                   "'%s' does not have the shape of the model's input '%s'", paths[i], info->name);
      return FALSE;
    }
    if (!ocn_session_set_input (engine->session, i, tensors->data[i], error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_outputs (const Engine *engine, char **paths, GError **error)
{
  guint n = ocn_model_get_n_outputs (engine->model);

  if (g_strv_length (paths) > n) {
    g_set_error (error, OCN_ERROR, OCN_ERROR_ARGUMENT,
                 "the model has %u outputs, %u were asked for", n, g_strv_length (paths));
    return FALSE;
  }
  for (guint i = 0; paths[i]; i++) {
    const float *data = ocn_session_get_output (engine->session, i, error);
    if (!data
        || !ocn_npy_write (paths[i], &ocn_model_get_output (engine->model, i)->shape, data, error))
      return FALSE;
  }
  return TRUE;
}

static int
run (int argc, char **argv)
{
  int cores = 0;
  g_autofree char *device = NULL;
  g_auto (GStrv) inputs = NULL;
  g_auto (GStrv) outputs = NULL;
  g_auto (Engine) engine = { NULL };
  g_auto (Tensors) tensors = { 0 };
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "input", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &inputs,
      "An input (.npy, 32-bit floats); once for each, in the model's order", "X.npy" },
    { "output", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &outputs,
      "Where an output goes; the first ones, in the model's order", "Y.npy" },
    { "device", 0, 0, G_OPTION_ARG_STRING, &device, "OpenCL device: cpu, gpu, 0:0, a name", "D" },
    { "cores", 0, 0, G_OPTION_ARG_INT, &cores, "Use so many cores of a CPU", "N" },
    { NULL },
  };

  if (!cli_parse (&command_infer, "MODEL.onnx", 1, entries, &argc, &argv))
    return CLI_USAGE;
  if (!inputs || !outputs || cores < 0)
    return cli_misuse ("give --input and --output at least once, and --cores 0 or more");
  if (!read_tensors (&tensors, inputs, &error)
      || !engine_open (&engine, argv[1], &tensors.shapes[0], device, cores, &error)
      || !set_inputs (&engine, &tensors, inputs, &error)
      || !ocn_session_run (engine.session, &error) || !write_outputs (&engine, outputs, &error))
    return cli_fail ("%s", error->message);
  return CLI_OK;
}

const CliCommand command_infer = { "infer", "Run a model on tensors (NumPy files)", run };
