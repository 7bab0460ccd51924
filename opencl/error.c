/* SPDX-License-Identifier: MIT */
/** @file error.c The error domain of the library. */
#include "opencl/error.h"

G_DEFINE_QUARK (ocn, ocn_error)

gboolean
ocn_fail (GError **error, OcnErrorCode code, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  GError *made = g_error_new_valist (OCN_ERROR, code, format, arguments);
  va_end (arguments);
  g_propagate_error (error, made);
  return FALSE;
}
