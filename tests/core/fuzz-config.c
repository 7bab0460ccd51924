/* SPDX-License-Identifier: MIT */
/** @file fuzz-config.c Fuzz target of the config reader: takes, or refuses with a sentence. */
#include "gst/core/config-file.h"
#include "tests/core/fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AisleConfig) config =
      aisle_config_parse ((const char *) data, (gssize) size, "fuzz.json", &error);
  if ((config == NULL) == (error == NULL))
    g_error ("neither taken nor refused, or both");
  if (error && !g_utf8_validate (error->message, -1, NULL))
    g_error ("the message is not text");
  return 0;
}
