# SPDX-License-Identifier: MIT
"""MOTA and IDF1 of the tracker on real detections, scored by motmetrics."""
import gzip
import os
import subprocess
import tempfile
import unittest

import need

numpy = need.module('numpy')
motmetrics = need.module('motmetrics')
FPS, WIDTH, HEIGHT = 10, 768, 576
PROGRAM = os.path.join(need.BUILD, 'tests/core/track-mot')


def by_frame(lines, step):
    """Rows of id, x, y, w, h of each frame; every @step-th frame, numbered anew from 1."""
    frames = {}
    for line in lines:
        frame, *fields = [float(x) for x in line.split(',')[:6]]
        if (frame - 1) % step == 0:
            frames.setdefault(int(frame - 1) // step + 1, []).append(fields)
    return {frame: numpy.array(rows) for frame, rows in frames.items()}


def distances(a, b):
    """1 - IoU of each pair of boxes (x, y, w, h), NaN below an IoU of a half.

    motmetrics has the same function, but its version 1.4.0 fails with numpy 2.
    """
    a, b = a[:, None], b[None]
    low = numpy.maximum(a[..., :2], b[..., :2])
    high = numpy.minimum(a[..., :2] + a[..., 2:], b[..., :2] + b[..., 2:])
    both = numpy.clip(high - low, 0, None).prod(-1)
    iou = both / (a[..., 2:].prod(-1) + b[..., 2:].prod(-1) - both)
    return numpy.where(iou >= 0.5, 1 - iou, numpy.nan)


def score(truth, tracks):
    accumulator = motmetrics.MOTAccumulator(auto_id=False)
    none = numpy.zeros((0, 5))
    for frame in range(1, max(truth) + 1):
        a, b = truth.get(frame, none), tracks.get(frame, none)
        accumulator.update(a[:, 0].astype(int), b[:, 0].astype(int),
                           distances(a[:, 1:], b[:, 1:]), frameid=frame)
    names = ['mota', 'idf1', 'num_switches']
    return motmetrics.metrics.create().compute(accumulator, metrics=names).iloc[0]


def track(lines, step, threshold):
    """Tracks on every @step-th frame, as a camera of a lower rate gives them."""
    with tempfile.NamedTemporaryFile('w', suffix='.txt') as detections:
        for line in lines:
            frame, rest = line.split(',', 1)
            if (int(frame) - 1) % step == 0:
                detections.write(f'{(int(frame) - 1) // step + 1},{rest}')
        detections.flush()
        run = subprocess.run([PROGRAM, detections.name, str(FPS / step),
                              str(WIDTH), str(HEIGHT), str(threshold)],
                             stdout=subprocess.PIPE, text=True, check=True)
    return by_frame(run.stdout.splitlines(), 1)


class TrackerAccuracy(unittest.TestCase):
    def check(self, name, threshold, least_mota, least_idf1, step=1):
        truth = need.shared('data/pets/PETS09-S2L1_frames0001-0500.gt.txt')
        packed = need.shared(f'truth/vtest_0001_0500.{name}.det.txt.gz')
        with gzip.open(packed, 'rt') as file:
            tracks = track(list(file), step, threshold)
        with open(truth, encoding='utf-8') as file:
            s = score(by_frame(file, step), tracks)
        print(f'{name} at {FPS / step:g} fps: MOTA {s.mota:.3f}, IDF1 {s.idf1:.3f}, '
              f'{s.num_switches:.0f} switches')
        self.assertGreaterEqual(s.mota, least_mota)
        self.assertGreaterEqual(s.idf1, least_idf1)

    def test_centernet(self):
        self.check('centernet384-letterbox', 0.35, 0.79, 0.68)

    def test_centernet_half_rate(self):
        self.check('centernet384-letterbox', 0.35, 0.77, 0.68, step=2)

    def test_centernet_quarter_rate(self):
        self.check('centernet384-letterbox', 0.35, 0.75, 0.66, step=4)

    def test_centernet_stretched(self):
        self.check('centernet384-stretch', 0.35, 0.76, 0.68)

    def test_nanodet(self):
        self.check('nanodetplus416-letterbox', 0.45, 0.79, 0.70)

    def test_nanodet_stretched(self):
        self.check('nanodetplus416-stretch', 0.45, 0.80, 0.70)


if __name__ == '__main__':
    unittest.main()
