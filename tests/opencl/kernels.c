/* SPDX-License-Identifier: MIT */
/**
 * @file kernels.c
 * Every operator on the device against the reference: odd sizes, sizes of 1, channel counts that
 * fill no block, fused chains; by dense kernels and by blocked ones of each vector width.
 *
 * Cases of one family are independent nodes of one graph, so that they are compiled together.
 * Every pool of device memory gets canaries at both ends that must survive the run.
 */
#include <math.h>
#include <string.h>

#include <gst/check/gstcheck.h>

#include "opencl/hoist.h"
#include "opencl/session.h"
#include "tests/opencl/graph-builder.h"
#include "tests/opencl/reference/reference.h"

#define SEED 20260101
#define CANARY 4096 /* bytes at each end of a pool, a multiple of every alignment */
#define CANARY_VALUE 12345.5f
#define TOLERANCE 2e-5

/* ---- running and comparing ---------------------------------------------------------------- */

static void
check_canaries (OcnSession *session, gboolean write)
{
  const GArray *pools = session->model->plan->pools;
  float canary[CANARY / sizeof (float)];

  for (guint i = 0; i < pools->len; i++)
    for (int end = 0; end < 2; end++) {
      gsize offset = end == 0 ? 0 : g_array_index (pools, gsize, i) - CANARY;
      for (gsize k = 0; write && k < G_N_ELEMENTS (canary); k++)
        canary[k] = CANARY_VALUE;
      if (write)
        clEnqueueWriteBuffer (session->queue, session->pools[i], CL_TRUE, offset, CANARY, canary, 0,
                              NULL, NULL);
      else
        clEnqueueReadBuffer (session->queue, session->pools[i], CL_TRUE, offset, CANARY, canary, 0,
                             NULL, NULL);
      for (gsize k = 0; k < G_N_ELEMENTS (canary); k++)
        fail_unless (canary[k] == CANARY_VALUE, "pool %u was written beyond its end", i);
    }
}

static void
make_room_for_canaries (OcnModel *model)
{
  for (guint i = 0; i < model->plan->pools->len; i++)
    g_array_index (model->plan->pools, gsize, i) += 2 * CANARY;
  for (guint i = 0; i < model->network->values->len; i++)
    model->plan->places[i].offset += CANARY;
}

static void
compare (const OcnGraph *graph, guint output, const float *got, const float *expected, guint lanes)
{
  const OcnTensor *tensor = ocn_graph_tensor (graph, g_array_index (graph->outputs, int, output));
  gsize count = ocn_shape_count (&tensor->shape);

  for (gsize i = 0; i < count; i++) {
    double error = fabs ((double) got[i] - expected[i]);
    fail_unless (error <= TOLERANCE * (1 + fabs (expected[i])),
                 "output %u (%s), element %zu, %u lanes: %g instead of %g", output, tensor->name,
                 (size_t) i, lanes, got[i], expected[i]);
  }
}

/* Runs @graph on the device with blocks of @lanes channels. */
static void
run_on_device (OcnDevice *device, const OcnGraph *graph, float **inputs, float **expected,
               guint lanes)
{
  g_autoptr (GError) error = NULL;

  device->lanes = lanes;
  g_autoptr (OcnModel) model = ocn_model_new_from_graph (device, graph, &error);
  fail_unless (model != NULL, "%s", error ? error->message : "");
  make_room_for_canaries (model);
  g_autoptr (OcnSession) session = ocn_session_new (model, &error);
  fail_unless (session != NULL, "%s", error ? error->message : "");
  check_canaries (session, TRUE);
  for (guint i = 0; i < graph->inputs->len; i++)
    fail_unless (ocn_session_set_input (session, i, inputs[i], &error));
  fail_unless (ocn_session_run (session, &error));
  for (guint i = 0; i < graph->outputs->len; i++) {
    const float *output = ocn_session_get_output (session, i, &error);
    fail_unless (output != NULL);
    compare (graph, i, output, expected[i], lanes);
  }
  check_canaries (session, FALSE);
}

/* Compares dense and blocked kernels with the reference; @graph is consumed. */
static void
check_graph (OcnGraph *graph)
{
  static const guint widths[] = { 0, 4, 8, 16 };
  g_autoptr (GError) error = NULL;
  g_autoptr (OcnDevice) device = ocn_device_new (NULL, 0, &error);
  g_autofree float **inputs = g_new0 (float *, graph->inputs->len + 1);
  float **expected;

  fail_unless (device != NULL, "%s", error ? error->message : "");
  for (guint i = 0; i < graph->inputs->len; i++)
    inputs[i] = random_floats (ocn_shape_count (
        &ocn_graph_tensor (graph, g_array_index (graph->inputs, int, i))->shape));
  fail_unless (reference_run (graph, inputs, &expected, &error));
  /* As for a model that is loaded from a file. */
  ocn_hoist_activations (graph);
  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    run_on_device (device, graph, inputs, expected, widths[i]);
  reference_free_outputs (graph, expected);
  for (guint i = 0; i < graph->inputs->len; i++)
    g_free (inputs[i]);
  ocn_graph_free (graph);
}

/* ---- windows ------------------------------------------------------------------------------ */

typedef struct {
  int n, channels, height, width, maps, groups;
  int kernel[2], strides[2], pads[4], dilations[2];
} Window;

static int
window_size (const Window *w, int axis)
{
  int size = axis == 0 ? w->height : w->width;
  int reach = (w->kernel[axis] - 1) * w->dilations[axis] + 1;

  return (size + w->pads[axis] + w->pads[axis + 2] - reach) / w->strides[axis] + 1;
}

static void
set_window (OcnNode *node, const Window *w)
{
  gint64 values[4];

  for (int i = 0; i < 2; i++)
    values[i] = w->kernel[i];
  ocn_node_set_ints (node, "kernel_shape", values, 2);
  for (int i = 0; i < 2; i++)
    values[i] = w->strides[i];
  ocn_node_set_ints (node, "strides", values, 2);
  for (int i = 0; i < 2; i++)
    values[i] = w->dilations[i];
  ocn_node_set_ints (node, "dilations", values, 2);
  for (int i = 0; i < 4; i++)
    values[i] = w->pads[i];
  ocn_node_set_ints (node, "pads", values, 4);
}

static int
add_conv (OcnGraph *graph, int x, const Window *w, gboolean bias)
{
  OcnNode *node = add_node (
      graph, "Conv", x,
      add_weights (graph, SHAPE (w->maps, w->channels / w->groups, w->kernel[0], w->kernel[1])),
      SHAPE (w->n, w->maps, window_size (w, 0), window_size (w, 1)));

  set_window (node, w);
  ocn_node_set_int (node, "group", w->groups);
  if (bias)
    ocn_node_set_input (node, 2, add_weights (graph, SHAPE (w->maps)));
  return result (node);
}

static const Window convolutions[] = {
  /* n, c, h, w, m, g, kernel, strides, pads (top, left, bottom, right), dilations */
  { 1, 3, 17, 19, 16, 1, { 3, 3 }, { 2, 2 }, { 0, 0, 1, 1 }, { 1, 1 } },
  { 1, 1, 5, 1, 1, 1, { 1, 1 }, { 1, 1 }, { 0, 0, 0, 0 }, { 1, 1 } },
  { 1, 20, 1, 1, 7, 1, { 1, 1 }, { 1, 1 }, { 0, 0, 0, 0 }, { 1, 1 } },
  { 2, 17, 6, 29, 48, 1, { 1, 1 }, { 1, 1 }, { 0, 0, 0, 0 }, { 1, 1 } },
  { 1, 33, 7, 15, 80, 1, { 3, 3 }, { 1, 1 }, { 1, 1, 1, 1 }, { 1, 1 } },
  { 2, 8, 9, 11, 24, 1, { 5, 3 }, { 2, 1 }, { 2, 1, 2, 1 }, { 1, 1 } },
  { 1, 16, 12, 13, 9, 1, { 3, 3 }, { 1, 1 }, { 2, 2, 2, 2 }, { 2, 2 } },
  { 1, 18, 10, 31, 18, 18, { 3, 3 }, { 1, 1 }, { 1, 1, 1, 1 }, { 1, 1 } },
  { 2, 24, 11, 9, 24, 24, { 5, 5 }, { 2, 2 }, { 1, 1, 2, 2 }, { 1, 1 } },
  { 1, 5, 9, 7, 5, 5, { 7, 7 }, { 1, 1 }, { 3, 3, 3, 3 }, { 1, 1 } },
  { 1, 2, 4, 4, 2, 2, { 3, 3 }, { 1, 1 }, { 2, 2, 2, 2 }, { 2, 2 } },
  { 1, 12, 6, 5, 8, 4, { 3, 3 }, { 1, 1 }, { 1, 1, 1, 1 }, { 1, 1 } },
  { 1, 6, 5, 5, 12, 6, { 3, 3 }, { 1, 1 }, { 1, 1, 1, 1 }, { 1, 1 } },
};

GST_START_TEST (test_conv)
{
  OcnGraph *graph = ocn_graph_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (convolutions); i++) {
    const Window *w = &convolutions[i];
    int x = add_input (graph, SHAPE (w->n, w->channels, w->height, w->width));
    add_output (graph, add_conv (graph, x, w, i % 2 == 0));
  }
  check_graph (graph);
}
GST_END_TEST;

GST_START_TEST (test_conv_transpose)
{
  static const Window w = { 2, 6, 5, 4, 8, 2, { 3, 2 }, { 2, 3 }, { 1, 0, 0, 1 }, { 2, 1 } };
  OcnGraph *graph = ocn_graph_new ();
  int x = add_input (graph, SHAPE (w.n, w.channels, w.height, w.width));
  OcnNode *node = add_node (graph, "ConvTranspose", x,
                            add_weights (graph, SHAPE (w.channels, w.maps / 2, 3, 2)),
                            SHAPE (w.n, w.maps, (5 - 1) * 2 + 5 - 1, (4 - 1) * 3 + 2 - 1));

  set_window (node, &w);
  ocn_node_set_int (node, "group", w.groups);
  add_output (graph, result (node));
  check_graph (graph);
}
GST_END_TEST;

GST_START_TEST (test_pool)
{
  static const Window pools[] = {
    { 2, 19, 9, 11, 19, 1, { 3, 3 }, { 2, 2 }, { 1, 1, 1, 1 }, { 1, 1 } },
    { 1, 8, 6, 5, 8, 1, { 2, 3 }, { 1, 2 }, { 0, 1, 1, 1 }, { 1, 1 } },
    { 1, 3, 7, 7, 3, 1, { 2, 2 }, { 2, 2 }, { 0, 0, 0, 0 }, { 1, 1 } },
  };
  static const char *const ops[] = { "MaxPool", "AveragePool", "AveragePool" };
  OcnGraph *graph = ocn_graph_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (pools); i++) {
    const Window *w = &pools[i];
    const Window keep = { w->n, w->channels, w->height, w->width, w->channels, w->channels,
                          { 1, 1 }, { 1, 1 }, { 0, 0, 0, 0 }, { 1, 1 } };
    int x = add_input (graph, SHAPE (w->n, w->channels, w->height, w->width));
    int y = add_conv (graph, x, &keep, TRUE);
    for (gsize k = 0; k < G_N_ELEMENTS (ops); k++) {
      OcnNode *node
          = add_node (graph, ops[k], y, -1,
                      SHAPE (w->n, w->channels, window_size (w, 0), window_size (w, 1)));
      set_window (node, w);
      ocn_node_set_int (node, "count_include_pad", k == 2);
      add_output (graph, result (node));
    }
    OcnShape one = SHAPE (w->n, w->channels, 1, 1);
    add_output (graph, result (add_node (graph, "GlobalAveragePool", y, -1, one)));
    add_output (graph, result (add_node (graph, "GlobalMaxPool", y, -1, one)));
  }
  check_graph (graph);
}
GST_END_TEST;

static void
add_resize (OcnGraph *graph, int x, const char *mode, const char *coordinates, int height,
            int width, const int *in)
{
  const float scales[4] = { 1, 1, (float) height / (float) in[2], (float) width / (float) in[3] };
  const OcnShape four = SHAPE (4);
  OcnNode *node = add_node (graph, "Resize", x, -1, SHAPE (in[0], in[1], height, width));

  ocn_node_set_input (
      node, 2, ocn_graph_add_constant (graph, "scales", OCN_TYPE_FLOAT, &four, scales, NULL));
  ocn_node_set_string (node, "mode", mode);
  ocn_node_set_string (node, "coordinate_transformation_mode", coordinates);
  ocn_node_set_string (node, "nearest_mode", "floor");
  add_output (graph, result (node));
}

GST_START_TEST (test_resize)
{
  static const Window keep = { 1, 10, 6, 7, 10, 1, { 1, 1 }, { 1, 1 }, { 0, 0, 0, 0 }, { 1, 1 } };
  static const int in[] = { 1, 10, 6, 7 };
  OcnGraph *graph = ocn_graph_new ();
  int x = add_conv (graph, add_input (graph, SHAPE (1, 10, 6, 7)), &keep, TRUE);

  add_resize (graph, x, "nearest", "asymmetric", 12, 14, in);
  add_resize (graph, x, "linear", "half_pixel", 12, 14, in);
  add_resize (graph, x, "linear", "half_pixel", 5, 3, in);
  add_resize (graph, x, "linear", "align_corners", 11, 13, in);
  add_resize (graph, x, "linear", "asymmetric", 13, 9, in);
  check_graph (graph);
}
GST_END_TEST;

/* ---- elementwise and fusion --------------------------------------------------------------- */

static int
unary (OcnGraph *graph, const char *op, int x)
{
  return result (add_node (graph, op, x, -1, ocn_graph_tensor (graph, x)->shape));
}

static int
binary (OcnGraph *graph, const char *op, int a, int b)
{
  const OcnShape *x = &ocn_graph_tensor (graph, a)->shape;
  const OcnShape *y = &ocn_graph_tensor (graph, b)->shape;

  return result (
      add_node (graph, op, a, b, ocn_shape_count (x) >= ocn_shape_count (y) ? *x : *y));
}

static int
clip (OcnGraph *graph, int x, float low, float high)
{
  OcnNode *node = add_node (graph, "Clip", x, add_scalar (graph, low),
                            ocn_graph_tensor (graph, x)->shape);

  ocn_node_set_input (node, 2, add_scalar (graph, high));
  return result (node);
}

GST_START_TEST (test_elementwise)
{
  static const char *const ops[]
      = { "Abs",       "Ceil",      "Erf",  "Exp", "Floor",      "HardSigmoid", "HardSwish",
          "LeakyRelu", "Mish",      "Neg",  "Relu", "Sigmoid",   "Softplus",    "Tanh" };
  static const char *const pairs[] = { "Add", "Sub", "Mul", "Min", "Max" };
  OcnGraph *graph = ocn_graph_new ();
  int x = add_input (graph, SHAPE (2, 5, 3, 7)), z = add_input (graph, SHAPE (2, 5, 3, 7));
  int row = add_input (graph, SHAPE (3, 1)), one = add_input (graph, SHAPE (1, 5, 1, 1));
  int positive = binary (graph, "Add", unary (graph, "Abs", x), add_scalar (graph, 0.5f));

  for (gsize i = 0; i < G_N_ELEMENTS (ops); i++)
    add_output (graph, unary (graph, ops[i], x));
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++) {
    add_output (graph, binary (graph, pairs[i], x, z));
    add_output (graph, binary (graph, pairs[i], x, row));
    add_output (graph, binary (graph, pairs[i], one, x));
  }
  add_output (graph, unary (graph, "Log", positive));
  add_output (graph, unary (graph, "Sqrt", positive));
  add_output (graph, unary (graph, "Reciprocal", positive));
  add_output (graph, binary (graph, "Pow", positive, z));
  add_output (graph, binary (graph, "Div", x, positive));
  add_output (graph, binary (graph, "PRelu", x, add_weights (graph, SHAPE (5, 1, 1))));
  add_output (graph, clip (graph, x, -0.5f, 1.25f));
  check_graph (graph);
}
GST_END_TEST;

/* Each block below is one kernel when blocked: what is fused must still be right. */
GST_START_TEST (test_fusion)
{
  static const Window w = { 1, 20, 6, 9, 20, 1, { 1, 1 }, { 1, 1 }, { 0, 0, 0, 0 }, { 1, 1 } };
  static const Window three = { 1, 20, 6, 9, 20, 20, { 3, 3 }, { 1, 1 }, { 1, 1, 1, 1 }, { 1, 1 } };
  OcnGraph *graph = ocn_graph_new ();
  int x = add_input (graph, SHAPE (1, 20, 6, 9));
  int a = add_conv (graph, x, &w, TRUE), b = add_conv (graph, a, &three, TRUE);

  /* residual sum, then an activation */
  int sum = unary (graph, "Relu", binary (graph, "Add", add_conv (graph, b, &w, TRUE), a));
  /* x · sigmoid (x), and hard swish in pieces */
  int c = add_conv (graph, sum, &w, TRUE);
  int silu = binary (graph, "Mul", c, unary (graph, "Sigmoid", c));
  int d = add_conv (graph, silu, &three, FALSE);
  int gate = clip (graph, binary (graph, "Add", d, add_scalar (graph, 3)), 0, 6);
  int swish = binary (graph, "Mul", binary (graph, "Mul", d, gate), add_scalar (graph, 1 / 6.0f));
  /* squeeze and excite */
  int mean = result (add_node (graph, "GlobalAveragePool", swish, -1, SHAPE (1, 20, 1, 1)));
  Window fc = w;
  fc.height = fc.width = 1;
  int weights = unary (graph, "HardSigmoid", add_conv (graph, mean, &fc, TRUE));
  int excited = binary (graph, "Mul", weights, swish);
  /* constants per channel; a tensor used inside and outside a chain */
  int slope = binary (graph, "PRelu", excited, add_weights (graph, SHAPE (20, 1, 1)));
  int shifted = binary (graph, "Sub", add_weights (graph, SHAPE (1, 20, 1, 1)), slope);
  add_output (graph, sum);
  add_output (graph, silu);
  add_output (graph, slope);
  add_output (graph, shifted);
  add_output (graph, binary (graph, "Mul", shifted, shifted));
  check_graph (graph);
}
GST_END_TEST;

GST_START_TEST (test_concat)
{
  static const int channels[] = { 16, 5, 11, 32, 3 };
  static const Window three = { 1, 67, 5, 4, 3, 1, { 3, 3 }, { 1, 1 }, { 1, 1, 1, 1 }, { 1, 1 } };
  OcnGraph *graph = ocn_graph_new ();
  OcnNode *node = ocn_node_new ("Concat", "Concat");
  int x = add_input (graph, SHAPE (1, 6, 5, 4));

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++) {
    const Window w = { 1, 6, 5, 4, channels[i], 1, { 1, 1 }, { 1, 1 }, { 0, 0, 0, 0 }, { 1, 1 } };
    int part = add_conv (graph, x, &w, TRUE);
    ocn_node_set_input (node, i, part);
    /* A part is read by others, too, with a halo. */
    if (i == 3) {
      const Window own = { 1, 32, 5, 4, 4, 1, { 3, 3 }, { 1, 1 }, { 1, 1, 1, 1 }, { 1, 1 } };
      add_output (graph, add_conv (graph, part, &own, TRUE));
    }
  }
  OcnShape shape = SHAPE (1, 67, 5, 4);
  int y = ocn_graph_add_tensor (graph, "Concat", OCN_TYPE_FLOAT, &shape);
  g_array_append_val (node->outputs, y);
  ocn_node_set_int (node, "axis", 1);
  g_ptr_array_add (graph->nodes, node);
  int active = unary (graph, "Relu", y);
  add_output (graph, active);
  add_output (graph, add_conv (graph, active, &three, TRUE));
  check_graph (graph);
}
GST_END_TEST;

/* ---- matrices, reductions, moves ---------------------------------------------------------- */

static int
add_ints (OcnGraph *graph, guint n, const gint64 *values)
{
  return ocn_graph_add_ints (graph, "ints", values, n, NULL);
}

#define INTS(graph, ...)                                                                           \
  add_ints (graph, sizeof ((gint64[]) { __VA_ARGS__ }) / sizeof (gint64),                          \
            (const gint64[]) { __VA_ARGS__ })

GST_START_TEST (test_matrix)
{
  OcnGraph *graph = ocn_graph_new ();
  int a = add_input (graph, SHAPE (2, 1, 3, 5)), b = add_input (graph, SHAPE (4, 5, 7));
  int c = add_input (graph, SHAPE (6, 3)), bias = add_weights (graph, SHAPE (4));
  OcnNode *gemm = add_node (graph, "Gemm", c, add_weights (graph, SHAPE (4, 6)), SHAPE (3, 4));
  static const char *const reductions[] = { "ReduceMean", "ReduceMax", "ReduceMin", "ReduceSum" };

  add_output (graph, result (add_node (graph, "MatMul", a, b, SHAPE (2, 4, 3, 7))));
  ocn_node_set_input (gemm, 2, bias);
  ocn_node_set_int (gemm, "transA", 1);
  ocn_node_set_int (gemm, "transB", 1);
  add_output (graph, result (gemm));
  for (gsize i = 0; i < G_N_ELEMENTS (reductions); i++) {
    OcnNode *node
        = add_node (graph, reductions[i], b, INTS (graph, 0, 2), SHAPE (1, 5, 1));
    ocn_node_set_int (node, "keepdims", 1);
    add_output (graph, result (node));
  }
  for (int axis = 0; axis < 3; axis++)
    for (int is_log = 0; is_log < 2; is_log++) {
      OcnNode *node
          = add_node (graph, is_log ? "LogSoftmax" : "Softmax", b, -1, SHAPE (4, 5, 7));
      ocn_node_set_int (node, "axis", axis);
      add_output (graph, result (node));
    }
  check_graph (graph);
}
GST_END_TEST;

static int
add_move (OcnGraph *graph, const char *op, int x, int second, OcnShape shape)
{
  int y = result (add_node (graph, op, x, second, shape));

  add_output (graph, y);
  return y;
}

GST_START_TEST (test_move)
{
  static const gint64 perm[] = { 2, 0, 3, 1 };
  OcnGraph *graph = ocn_graph_new ();
  int x = add_input (graph, SHAPE (2, 8, 3, 5));

  add_move (graph, "Reshape", x, INTS (graph, 4, 60), SHAPE (4, 60));
  add_move (graph, "Expand", add_input (graph, SHAPE (3, 1)), INTS (graph, 2, 3, 4),
            SHAPE (2, 3, 4));
  add_move (graph, "Tile", x, INTS (graph, 1, 2, 1, 3), SHAPE (2, 16, 3, 15));
  OcnNode *node = add_node (graph, "Transpose", x, -1, SHAPE (3, 2, 5, 8));
  ocn_node_set_ints (node, "perm", perm, 4);
  add_output (graph, result (node));
  node = add_node (graph, "Slice", x, INTS (graph, 1, 7, 0, 4), SHAPE (1, 4, 3, 3));
  ocn_node_set_input (node, 2, INTS (graph, 2, -9, 3, -6));
  ocn_node_set_input (node, 3, INTS (graph, 0, 1, 2, 3));
  ocn_node_set_input (node, 4, INTS (graph, 1, -2, 1, -2));
  add_output (graph, result (node));
  node = add_node (graph, "Gather", x, INTS (graph, 7, 0, 0), SHAPE (2, 3, 3, 5));
  ocn_node_set_int (node, "axis", 1);
  add_output (graph, result (node));
  node = add_node (graph, "Pad", x, INTS (graph, 0, 0, 1, 2, 0, 1, 2, 0), SHAPE (2, 9, 6, 7));
  ocn_node_set_input (node, 2, add_scalar (graph, -7.5f));
  add_output (graph, result (node));
  for (int crd = 0; crd < 2; crd++) {
    node = add_node (graph, "DepthToSpace", x, -1, SHAPE (2, 2, 6, 10));
    ocn_node_set_int (node, "blocksize", 2);
    ocn_node_set_string (node, "mode", crd ? "CRD" : "DCR");
    add_output (graph, result (node));
  }
  node = add_node (graph, "SpaceToDepth", add_input (graph, SHAPE (1, 3, 4, 6)), -1,
                   SHAPE (1, 12, 2, 3));
  ocn_node_set_int (node, "blocksize", 2);
  add_output (graph, result (node));
  check_graph (graph);
}
GST_END_TEST;

GST_START_TEST (test_split)
{
  OcnGraph *graph = ocn_graph_new ();
  OcnNode *node = ocn_node_new ("Split", "Split");
  int x = add_input (graph, SHAPE (2, 7, 3));

  ocn_node_set_input (node, 0, x);
  ocn_node_set_input (node, 1, INTS (graph, 2, 5));
  ocn_node_set_int (node, "axis", 1);
  for (int i = 0; i < 2; i++) {
    OcnShape shape = SHAPE (2, i == 0 ? 2 : 5, 3);
    int y = ocn_graph_add_tensor (graph, "part", OCN_TYPE_FLOAT, &shape);
    g_array_append_val (node->outputs, y);
    add_output (graph, y);
  }
  g_ptr_array_add (graph->nodes, node);
  check_graph (graph);
}
GST_END_TEST;

static void
set_up (void)
{
  dice = g_rand_new_with_seed (SEED);
}

static void
tear_down (void)
{
  g_rand_free (dice);
}

static Suite *
kernels_suite (void)
{
  Suite *suite = suite_create ("kernels");
  TCase *tests = tcase_create ("against the reference");

  g_print ("seed %d\n", SEED);
  tcase_add_checked_fixture (tests, set_up, tear_down);
  tcase_set_timeout (tests, 600);
  tcase_add_test (tests, test_conv);
  tcase_add_test (tests, test_conv_transpose);
  tcase_add_test (tests, test_pool);
  tcase_add_test (tests, test_resize);
  tcase_add_test (tests, test_elementwise);
  tcase_add_test (tests, test_fusion);
  tcase_add_test (tests, test_concat);
  tcase_add_test (tests, test_matrix);
  tcase_add_test (tests, test_move);
  tcase_add_test (tests, test_split);
  suite_add_tcase (suite, tests);
  return suite;
}

GST_CHECK_MAIN (kernels);
