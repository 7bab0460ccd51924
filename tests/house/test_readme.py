# SPDX-License-Identifier: MIT
"""Every command in the documents is run by a test.

A command is a line of a ```sh block in a .md file (a line that ends in \\ goes on). Those of RUN_BY
are run by the file named there, which must contain them. This test runs all others: those of one
document in order in a folder of their own, with vtest.avi and door.json in it.
"""
import os
import re
import tempfile
import unittest

import need
import source

BLOCK = re.compile(r'^```sh\n(.*?)^```', re.M | re.S)
RUN_BY = {
    './dev demo': '.ci/run',
    './dev test': '.ci/run',
}
TWO = ['./dev demo', './dev test']
SECONDS = 100


def commands(text):
    """The commands of a document, in order, without comments."""
    lines = '\n'.join(BLOCK.findall(text)).replace('\\\n', ' ').split('\n')
    bare = (re.sub(r'\s+', ' ', re.sub(r'(^|\s)#.*', '', line)).strip() for line in lines)
    return [line for line in bare if line]


def lay_out(folder):
    """Puts what the commands of the documents work on into a folder."""
    video = os.path.join(need.SHARED, 'data', 'video', 'vtest.avi')
    config = os.path.join(need.SOURCE, 'pipelines', 'door.json')
    for path in (video, config):
        if os.path.exists(path):
            os.symlink(path, os.path.join(folder, os.path.basename(path)))


class Readme(unittest.TestCase):
    def test_the_first_commands_are_the_two(self):
        self.assertEqual(commands(source.text('README.md'))[:2], TWO)

    def test_commands_run_elsewhere_are_run_there(self):
        for command, path in RUN_BY.items():
            with self.subTest(command):
                self.assertTrue(command in source.text(path), command + ' is not in ' + path)

    def test_all_other_commands_work(self):
        for path in source.files('.md'):
            with tempfile.TemporaryDirectory() as folder:
                lay_out(folder)
                for command in commands(source.text(path)):
                    if command not in RUN_BY:
                        with self.subTest(path, command=command):
                            self.run_in(folder, command)

    def run_in(self, folder, command):
        command = command.replace('./dev ', os.path.join(need.SOURCE, 'dev') + ' ')
        run = source.run('sh', '-c', command, cwd=folder, timeout=SECONDS)
        self.assertEqual(run.returncode, 0, run.stderr)

    def test_commands_are_found(self):
        text = 'a\n```sh\n./dev build   # first\nb \\\n  c\n```\n```json\n{}\n```\n'
        self.assertEqual(commands(text), ['./dev build', 'b c'])


if __name__ == '__main__':
    unittest.main()
