#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes kernels.c: every kernel file as a string, its #include "…" lines expanded.

Usage: embed-kernels.py OUTPUT KERNEL.cl …
"""
import pathlib
import re
import sys

INCLUDE = re.compile(r'^#include "([^"]+)"$')


def expand(path, seen):
    """Lines of the file, with each included file in place, once."""
    for line in path.read_text().splitlines():
        match = INCLUDE.match(line)
        if not match:
            yield line
        elif match[1] not in seen:
            seen.add(match[1])
            yield from expand(path.parent / match[1], seen)


def quote(line):
    return '  "' + line.replace('\\', '\\\\').replace('"', '\\"') + '\\n"'


def main():
    output, *paths = sys.argv[1:]
    text = ['/* Made by embed-kernels.py. */', '#include <string.h>',
            '#include "opencl/program.h"', '',
            'static const struct { const char *file, *source; } kernels[] = {']
    for path in map(pathlib.Path, paths):
        text.append(f'  {{ "{path.stem}",')
        text += [quote(line) for line in expand(path, set())]
        text.append('  },')
    text += ['};', '', 'const char *', 'ocn_kernel_source (const char *file)', '{',
             '  for (gsize i = 0; i < G_N_ELEMENTS (kernels); i++)',
             '    if (strcmp (kernels[i].file, file) == 0)',
             '      return kernels[i].source;', '  return NULL;', '}', '']
    pathlib.Path(output).write_text('\n'.join(text))


main()
