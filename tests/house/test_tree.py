# SPDX-License-Identifier: MIT
"""The tree has the shape that the documents promise."""
import os
import re
import unittest

import need
import source

TOP = {'gst', 'opencl', 'pipelines', 'models', 'tests', 'meson.build', 'meson.options', 'README.md',
       'CONTRIBUTING.md', 'LICENSE', 'dev'}
MADE = {'demo'}
FOLDERS = ('gst', 'gst/core', 'gst/meta', 'opencl', 'pipelines', 'models', 'tests')
LINK = re.compile(r'\]\(([^)#:]+)(?:#[^)]*)?\)|<img[^>]* src="([^":]+)"')
MAX_BYTES = 1 << 20


class Tree(unittest.TestCase):
    def test_the_top_level_has_exactly_its_entries(self):
        entries = {name for name in os.listdir(need.SOURCE) if not name.startswith(('.', 'build'))}
        self.assertEqual(entries - MADE, TOP)

    def test_each_folder_has_its_readme(self):
        for folder in FOLDERS:
            with self.subTest(folder):
                text = source.text(os.path.join(folder, 'README.md'))
                self.assertGreater(text.count('\n'), 5)
                self.assertRegex(text, r'(?mi)^## .*add')

    def test_links_in_the_documents_lead_somewhere(self):
        for path in source.files('.md'):
            for link, image in LINK.findall(source.text(path)):
                with self.subTest(path, target=link or image):
                    folder = os.path.join(need.SOURCE, os.path.dirname(path))
                    self.assertTrue(os.path.exists(os.path.join(folder, link or image)))

    def test_no_large_file(self):
        for path in source.files():
            with self.subTest(path):
                self.assertLessEqual(os.path.getsize(os.path.join(need.SOURCE, path)), MAX_BYTES)


if __name__ == '__main__':
    unittest.main()
