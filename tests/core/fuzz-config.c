/* SPDX-License-Identifier: MIT */
/**
 * @file fuzz-config.c
 * Fuzz target of the config reader. Without a fuzzer its main replays files, each also cut short
 * at every byte and with every byte spoilt: all of it must be taken or refused with a sentence.
 */
#include <stdio.h>
#include <string.h>

#include "gst/core/config-file.h"

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

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

#ifndef FUZZING
/* A copy of exactly that length, so that reading beyond its end is seen by ASan. */
static void
try_bytes (const char *data, gsize size)
{
  g_autofree guint8 *copy = g_malloc (MAX (size, 1));
  memcpy (copy, data, size);
  LLVMFuzzerTestOneInput (copy, size);
}

int
main (int argc, char **argv)
{
  guint tried = 0;
  for (int i = 1; i < argc; i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *data = NULL;
    gsize size;
    if (!g_file_get_contents (argv[i], &data, &size, &error)) {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
    try_bytes (data, size);
    for (gsize at = 0; at < size; at++) {
      char kept = data[at];
      try_bytes (data, at);
      data[at] = (char) (kept ^ (1 << at % 8));
      try_bytes (data, size);
      data[at] = kept;
    }
    tried += 1 + 2 * (guint) size;
  }
  printf ("%u inputs\n", tried);
  return tried > 0 ? 0 : 1;
}
#endif
