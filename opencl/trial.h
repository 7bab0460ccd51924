/* SPDX-License-Identifier: MIT */
/**
 * @file trial.h
 * Whether an opened device works: drivers exist that list a device and cannot compile for it.
 */
#pragma once

#include "opencl/device.h"

/** Compile and run one small kernel on @device and read its result. FALSE with DEVICE. */
gboolean ocn_trial (OcnDevice *device, GError **error);
