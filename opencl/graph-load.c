/* SPDX-License-Identifier: MIT */
/** @file graph-load.c The steps from file bytes to a checked graph. */
#include "opencl/error.h"
#include "opencl/fold.h"
#include "opencl/graph.h"
#include "opencl/onnx-reader.h"
#include "opencl/onnx-scan.h"

static GMappedFile *
map_file (const char *path, GError **error)
{
  g_autoptr (GError) problem = NULL;
  GMappedFile *file = g_mapped_file_new (path, FALSE, &problem);
  if (!file)
    ocn_fail (error, OCN_ERROR_FILE, "Cannot read the model: %s", problem->message);
  return file;
}

static gboolean
prepare (OcnGraph *graph, const OcnShape *input_shape, GError **error)
{
  if (!ocn_graph_settle (graph, input_shape, error) || !ocn_fold_batch_norms (graph, error))
    return FALSE;
  ocn_graph_prune (graph);
  return TRUE;
}

OcnGraph *
ocn_graph_parse (const guint8 *bytes, gsize length, const OcnShape *input_shape, GError **error)
{
  Onnx__ModelProto *model = ocn_onnx_unpack (bytes, length, error);
  OcnGraph *graph = model ? ocn_onnx_read (model, error) : NULL;
  ocn_onnx_free (model);
  if (graph && !prepare (graph, input_shape, error))
    g_clear_pointer (&graph, ocn_graph_free);
  return graph;
}

OcnGraph *
ocn_graph_load (const char *path, const OcnShape *input_shape, GError **error)
{
  g_autoptr (GMappedFile) file = map_file (path, error);
  if (!file)
    return NULL;
  OcnGraph *graph = ocn_graph_parse ((const guint8 *) g_mapped_file_get_contents (file),
                                     g_mapped_file_get_length (file), input_shape, error);
  if (!graph)
    g_prefix_error (error, "%s: ", path);
  return graph;
}

GPtrArray *
ocn_model_peek_inputs (const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = map_file (path, error);
  if (!file)
    return NULL;
  Onnx__ModelProto *model = ocn_onnx_unpack ((const guint8 *) g_mapped_file_get_contents (file),
                                             g_mapped_file_get_length (file), error);
  GPtrArray *inputs = model ? ocn_onnx_inputs (model, error) : NULL;
  ocn_onnx_free (model);
  if (!inputs)
    g_prefix_error (error, "%s: ", path);
  return inputs;
}
