# SPDX-License-Identifier: MIT
"""Another OpenCL runtime sees the same: the lines, directions, zones and tracks of PoCL, and the
times within a frame. Short, for a cold runtime compiles first; the long form takes all frames."""
import unittest

import chain
import need

FRAMES = 795 if need.FULL else 90


class Runtimes(unittest.TestCase):
    def test_intel(self):
        intel = need.opencl_intel()
        clip = chain.vtest() if need.FULL else chain.variant('start', 'identity', FRAMES)
        ours = chain.Result('ours', clip, outputs=['tracks'])
        theirs = chain.Result('theirs', clip, outputs=['tracks'], OCL_ICD_VENDORS=intel)
        counted = [e for e in ours.events if e['type'] in ('line-crossed', 'visit-ended')]
        self.assertGreater(len(counted), FRAMES / 10)
        chain.assert_equivalent(self, theirs.events, ours.events)
        rows = [{tuple(line.split(',')[:2]) for line in result.lines('tracks')}
                for result in (ours, theirs)]
        print('boxes', len(rows[0]), 'in one only', len(rows[0] ^ rows[1]))
        self.assertLess(len(rows[0] ^ rows[1]), 0.01 * len(rows[0]))


if __name__ == '__main__':
    unittest.main()
