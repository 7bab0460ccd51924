/* SPDX-License-Identifier: MIT */
/**
 * @file error.h
 * Reporting failure in one line. Private to opencl/.
 */
#pragma once

#include "opencl/ocn.h"

G_BEGIN_DECLS

/** Set @error in the domain OCN_ERROR. Returns: FALSE, so that a check is one statement. */
gboolean ocn_fail (GError **error, OcnErrorCode code, const char *format, ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
