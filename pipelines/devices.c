/* SPDX-License-Identifier: MIT */
/** @file devices.c — `aisle devices`: what OpenCL sees; the first line of a bug report. */
#include "opencl/ocn.h"
#include "pipelines/cli.h"

#include <stdio.h>

static void
print_device (const OcnDeviceInfo *info)
{
  printf ("%u:%u  %s\n", info->platform_index, info->device_index, info->name);
  printf ("     %s, %u compute units, vectors of %u floats, %" G_GUINT64_FORMAT " MiB\n",
          info->type, info->compute_units, info->vector_width, info->memory >> 20);
  printf ("     %s, driver %s\n", info->platform, info->driver);
  if (info->problem)
    printf ("     cannot be used: %s\n", info->problem);
}

static void
print_cache (void)
{
  OcnCacheInfo cache;

  ocn_cache_get_info (&cache);
  if (cache.folder)
    printf ("cache of compiled kernels: %s (%u files, %.1f MiB)\n", cache.folder, cache.files,
            cache.bytes / 1048576.0);
  else
    printf ("cache of compiled kernels: off\n");
}

static int
run (int argc, char **argv)
{
  g_autoptr (GPtrArray) devices = NULL;
  guint usable = 0;

  if (!cli_parse (&command_devices, "", 0, NULL, &argc, &argv))
    return CLI_USAGE;
  devices = ocn_device_list ();
  printf ("aisle %s\n", AISLE_VERSION);
  for (guint i = 0; i < devices->len; i++) {
    const OcnDeviceInfo *info = devices->pdata[i];
    print_device (info);
    usable += info->problem == NULL;
  }
  print_cache ();
  if (usable == 0)
    return cli_fail ("no OpenCL device can be used: install one, e.g. 'apt install "
                     "pocl-opencl-icd' for the CPU");
  return CLI_OK;
}

const CliCommand command_devices = { "devices", "List what OpenCL sees on this machine", run };
