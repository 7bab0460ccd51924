# SPDX-License-Identifier: MIT
"""How well the whole path detects, tracks and counts on real video whose truth is known."""
import os
import unittest

import chain
import need

TRUTH = 'data/pets/PETS09-S2L1_frames0001-0500.gt.txt'
CONFIG_ONE_BY_ONE = os.path.join(chain.CONFIGS, 'one-by-one.json')


class Plaza(unittest.TestCase):
    """vtest.avi: up to eight people at a time who hide each other, frames 1 to 500."""

    def score(self, what, output):
        found = chain.score(what, need.shared(TRUTH), chain.whole().paths[output], '--frames',
                            chain.TRUE_FRAMES)
        print(what, found)
        return found

    def test_detections(self):
        self.assertGreaterEqual(self.score('ap', 'detections')['AP50'], 0.915)

    def test_tracks(self):
        found = self.score('mot', 'tracks')
        self.assertGreaterEqual(found['MOTA'], 0.84)
        self.assertGreaterEqual(found['IDF1'], 0.80)
        self.assertGreaterEqual(found['HOTA'], 0.60)

    def test_events(self):
        found = chain.event_score(chain.whole().paths['events'])
        print('crossing', found['crossing'], 'visit', found['visit'])
        self.assertGreaterEqual(found['crossing']['F1'], 0.95)
        self.assertGreaterEqual(found['visit']['F1'], 0.93)


class OneByOne(unittest.TestCase):
    """Three people come to a table and leave again, in a clip of another camera, size and codec."""

    @classmethod
    def setUpClass(cls):
        clip = need.shared('data/video/one-by-one_part1.mp4')
        result = chain.Result('one-by-one', clip, config=CONFIG_ONE_BY_ONE)
        cls.events, cls.path = result.events, result.paths['events']

    def test_three_visits_as_long_as_they_were(self):
        visits = [e for e in self.events if e['type'] == 'visit-ended']
        truth = chain.truth('obo1')['visits']
        self.assertEqual((len(visits), len(truth)), (3, 3))
        for visit, true in zip(sorted(visits, key=lambda v: v['enter_pts']), truth):
            print('dwell', visit['dwell'], 'truth', true['dwell'])
            self.assertEqual(visit['zone'], true['zone'])
            self.assertAlmostEqual(visit['dwell'], true['dwell'], delta=1)

    def test_three_exits(self):
        crossed = [(e['line'], e['direction']) for e in self.events if e['type'] == 'line-crossed']
        self.assertEqual(crossed, [('exit', 'out')] * 3)
        found = chain.event_score(self.path, 'obo1')
        self.assertEqual((found['crossing']['F1'], found['visit']['F1']), (1, 1))


if __name__ == '__main__':
    unittest.main()
