# SPDX-License-Identifier: MIT
"""The subjects of the last commits: 'component: what changed', at most 60 characters."""
import os
import re
import shutil
import unittest

import need
import source

SUBJECT = re.compile(r'^[a-z][a-z0-9/_. -]*: \S.*[^. ]$')
LONGEST = 60
LAST = 5  # older ones can no longer be mended


def subjects():
    """The last subjects, newest first; none outside of a git checkout."""
    if not shutil.which('git') or not os.path.exists(os.path.join(need.SOURCE, '.git')):
        return []
    run = source.run('git', '-c', 'safe.directory=*', '-C', need.SOURCE, 'log', '--no-merges',
                     '--format=%s', '-%d' % LAST)
    return run.stdout.splitlines() if run.returncode == 0 else []


class Commits(unittest.TestCase):
    def test_subjects(self):
        found = subjects()
        if not found:
            self.skipTest('no git history here')
        for subject in found:
            with self.subTest(subject):
                self.assertRegex(subject, SUBJECT)
                self.assertLessEqual(len(subject), LONGEST)

    def test_the_form(self):
        for wrong in ('Fix things', 'core: fixed.', 'core:no blank', 'Core: large'):
            self.assertNotRegex(wrong, SUBJECT)
        self.assertRegex('gst/aisletrack: age tracks by time', SUBJECT)


if __name__ == '__main__':
    unittest.main()
