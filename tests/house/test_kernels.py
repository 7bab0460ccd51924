# SPDX-License-Identifier: MIT
"""Every OpenCL kernel compiles offline, for OpenCL 1.2 and 3.0.

A kernel that needs macros names them in lines of its own, one line for each configuration:
    // test-defines: -DVL=8 -DACTIVATION=RELU
"""
import itertools
import os
import re
import tempfile
import unittest

import need
import source

DEFINES = re.compile(r'^// test-defines:(.*)$', re.M)
STANDARDS = ('CL1.2', 'CL3.0')
OPTIONS = ('-x', 'cl', '-target', 'spir64', '-fsyntax-only', '-Xclang', '-finclude-default-header',
           '-Wall', '-Werror', '-Wno-unused-function', '-Wno-unused-variable',
           '-I' + need.SOURCE, '-I' + os.path.join(need.SOURCE, 'opencl', 'kernels'))


def errors(clang, path, standard, defines):
    path = os.path.join(need.SOURCE, path)
    run = source.run(clang, *OPTIONS, '-cl-std=' + standard, *defines, path)
    return run.stderr if run.returncode else ''


class Kernels(unittest.TestCase):
    def test_each_kernel_compiles(self):
        clang = need.program('clang')
        for path in source.files('.cl'):
            configurations = DEFINES.findall(source.text(path)) or ['']
            for defines, standard in itertools.product(configurations, STANDARDS):
                with self.subTest(path, defines=defines, standard=standard):
                    self.assertFalse(errors(clang, path, standard, defines.split()))

    def test_a_fault_is_seen(self):
        clang = need.program('clang')
        with tempfile.TemporaryDirectory() as folder:
            for code, fine in (('kernel void k (global VALUE *a) { *a = 1; }\n', True),
                               ('kernel void k (global float *a) { *a = c; }\n', False)):
                path = os.path.join(folder, 'a.cl')
                with open(path, 'w', encoding='utf-8') as file:
                    file.write(code)
                self.assertEqual(errors(clang, path, 'CL1.2', ['-DVALUE=float']) == '', fine)


if __name__ == '__main__':
    unittest.main()
