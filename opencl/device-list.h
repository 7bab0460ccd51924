/* SPDX-License-Identifier: MIT */
/** @file device-list.h  What the ICD loader shows, with the handles behind ocn_device_list(). */
#pragma once

#include "opencl/cl.h"

typedef struct {
  OcnDeviceInfo info; /**< first, so that an entry is an OcnDeviceInfo */
  cl_platform_id platform;
  cl_device_id id;
  cl_device_type type;
} OcnDeviceEntry;

/** Every device, best first. Returns: (transfer full): array of `OcnDeviceEntry *`. */
GPtrArray *ocn_device_entries (void);

/** Whether the entry fits @selector as in ocn_device_new(). */
gboolean ocn_device_entry_fits (const OcnDeviceEntry *entry, const char *selector);

/** A deep copy of @info into @copy, and its release. */
void ocn_device_info_copy (OcnDeviceInfo *copy, const OcnDeviceInfo *info);
void ocn_device_info_clear (OcnDeviceInfo *info);
