/* SPDX-License-Identifier: MIT */
/** @file engine.c — see engine.h */
#include "pipelines/engine.h"

#include "gst/core/model-info.h"

/* A picture's free sides get the size that the model's description gives. */
static gboolean
default_shape (const char *path, OcnShape *shape, GError **error)
{
  g_autoptr (GPtrArray) inputs = ocn_model_peek_inputs (path, error);
  g_autoptr (AisleModelInfo) info = aisle_model_info_load (path, NULL);
  guint height_axis;

  if (!inputs)
    return FALSE;
  *shape = inputs->len ? ((const OcnTensorInfo *) inputs->pdata[0])->shape : (OcnShape) { 0 };
  if (!info || shape->rank != 4)
    return TRUE;
  height_axis = shape->dims[3] == 3 ? 1 : 2;
  if (shape->dims[height_axis] < 0)
    shape->dims[height_axis] = info->input_height;
  if (shape->dims[height_axis + 1] < 0)
    shape->dims[height_axis + 1] = info->input_width;
  return TRUE;
}

gboolean
engine_open (Engine *engine, const char *model, const OcnShape *shape, const char *device,
             int cores, GError **error)
{
  g_autofree char *path = aisle_model_find (model, error);
  OcnShape fallback;

  *engine = (Engine) { NULL };
  if (!path || (!shape && !default_shape (path, &fallback, error)))
    return FALSE;
  engine->device = ocn_device_new (device, (guint) MAX (cores, 0), error);
  if (engine->device)
    engine->model = ocn_model_new (engine->device, path, shape ? shape : &fallback, error);
  if (engine->model)
    engine->session = ocn_session_new (engine->model, error);
  return engine->session != NULL;
}

void
engine_close (Engine *engine)
{
  g_clear_pointer (&engine->session, ocn_session_free);
  g_clear_pointer (&engine->model, ocn_model_unref);
  g_clear_pointer (&engine->device, ocn_device_unref);
}
