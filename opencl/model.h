/* SPDX-License-Identifier: MIT */
/**
 * @file model.h
 * A model on a device: lowered network, compiled specialised kernels, constants in device memory.
 */
#pragma once

#include "opencl/device.h"
#include "opencl/graph.h"
#include "opencl/network.h"
#include "opencl/plan.h"
#include "opencl/program.h"

struct _OcnModel {
  gatomicrefcount references;
  char *key; /**< file digest and shape: with the device, what makes models the same */
  OcnDevice *device;
  OcnNetwork *network;
  OcnPlan *plan;
  OcnProgram *program;     /**< the specialised kernels; NULL without any */
  GPtrArray *programs;     /**< by layer: its OcnProgram, not owned */
  cl_mem *constants;       /**< by value: a constant's buffer, else NULL */
  OcnTensorInfo *inputs, *outputs;
  double flop;
  GMutex lock;    /**< guards `warm` */
  gboolean warm;  /**< every kernel has run once and the binaries are in the cache */
};

/**
 * A model of a graph that is already read, not shared and not found by ocn_model_new(). For it and
 * for tests. Returns: (transfer full): NULL with UNSUPPORTED, LIMIT or DEVICE.
 */
OcnModel *ocn_model_new_from_graph (OcnDevice *device, const OcnGraph *graph, GError **error);
