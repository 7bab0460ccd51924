/* SPDX-License-Identifier: MIT */
/**
 * @file device.h
 * An opened OpenCL device: context, limits that shape the kernels, and the generic programs.
 */
#pragma once

#include "opencl/cl.h"

struct _OcnDevice {
  gatomicrefcount references;
  OcnDeviceInfo info;
  cl_device_id id; /**< a sub-device when `slot` ≥ 0 */
  cl_context context;
  int slot; /**< which of the equal sub-devices, or -1 for the whole device */
  guint cores;
  guint lanes; /**< channels per block of the blocked layout; 0: the device runs dense kernels */
  gsize alignment; /**< bytes to which sub-buffers are aligned */
  gboolean keeps_kernels; /**< the driver has a cache of its own, which program.h leaves to it */
  char *identity;  /**< name, driver, platform and CPU features: part of every cache key */
  GMutex lock;     /**< guards `programs` */
  GHashTable *programs; /**< generic programs, by kernel file */
};
