/* SPDX-License-Identifier: MIT */
/**
 * @file program.h
 * Compiled kernels of one device, kept between starts in the cache of cache.h.
 *
 * The key of a binary is the SHA-256 of expanded source, options, device name, driver and platform
 * version, CPU features and the version of this format. Some drivers compile a kernel when it is
 * first enqueued, so a program is saved after its kernels have run: ocn_program_save(). A binary
 * that the driver rejects is removed, and the source compiled. A driver with a cache of its own is
 * left to it (PoCL: $POCL_CACHE_DIR, else $XDG_CACHE_HOME/pocl).
 * Threads: safe.
 */
#pragma once

#include "opencl/device.h"

typedef struct _OcnProgram OcnProgram;

/** Options of every build: no fast-math, no contraction behind our back. */
#define OCN_BUILD_OPTIONS "-cl-std=CL1.2"

/** Load or compile @source. NULL with DEVICE: the message holds the compiler's first lines. */
OcnProgram *ocn_program_new (OcnDevice *device, const char *source, GError **error);
void ocn_program_free (OcnProgram *program);

/**
 * The program of an embedded kernel file, e.g. "generic-conv", compiled once per device.
 * Returns: (transfer none): owned by @device.
 */
OcnProgram *ocn_program_generic (OcnDevice *device, const char *file, GError **error);

/** A new kernel object. Returns: (transfer full). */
cl_kernel ocn_program_kernel (OcnProgram *program, const char *name, GError **error);

/** Keep the binary for the next start, if kernels have run that the cached one lacks. */
void ocn_program_save (OcnProgram *program);

/** Whether it came from the cache. */
gboolean ocn_program_is_cached (const OcnProgram *program);

/** Embedded source of kernel file @file with its includes expanded; NULL when there is none. */
const char *ocn_kernel_source (const char *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OcnProgram, ocn_program_free)
