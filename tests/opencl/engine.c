/* SPDX-License-Identifier: MIT */
/**
 * @file engine.c
 * The engine round its kernels: devices, state of the process, the cache, images, wrong arguments,
 * and equal results for any number of cores.
 */
#include <fenv.h>
#include <locale.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <gst/check/gstcheck.h>

#include "opencl/graph-edit.h"
#include "opencl/program.h"
#include "opencl/runtime.h"
#include "opencl/session.h"

#define SEED 20260102

static char *cache; /* a folder of this test's own */

/* ---- small networks ----------------------------------------------------------------------- */

static int
add_tensor (OcnGraph *graph, guint rank, const gint64 *dims)
{
  OcnShape shape = { rank, { 0 } };

  memcpy (shape.dims, dims, rank * sizeof *dims);
  return ocn_graph_add_tensor (graph, "tensor", OCN_TYPE_FLOAT, &shape);
}

/* Relu of an input of @dims. */
static OcnGraph *
relu_graph (guint rank, const gint64 *dims)
{
  OcnGraph *graph = ocn_graph_new ();
  OcnNode *node = ocn_node_new ("relu", "Relu");
  int x = add_tensor (graph, rank, dims), y = add_tensor (graph, rank, dims);

  ocn_node_set_input (node, 0, x);
  g_array_append_val (node->outputs, y);
  g_ptr_array_add (graph->nodes, node);
  g_array_append_val (graph->inputs, x);
  g_array_append_val (graph->outputs, y);
  return graph;
}

/* A 3 × 3 convolution 1 × 8 × 33 × 35 → 40 maps: enough work to be divided among cores. */
static OcnGraph *
conv_graph (void)
{
  static const gint64 in[] = { 1, 8, 33, 35 }, out[] = { 1, 40, 33, 35 }, two[] = { 1, 1, 1, 1 },
                      three[] = { 3, 3 };
  const OcnShape weights = { 4, { 40, 8, 3, 3 } };
  g_autoptr (GRand) dice = g_rand_new_with_seed (SEED);
  g_autofree float *data = g_new (float, 40 * 8 * 9);
  OcnGraph *graph = ocn_graph_new ();
  OcnNode *node = ocn_node_new ("conv", "Conv");
  int x = add_tensor (graph, 4, in), y = add_tensor (graph, 4, out);

  for (int i = 0; i < 40 * 8 * 9; i++)
    data[i] = (float) g_rand_double_range (dice, -1, 1);
  ocn_node_set_input (node, 0, x);
  ocn_node_set_input (
      node, 1, ocn_graph_add_constant (graph, "w", OCN_TYPE_FLOAT, &weights, data, NULL));
  ocn_node_set_ints (node, "kernel_shape", three, 2);
  ocn_node_set_ints (node, "strides", two, 2);
  ocn_node_set_ints (node, "dilations", two, 2);
  ocn_node_set_ints (node, "pads", two, 4);
  g_array_append_val (node->outputs, y);
  g_ptr_array_add (graph->nodes, node);
  g_array_append_val (graph->inputs, x);
  g_array_append_val (graph->outputs, y);
  return graph;
}

static OcnSession *
try_session (const char *selector, guint cores, OcnGraph *graph, GError **error)
{
  g_autoptr (OcnDevice) device = ocn_device_new (selector, cores, error);
  g_autoptr (OcnModel) model
      = device == NULL ? NULL : ocn_model_new_from_graph (device, graph, error);

  return model == NULL ? NULL : ocn_session_new (model, error);
}

static OcnSession *
open_session (const char *selector, guint cores, OcnGraph *graph)
{
  g_autoptr (GError) error = NULL;
  OcnSession *session = try_session (selector, cores, graph, &error);

  fail_unless (session != NULL, "%s", error ? error->message : "");
  return session;
}

/* ---- devices ------------------------------------------------------------------------------ */

GST_START_TEST (test_list)
{
  g_autoptr (GPtrArray) list = ocn_device_list ();

  fail_unless (list->len > 0);
  for (guint i = 0; i < list->len; i++) {
    const OcnDeviceInfo *info = g_ptr_array_index (list, i);
    g_autofree char *selector
        = g_strdup_printf ("%u:%u", info->platform_index, info->device_index);
    g_autoptr (OcnDevice) device = ocn_device_new (selector, 0, NULL);
    fail_unless (info->problem != NULL || device != NULL);
    if (device != NULL)
      fail_unless_equals_string (ocn_device_get_info (device)->name, info->name);
  }
}
GST_END_TEST;

GST_START_TEST (test_select)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OcnDevice) cpu = ocn_device_new ("CPU", 0, NULL);
  g_autoptr (OcnDevice) again = ocn_device_new ("cpu", 0, NULL);
  g_autoptr (OcnDevice) none = ocn_device_new ("no such device", 0, &error);

  fail_unless (cpu != NULL && cpu == again);
  fail_unless (none == NULL);
  fail_unless (g_error_matches (error, OCN_ERROR, OCN_ERROR_NO_DEVICE));
  fail_unless (ocn_device_get_info (cpu)->compute_units <= ocn_runtime_processors ()
               || ocn_runtime_processors () == 1);
}
GST_END_TEST;

GST_START_TEST (test_cores)
{
  g_autoptr (OcnDevice) one = ocn_device_new ("cpu", 1, NULL);
  g_autoptr (OcnDevice) another = ocn_device_new ("cpu", 1, NULL);

  fail_unless (one != NULL && another != NULL);
  fail_unless_equals_int (ocn_device_get_info (one)->compute_units, 1);
  if (ocn_runtime_processors () > 1)
    fail_unless (one != another, "two users got the same core");
}
GST_END_TEST;

/* The ICD loader reads its folder once per process: the child is a fresh one. */
GST_START_TEST (test_no_device)
{
  const char *child[] = { "/proc/self/exe", "--no-device", NULL };
  g_autofree char *empty = g_dir_make_tmp ("ocn-XXXXXX", NULL);
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "OCL_ICD_VENDORS", empty, TRUE);
  int status = -1;

  fail_unless (g_spawn_sync (NULL, (char **) child, environment, G_SPAWN_DEFAULT, NULL, NULL, NULL,
                             NULL, &status, NULL));
  fail_unless_equals_int (status, 0);
  g_rmdir (empty);
}
GST_END_TEST;

static int
no_device_child (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = ocn_device_list ();
  OcnDevice *device = ocn_device_new (NULL, 0, &error);

  return list->len == 0 && device == NULL
                 && g_error_matches (error, OCN_ERROR, OCN_ERROR_NO_DEVICE)
             ? 0
             : 1;
}

/* ---- state of the process ----------------------------------------------------------------- */

static void
on_signal (int number)
{
}

/* A fresh process in which the runtime has not been used yet: see process_child(). */
GST_START_TEST (test_process_state)
{
  const char *child[] = { "/proc/self/exe", "--process-state", NULL };
  g_autofree char *output = NULL;
  int status = -1;

  fail_unless (g_spawn_sync (NULL, (char **) child, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL,
                             &output, &status, NULL));
  fail_unless (status == 0, "%s", output);
}
GST_END_TEST;

static int
process_child (void)
{
  static const gint64 dims[] = { 1, 3, 5, 5 };
  static const int numbers[] = { SIGABRT, SIGBUS,  SIGFPE,  SIGHUP,  SIGILL,
                                 SIGINT,  SIGQUIT, SIGSEGV, SIGTERM, SIGUSR1 };
  g_autoptr (OcnGraph) graph = relu_graph (4, dims);
  g_autofree char *folder = g_get_current_dir ();
  struct sigaction mine = { .sa_handler = on_signal }, now;

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    sigaction (numbers[i], &mine, NULL);
  setlocale (LC_ALL, "C");
  fesetround (FE_UPWARD);
  OcnSession *session = try_session ("cpu", 0, graph, NULL);
  if (session == NULL || !ocn_session_run (session, NULL))
    return 1;
  ocn_session_free (session);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    sigaction (numbers[i], NULL, &now);
    if (now.sa_handler != on_signal)
      return 10 + (int) i;
  }
  g_autofree char *after = g_get_current_dir ();
  return fegetround () != FE_UPWARD ? 2 : strcmp (setlocale (LC_ALL, NULL), "C") != 0 ? 3
         : strcmp (folder, after) != 0                                                ? 4
                                                                                      : 0;
}

static void
on_other_signal (int number)
{
}

/* A model may take seconds to load, in a thread that the application knows nothing of. */
GST_START_TEST (test_application_sets_a_handler_meanwhile)
{
  struct sigaction first = { .sa_handler = on_signal }, second = { .sa_handler = on_other_signal };
  struct sigaction now;

  sigaction (SIGUSR2, &first, NULL);
  OcnRuntimeGuard *guard = ocn_runtime_enter ();
  sigaction (SIGUSR2, &second, NULL);
  ocn_runtime_leave (guard);
  sigaction (SIGUSR2, NULL, &now);
  fail_unless (now.sa_handler == on_other_signal);
}
GST_END_TEST;

/* The guard itself, without depending on what a driver does. */
GST_START_TEST (test_guard)
{
  struct sigaction mine = { .sa_handler = on_signal }, other = { .sa_handler = SIG_IGN }, now;
  g_autofree char *folder = g_get_current_dir ();

  sigaction (SIGUSR2, &mine, NULL);
  OcnRuntimeGuard *guard = ocn_runtime_enter ();
  sigaction (SIGUSR2, &other, NULL);
  fesetround (FE_DOWNWARD);
  fail_unless_equals_int (chdir ("/"), 0);
  ocn_runtime_leave (guard);
  sigaction (SIGUSR2, NULL, &now);
  g_autofree char *after = g_get_current_dir ();
  fail_unless (now.sa_handler == on_signal);
  fail_unless_equals_int (fegetround (), FE_TONEAREST);
  fail_unless_equals_string (after, folder);
}
GST_END_TEST;

/* ---- the cache ---------------------------------------------------------------------------- */

static char *
only_file (void)
{
  g_autoptr (GDir) dir = g_dir_open (cache, 0, NULL);
  const char *name, *found = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".ocn"))
      found = g_intern_string (name);
  fail_unless (found != NULL);
  return g_build_filename (cache, found, NULL);
}

static guint
files_in_cache (void)
{
  OcnCacheInfo info;

  ocn_cache_get_info (&info);
  return info.files;
}

static const char source[] = "__kernel void twice (__global float *x)\n"
                             "{ x[get_global_id (0)] *= 2.0f; }\n";

/* Build, run and save the program; whether the binary came from the cache. */
static gboolean
use_program (OcnDevice *device)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OcnProgram) program = ocn_program_new (device, source, &error);
  const gsize global = 4;
  float x[4] = { 1, 2, 3, 4 };

  fail_unless (program != NULL, "%s", error ? error->message : "");
  gboolean warm = ocn_program_is_cached (program);
  cl_kernel kernel = ocn_program_kernel (program, "twice", &error);
  cl_command_queue queue = clCreateCommandQueue (device->context, device->id, 0, NULL);
  cl_mem buffer = clCreateBuffer (device->context, CL_MEM_COPY_HOST_PTR, sizeof x, x, NULL);
  clSetKernelArg (kernel, 0, sizeof buffer, &buffer);
  clEnqueueNDRangeKernel (queue, kernel, 1, NULL, &global, NULL, 0, NULL, NULL);
  clEnqueueReadBuffer (queue, buffer, CL_TRUE, 0, sizeof x, x, 0, NULL, NULL);
  fail_unless (x[0] == 2 && x[3] == 8);
  ocn_program_save (program);
  clReleaseMemObject (buffer);
  clReleaseCommandQueue (queue);
  clReleaseKernel (kernel);
  return warm;
}

GST_START_TEST (test_cache)
{
  g_autofree char *file = NULL;

  /* The trial of the device is kept out of the count. */
  g_setenv ("OCN_CACHE_DIR", "", TRUE);
  g_autoptr (OcnDevice) device = ocn_device_new ("cpu", 0, NULL);
  g_setenv ("OCN_CACHE_DIR", cache, TRUE);

  device->keeps_kernels = TRUE;
  fail_unless (!use_program (device) && !use_program (device));
  fail_unless_equals_int (files_in_cache (), 0);
  device->keeps_kernels = FALSE;
  fail_unless (!use_program (device));
  fail_unless_equals_int (files_in_cache (), 1);
  fail_unless (use_program (device), "the second start is cold");
  fail_unless_equals_int (files_in_cache (), 1);

  /* A damaged file, then one whole but with a binary that no driver accepts. */
  file = only_file ();
  fail_unless (g_file_set_contents (file, "damaged", -1, NULL));
  fail_unless (!use_program (device));
  fail_unless (use_program (device));
  const char *rubbish = "twice\nrubbish";
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, rubbish, -1);
  g_autofree char *entry = g_strconcat (digest, rubbish, NULL);
  fail_unless (g_file_set_contents (file, entry, -1, NULL));
  fail_unless (!use_program (device));
  fail_unless (use_program (device));
}
GST_END_TEST;

GST_START_TEST (test_cache_off)
{
  g_autoptr (OcnDevice) device = ocn_device_new ("cpu", 0, NULL);
  OcnCacheInfo info;

  device->keeps_kernels = FALSE;
  g_setenv ("OCN_CACHE_DIR", "", TRUE);
  ocn_cache_get_info (&info);
  fail_unless (info.folder == NULL);
  fail_unless (!use_program (device) && !use_program (device));
  g_setenv ("OCN_CACHE_DIR", "/proc/no/such/folder", TRUE);
  ocn_cache_get_info (&info);
  fail_unless (info.folder == NULL);
  fail_unless (!use_program (device));
}
GST_END_TEST;

/* A layer that packs (or unpacks) a picture of @size × @size. */
static const OcnLayer *
add_layout (OcnNetwork *network, gboolean pack, gint64 size)
{
  const OcnShape shape = { 4, { 1, 8, size, size } };
  OcnLayer *layer = ocn_network_add_special (network, "layer", "layout");

  ocn_layer_picture (layer, "O", ocn_network_add_value (network, &shape, network->lanes));
  ocn_layer_define (layer, "PACK", pack);
  return layer;
}

GST_START_TEST (test_sizes_share_a_kernel)
{
  g_autoptr (OcnNetwork) network = ocn_network_new (64, 8);
  const OcnLayer *small = add_layout (network, TRUE, 9), *large = add_layout (network, TRUE, 40);
  const OcnLayer *other = add_layout (network, FALSE, 9);

  ocn_network_finish (network);
  fail_unless_equals_string (small->kernel, large->kernel);
  fail_if (g_str_equal (small->kernel, other->kernel));
}
GST_END_TEST;

/* ---- sessions ----------------------------------------------------------------------------- */

GST_START_TEST (test_cores_agree)
{
  static const gsize inputs = 8 * 33 * 35, outputs = 40 * 33 * 35;
  g_autoptr (OcnGraph) graph = conv_graph ();
  g_autoptr (GRand) dice = g_rand_new_with_seed (SEED);
  g_autofree float *x = g_new (float, inputs);
  g_autoptr (OcnSession) one = open_session ("cpu", 1, graph);
  g_autoptr (OcnSession) all = open_session ("cpu", 0, graph);

  for (gsize i = 0; i < inputs; i++)
    x[i] = (float) g_rand_double_range (dice, -1, 1);
  fail_unless (ocn_session_set_input (one, 0, x, NULL) && ocn_session_set_input (all, 0, x, NULL));
  fail_unless (ocn_session_run (one, NULL) && ocn_session_run (all, NULL));
  const float *a = ocn_session_get_output (one, 0, NULL);
  const float *b = ocn_session_get_output (all, 0, NULL);
  fail_unless (memcmp (a, b, outputs * sizeof *a) == 0);
  fail_unless (a[17] != 0);
}
GST_END_TEST;

GST_START_TEST (test_arguments)
{
  static const gint64 vector[] = { 1, 7 }, picture[] = { 1, 3, 4, 4 };
  static const guint8 bytes[64 * 3];
  const OcnPreprocess plain = { .scale = { 1, 1, 1 } };
  OcnImage image = { OCN_FORMAT_RGB, 8, 8, { bytes }, { 24 } };
  g_autoptr (OcnGraph) vector_graph = relu_graph (2, vector);
  g_autoptr (OcnGraph) picture_graph = relu_graph (4, picture);
  g_autoptr (OcnSession) session = open_session (NULL, 0, vector_graph);
  g_autoptr (OcnSession) pictures = open_session (NULL, 0, picture_graph);
  const float x[7] = { 0 };
  struct {
    OcnSession *session;
    guint index, width;
    gsize stride;
    const guint8 *plane;
    double aspect;
  } bad[] = {
    { session, 0, 8, 24, bytes, 1 },   { pictures, 1, 8, 24, bytes, 1 },
    { pictures, 0, 0, 24, bytes, 1 },  { pictures, 0, 17000, 60000, bytes, 1 },
    { pictures, 0, 8, 23, bytes, 1 },  { pictures, 0, 8, 24, NULL, 1 },
    { pictures, 0, 8, 24, bytes, -1 }, { pictures, 0, 8, 24, bytes, NAN },
  };

  fail_unless (ocn_session_set_image (pictures, 0, &image, &plain, NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    image.width = bad[i].width;
    image.strides[0] = bad[i].stride;
    image.planes[0] = bad[i].plane;
    image.pixel_aspect = bad[i].aspect;
    fail_unless (!ocn_session_set_image (bad[i].session, bad[i].index, &image, &plain, NULL,
                                         &error));
    fail_unless (g_error_matches (error, OCN_ERROR, OCN_ERROR_ARGUMENT), "case %zu", i);
  }
  g_autoptr (GError) error = NULL;
  fail_unless (!ocn_session_set_input (session, 1, x, &error));
  fail_unless (g_error_matches (error, OCN_ERROR, OCN_ERROR_ARGUMENT));
  g_clear_error (&error);
  fail_unless (ocn_session_get_output (session, 1, &error) == NULL);
  fail_unless (g_error_matches (error, OCN_ERROR, OCN_ERROR_ARGUMENT));
}
GST_END_TEST;

GST_START_TEST (test_missing_file)
{
  g_autoptr (OcnDevice) device = ocn_device_new (NULL, 0, NULL);
  g_autoptr (GError) error = NULL;

  fail_unless (ocn_model_new (device, "/no/such/model.onnx", NULL, &error) == NULL);
  fail_unless (g_error_matches (error, OCN_ERROR, OCN_ERROR_FILE));
}
GST_END_TEST;

static void
set_up (void)
{
  cache = g_dir_make_tmp ("ocn-XXXXXX", NULL);
  g_setenv ("OCN_CACHE_DIR", cache, TRUE);
}

static void
tear_down (void)
{
  g_autoptr (GDir) dir = g_dir_open (cache, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (cache, name, NULL);
    g_unlink (path);
  }
  g_rmdir (cache);
  g_clear_pointer (&cache, g_free);
}

static Suite *
engine_suite (void)
{
  Suite *suite = suite_create ("engine");
  TCase *tests = tcase_create ("engine");

  tcase_add_checked_fixture (tests, set_up, tear_down);
  tcase_set_timeout (tests, 300);
  tcase_add_test (tests, test_list);
  tcase_add_test (tests, test_select);
  tcase_add_test (tests, test_cores);
  tcase_add_test (tests, test_no_device);
  tcase_add_test (tests, test_process_state);
  tcase_add_test (tests, test_application_sets_a_handler_meanwhile);
  tcase_add_test (tests, test_guard);
  tcase_add_test (tests, test_cache);
  tcase_add_test (tests, test_cache_off);
  tcase_add_test (tests, test_sizes_share_a_kernel);
  tcase_add_test (tests, test_cores_agree);
  tcase_add_test (tests, test_arguments);
  tcase_add_test (tests, test_missing_file);
  suite_add_tcase (suite, tests);
  return suite;
}

int
main (int argc, char **argv)
{
  if (argc > 1 && strcmp (argv[1], "--no-device") == 0)
    return no_device_child ();
  if (argc > 1 && strcmp (argv[1], "--process-state") == 0)
    return process_child ();
  gst_check_init (&argc, &argv);
  return gst_check_run_suite (engine_suite (), "engine", __FILE__);
}
