/* SPDX-License-Identifier: MIT */
/** @file device-list.c  Enumerates platforms and devices and orders them. */
#include "opencl/device-list.h"

#include <stdio.h>
#include <string.h>

#include "opencl/runtime.h"

void
ocn_device_info_clear (OcnDeviceInfo *info)
{
  g_free (info->platform);
  g_free (info->name);
  g_free (info->driver);
  g_free (info->type);
  g_free (info->problem);
}

void
ocn_device_info_copy (OcnDeviceInfo *copy, const OcnDeviceInfo *info)
{
  *copy = *info;
  copy->platform = g_strdup (info->platform);
  copy->name = g_strdup (info->name);
  copy->driver = g_strdup (info->driver);
  copy->type = g_strdup (info->type);
  copy->problem = g_strdup (info->problem);
}

static void
entry_free (gpointer data)
{
  OcnDeviceEntry *entry = data;

  ocn_device_info_clear (&entry->info);
  g_free (entry);
}

static char *
device_string (cl_device_id id, cl_device_info what)
{
  gsize length = 0;

  if (clGetDeviceInfo (id, what, 0, NULL, &length) != CL_SUCCESS || length == 0)
    return g_strdup ("");
  char *text = g_malloc0 (length + 1);
  clGetDeviceInfo (id, what, length, text, NULL);
  return g_strstrip (text);
}

static char *
platform_string (cl_platform_id id, cl_platform_info what)
{
  gsize length = 0;

  if (clGetPlatformInfo (id, what, 0, NULL, &length) != CL_SUCCESS || length == 0)
    return g_strdup ("");
  char *text = g_malloc0 (length + 1);
  clGetPlatformInfo (id, what, length, text, NULL);
  return g_strstrip (text);
}

static cl_uint
device_uint (cl_device_id id, cl_device_info what)
{
  cl_uint value = 0;

  clGetDeviceInfo (id, what, sizeof value, &value, NULL);
  return value;
}

static const char *
find_problem (cl_device_id id)
{
  g_autofree char *profile = device_string (id, CL_DEVICE_PROFILE);

  if (!device_uint (id, CL_DEVICE_AVAILABLE))
    return "the driver says the device is not available";
  if (!device_uint (id, CL_DEVICE_COMPILER_AVAILABLE))
    return "the driver has no kernel compiler";
  if (!device_uint (id, CL_DEVICE_ENDIAN_LITTLE))
    return "the device is not little-endian";
  if (strcmp (profile, "FULL_PROFILE") != 0)
    return "the driver does not offer the full OpenCL profile";
  return NULL;
}

static OcnDeviceEntry *
entry_new (cl_platform_id platform, guint platform_index, cl_device_id id, guint device_index)
{
  OcnDeviceEntry *entry = g_new0 (OcnDeviceEntry, 1);
  g_autofree char *name = platform_string (platform, CL_PLATFORM_NAME);
  g_autofree char *version = platform_string (platform, CL_PLATFORM_VERSION);
  cl_ulong memory = 0;

  clGetDeviceInfo (id, CL_DEVICE_TYPE, sizeof entry->type, &entry->type, NULL);
  clGetDeviceInfo (id, CL_DEVICE_GLOBAL_MEM_SIZE, sizeof memory, &memory, NULL);
  entry->platform = platform;
  entry->id = id;
  entry->info = (OcnDeviceInfo) {
    .platform_index = platform_index,
    .device_index = device_index,
    .platform = g_strdup_printf ("%s, %s", name, version),
    .name = device_string (id, CL_DEVICE_NAME),
    .driver = device_string (id, CL_DRIVER_VERSION),
    .type = g_strdup (entry->type & CL_DEVICE_TYPE_GPU   ? "gpu"
                      : entry->type & CL_DEVICE_TYPE_CPU ? "cpu"
                                                         : "accelerator"),
    .compute_units = device_uint (id, CL_DEVICE_MAX_COMPUTE_UNITS),
    .vector_width = device_uint (id, CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT),
    .memory = memory,
    .problem = g_strdup (find_problem (id)),
  };
  return entry;
}

static void
add_platform (GPtrArray *entries, cl_platform_id platform, guint platform_index)
{
  cl_uint count = 0;

  if (clGetDeviceIDs (platform, CL_DEVICE_TYPE_ALL, 0, NULL, &count) != CL_SUCCESS || count == 0)
    return;
  g_autofree cl_device_id *ids = g_new0 (cl_device_id, count);
  if (clGetDeviceIDs (platform, CL_DEVICE_TYPE_ALL, count, ids, NULL) != CL_SUCCESS)
    return;
  for (cl_uint i = 0; i < count; i++)
    g_ptr_array_add (entries, entry_new (platform, platform_index, ids[i], i));
}

static int
rank (const OcnDeviceEntry *entry)
{
  int by_type = entry->type & CL_DEVICE_TYPE_GPU ? 0 : entry->type & CL_DEVICE_TYPE_CPU ? 1 : 2;

  return by_type + (entry->info.problem != NULL ? 3 : 0);
}

static int
compare_rank (gconstpointer a, gconstpointer b)
{
  const OcnDeviceEntry *x = *(OcnDeviceEntry *const *) a, *y = *(OcnDeviceEntry *const *) b;

  if (rank (x) != rank (y))
    return rank (x) - rank (y);
  if (x->info.compute_units != y->info.compute_units)
    return x->info.compute_units > y->info.compute_units ? -1 : 1;
  if (x->info.platform_index != y->info.platform_index)
    return (int) x->info.platform_index - (int) y->info.platform_index;
  return (int) x->info.device_index - (int) y->info.device_index;
}

GPtrArray *
ocn_device_entries (void)
{
  g_autoptr (OcnRuntimeGuard) guard = ocn_runtime_enter ();
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);
  cl_uint count = 0;

  if (clGetPlatformIDs (0, NULL, &count) != CL_SUCCESS || count == 0)
    return entries;
  g_autofree cl_platform_id *platforms = g_new0 (cl_platform_id, count);
  if (clGetPlatformIDs (count, platforms, NULL) != CL_SUCCESS)
    return entries;
  for (cl_uint i = 0; i < count; i++)
    add_platform (entries, platforms[i], i);
  g_ptr_array_sort (entries, compare_rank);
  return entries;
}

GPtrArray *
ocn_device_list (void)
{
  return ocn_device_entries ();
}

static gboolean
contains (const char *text, const char *part)
{
  g_autofree char *lower_text = g_utf8_strdown (text, -1);
  g_autofree char *lower_part = g_utf8_strdown (part, -1);

  return strstr (lower_text, lower_part) != NULL;
}

gboolean
ocn_device_entry_fits (const OcnDeviceEntry *entry, const char *selector)
{
  guint platform, device;
  char rest;

  if (selector == NULL || *selector == '\0')
    return TRUE;
  if (g_ascii_strcasecmp (selector, "cpu") == 0 || g_ascii_strcasecmp (selector, "gpu") == 0
      || g_ascii_strcasecmp (selector, "accelerator") == 0)
    return g_ascii_strcasecmp (selector, entry->info.type) == 0;
  if (sscanf (selector, "%u:%u%c", &platform, &device, &rest) == 2)
    return platform == entry->info.platform_index && device == entry->info.device_index;
  return contains (entry->info.name, selector) || contains (entry->info.platform, selector);
}
