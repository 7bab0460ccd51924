/* SPDX-License-Identifier: MIT */
/** @file session.c  Allocates once, then runs: one enqueue per layer, one wait per frame. */
#include "opencl/session.h"

#include <string.h>

#include "opencl/error.h"
#include "opencl/runtime.h"

void
ocn_session_free (OcnSession *session)
{
  if (session == NULL)
    return;
  const OcnNetwork *network = session->model->network;

  ocn_session_unmap (session, NULL);
  if (session->queue != NULL)
    clFinish (session->queue);
  ocn_image_stage_clear (&session->stage);
  for (guint i = 0; session->kernels != NULL && i < network->layers->len; i++)
    if (session->kernels[i] != NULL)
      clReleaseKernel (session->kernels[i]);
  for (guint i = 0; session->buffers != NULL && i < network->values->len; i++)
    if (session->owned[i])
      clReleaseMemObject (session->buffers[i]);
  for (guint i = 0; session->pools != NULL && i < session->model->plan->pools->len; i++)
    if (session->pools[i] != NULL)
      clReleaseMemObject (session->pools[i]);
  if (session->queue != NULL)
    clReleaseCommandQueue (session->queue);
  g_free (session->kernels);
  g_free (session->buffers);
  g_free (session->owned);
  g_free (session->pools);
  g_free (session->mapped);
  g_free (session->skipped);
  g_free (session->stems);
  ocn_model_unref (session->model);
  g_free (session);
}

/* Pools start as zeros: halos stay zero for ever. */
static gboolean
allocate_pools (OcnSession *session, GError **error)
{
  const OcnPlan *plan = session->model->plan;
  const cl_float zero = 0;

  session->pools = g_new0 (cl_mem, plan->pools->len);
  for (guint i = 0; i < plan->pools->len; i++) {
    gsize bytes = g_array_index (plan->pools, gsize, i);
    cl_int status;
    session->pools[i] = clCreateBuffer (session->model->device->context, CL_MEM_READ_WRITE, bytes,
                                        NULL, &status);
    if (!ocn_cl_check (status, "allocating device memory", error)
        || !ocn_cl_check (clEnqueueFillBuffer (session->queue, session->pools[i], &zero,
                                               sizeof zero, 0, bytes, 0, NULL, NULL),
                          "clearing device memory", error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
place_value (OcnSession *session, guint i, GError **error)
{
  const OcnPlace *place = &session->model->plan->places[i];
  const OcnValue *value = ocn_network_value (session->model->network, (int) i);

  if (place->pool < 0) {
    int root = ocn_network_root (session->model->network, (int) i);
    session->buffers[i] = session->model->constants[root];
    return TRUE;
  }
  if (place->offset == 0) {
    session->buffers[i] = session->pools[place->pool];
    return TRUE;
  }
  const cl_buffer_region region = { place->offset, value->bytes };
  cl_int status;
  session->buffers[i] = clCreateSubBuffer (session->pools[place->pool], CL_MEM_READ_WRITE,
                                           CL_BUFFER_CREATE_TYPE_REGION, &region, &status);
  session->owned[i] = status == CL_SUCCESS;
  return ocn_cl_check (status, "dividing device memory", error);
}

static cl_int
set_arg (const OcnSession *session, cl_kernel kernel, cl_uint position, const OcnArg *arg)
{
  const cl_int i = arg->i;

  switch (arg->kind) {
    case OCN_ARG_INT:
      return clSetKernelArg (kernel, position, sizeof i, &i);
    case OCN_ARG_FLOAT:
      return clSetKernelArg (kernel, position, sizeof arg->f, &arg->f);
    default:
      return clSetKernelArg (kernel, position, sizeof (cl_mem), &session->buffers[arg->i]);
  }
}

static gboolean
prepare_layer (OcnSession *session, guint index, GError **error)
{
  const OcnLayer *layer = g_ptr_array_index (session->model->network->layers, index);
  OcnProgram *program = g_ptr_array_index (session->model->programs, index);
  cl_kernel kernel = ocn_program_kernel (program, layer->kernel, error);

  session->kernels[index] = kernel;
  if (kernel == NULL)
    return FALSE;
  for (guint a = 0; a < layer->args->len; a++)
    if (!ocn_cl_check (set_arg (session, kernel, a, &g_array_index (layer->args, OcnArg, a)),
                       "setting a kernel's argument", error))
      return FALSE;
  return TRUE;
}

static gboolean
enqueue_layer (OcnSession *session, guint index, GError **error)
{
  const OcnLayer *layer = g_ptr_array_index (session->model->network->layers, index);
  /* A specialised kernel loops itself over all that its work-item has to do. */
  const gsize one[3] = { 1, 1, 1 };

  if (layer->global[0] == 0 || session->skipped[index])
    return TRUE;
  return ocn_cl_check (clEnqueueNDRangeKernel (session->queue, session->kernels[index],
                                               layer->rank, NULL, layer->global,
                                               layer->special ? one : NULL, 0, NULL, NULL),
                       layer->name, error);
}

/* The first run of a model compiles its kernels: it happens here, and then they are kept. */
static gboolean
warm_up (OcnSession *session, GError **error)
{
  OcnModel *model = session->model;
  gboolean done = TRUE;

  g_mutex_lock (&model->lock);
  if (!model->warm) {
    done = ocn_session_run (session, error);
    for (guint i = 0; done && i < model->programs->len; i++)
      ocn_program_save (g_ptr_array_index (model->programs, i));
    model->warm = done;
  }
  g_mutex_unlock (&model->lock);
  return done;
}

static gboolean
session_prepare (OcnSession *session, GError **error)
{
  const OcnModel *model = session->model;
  cl_int status;

  session->queue = clCreateCommandQueue (model->device->context, model->device->id, 0, &status);
  if (!ocn_cl_check (status, "creating a queue", error) || !allocate_pools (session, error))
    return FALSE;
  session->buffers = g_new0 (cl_mem, model->network->values->len);
  session->owned = g_new0 (gboolean, model->network->values->len);
  for (guint i = 0; i < model->network->values->len; i++)
    if (!place_value (session, i, error))
      return FALSE;
  session->kernels = g_new0 (cl_kernel, model->network->layers->len);
  for (guint i = 0; i < model->network->layers->len; i++)
    if (!prepare_layer (session, i, error))
      return FALSE;
  session->mapped = g_new0 (gpointer, model->network->outputs->len);
  session->skipped = g_new0 (gboolean, model->network->layers->len);
  session->stems = g_new (int, model->network->inputs->len);
  for (guint i = 0; i < model->network->inputs->len; i++)
    session->stems[i] = ocn_network_find_stem (
        model->network, g_array_index (model->network->inputs, int, i));
  return ocn_image_stage_init (&session->stage, model->device, error) && warm_up (session, error);
}

OcnSession *
ocn_session_new (OcnModel *model, GError **error)
{
  g_autoptr (OcnRuntimeGuard) guard = ocn_runtime_enter ();
  g_autoptr (OcnSession) session = g_new0 (OcnSession, 1);

  session->model = ocn_model_ref (model);
  return session_prepare (session, error) ? g_steal_pointer (&session) : NULL;
}

static int
output_value (const OcnSession *session, guint index)
{
  return g_array_index (session->model->network->outputs, int, index);
}

gboolean
ocn_session_unmap (OcnSession *session, GError **error)
{
  const OcnNetwork *network = session->model->network;

  for (guint i = 0; session->mapped != NULL && i < network->outputs->len; i++) {
    if (session->mapped[i] == NULL)
      continue;
    cl_int status
        = clEnqueueUnmapMemObject (session->queue, session->buffers[output_value (session, i)],
                                   session->mapped[i], 0, NULL, NULL);
    session->mapped[i] = NULL;
    if (!ocn_cl_check (status, "returning an output", error))
      return FALSE;
  }
  return TRUE;
}

gboolean
ocn_session_set_input (OcnSession *session, guint index, const float *data, GError **error)
{
  const OcnNetwork *network = session->model->network;

  if (index >= network->inputs->len)
    return ocn_fail (error, OCN_ERROR_ARGUMENT, "the model has %u inputs; there is no input %u",
                     network->inputs->len, index);
  int value = g_array_index (network->inputs, int, index);
  if (session->stems[index] >= 0)
    session->skipped[session->stems[index]] = FALSE;
  return ocn_session_unmap (session, error)
         && ocn_cl_check (clEnqueueWriteBuffer (session->queue, session->buffers[value], CL_TRUE, 0,
                                                ocn_network_value (network, value)->bytes, data, 0,
                                                NULL, NULL),
                          "writing an input", error);
}

gboolean
ocn_session_run (OcnSession *session, GError **error)
{
  if (!ocn_session_unmap (session, error))
    return FALSE;
  for (guint i = 0; i < session->model->network->layers->len; i++)
    if (!enqueue_layer (session, i, error))
      return FALSE;
  return ocn_cl_check (clFinish (session->queue), "running the network", error);
}

const float *
ocn_session_get_output (OcnSession *session, guint index, GError **error)
{
  static const float nothing;
  const OcnNetwork *network = session->model->network;

  if (index >= network->outputs->len) {
    ocn_fail (error, OCN_ERROR_ARGUMENT, "the model has %u outputs; there is no output %u",
              network->outputs->len, index);
    return NULL;
  }
  int value = output_value (session, index);
  gsize bytes = ocn_network_value (network, value)->bytes;
  if (bytes == 0)
    return &nothing;
  if (session->mapped[index] == NULL) {
    cl_int status;
    gpointer data = clEnqueueMapBuffer (session->queue, session->buffers[value], CL_TRUE,
                                        CL_MAP_READ, 0, bytes, 0, NULL, NULL, &status);
    if (!ocn_cl_check (status, "reading an output", error))
      return NULL;
    session->mapped[index] = data;
  }
  return session->mapped[index];
}

GArray *
ocn_session_profile (OcnSession *session, GError **error)
{
  g_autoptr (GArray) profile = g_array_new (FALSE, FALSE, sizeof (OcnLayerProfile));
  const GPtrArray *layers = session->model->network->layers;

  if (!ocn_session_unmap (session, error))
    return NULL;
  for (guint i = 0; i < layers->len; i++) {
    const OcnLayer *layer = g_ptr_array_index (layers, i);
    gint64 start = g_get_monotonic_time ();
    if (!enqueue_layer (session, i, error)
        || !ocn_cl_check (clFinish (session->queue), layer->name, error))
      return NULL;
    const OcnLayerProfile line = { layer->name, layer->kernel,
                                   (double) (g_get_monotonic_time () - start) / 1000.0,
                                   layer->flop };
    g_array_append_val (profile, line);
  }
  return g_steal_pointer (&profile);
}

gsize
ocn_session_get_memory (const OcnSession *session)
{
  return ocn_plan_bytes (session->model->plan) + session->stage.bytes;
}
