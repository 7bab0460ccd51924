/* SPDX-License-Identifier: MIT */
/**
 * @file run-reference.c
 * Runs an ONNX file with the reference: run-reference MODEL.onnx INPUT.npy... -- OUTPUT.npy...
 * The first input's file gives the input shape. Exit status 1 when the model is refused.
 */
#include <stdio.h>

#include "opencl/graph.h"
#include "opencl/npy.h"
#include "tests/opencl/reference/reference.h"

static int
fail (const GError *error)
{
  fprintf (stderr, "%s\n",
           error ? error->message : "run-reference MODEL.onnx IN.npy... -- OUT.npy...");
  return 1;
}

static float **
read_inputs (const OcnGraph *graph, char **paths, GError **error)
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < graph->inputs->len; i++) {
    const OcnTensor *tensor = ocn_graph_tensor (graph, g_array_index (graph->inputs, int, i));
    OcnShape shape;
    float *data = ocn_npy_read (paths[i], &shape, error);
    if (!data)
      return NULL;
    g_ptr_array_add (inputs, data);
    if (ocn_shape_count (&shape) != ocn_shape_count (&tensor->shape)) {
      g_set_error (error, OCN_ERROR, OCN_ERROR_SHAPE, "%s does not fit", paths[i]);
      return NULL;
    }
  }
  g_ptr_array_add (inputs, NULL);
  return (float **) g_ptr_array_steal (inputs, NULL);
}

static gboolean
write_outputs (const OcnGraph *graph, char **paths, float **outputs, GError **error)
{
  for (guint i = 0; i < graph->outputs->len && paths[i]; i++) {
    const OcnTensor *tensor = ocn_graph_tensor (graph, g_array_index (graph->outputs, int, i));
    if (!ocn_npy_write (paths[i], &tensor->shape, outputs[i], error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
run (OcnGraph *graph, char **in, char **out, GError **error)
{
  float **outputs = NULL;
  g_auto (GStrv) inputs = (char **) read_inputs (graph, in, error);
  gboolean done = inputs && reference_run (graph, (float **) inputs, &outputs, error)
                  && write_outputs (graph, out, outputs, error);
  reference_free_outputs (graph, outputs);
  return done;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  OcnShape shape;
  int split = 2;
  while (split < argc && !g_str_equal (argv[split], "--"))
    split++;
  if (split >= argc)
    return fail (NULL);
  g_autofree float *first = split > 2 ? ocn_npy_read (argv[2], &shape, &error) : NULL;
  if (split > 2 && !first)
    return fail (error);
  g_autoptr (OcnGraph) graph = ocn_graph_load (argv[1], first ? &shape : NULL, &error);
  if (!graph)
    return fail (error);
  if (graph->inputs->len > (guint) split - 2)
    return fail (NULL);
  return run (graph, argv + 2, argv + split + 1, &error) ? 0 : fail (error);
}
