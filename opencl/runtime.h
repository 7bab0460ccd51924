/* SPDX-License-Identifier: MIT */
/**
 * @file runtime.h
 * Keeps the process as it was while an OpenCL runtime initialises or compiles.
 *
 * PoCL installs its own signal handlers when it is first used, and LLVM may do so when it first
 * compiles. A guard remembers every signal handler, the floating-point environment, the locale
 * and the working directory, and puts back whatever has changed:
 *
 *     g_autoptr (OcnRuntimeGuard) guard = ocn_runtime_enter ();
 *
 * Guards nest and may be held by several threads: only the outermost saves and restores. A handler
 * that the application sets meanwhile stays, if it lies in code that was loaded before the first
 * guard; whatever else it changes meanwhile is put back too.
 */
#pragma once

#include <glib.h>

typedef struct _OcnRuntimeGuard OcnRuntimeGuard;

OcnRuntimeGuard *ocn_runtime_enter (void);
void ocn_runtime_leave (OcnRuntimeGuard *guard);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OcnRuntimeGuard, ocn_runtime_leave)

/**
 * Processors that this process may use: its affinity mask, cut down to the CPU quota of its
 * cgroup (v2), rounded up. At least 1.
 */
guint ocn_runtime_processors (void);
