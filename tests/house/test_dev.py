# SPDX-License-Identifier: MIT
"""The shell scripts are POSIX sh, and ./dev says what it can do."""
import os
import unittest

import need
import source

DEV = os.path.join(need.SOURCE, 'dev')


def shell_scripts():
    return [path for path in source.files() if (source.is_script(path) or path.endswith('.sh'))
            and source.text(path).startswith('#!/bin/sh\n')]


def dev(*arguments):
    return source.run(DEV, *arguments)


class Dev(unittest.TestCase):
    def test_scripts_are_posix(self):
        shellcheck = need.program('shellcheck')
        self.assertIn('dev', shell_scripts())
        for path in shell_scripts():
            with self.subTest(path):
                name = os.path.join(need.SOURCE, path)
                self.assertEqual(source.run('dash', '-n', name).stderr, '')
                self.assertEqual(source.run(shellcheck, '-S', 'warning', name).stdout, '')

    def test_help_names_every_command(self):
        run = dev('--help')
        self.assertEqual(run.returncode, 0)
        for command in ('demo', 'test', 'build', 'bench', 'run'):
            self.assertRegex(run.stdout, r'(?m)^  %s\b' % command)

    def test_unknown_command_is_an_error(self):
        for arguments in ((), ('fly',)):
            run = dev(*arguments)
            self.assertEqual(run.returncode, 2)
            self.assertIn('Usage: ./dev', run.stderr)

    def test_run_without_a_command_is_an_error(self):
        run = dev('run')
        self.assertEqual(run.returncode, 1)
        self.assertEqual(run.stderr, 'dev: run needs a command\n')


if __name__ == '__main__':
    unittest.main()
