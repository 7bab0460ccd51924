/* SPDX-License-Identifier: MIT */
/**
 * @file fuzz-replay.c
 * The main of a fuzz target without a fuzzer: replays files, each also cut short at every byte and
 * with every byte spoilt.
 */
#include <stdio.h>
#include <string.h>

#include "tests/core/fuzz.h"

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
