# SPDX-License-Identifier: MIT
"""Simulated detections of the true boxes of vtest.avi are as good as our model's real ones."""
import os
import subprocess
import unittest

import need

PROGRAM = os.path.join(need.BUILD, 'tests', 'simulator', 'detect-boxes')
SEEDS = ('1', '2', '3')
# Our default model, measured once: average precision, boxes above 0.35 per true box.
REAL_AP, REAL_STRONG = 0.894, 0.91


def iou(a, b):
    low = [max(a[0], b[0]), max(a[1], b[1])]
    high = [min(a[0] + a[2], b[0] + b[2]), min(a[1] + a[3], b[1] + b[3])]
    both = max(0, high[0] - low[0]) * max(0, high[1] - low[1])
    return both / (a[2] * a[3] + b[2] * b[3] - both)


def read(lines):
    frames = {}
    for line in lines:
        fields = [float(x) for x in line.split(',')[:7]]
        frames.setdefault(int(fields[0]), []).append(fields[2:7])
    return frames


def average_precision(truth, boxes):
    """Area under precision over recall, IoU 0.5, precision made to fall."""
    found, total = [], sum(map(len, truth.values()))
    for frame, rows in boxes.items():
        free = list(truth.get(frame, []))
        for row in sorted(rows, key=lambda r: -r[4]):
            best = max(free, key=lambda t: iou(row, t), default=None)
            hit = best is not None and iou(row, best) >= 0.5
            if hit:
                free.remove(best)
            found.append((row[4], hit))
    right, points = 0, []
    for n, (_, hit) in enumerate(sorted(found, reverse=True), 1):
        right += hit
        points.append((right / total, right / n))
    area, precision = 0, 0
    for (recall, here), (before, _) in zip(points[::-1], points[-2::-1] + [(0, 0)]):
        precision = max(precision, here)
        area += precision * (recall - before)
    return area


class Detector(unittest.TestCase):
    def test_is_as_good_as_the_real_one(self):
        path = need.shared('data/pets/PETS09-S2L1_frames0001-0500.gt.txt')
        with open(path, encoding='utf-8') as file:
            truth = read(file)
        total = sum(map(len, truth.values()))
        for seed in SEEDS:
            run = subprocess.run([PROGRAM, path, '768', '576', '10', 'aisle', seed],
                                 capture_output=True, text=True, check=True)
            boxes = read(run.stdout.splitlines())
            ap = average_precision(truth, boxes)
            strong = sum(row[4] >= .35 for rows in boxes.values() for row in rows) / total
            print('seed %s: AP50 %.3f, strong boxes %.3f' % (seed, ap, strong))
            self.assertAlmostEqual(ap, REAL_AP, delta=.03)
            self.assertAlmostEqual(strong, REAL_STRONG, delta=.05)


if __name__ == '__main__':
    unittest.main()
