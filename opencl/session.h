/* SPDX-License-Identifier: MIT */
/** @file session.h  One running copy of a model: memory, kernels with their arguments, a queue. */
#pragma once

#include "opencl/image.h"
#include "opencl/model.h"

struct _OcnSession {
  OcnModel *model;
  cl_command_queue queue;
  cl_mem *pools;       /**< by pool of the plan */
  cl_mem *buffers;     /**< by value: a pool, a part of one, or a constant; NULL: unused */
  gboolean *owned;     /**< by value: whether buffers[] is a part that the session releases */
  cl_kernel *kernels;  /**< by layer */
  gpointer *mapped;    /**< by output: its mapping, or NULL */
  int *stems;          /**< by input: ocn_network_find_stem() */
  gboolean *skipped;   /**< by layer: a picture has made it needless */
  OcnImageStage stage; /**< how images get into inputs */
};

/** Give the outputs' mappings back before the device may write again. */
gboolean ocn_session_unmap (OcnSession *session, GError **error);
