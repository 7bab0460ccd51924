# SPDX-License-Identifier: MIT
"""Memory does not grow: the clip twenty times in a row, in the long form only."""
import json
import os
import statistics
import subprocess
import unittest

import chain
import need

FRAMES, REPEATS = 200, 20
MEBIBYTES = 4       # of growth from the third repeat to the last: noise of the allocator


def repeated():
    """One file with the first frames of the clip again and again."""
    once, path = chain.variant('once', 'identity', FRAMES), chain.file('repeated.mkv')
    line = ('gst-launch-1.0 -q concat name=row ! videoconvert ! jpegenc quality=95 ! '
            'matroskamux ! filesink location=%s' % path
            + ' filesrc location=%s ! decodebin ! row.' % once * REPEATS)
    subprocess.run(line.split(), check=True, capture_output=True, timeout=300)
    return path


def resident(pid):
    with open('/proc/%d/statm' % pid, encoding='ascii') as file:
        return int(file.read().split()[1]) * os.sysconf('SC_PAGE_SIZE') / 2 ** 20


class LongRun(unittest.TestCase):
    def test_memory(self):
        if not need.FULL:
            self.skipTest('only in the long form')
        need.model(chain.MODEL)
        line = ['aisle', 'analyze', repeated(), '--config', chain.VTEST_CONFIG, '--seed', '1',
                '--quiet', '--events', '-']
        seen = [[] for _ in range(REPEATS + 1)]
        with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as run:
            for text in run.stdout:
                repeat = int(json.loads(text)['pts'] * chain.FPS / FRAMES)
                if os.path.exists('/proc/%d/statm' % run.pid):
                    seen[repeat].append(resident(run.pid))
        self.assertEqual(run.returncode, 0)
        middle = [statistics.median(samples) for samples in seen if samples]
        print('MiB in each repeat:', *('%.1f' % m for m in middle))
        self.assertGreaterEqual(len(middle), REPEATS)
        self.assertLess(middle[-1] - middle[2], MEBIBYTES)


if __name__ == '__main__':
    unittest.main()
