/* SPDX-License-Identifier: MIT */
/**
 * @file engine.h
 * A model opened on a device, ready to run: what `aisle infer` and `aisle bench` begin with.
 */
#pragma once

#include "opencl/ocn.h"

G_BEGIN_DECLS

typedef struct {
  OcnDevice *device;
  OcnModel *model;
  OcnSession *session;
} Engine;

/**
 * @model: a name or the path of an ONNX file. @shape: (nullable): of the first
 * input; NULL: the model's own, free sides as its description says.
 * @device, @cores: as ocn_device_new().
 * Returns: FALSE with one sentence in @error.
 */
gboolean engine_open (Engine *engine, const char *model, const OcnShape *shape, const char *device,
                      int cores, GError **error);
void engine_close (Engine *engine);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Engine, engine_close)

G_END_DECLS
