# SPDX-License-Identifier: MIT
"""Every header compiles alone: all of them as C11, the public ones as C++17 too."""
import os
import unittest

import need
import source

PUBLIC = ('opencl/ocn.h', 'gst/meta/gst/')
FOLDERS = ('.', 'opencl', 'gst/meta')
PACKAGES = ('json-glib-1.0', 'gio-2.0', 'OpenCL', 'libprotobuf-c', 'cairo', 'gstreamer-video-1.0',
            'gstreamer-analytics-1.0', 'gstreamer-rtsp-server-1.0', 'gstreamer-check-1.0')


def flags():
    told = source.run('pkg-config', '--cflags', *PACKAGES).stdout.split()
    folders = ['-I' + os.path.join(tree, folder)
               for tree in (need.SOURCE, need.BUILD) for folder in FOLDERS]
    return told + folders + ['-DGST_USE_UNSTABLE_API']


def errors(compiler, standard, header, options):
    """What the compiler says about a file that only includes `header`; empty when it is fine."""
    language = 'c++' if '++' in standard else 'c'
    options = ['-std=' + standard, '-Wall', '-Werror', '-Wno-unused', '-fsyntax-only', *options]
    run = source.run(compiler, '-x', language, *options, '-', input='#include "%s"\n' % header)
    return run.stderr if run.returncode else ''


class Headers(unittest.TestCase):
    def setUp(self):
        self.options = flags()

    def test_each_header_compiles_alone_as_c(self):
        for header in source.files('.h'):
            with self.subTest(header):
                self.assertEqual(errors('cc', 'gnu11', header, self.options), '')

    def test_each_public_header_compiles_alone_as_cxx(self):
        public = [header for header in source.files('.h') if header.startswith(PUBLIC)]
        self.assertIn('opencl/ocn.h', public)
        for header in public:
            with self.subTest(header):
                self.assertEqual(errors('c++', 'gnu++17', header, self.options), '')


if __name__ == '__main__':
    unittest.main()
