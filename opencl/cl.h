/* SPDX-License-Identifier: MIT */
/**
 * @file cl.h
 * The OpenCL headers at the version this library asks for, and errors in words.
 */
#pragma once

#define CL_TARGET_OPENCL_VERSION 120
#include <CL/cl.h>

#include "opencl/ocn.h"

/** Name of an OpenCL status, e.g. "CL_OUT_OF_RESOURCES"; never NULL. */
const char *ocn_cl_name (cl_int status);

/**
 * Whether @status is success; else sets OCN_ERROR_DEVICE with @doing, e.g. "creating a queue".
 */
gboolean ocn_cl_check (cl_int status, const char *doing, GError **error);
