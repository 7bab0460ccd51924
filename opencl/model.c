/* SPDX-License-Identifier: MIT */
/** @file model.c  Prepares models and shares them within the process. */
#include "opencl/model.h"

#include <string.h>

#include "opencl/error.h"
#include "opencl/hoist.h"
#include "opencl/lower.h"
#include "opencl/runtime.h"

/* Living models (not owned). */
static GMutex registry_lock;
static GPtrArray *registry;

static void
infos_free (OcnTensorInfo *infos, guint count)
{
  for (guint i = 0; infos != NULL && i < count; i++)
    g_free ((char *) infos[i].name);
  g_free (infos);
}

static void
model_free (OcnModel *model)
{
  if (model->constants != NULL)
    for (guint i = 0; i < model->network->values->len; i++)
      if (model->constants[i] != NULL)
        clReleaseMemObject (model->constants[i]);
  g_free (model->constants);
  g_clear_pointer (&model->programs, g_ptr_array_unref);
  ocn_program_free (model->program);
  if (model->network != NULL) {
    infos_free (model->inputs, model->network->inputs->len);
    infos_free (model->outputs, model->network->outputs->len);
  }
  ocn_plan_free (model->plan);
  ocn_network_free (model->network);
  ocn_device_unref (model->device);
  g_mutex_clear (&model->lock);
  g_free (model->key);
  g_free (model);
}

OcnModel *
ocn_model_ref (OcnModel *model)
{
  g_atomic_ref_count_inc (&model->references);
  return model;
}

void
ocn_model_unref (OcnModel *model)
{
  if (model == NULL)
    return;
  /* Under the registry's lock, so that nobody finds a model that is going away. */
  g_mutex_lock (&registry_lock);
  gboolean last = g_atomic_ref_count_dec (&model->references);
  if (last && registry != NULL)
    g_ptr_array_remove (registry, model);
  g_mutex_unlock (&registry_lock);
  if (last)
    model_free (model);
}

static OcnTensorInfo *
infos_new (const OcnGraph *graph, const GArray *tensors)
{
  OcnTensorInfo *infos = g_new0 (OcnTensorInfo, tensors->len);

  for (guint i = 0; i < tensors->len; i++) {
    const OcnTensor *tensor = ocn_graph_tensor (graph, g_array_index (tensors, int, i));
    infos[i].name = g_strdup (tensor->name);
    infos[i].shape = tensor->shape;
  }
  return infos;
}

/* Constants that a layer reads, or that are outputs, go to the device; host copies are dropped. */
static gboolean
upload_constants (OcnModel *model, GError **error)
{
  const OcnNetwork *network = model->network;

  model->constants = g_new0 (cl_mem, network->values->len);
  for (guint i = 0; i < network->values->len; i++) {
    OcnValue *value = ocn_network_value (network, (int) i);
    cl_int status;
    if (value->data == NULL)
      continue;
    model->constants[i]
        = clCreateBuffer (model->device->context, CL_MEM_READ_ONLY | CL_MEM_COPY_HOST_PTR,
                          MAX (value->bytes, 1), value->data, &status);
    if (!ocn_cl_check (status, "uploading weights", error))
      return FALSE;
    g_clear_pointer (&value->data, g_free);
  }
  return TRUE;
}

/* Compile what the layers need. */
static gboolean
build_programs (OcnModel *model, GError **error)
{
  const OcnNetwork *network = model->network;

  model->programs = g_ptr_array_new ();
  if (network->source->len > 0) {
    model->program = ocn_program_new (model->device, network->source->str, error);
    if (model->program == NULL)
      return FALSE;
  }
  for (guint i = 0; i < network->layers->len; i++) {
    const OcnLayer *layer = g_ptr_array_index (network->layers, i);
    OcnProgram *program = layer->special
                              ? model->program
                              : ocn_program_generic (model->device, layer->file, error);
    if (program == NULL)
      return FALSE;
    g_ptr_array_add (model->programs, program);
  }
  return TRUE;
}

static gboolean
model_prepare (OcnModel *model, const OcnGraph *graph, GError **error)
{
  OcnDevice *device = model->device;

  model->network = ocn_lower (graph, device->lanes, device->info.compute_units, device->alignment,
                              error);
  if (model->network == NULL)
    return FALSE;
  ocn_network_finish (model->network);
  model->plan = ocn_plan_new (model->network);
  model->inputs = infos_new (graph, graph->inputs);
  model->outputs = infos_new (graph, graph->outputs);
  for (guint i = 0; i < model->network->layers->len; i++)
    model->flop += ((OcnLayer *) g_ptr_array_index (model->network->layers, i))->flop;
  return upload_constants (model, error) && build_programs (model, error);
}

static char *
make_key (const guint8 *bytes, gsize length, const OcnShape *shape)
{
  g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, length);
  g_autoptr (GString) key = g_string_new (digest);

  for (guint d = 0; shape != NULL && d < shape->rank; d++)
    g_string_append_printf (key, " %" G_GINT64_FORMAT, shape->dims[d]);
  return g_string_free (g_steal_pointer (&key), FALSE);
}

static OcnModel *
find_model (const OcnDevice *device, const char *key)
{
  for (guint i = 0; i < registry->len; i++) {
    OcnModel *model = g_ptr_array_index (registry, i);
    if (model->device == device && strcmp (model->key, key) == 0)
      return model;
  }
  return NULL;
}

OcnModel *
ocn_model_new_from_graph (OcnDevice *device, const OcnGraph *graph, GError **error)
{
  g_autoptr (OcnRuntimeGuard) guard = ocn_runtime_enter ();
  OcnModel *model = g_new0 (OcnModel, 1);

  g_atomic_ref_count_init (&model->references);
  g_mutex_init (&model->lock);
  model->device = ocn_device_ref (device);
  if (model_prepare (model, graph, error))
    return model;
  model_free (model);
  return NULL;
}

static OcnModel *
load (OcnDevice *device, const guint8 *bytes, gsize length, const OcnShape *shape, GError **error)
{
  g_autoptr (OcnGraph) graph = ocn_graph_parse (bytes, length, shape, error);

  if (graph == NULL)
    return NULL;
  ocn_hoist_activations (graph);
  return ocn_model_new_from_graph (device, graph, error);
}

OcnModel *
ocn_model_new (OcnDevice *device, const char *path, const OcnShape *input_shape, GError **error)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) why = NULL;
  gsize length;

  if (!g_file_get_contents (path, &bytes, &length, &why)) {
    ocn_fail (error, OCN_ERROR_FILE, "the model cannot be read: %s", why->message);
    return NULL;
  }
  g_autofree char *key = make_key ((const guint8 *) bytes, length, input_shape);
  g_mutex_lock (&registry_lock);
  if (registry == NULL)
    registry = g_ptr_array_new ();
  OcnModel *model = find_model (device, key);
  if (model != NULL) {
    ocn_model_ref (model);
  } else {
    model = load (device, (const guint8 *) bytes, length, input_shape, error);
    if (model != NULL) {
      model->key = g_steal_pointer (&key);
      g_ptr_array_add (registry, model);
    }
  }
  g_mutex_unlock (&registry_lock);
  return model;
}

guint
ocn_model_get_n_inputs (const OcnModel *model)
{
  return model->network->inputs->len;
}

guint
ocn_model_get_n_outputs (const OcnModel *model)
{
  return model->network->outputs->len;
}

const OcnTensorInfo *
ocn_model_get_input (const OcnModel *model, guint index)
{
  return index < model->network->inputs->len ? &model->inputs[index] : NULL;
}

const OcnTensorInfo *
ocn_model_get_output (const OcnModel *model, guint index)
{
  return index < model->network->outputs->len ? &model->outputs[index] : NULL;
}

int
ocn_model_find_output (const OcnModel *model, const char *name)
{
  for (guint i = 0; i < model->network->outputs->len; i++)
    if (strcmp (model->outputs[i].name, name) == 0)
      return (int) i;
  return -1;
}

double
ocn_model_get_flop (const OcnModel *model)
{
  return model->flop;
}
