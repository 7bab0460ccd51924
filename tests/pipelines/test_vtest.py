# SPDX-License-Identifier: MIT
"""The default model on real footage: golden events, accuracy against people's own counts, and the
same result at another rate, size, or seen in a mirror, and on another OpenCL runtime.

The golden file vtest.events.jsonl changes only in a commit that says why:

    aisle analyze vtest.avi --config tests/pipelines/vtest.json --seed 1 --events OUT
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

import need

HERE = os.path.join(need.SOURCE, 'tests', 'pipelines')
GOLDEN = os.path.join(HERE, 'vtest.events.jsonl')
CLIP = 'vtest_0001_0500'
FRAME = 0.1
SPREAD = 0.05       # of F1 at another rate or size


def clip():
    """vtest.avi as ./dev demo fetched it, or that of the shared data."""
    fetched = os.path.join(os.environ.get('AISLE_CACHE', ''), 'vtest.avi')
    return fetched if os.path.exists(fetched) else need.shared('data/video/vtest.avi')


def events_of(path):
    with open(path, encoding='utf-8') as file:
        return [json.loads(line) for line in file]


def described(event):
    """What must be the same on every device."""
    return [event.get(key) for key in ('type', 'line', 'zone', 'direction', 'reason', 'track')]


def score(*args):
    """What the scorer of the truth says, as numbers."""
    need.module('scipy')
    run = subprocess.run([sys.executable, need.shared('truth/score.py'), *args],
                         capture_output=True, text=True)
    if 'ModuleNotFoundError' in run.stderr:
        raise unittest.SkipTest(run.stderr.splitlines()[-1])
    if run.returncode != 0:
        raise AssertionError(run.stderr)
    return json.loads(run.stdout)


class Vtest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        need.model('person-centernet')
        folder = tempfile.TemporaryDirectory(prefix='aisle-')
        cls.addClassCleanup(folder.cleanup)
        cls.folder = folder.name
        cls.config = os.path.join(HERE, 'vtest.json')
        cls.events = cls.analyze(clip(), 'events', '--cores', '2', '--tracks', cls.file('tracks'),
                                 '--detections', cls.file('detections'))

    @classmethod
    def file(cls, name):
        return os.path.join(cls.folder, name)

    @classmethod
    def analyze(cls, video, name, *args, config=None, **env):
        """The path of the events of a video."""
        path = cls.file(name)
        run = subprocess.run(['aisle', 'analyze', video, '--config', config or cls.config, '--seed',
                              '1', '--events', path, *args], env=dict(os.environ, **env),
                             capture_output=True, text=True)
        if run.returncode != 0:
            raise AssertionError(run.stderr)
        return path

    @classmethod
    def encode(cls, name, elements, frames=500):
        """The first frames of the clip, changed by elements."""
        path = cls.file(name)
        line = ('gst-launch-1.0 -q filesrc location=%s ! decodebin ! identity eos-after=%d ! '
                'videoconvert ! %s ! jpegenc quality=95 ! avimux ! filesink location=%s'
                % (clip(), frames + 1, elements, path))
        subprocess.run(line.split(), check=True, capture_output=True)
        return path

    def f1(self, path):
        result = score('events', need.shared('truth/truth_shared.json'), CLIP, path)
        return result['crossing']['F1'], result['visit']['F1']

    def assert_equivalent(self, path, other):
        a, b = events_of(path), events_of(other)
        self.assertEqual([described(e) for e in a], [described(e) for e in b])
        for one, two in zip(a, b):
            self.assertAlmostEqual(one['pts'], two['pts'], delta=FRAME)

    # ---- golden -------------------------------------------------------------------------------

    def test_golden(self):
        """Byte for byte on the kind of device that made the file, else the same but for a frame."""
        self.assert_equivalent(self.events, GOLDEN)
        seen = subprocess.run(['aisle', 'devices'], capture_output=True, text=True).stdout
        with open(os.path.join(HERE, 'vtest.device.txt'), encoding='utf-8') as file:
            if file.read().strip() in seen:
                with open(self.events, 'rb') as got, open(GOLDEN, 'rb') as golden:
                    self.assertEqual(got.read(), golden.read())

    def test_one_core(self):
        with open(self.analyze(clip(), 'one', '--cores', '1'), 'rb') as one, \
                open(self.events, 'rb') as two:
            self.assertEqual(one.read(), two.read())

    def test_intel_runtime(self):
        """person-ssd: the compiler of Intel's 2026.22 dies on the kernels of person-centernet."""
        vendors = need.opencl_intel()
        need.model('person-ssd')
        short = self.encode('short.avi', 'identity', 200)
        model = ('--model', 'person-ssd')
        self.assert_equivalent(self.analyze(short, 'pocl', *model),
                               self.analyze(short, 'intel', *model, OCL_ICD_VENDORS=vendors))

    # ---- truth --------------------------------------------------------------------------------

    def test_events_against_truth(self):
        crossing, visit = self.f1(self.events)
        self.assertGreaterEqual(crossing, .90)
        self.assertGreaterEqual(visit, .88)

    def test_detections_against_truth(self):
        truth = need.shared('data/pets/PETS09-S2L1_frames0001-0500.gt.txt')
        found = score('ap', truth, self.file('detections'), '--frames', '1-500')
        self.assertGreaterEqual(found['AP50'], .885)

    def test_tracks_against_truth(self):
        truth = need.shared('data/pets/PETS09-S2L1_frames0001-0500.gt.txt')
        found = score('mot', truth, self.file('tracks'), '--frames', '1-500')
        self.assertGreaterEqual(found['MOTA'], .79)
        self.assertGreaterEqual(found['IDF1'], .68)

    # ---- robust, not fitted -------------------------------------------------------------------

    def assert_as_good(self, path):
        for here, there in zip(self.f1(path), self.f1(self.events)):
            self.assertGreaterEqual(here, there - SPREAD)

    def test_half_the_rate(self):
        video = self.encode('rate.avi', 'videorate ! video/x-raw,framerate=5/1')
        self.assert_as_good(self.analyze(video, 'rate'))

    def test_half_the_size(self):
        video = self.encode('half.avi', 'videoscale ! video/x-raw,width=384,height=288')
        self.assert_as_good(self.analyze(video, 'half'))

    def test_mirrored(self):
        """Lines and zones are mirrored, IN stays on the left: IN and OUT change places."""
        with open(self.config, encoding='utf-8') as file:
            config = json.load(file)
        for shape in config['lines'] + config['zones']:
            key = 'points' if 'points' in shape else 'polygon'
            shape[key] = [[1 - x, y] for x, y in shape[key]]
        with open(self.file('mirror.json'), 'w', encoding='utf-8') as file:
            json.dump(config, file)
        video = self.encode('mirror.avi', 'videoflip method=horizontal-flip')
        events = events_of(self.analyze(video, 'seen', config=self.file('mirror.json')))
        swapped = {'in': 'out', 'out': 'in'}
        with open(self.file('mirror'), 'w', encoding='utf-8') as file:
            for event in events:
                if 'direction' in event:
                    event['direction'] = swapped[event['direction']]
                file.write(json.dumps(event) + '\n')
        self.assert_as_good(self.file('mirror'))


if __name__ == '__main__':
    unittest.main()
