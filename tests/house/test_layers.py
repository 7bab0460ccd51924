# SPDX-License-Identifier: MIT
"""Nothing includes upward, and the lower layers know nothing of GStreamer or OpenCL."""
import os
import re
import unittest

import source

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)

# Layer: the layers of this project that its files may include. The longest prefix names the layer.
LAYERS = {
    'opencl': {'opencl'},
    'gst/core': {'gst/core'},
    'gst/meta': {'gst/meta', 'gst/core'},
    'gst': {'gst', 'gst/meta', 'gst/core', 'opencl'},
    'pipelines': {'pipelines', 'gst', 'gst/meta', 'gst/core', 'opencl'},
    'tests': {'tests', 'pipelines', 'gst', 'gst/meta', 'gst/core', 'opencl'},
}
# Layer: outside headers that it must not see.
FOREIGN = {
    'opencl': re.compile(r'gst/'),
    'gst/core': re.compile(r'gst/|CL/|cairo'),
    'gst/meta': re.compile(r'CL/'),
}


def layer_of(path):
    names = [name for name in LAYERS if path.startswith(name + '/')]
    return max(names, key=len) if names else None


def wrong_includes(path, text):
    """The includes of a file that its layer does not allow."""
    layer = layer_of(path)
    wrong = []
    for kind, name in INCLUDE.findall(text):
        here = os.path.normpath(os.path.join(os.path.dirname(path), name))
        target = layer_of(name) if kind == '"' else None
        if kind == '"' and target is None:
            target = layer_of(here)
        foreign = kind == '<' and layer in FOREIGN and FOREIGN[layer].match(name)
        if foreign or (target is not None and target not in LAYERS[layer]):
            wrong.append(name)
    return wrong


class Layers(unittest.TestCase):
    def test_no_file_includes_upward(self):
        for path in source.files('.c', '.h', '.cl', '.clh'):
            with self.subTest(path):
                self.assertIsNotNone(layer_of(path))
                self.assertEqual(wrong_includes(path, source.text(path)), [])

    def test_the_rule_finds_what_it_forbids(self):
        for path, text in (('opencl/a.c', '#include <gst/gst.h>'),
                           ('opencl/a.c', '#include "gst/core/box.h"'),
                           ('gst/core/a.c', '#include "opencl/ocn.h"'),
                           ('gst/core/a.c', '#include <CL/cl.h>'),
                           ('gst/core/a.c', '#include "../meta/count.h"'),
                           ('gst/meta/a.c', '#include "gst/aisletrack.h"')):
            self.assertEqual(len(wrong_includes(path, text)), 1, text)

    def test_the_rule_allows_what_is_below(self):
        for path, text in (('gst/aisletrack.c', '#include "gst/core/tracker.h"'),
                           ('gst/aisledetect.c', '#include "opencl/ocn.h"\n#include <gst/gst.h>'),
                           ('gst/core/a.c', '#include "box.h"')):
            self.assertEqual(wrong_includes(path, text), [])


if __name__ == '__main__':
    unittest.main()
