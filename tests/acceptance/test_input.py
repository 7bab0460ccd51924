# SPDX-License-Identifier: MIT
"""The whole path with the real model on videos that are not as they should be, or only unusual."""
import json
import os
import tempfile
import unittest

import chain

COUNTED = ('line-crossed', 'visit-ended')
FRAMES = 60


def scaled(name, width, height, frames=FRAMES, before=''):
    return chain.variant(name, '%svideoscale add-borders=false ! video/x-raw,width=%d,height=%d'
                         % (before, width, height), frames)


class Unusual(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        clip = chain.variant('plain', 'identity', FRAMES)
        cls.plain = chain.Result('plain', clip, outputs=['tracks'])

    def assert_like_the_plain_one(self, clip, name):
        """Most of the events of the plain clip are there, and as many boxes, give or take."""
        found = chain.Result(name, clip, outputs=['tracks'])
        boxes = [len(result.lines('tracks')) for result in (found, self.plain)]
        rest = [e for e in found.events if e['type'] in COUNTED]
        wanted = [e for e in self.plain.events if e['type'] in COUNTED]
        self.assertGreater(len(wanted), 5)
        told, met = len(rest), 0
        for event in wanted:
            match = next((e for e in rest if alike(e, event)), None)
            if match:
                rest.remove(match)
                met += 1
        print(name, 'boxes', *boxes, 'events', told, 'of', len(wanted), 'alike', met)
        self.assertGreaterEqual(2 * met, 0.85 * (told + len(wanted)))
        self.assertAlmostEqual(boxes[0], boxes[1], delta=0.15 * boxes[1])

    def test_odd_size(self):
        self.assert_like_the_plain_one(scaled('odd', 853, 481), 'odd')

    def test_grey(self):
        clip = chain.variant('grey', 'videoconvert ! video/x-raw,format=GRAY8', FRAMES)
        self.assert_like_the_plain_one(clip, 'grey')

    def test_portrait(self):
        """The middle of the picture, 324 × 576: what is seen there is seen well."""
        clip = chain.variant('portrait', 'videocrop left=222 right=222', FRAMES)
        found = chain.Result('portrait', clip, outputs=['tracks'])
        inside = [line for line in self.plain.lines('tracks') if seen_in(line, 222, 546)]
        boxes = len(found.lines('tracks'))
        print('portrait boxes', boxes, 'plain', len(inside))
        self.assertGreater(boxes, 0.85 * len(inside))
        self.assertLess(boxes, 1.4 * len(inside))

    def test_8k(self):
        clip = scaled('8k', 7680, 4320, 2)
        found = chain.Result('8k', clip, outputs=['detections'])
        boxes = [line.split(',') for line in found.lines('detections')]
        self.assertEqual({row[0] for row in boxes if float(row[6]) > 0.3}, {'1', '2'})
        self.assertGreater(max(float(row[2]) for row in boxes), 3840)

    def test_one_pixel(self):
        found = chain.Result('pixel', scaled('pixel', 1, 1, 2), outputs=['detections'])
        self.assertEqual([e['frames'] for e in found.events if e['type'] == 'counts'], [2, 2, 2])


def alike(one, other):
    same = all(one.get(key) == other.get(key) for key in ('type', 'line', 'direction', 'zone'))
    return same and abs(one['pts'] - other['pts']) < 1


def seen_in(line, left, right):
    x, width = (float(line.split(',')[i]) for i in (2, 4))
    return left < x + width / 2 < right


class Bad(unittest.TestCase):
    def test_cut_in_the_middle_of_a_frame(self):
        """The events up to the cut are those of the whole file; a warning; exit status 1."""
        cut, out = chain.file('cut.avi'), chain.file('cut.events')
        with open(chain.vtest(), 'rb') as whole, open(cut, 'wb') as part:
            part.write(whole.read(1234567))
        run = chain.analyze(cut, '--events', out)
        self.assertEqual(run.returncode, 1, run.stderr)
        self.assertRegex(run.stderr, r'(?m)^aisle: [^\n]*cut')
        with open(out, encoding='utf-8') as file:
            events = [json.loads(line) for line in file]
        self.assertEqual(events[-1]['type'], 'counts')
        end = events[-1]['pts']
        crossed = [e for e in events if e['type'] == 'line-crossed']
        with open(chain.GOLDEN, encoding='utf-8') as file:
            golden = [json.loads(line) for line in file]
        wanted = [e for e in golden if e['type'] == 'line-crossed' and e['pts'] < end - 1]
        self.assertGreater(len(wanted), 5)
        chain.assert_equivalent(self, crossed[:len(wanted)], wanted)

    def test_no_device(self):
        with tempfile.TemporaryDirectory() as empty:
            run = chain.analyze(chain.vtest(), '--events', chain.file('none.events'),
                                OCL_ICD_VENDORS=empty)
        self.assertEqual((run.returncode, run.stdout), (1, ''))
        said = [line for line in run.stderr.splitlines() if not line.startswith('Licence')]
        self.assertEqual(len(said), 1, run.stderr)
        self.assertRegex(said[0], r'^aisle: .*OpenCL')
        print(said[0])
        self.assertFalse(os.path.exists(chain.file('none.events'))
                         and os.path.getsize(chain.file('none.events')))


if __name__ == '__main__':
    unittest.main()
