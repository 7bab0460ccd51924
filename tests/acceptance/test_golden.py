# SPDX-License-Identifier: MIT
"""The events of vtest.avi are those of the golden file, for any number of cores.

The file was made with PoCL. Another vector width may add a network's sums in another order: there
what happened must be the same, and when within a frame. To renew it, see ../README.md:

    PYTHONPATH=tests ./dev run python3 tests/acceptance/test_golden.py --renew
"""
import json
import re
import shutil
import struct
import subprocess
import sys
import unittest

import chain
import event_lines

GOLDEN = chain.GOLDEN
GOLDEN_WIDTH = 16       # floats in a vector of the device that made it


def vector_width():
    told = subprocess.run(['aisle', 'devices'], capture_output=True, text=True, check=True).stdout
    return int(re.search(r'vectors of (\d+) floats', told)[1])


def golden():
    with open(GOLDEN, encoding='utf-8') as file:
        return [json.loads(line) for line in file]


class Golden(unittest.TestCase):
    maxDiff = 2000

    def test_equal_to_the_golden_file(self):
        if vector_width() != GOLDEN_WIDTH:
            chain.assert_equivalent(self, chain.whole().events, golden())
            return
        with open(GOLDEN, encoding='utf-8') as file:
            self.assertEqual(chain.whole().lines('events'), file.read().splitlines())

    def test_equal_on_one_core(self):
        for output in chain.OUTPUTS:
            with self.subTest(output):
                self.assertGreater(len(chain.whole(1).bytes(output)), 10000)
                self.assertEqual(chain.whole(1).bytes(output), chain.whole(2).bytes(output))

    def test_a_difference_is_seen(self):
        """What equivalence must not forgive."""
        for change in ({'direction': 'out'}, {'pts': 0.75}, {'line': 'B'}, {'track': 1}, None):
            events = golden()
            at = next(i for i, e in enumerate(events) if e.get('direction') == 'in')
            events[at:at + 1] = [dict(events[at], **change)] if change else []
            with self.subTest(change), self.assertRaises(AssertionError):
                chain.assert_equivalent(self, events, golden())


def plain(events):
    return [{key: value for key, value in event.items() if key != 'confidence'}
            for event in events]


def rounded(value, decimals):
    """As the text of tracks has it: from the float that the digits stand for."""
    return float('%.*f' % (decimals, struct.unpack('f', struct.pack('f', value))[0]))


class Vectors(unittest.TestCase):
    """Vectors hold the boxes of the tracks, and the track numbers of the events."""

    @classmethod
    def setUpClass(cls):
        rows = [line.split(',') for line in chain.whole().lines('tracks')]
        cls.tracks = {(int(frame), *map(float, box)): int(number)
                      for frame, number, *box, _, _, _ in rows}
        cls.frames = [json.loads(line) for line in chain.whole().lines('vectors')]

    def seen(self):
        """(frame and box, track) of each box that was detected, in order."""
        for number, frame in enumerate(self.frames, 1):
            for box in frame['boxes']:
                if 'coasting' not in box and 'ended' not in box:
                    place = [rounded(box[key], 2) for key in ('x', 'y', 'w', 'h')]
                    yield (number, *place, rounded(box['confidence'], 3)), box['track']

    def test_frames(self):
        self.assertEqual([frame['pts'] for frame in self.frames],
                         [round(number / chain.FPS, 9) for number in range(795)])
        self.assertEqual({(f['width'], f['height']) for f in self.frames}, {(768, 576)})

    def test_boxes(self):
        self.assertGreater(len(self.tracks), 3500)
        self.assertEqual(dict(self.seen()).keys(), self.tracks.keys())

    def test_numbers(self):
        """A track has one number, and no other track has it."""
        pairs = {(self.tracks[box], number) for box, number in self.seen()}
        self.assertEqual(len(pairs), len({track for track, _ in pairs}))
        self.assertEqual(len(pairs), len({number for _, number in pairs}))
        counted = {e['track'] for e in chain.whole().events if 'track' in e}
        self.assertGreater(len(counted), 10)
        self.assertLessEqual(counted, {number for _, number in pairs})

    def test_counted_again(self):
        """Without the video the events are the same; how sure they are rests on looks, too."""
        again = chain.file('again.events')
        run = subprocess.run(['aisle', 'replay', chain.whole().paths['vectors'], '--config',
                              chain.VTEST_CONFIG, '--events', again, '--quiet'],
                             capture_output=True, text=True, check=False)
        self.assertEqual((run.returncode, run.stderr), (0, ''))
        with open(again, encoding='utf-8') as found:
            self.assertEqual(plain(event_lines.parse(found)), plain(chain.whole().events))

    def test_a_number_once_a_frame(self):
        for frame in self.frames:
            numbers = [box['track'] for box in frame['boxes'] if box['track']]
            self.assertEqual(len(numbers), len(set(numbers)), frame)


def renew():
    """Replaces the golden file if the scorer finds the new events good enough."""
    import test_scores
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(test_scores.Plaza)
    run = unittest.TextTestRunner().run(suite)
    if not run.wasSuccessful() or run.skipped:
        sys.exit('not renewed: the new events must pass the scorer')
    shutil.copyfile(chain.whole().paths['events'], GOLDEN)
    print('renewed with vectors of', vector_width(), 'floats: GOLDEN_WIDTH must say so')


if __name__ == '__main__':
    if sys.argv[1:] == ['--renew']:
        renew()
    else:
        unittest.main()
