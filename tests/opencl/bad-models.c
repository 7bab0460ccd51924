/* SPDX-License-Identifier: MIT */
/** @file bad-models.c Bad models are refused with a sentence; the good ones beside them load. */
#include <gst/check/gstcheck.h>

#include "opencl/graph.h"

#define SEED 20250301
#define FLIPS_PER_MODEL 2000

/* ---- the models of tests/opencl/models ----------------------------------------------------- */

static const struct {
  const char *name;
  OcnErrorCode code;
  const char *words; /* a part of the sentence */
} refused[] = {
  { "attribute-kind", OCN_ERROR_UNSUPPORTED, "Concat “y”: attribute “axis”" },
  { "attribute-twice", OCN_ERROR_MODEL, "attribute “axis” occurs twice" },
  { "axis", OCN_ERROR_SHAPE, "Softmax “y”: axis 2" },
  { "bad-utf8", OCN_ERROR_MODEL, "not UTF-8" },
  { "channels", OCN_ERROR_SHAPE, "Conv “y”: its input has 3 channels" },
  { "cycle", OCN_ERROR_MODEL, "depends on its own output" },
  { "depends-on-values", OCN_ERROR_UNSUPPORTED, "Cast “y”" },
  { "divide-by-zero", OCN_ERROR_MODEL, "Div “c”: it divides by zero" },
  { "duplicate", OCN_ERROR_MODEL, "“y” is defined more than once" },
  { "duplicate-constant", OCN_ERROR_MODEL, "“a” is defined more than once" },
  { "empty-result", OCN_ERROR_SHAPE, "its output is empty" },
  { "end-group", OCN_ERROR_MODEL, "Not an ONNX file" },
  { "endless-range", OCN_ERROR_LIMIT, "Range “r”" },
  { "external-data", OCN_ERROR_UNSUPPORTED, "“w” lies in another file" },
  { "field-zero", OCN_ERROR_MODEL, "Not an ONNX file" },
  { "free-dimension", OCN_ERROR_SHAPE, "Dimension 2 of input “x” is free" },
  { "gather-range", OCN_ERROR_MODEL, "an index is out of range" },
  { "groups", OCN_ERROR_SHAPE, "0 groups" },
  { "huge-constant", OCN_ERROR_LIMIT, "ConstantOfShape “c”" },
  { "huge-dims", OCN_ERROR_LIMIT, "Expand “y”" },
  { "huge-input", OCN_ERROR_LIMIT, "Input “x” is too large" },
  { "integer-input", OCN_ERROR_UNSUPPORTED, "Input “x” is not a float tensor" },
  { "large-window", OCN_ERROR_SHAPE, "MaxPool “y”: its window is larger" },
  { "long-varint", OCN_ERROR_MODEL, "Not an ONNX file" },
  { "many-constants", OCN_ERROR_LIMIT, "constants are too large" },
  { "negative-dims", OCN_ERROR_MODEL, "“w” has a negative dimension" },
  { "nine-dimensions", OCN_ERROR_LIMIT, "more than 8 dimensions" },
  { "no-broadcast", OCN_ERROR_SHAPE, "Add “y”: shapes 3 and 2 do not fit" },
  { "no-graph", OCN_ERROR_MODEL, "no output" },
  { "no-output", OCN_ERROR_MODEL, "no output" },
  { "old-opset", OCN_ERROR_UNSUPPORTED, "opset 8" },
  { "other-domain", OCN_ERROR_UNSUPPORTED, "com.Relu" },
  { "overflowing-dims", OCN_ERROR_LIMIT, "“w” is too large" },
  { "permutation", OCN_ERROR_SHAPE, "not a permutation" },
  { "reshape-count", OCN_ERROR_SHAPE, "3 cannot become 2×2" },
  { "reshape-two-free", OCN_ERROR_SHAPE, "contradictory" },
  { "self-cycle", OCN_ERROR_MODEL, "depends on its own output" },
  { "short-data", OCN_ERROR_MODEL, "“w” of shape 4 holds 15 bytes" },
  { "string-constant", OCN_ERROR_UNSUPPORTED, "element type 8" },
  { "sub-graph", OCN_ERROR_UNSUPPORTED, "attribute “body”" },
  { "too-few-inputs", OCN_ERROR_MODEL, "too few" },
  { "too-many-inputs", OCN_ERROR_MODEL, "too many" },
  { "two-graphs", OCN_ERROR_MODEL, "“graph” twice" },
  { "unknown-attribute", OCN_ERROR_UNSUPPORTED, "attribute “wrong”" },
  { "unknown-input", OCN_ERROR_MODEL, "nothing makes its input “z”" },
  { "unknown-output", OCN_ERROR_MODEL, "output “z”" },
  { "unsupported", OCN_ERROR_UNSUPPORTED, "Operator Loop of node “y” is not supported" },
  { "wrong-rank", OCN_ERROR_SHAPE, "Conv “y”: input 0 has the shape 1×2×5" },
  { "zero-step", OCN_ERROR_SHAPE, "Slice “y”: a step is 0" },
  { "zero-stride", OCN_ERROR_SHAPE, "Conv “y”: attribute “strides”" },
};

static void
expect_refused (OcnGraph *graph, const GError *error, OcnErrorCode code, const char *words)
{
  fail_unless (graph == NULL, "accepted, but expected “%s”", words);
  fail_unless (error != NULL && error->domain == OCN_ERROR, "refused without an error");
  fail_unless (error->code == (int) code, "%s: code %d, not %d", error->message, error->code, code);
  fail_unless (strstr (error->message, words) != NULL, "“%s” does not say “%s”", error->message,
               words);
}

GST_START_TEST (test_bad_models)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *file = g_strdup_printf (MODELS "/bad/%s.onnx", refused[i].name);
    OcnGraph *graph = ocn_graph_load (file, NULL, &error);
    expect_refused (graph, error, refused[i].code, refused[i].words);
  }
}
GST_END_TEST

typedef void (*ModelFunc) (const char *name, const guint8 *bytes, gsize length);

static guint
for_each_model (const char *kind, ModelFunc function)
{
  g_autofree char *path = g_build_filename (MODELS, kind, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;
  fail_unless (dir != NULL);
  while ((name = g_dir_read_name (dir))) {
    g_autofree char *file = g_build_filename (path, name, NULL);
    g_autofree char *bytes = NULL;
    gsize length;
    fail_unless (g_file_get_contents (file, &bytes, &length, NULL));
    function (name, (const guint8 *) bytes, length);
    n++;
  }
  return n;
}

static void
expect_listed (const char *name, const guint8 *bytes, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    if (g_str_has_prefix (name, refused[i].name) && name[strlen (refused[i].name)] == '.')
      return;
  }
  fail ("%s is not in the table above", name);
}

static void
expect_loads (const char *name, const guint8 *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OcnGraph) graph = ocn_graph_parse (bytes, length, NULL, &error);
  fail_unless (graph != NULL, "%s: %s", name, error ? error->message : "no error");
}

GST_START_TEST (test_models_are_covered)
{
  fail_unless_equals_int (for_each_model ("bad", expect_listed), G_N_ELEMENTS (refused));
  fail_unless (for_each_model ("good", expect_loads) >= 30);
}
GST_END_TEST

/* ---- damaged models ------------------------------------------------------------------------ */

/* A damaged file may still be a model; it may never crash, or be refused without a reason. */
static gboolean
try_bytes (const guint8 *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *copy = g_memdup2 (bytes, length); /* exact size, for the address sanitizer */
  g_autoptr (OcnGraph) graph = ocn_graph_parse (copy, length, NULL, &error);
  fail_unless ((graph == NULL) == (error != NULL));
  fail_unless (error == NULL || (error->domain == OCN_ERROR && *error->message));
  fail_unless (error == NULL || g_utf8_validate (error->message, -1, NULL));
  return graph != NULL;
}

static void
truncate_model (const char *name, const guint8 *bytes, gsize length)
{
  guint accepted = 0;
  for (gsize n = 0; n < length; n++)
    accepted += try_bytes (bytes, n);
  /* Whole fields may be cut from the end, the graph and the opset may not both. */
  fail_unless (accepted <= 2, "%s loads at %u truncations", name, accepted);
}

static void
flip_model (const char *name, const guint8 *bytes, gsize length)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  for (guint i = 0; i < FLIPS_PER_MODEL; i++) {
    g_autofree guint8 *copy = g_memdup2 (bytes, length);
    for (int n = g_rand_int_range (random, 1, 4); n > 0; n--)
      copy[g_rand_int_range (random, 0, (gint32) length)] ^= 1 << g_rand_int_range (random, 0, 8);
    try_bytes (copy, length);
  }
}

GST_START_TEST (test_truncated)
{
  for_each_model ("good", truncate_model);
}
GST_END_TEST

GST_START_TEST (test_flipped)
{
  g_print ("seed %d\n", SEED);
  for_each_model ("good", flip_model);
}
GST_END_TEST

/* ---- limits ------------------------------------------------------------------------------- */

static void
prepend_field (GByteArray *message, guint8 field)
{
  guint8 head[8] = { (guint8) (field << 3 | 2) };
  guint n = 1;
  gsize length = message->len;
  do {
    head[n++] = (guint8) ((length & 0x7f) | (length > 0x7f ? 0x80 : 0));
    length >>= 7;
  } while (length > 0);
  g_byte_array_prepend (message, head, n);
}

static void
append_string (GByteArray *message, guint8 field, const char *text)
{
  const guint8 head[] = { (guint8) (field << 3 | 2), (guint8) strlen (text) };
  g_byte_array_append (message, head, 2);
  g_byte_array_append (message, (const guint8 *) text, (guint) strlen (text));
}

/* GraphProto.input { name "x0", type { tensor { float, shape { dim 2 } } } } */
static void
append_input (GByteArray *graph)
{
  static const guint8 input[] = { 0x5a, 0x10, 0x0a, 2,    'x', '0',  0x12, 0x0a, 0x0a,
                                  0x08, 0x08, 1,    0x12, 4,   0x0a, 2,    0x08, 2 };
  g_byte_array_append (graph, input, sizeof input);
}

static void
append_output (GByteArray *graph, const char *name)
{
  GByteArray *output = g_byte_array_new ();
  append_string (output, 1, name);
  prepend_field (output, 12);
  g_byte_array_append (graph, output->data, output->len);
  g_byte_array_unref (output);
}

/* graph { node { attribute { g { node { attribute { g … */
GST_START_TEST (test_nested_graphs)
{
  g_autoptr (GByteArray) model = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  for (guint i = 0; i < 5000; i++) {
    prepend_field (model, 6); /* AttributeProto.g */
    prepend_field (model, 5); /* NodeProto.attribute */
    prepend_field (model, 1); /* GraphProto.node */
  }
  prepend_field (model, 7); /* ModelProto.graph */
  fail_unless (model->len > 40000 && model->len < 64000);
  OcnGraph *graph = ocn_graph_parse (model->data, model->len, NULL, &error);
  expect_refused (graph, error, OCN_ERROR_LIMIT, "nests more than 32");
}
GST_END_TEST

GST_START_TEST (test_too_many_fields)
{
  gsize length = 2 * 2000001;
  g_autofree guint8 *model = g_malloc (length);
  g_autoptr (GError) error = NULL;
  for (gsize i = 0; i < length; i += 2) {
    model[i] = 0x08; /* ModelProto.ir_version */
    model[i + 1] = 1;
  }
  OcnGraph *graph = ocn_graph_parse (model, length, NULL, &error);
  expect_refused (graph, error, OCN_ERROR_LIMIT, "more than 2000000 fields");
}
GST_END_TEST

/* 100,000 nodes, one of which is needed: neither recursion nor quadratic time. */
GST_START_TEST (test_many_nodes)
{
  g_autoptr (GByteArray) model = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  for (guint i = 0; i < 100000; i++) {
    g_autofree char *from = g_strdup_printf ("x%u", i), *to = g_strdup_printf ("x%u", i + 1);
    GByteArray *node = g_byte_array_new ();
    append_string (node, 1, from);
    append_string (node, 2, to);
    append_string (node, 4, "Relu");
    prepend_field (node, 1);
    g_byte_array_append (model, node->data, node->len);
    g_byte_array_unref (node);
  }
  append_input (model);
  append_output (model, "x1");
  prepend_field (model, 7);
  g_byte_array_append (model, (const guint8 *) "\x42\x02\x10\x11", 4); /* opset 17 */
  g_autoptr (OcnGraph) graph = ocn_graph_parse (model->data, model->len, NULL, &error);
  fail_unless (graph != NULL, "%s", error ? error->message : "no error");
  fail_unless_equals_int (graph->nodes->len, 1);
  fail_unless_equals_int (graph->tensors->len, 2);
}
GST_END_TEST

/* Empty nodes of 2 bytes unpack to hundreds. */
GST_START_TEST (test_memory_budget)
{
  g_autoptr (GByteArray) model = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  for (guint i = 0; i < 1500000; i++)
    g_byte_array_append (model, (const guint8 *) "\x0a\x00", 2);
  prepend_field (model, 7);
  OcnGraph *graph = ocn_graph_parse (model->data, model->len, NULL, &error);
  expect_refused (graph, error, OCN_ERROR_LIMIT, "too much memory");
}
GST_END_TEST

GST_START_TEST (test_no_file)
{
  g_autoptr (GError) error = NULL, empty = NULL;
  OcnGraph *graph = ocn_graph_load ("/nonexistent/x.onnx", NULL, &error);
  expect_refused (graph, error, OCN_ERROR_FILE, "/nonexistent/x.onnx");
  graph = ocn_graph_parse ((const guint8 *) "", 0, NULL, &empty);
  expect_refused (graph, empty, OCN_ERROR_MODEL, "empty");
}
GST_END_TEST

/* ---- the input's shape --------------------------------------------------------------------- */

GST_START_TEST (test_input_shape)
{
  g_autoptr (GError) error = NULL, rank = NULL;
  const OcnShape larger = { 4, { 2, 1, 9, 7 } }, flat = { 1, { 9 } };
  const char *file = MODELS "/good/conv-batch-norm.onnx";
  g_autoptr (OcnGraph) graph = ocn_graph_load (file, &larger, &error);
  fail_unless (graph != NULL);
  const OcnTensor *output = ocn_graph_tensor (graph, g_array_index (graph->outputs, int, 0));
  fail_unless_equals_int (output->shape.rank, 4);
  fail_unless_equals_int (output->shape.dims[0], 2);
  fail_unless_equals_int (output->shape.dims[1], 2);
  fail_unless_equals_int (output->shape.dims[2], 9);
  fail_unless_equals_int (output->shape.dims[3], 7);
  fail_unless_equals_int (graph->nodes->len, 2); /* Conv with the batch norm inside, Relu */
  OcnGraph *wrong = ocn_graph_load (file, &flat, &rank);
  expect_refused (wrong, rank, OCN_ERROR_SHAPE, "has 4 dimensions, not 1");
}
GST_END_TEST

/* An output may be a constant, an input, or named twice; it is always floats. */
GST_START_TEST (test_unusual_outputs)
{
  g_autoptr (OcnGraph) graph = ocn_graph_load (MODELS "/good/integer-output.onnx", NULL, NULL);
  fail_unless (graph != NULL);
  fail_unless_equals_int (graph->outputs->len, 4);
  const OcnTensor *shape = ocn_graph_tensor (graph, g_array_index (graph->outputs, int, 1));
  fail_unless_equals_int (shape->type, OCN_TYPE_FLOAT);
  fail_unless (((const float *) shape->data)[0] == 2 && ((const float *) shape->data)[1] == 3);
  fail_unless_equals_int (g_array_index (graph->outputs, int, 2),
                          g_array_index (graph->inputs, int, 0));
}
GST_END_TEST

GST_START_TEST (test_peek_inputs)
{
  g_autoptr (GPtrArray) inputs = ocn_model_peek_inputs (MODELS "/bad/free-dimension.onnx", NULL);
  fail_unless (inputs != NULL);
  fail_unless_equals_int (inputs->len, 1);
  const OcnTensorInfo *info = g_ptr_array_index (inputs, 0);
  fail_unless_equals_string (info->name, "x");
  fail_unless_equals_int (info->shape.rank, 4);
  fail_unless_equals_int (info->shape.dims[1], 3);
  fail_unless_equals_int (info->shape.dims[2], -1);
}
GST_END_TEST

static Suite *
bad_models_suite (void)
{
  Suite *suite = suite_create ("bad-models");
  TCase *cases = tcase_create ("general");
  tcase_set_timeout (cases, 0);
  suite_add_tcase (suite, cases);
  tcase_add_test (cases, test_bad_models);
  tcase_add_test (cases, test_models_are_covered);
  tcase_add_test (cases, test_truncated);
  tcase_add_test (cases, test_flipped);
  tcase_add_test (cases, test_nested_graphs);
  tcase_add_test (cases, test_too_many_fields);
  tcase_add_test (cases, test_many_nodes);
  tcase_add_test (cases, test_memory_budget);
  tcase_add_test (cases, test_no_file);
  tcase_add_test (cases, test_input_shape);
  tcase_add_test (cases, test_unusual_outputs);
  tcase_add_test (cases, test_peek_inputs);
  return suite;
}

GST_CHECK_MAIN (bad_models)
