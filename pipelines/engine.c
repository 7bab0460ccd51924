/* SPDX-License-Identifier: MIT */
/** @file engine.c — see engine.h */
#include "pipelines/engine.h"

#include "gst/core/model-info.h"

gboolean
engine_open (Engine *engine, const char *model, const OcnShape *shape, const char *device,
             int cores, GError **error)
{
  g_autofree char *path = aisle_model_find (model, error);

  *engine = (Engine){ NULL };
  if (!path || !(engine->device = ocn_device_new (device, MAX (cores, 0), error)))
    return FALSE;
  engine->model = ocn_model_new (engine->device, path, shape, error);
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
