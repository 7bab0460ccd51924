/* SPDX-License-Identifier: MIT */
/**
 * @file onnx-cases.c
 * Reader, folding and reference against ONNX's own test data (Debian's libonnx-testdata): every
 * case runs with its inputs given at run time, and again with all of them constant, so that the
 * result comes from constant folding. A case that the library refuses is listed with the reason.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "opencl/evaluate.h"
#include "opencl/graph-edit.h"
#include "opencl/onnx-scan.h"
#include "opencl/onnx-tensor.h"
#include "opencl/shape.h"
#include "tests/opencl/reference/reference.h"

#define RELATIVE 1e-4
#define ABSOLUTE 1e-5
#define HALF 1e-3
#define SKIPPED 77

/* What ran when this was written, so that a refusal by mistake does not pass for a choice. */
#define MIN_RUN 477
#define MIN_FOLDED 444

typedef enum { REFUSED, PASSED, WRONG } Outcome;

/** Which inputs of the model are given at run time; the others become constants. */
typedef enum { ALL, FIRST, NONE } Given;

typedef struct {
  const char *folder;
  GBytes *model;
  GPtrArray *inputs;  /* of Onnx__TensorProto */
  GPtrArray *outputs; /* of Onnx__TensorProto */
} Case;

/* ---- reading a case ----------------------------------------------------------------------- */

static GBytes *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text;
  gsize length;
  return g_file_get_contents (path, &text, &length, NULL) ? g_bytes_new_take (text, length) : NULL;
}

static void
free_tensor (Onnx__TensorProto *tensor)
{
  onnx__tensor_proto__free_unpacked (tensor, NULL);
}

/* NULL when a file is no tensor: sequences and optionals are out of scope. */
static GPtrArray *
read_tensors (const char *folder, const char *kind)
{
  GPtrArray *tensors = g_ptr_array_new_with_free_func ((GDestroyNotify) free_tensor);
  for (guint i = 0; tensors; i++) {
    g_autofree char *name = g_strdup_printf ("test_data_set_0/%s_%u.pb", kind, i);
    g_autoptr (GBytes) bytes = read_file (folder, name);
    if (!bytes)
      break;
    gsize length;
    const guint8 *data = g_bytes_get_data (bytes, &length);
    Onnx__TensorProto *tensor = onnx__tensor_proto__unpack (NULL, length, data);
    if (tensor)
      g_ptr_array_add (tensors, tensor);
    else
      g_clear_pointer (&tensors, g_ptr_array_unref);
  }
  return tensors;
}

static gboolean
case_read (Case *test, const char *folder)
{
  *test = (Case) { folder, read_file (folder, "model.onnx"), read_tensors (folder, "input"),
                   read_tensors (folder, "output") };
  return test->model && test->inputs && test->outputs;
}

static void
case_clear (Case *test)
{
  g_clear_pointer (&test->model, g_bytes_unref);
  g_clear_pointer (&test->inputs, g_ptr_array_unref);
  g_clear_pointer (&test->outputs, g_ptr_array_unref);
}

/* ---- making inputs constant --------------------------------------------------------------- */

/* Old cases, mostly converted from PyTorch, mean the same in the oldest opset that we read. */
static void
raise_opset (Onnx__ModelProto *model)
{
  for (gsize i = 0; i < model->n_opset_import; i++)
    model->opset_import[i]->version = MAX (model->opset_import[i]->version, 9);
}

static void
append_constants (Onnx__ModelProto *model, const Case *test, guint first)
{
  Onnx__GraphProto *graph = model->graph;
  for (guint i = first; i < test->inputs->len && i < graph->n_input; i++) {
    Onnx__TensorProto *tensor = g_ptr_array_index (test->inputs, i);
    free (tensor->name);
    tensor->name = strdup (graph->input[i]->name);
    graph->initializer =
        realloc (graph->initializer, (graph->n_initializer + 1) * sizeof *graph->initializer);
    graph->initializer[graph->n_initializer++] = tensor;
  }
}

static GBytes *
model_with_constants (const Case *test, Given given)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (test->model, &length);
  Onnx__ModelProto *model = onnx__model_proto__unpack (NULL, length, data);
  if (!model || !model->graph)
    return NULL;
  raise_opset (model);
  gsize own = model->graph->n_initializer;
  if (given != ALL)
    append_constants (model, test, given == FIRST ? 1 : 0);
  gsize size = onnx__model_proto__get_packed_size (model);
  guint8 *packed = g_malloc (size);
  onnx__model_proto__pack (model, packed);
  model->graph->n_initializer = own; /* the rest belongs to the case */
  onnx__model_proto__free_unpacked (model, NULL);
  return g_bytes_new_take (packed, size);
}

/* ---- comparing ---------------------------------------------------------------------------- */

/* Half floats are computed as floats. */
static gboolean
is_close (double got, double expected, gboolean half)
{
  if (isnan (expected) || isinf (expected))
    return isnan (expected) ? isnan (got) : got == expected;
  return fabs (got - expected) <= ABSOLUTE + (half ? HALF : RELATIVE) * fabs (expected);
}

static gboolean
matches (const char *folder, const OcnTensor *tensor, const float *got,
         const Onnx__TensorProto *proto)
{
  g_autoptr (GError) error = NULL;
  OcnTensor *expected = ocn_onnx_tensor (proto, &error);
  if (!expected || !ocn_shape_equal (&tensor->shape, &expected->shape)) {
    g_autofree char *shape = ocn_shape_to_string (&tensor->shape);
    printf ("WRONG %s: shape %s (%s)\n", folder, shape, error ? error->message : "");
    ocn_tensor_free (expected);
    return FALSE;
  }
  gboolean same = TRUE;
  for (gsize i = 0; i < ocn_shape_count (&tensor->shape) && same; i++) {
    double value = ocn_tensor_double (expected, i);
    same = is_close (got[i], value, proto->data_type == ONNX__TENSOR_PROTO__DATA_TYPE__FLOAT16);
    if (!same)
      printf ("WRONG %s: element %zu is %g, not %g\n", folder, i, (double) got[i], value);
  }
  ocn_tensor_free (expected);
  return same;
}

static Outcome
compare (const Case *test, const OcnGraph *graph, float **outputs)
{
  Outcome outcome = PASSED;
  for (guint i = 0; i < graph->outputs->len && i < test->outputs->len; i++) {
    const OcnTensor *tensor = ocn_graph_tensor (graph, g_array_index (graph->outputs, int, i));
    if (!matches (test->folder, tensor, outputs[i], g_ptr_array_index (test->outputs, i)))
      outcome = WRONG;
  }
  return outcome;
}

/* ---- running ------------------------------------------------------------------------------ */

static float **
make_inputs (const Case *test, const OcnGraph *graph)
{
  float **inputs = g_new0 (float *, graph->inputs->len + 1);
  for (guint i = 0; i < graph->inputs->len; i++) {
    OcnTensor *tensor = ocn_onnx_tensor (g_ptr_array_index (test->inputs, i), NULL);
    gsize count = ocn_shape_count (&tensor->shape);
    inputs[i] = g_new0 (float, MAX (count, 1));
    for (gsize k = 0; k < count; k++)
      inputs[i][k] = (float) ocn_tensor_double (tensor, k);
    ocn_tensor_free (tensor);
  }
  return inputs;
}

static Outcome
run (const Case *test, Given given, GError **error)
{
  g_autoptr (GBytes) model = model_with_constants (test, given);
  gsize length = 0;
  const guint8 *bytes = model ? g_bytes_get_data (model, &length) : NULL;
  g_autoptr (OcnGraph) graph = ocn_graph_parse (bytes, length, NULL, error);
  if (!graph)
    return REFUSED;
  g_auto (GStrv) inputs = (char **) make_inputs (test, graph);
  float **outputs = NULL;
  Outcome outcome = WRONG;
  if (reference_run (graph, (float **) inputs, &outputs, error))
    outcome = compare (test, graph, outputs);
  else
    printf ("WRONG %s: %s\n", test->folder, (*error)->message);
  reference_free_outputs (graph, outputs);
  return outcome;
}

/* The text of ONNX and onnxruntime divide by the length of the output less one; these data divide
 * by a length that was not rounded down. */
static const char *const contradicted[] = { "test_resize_downsample_scales_linear_align_corners",
                                            NULL };

typedef struct {
  guint cases, run, folded, refused, wrong;
} Tally;

static void
try_case (const char *folder, Tally *tally)
{
  g_autoptr (GError) error = NULL, ignored = NULL, folding = NULL;
  Case test;
  tally->cases++;
  if (!case_read (&test, folder)) {
    printf ("left out %s: not plain tensors\n", folder);
    tally->refused++;
    case_clear (&test);
    return;
  }
  Outcome given = run (&test, ALL, &error);
  if (given == REFUSED)
    given = run (&test, FIRST, &ignored);
  Outcome folded = run (&test, NONE, &folding);
  tally->run += given == PASSED;
  tally->folded += folded == PASSED;
  tally->wrong += given == WRONG || folded == WRONG;
  if (given == REFUSED && folded == REFUSED) {
    tally->refused++;
    printf ("left out %s: %s\n", folder, (ignored ? ignored : error)->message);
  }
  case_clear (&test);
}

static void
try_folder (const char *root, const char *name, Tally *tally)
{
  g_autofree char *path = g_build_filename (root, name, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *entry;
  while (dir && (entry = g_dir_read_name (dir))) {
    g_autofree char *folder = g_build_filename (path, entry, NULL);
    if (!g_strv_contains (contradicted, entry))
      try_case (folder, tally);
  }
}

int
main (void)
{
  static const char *const folders[] = { "node", "pytorch-converted", "pytorch-operator",
                                         "simple" };
  const char *root = g_getenv ("ONNX_TESTDATA");
  Tally tally = { 0 };
  root = root ? root : "/usr/share/libonnx-testdata/data";
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    try_folder (root, folders[i], &tally);
  printf ("%u cases: %u run, %u folded, %u left out, %u wrong\n", tally.cases, tally.run,
          tally.folded, tally.refused, tally.wrong);
  if (tally.cases == 0)
    return SKIPPED;
  return tally.wrong > 0 || tally.run < MIN_RUN || tally.folded < MIN_FOLDED;
}
