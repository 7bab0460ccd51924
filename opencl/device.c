/* SPDX-License-Identifier: MIT */
/** @file device.c  Opens devices and sub-devices; one object per device and share of a process. */
#include "opencl/device.h"

#include <string.h>

#include "opencl/device-list.h"
#include "opencl/program.h"
#include "opencl/runtime.h"
#include "opencl/trial.h"

/* Living devices (not owned) and the devices already warned about. */
static GMutex registry_lock;
static GPtrArray *registry;
static GHashTable *warned;

static void
device_free (OcnDevice *device)
{
  g_clear_pointer (&device->programs, g_hash_table_unref);
  if (device->context != NULL)
    clReleaseContext (device->context);
  if (device->slot >= 0 && device->id != NULL)
    clReleaseDevice (device->id);
  ocn_device_info_clear (&device->info);
  g_free (device->identity);
  g_mutex_clear (&device->lock);
  g_free (device);
}

OcnDevice *
ocn_device_ref (OcnDevice *device)
{
  g_atomic_ref_count_inc (&device->references);
  return device;
}

void
ocn_device_unref (OcnDevice *device)
{
  if (device == NULL)
    return;
  /* Under the registry's lock, so that nobody finds a device that is going away. */
  g_mutex_lock (&registry_lock);
  gboolean last = g_atomic_ref_count_dec (&device->references);
  if (last)
    g_ptr_array_remove (registry, device);
  g_mutex_unlock (&registry_lock);
  if (last)
    device_free (device);
}

const OcnDeviceInfo *
ocn_device_get_info (const OcnDevice *device)
{
  return &device->info;
}

/* Kernels are compiled for the very CPU: its feature flags belong to the key of a binary. */
static char *
cpu_features (void)
{
  g_autofree char *text = NULL;
  const char *flags = NULL;

  if (g_file_get_contents ("/proc/cpuinfo", &text, NULL, NULL)) {
    flags = strstr (text, "\nflags");
    if (flags == NULL)
      flags = strstr (text, "\nFeatures");
  }
  return flags == NULL ? g_strdup ("") : g_strndup (flags + 1, strcspn (flags + 1, "\n"));
}

/* The blocked kernels keep a row of a tile in one vector register: CPUs only. */
static guint
choose_lanes (const OcnDeviceEntry *entry)
{
  guint width = entry->info.vector_width;

  if (!(entry->type & CL_DEVICE_TYPE_CPU))
    return 0;
  return width >= 16 ? 16 : width >= 8 ? 8 : 4;
}

static cl_device_id
partition (cl_device_id whole, guint cores, guint slot, GError **error)
{
  const cl_device_partition_property by[] = { CL_DEVICE_PARTITION_EQUALLY, cores, 0 };
  cl_uint count = 0;
  cl_int status = clCreateSubDevices (whole, by, 0, NULL, &count);

  if (status == CL_SUCCESS && count > 0) {
    g_autofree cl_device_id *parts = g_new0 (cl_device_id, count);
    status = clCreateSubDevices (whole, by, count, parts, NULL);
    if (status == CL_SUCCESS) {
      for (cl_uint i = 0; i < count; i++)
        if (i != slot % count)
          clReleaseDevice (parts[i]);
      return parts[slot % count];
    }
  }
  g_set_error (error, OCN_ERROR, OCN_ERROR_DEVICE,
               "the device cannot be divided into parts of %u cores (%s); leave `cores` at 0",
               cores, ocn_cl_name (status));
  return NULL;
}

static OcnDevice *
device_open (const OcnDeviceEntry *entry, guint cores, int slot, GError **error)
{
  OcnDevice *device = g_new0 (OcnDevice, 1);
  g_autofree char *features = cpu_features ();
  cl_uint align_bits = 0;
  cl_int status;

  g_atomic_ref_count_init (&device->references);
  g_mutex_init (&device->lock);
  ocn_device_info_copy (&device->info, &entry->info);
  device->slot = slot;
  device->cores = cores;
  device->lanes = choose_lanes (entry);
  /* To hand out a binary, PoCL compiles every kernel a second time; its own cache needs none. */
  device->keeps_kernels = g_str_has_prefix (entry->info.platform, "Portable Computing Language");
  device->identity = g_strjoin ("\n", entry->info.platform, entry->info.name, entry->info.driver,
                                features, NULL);
  device->programs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                            (GDestroyNotify) ocn_program_free);
  device->id = slot < 0 ? entry->id : partition (entry->id, cores, (guint) slot, error);
  if (device->id == NULL)
    goto fail;
  if (slot >= 0)
    device->info.compute_units = cores;
  clGetDeviceInfo (device->id, CL_DEVICE_MEM_BASE_ADDR_ALIGN, sizeof align_bits, &align_bits, NULL);
  device->alignment = MAX (64, align_bits / 8);
  device->context = clCreateContext (NULL, 1, &device->id, NULL, NULL, &status);
  if (ocn_cl_check (status, "creating a context", error) && ocn_trial (device, error))
    return device;
fail:
  device_free (device);
  return NULL;
}

/* The share of @entry that @cores asks for: 0 when it is the whole device. */
static guint
effective_cores (const OcnDeviceEntry *entry, guint cores)
{
  guint allowed = entry->info.compute_units;

  if (entry->type & CL_DEVICE_TYPE_CPU)
    allowed = MIN (allowed, ocn_runtime_processors ());
  cores = cores == 0 ? allowed : MIN (cores, allowed);
  return cores >= entry->info.compute_units ? 0 : cores;
}

static OcnDevice *
find_open (const OcnDeviceEntry *entry, guint cores, int slot)
{
  for (guint i = 0; i < registry->len; i++) {
    OcnDevice *device = g_ptr_array_index (registry, i);
    if (device->info.platform_index == entry->info.platform_index
        && device->info.device_index == entry->info.device_index && device->cores == cores
        && device->slot == slot)
      return device;
  }
  return NULL;
}

/* The equal part with the fewest users, so that two elements do not share one core. */
static int
choose_slot (const OcnDeviceEntry *entry, guint cores)
{
  guint parts = entry->info.compute_units / cores;
  int best = 0, fewest = G_MAXINT;

  for (guint slot = 0; slot < parts; slot++) {
    OcnDevice *device = find_open (entry, cores, (int) slot);
    int users = device == NULL ? 0 : g_atomic_int_get (&device->references);
    if (users < fewest) {
      fewest = users;
      best = (int) slot;
    }
  }
  return best;
}

static OcnDevice *
share_or_open (const OcnDeviceEntry *entry, guint cores, GError **error)
{
  cores = effective_cores (entry, cores);
  int slot = cores == 0 ? -1 : choose_slot (entry, cores);
  OcnDevice *device = find_open (entry, cores, slot);

  if (device != NULL)
    return ocn_device_ref (device);
  device = device_open (entry, cores, slot, error);
  if (device != NULL)
    g_ptr_array_add (registry, device);
  return device;
}

static void
warn_once (const OcnDeviceEntry *entry, const char *why)
{
  g_autofree char *key = g_strconcat (entry->info.platform, "\n", entry->info.name, NULL);

  if (g_hash_table_add (warned, g_steal_pointer (&key)))
    g_warning ("OpenCL device %s (%s) is left out: %s", entry->info.name, entry->info.platform,
               why);
}

static void
set_no_device (GError **error, const char *selector, gboolean any_fits)
{
  g_autofree char *which = *selector == '\0'
                               ? g_strdup ("no OpenCL device is")
                               : g_strdup_printf ("no OpenCL device “%s” is", selector);
  const char *advice = any_fits ? "usable; see the warnings before"
                                : "there; install a driver such as pocl-opencl-icd or choose "
                                  "another device";

  g_set_error (error, OCN_ERROR, OCN_ERROR_NO_DEVICE, "%s %s", which, advice);
}

static OcnDevice *
open_first (GPtrArray *entries, const char *selector, guint cores, GError **error)
{
  gboolean any = FALSE;

  g_clear_error (error);
  for (guint i = 0; i < entries->len; i++) {
    const OcnDeviceEntry *entry = g_ptr_array_index (entries, i);
    g_autoptr (GError) why = NULL;
    if (!ocn_device_entry_fits (entry, selector))
      continue;
    any = TRUE;
    OcnDevice *device
        = entry->info.problem != NULL ? NULL : share_or_open (entry, cores, &why);
    if (device != NULL)
      return device;
    warn_once (entry, why != NULL ? why->message : entry->info.problem);
    if (why != NULL && error != NULL && *error == NULL)
      g_propagate_error (error, g_steal_pointer (&why));
  }
  if (error != NULL && *error == NULL)
    set_no_device (error, selector == NULL ? "" : selector, any);
  return NULL;
}

OcnDevice *
ocn_device_new (const char *selector, guint cores, GError **error)
{
  g_autoptr (OcnRuntimeGuard) guard = ocn_runtime_enter ();
  g_autoptr (GPtrArray) entries = ocn_device_entries ();
  g_autoptr (GError) why = NULL;

  g_mutex_lock (&registry_lock);
  if (registry == NULL) {
    registry = g_ptr_array_new ();
    warned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  }
  OcnDevice *device = open_first (entries, selector, cores, &why);
  g_mutex_unlock (&registry_lock);
  if (device == NULL)
    g_propagate_error (error, g_steal_pointer (&why));
  return device;
}
