/* SPDX-License-Identifier: MIT */
/**
 * @file fuzz-onnx.c
 * Fuzz target of the ONNX reader: clang's libFuzzer with -Dfuzzing=true, else a program that
 * replays the files and folders it is given.
 */
#include <stdio.h>

#include "opencl/graph.h"

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OcnGraph) graph = ocn_graph_parse (data, size, NULL, &error);
  g_assert_true ((graph == NULL) == (error != NULL));
  return 0;
}

#ifndef FUZZING
static guint
replay (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autofree char *bytes = NULL;
  gsize length;
  const char *name;
  guint n = 0;
  while (dir && (name = g_dir_read_name (dir))) {
    g_autofree char *inner = g_build_filename (path, name, NULL);
    n += replay (inner);
  }
  if (!dir && g_file_get_contents (path, &bytes, &length, NULL)) {
    LLVMFuzzerTestOneInput ((const guint8 *) bytes, length);
    n++;
  }
  return n;
}

int
main (int argc, char **argv)
{
  guint n = 0;
  for (int i = 1; i < argc; i++)
    n += replay (argv[i]);
  printf ("%u files replayed\n", n);
  return n == 0;
}
#endif
