#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The floor against numpy's own solution, and against the calibration of a real camera (PETS 2009,
View_001, Tsai's model) at the feet of the people whom its truth marks."""
import json
import math
import os
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree

import need

np = need.module('numpy')
WIDTH, HEIGHT = 768, 576
FPS = 7
CORNERS = np.array([[.15, .4], [.85, .35], [.9, .85], [.2, .9]])
BODY = 1.75  # metres: what the calibration says of these people's median


def ask(lines, questions):
    """(focal, camera height, error) and an array of floor x, y, body metres per question."""
    text = '\n'.join(lines + [' '.join(map(repr, map(float, q))) for q in questions])
    out = subprocess.run([os.environ['GROUND_TEXT']], input=text, text=True, check=True,
                         capture_output=True).stdout
    rows = [list(map(float, line.split())) for line in out.splitlines()]
    return rows[0], np.array(rows[1:])


def points(at, metres, aspect):
    return ['points %d %r' % (len(at), aspect)] + [
        '%r %r %r %r' % tuple(map(float, (*a, *m))) for a, m in zip(at, metres)]


class Tsai:
    """Tsai's camera model (IEEE J. Robotics and Automation 3, 1987), in metres."""

    def __init__(self, path):
        values = {}
        for part in xml.etree.ElementTree.parse(path).getroot():
            values.update({k: float(v) for k, v in part.attrib.items()})
        self.v = values
        turns = []
        for axis, angle in enumerate((values['rx'], values['ry'], values['rz'])):
            c, s = math.cos(angle), math.sin(angle)
            turn = np.eye(3)
            i, j = [(1, 2), (2, 0), (0, 1)][axis]
            turn[i, i], turn[i, j], turn[j, i], turn[j, j] = c, -s, s, c
            turns.append(turn)
        self.turn = turns[2] @ turns[1] @ turns[0]
        self.shift = np.array([values['tx'], values['ty'], values['tz']]) / 1000

    def floor(self, u, v):
        """Metres on the floor of a pixel."""
        p = self.v
        x, y = (u - p['cx']) * p['dpx'] / p['sx'], (v - p['cy']) * p['dpy']
        undo = (1 + p['kappa1'] * (x * x + y * y)) / p['focal']
        ray = self.turn.T @ [x * undo, y * undo, 1]
        centre = -self.turn.T @ self.shift
        return (centre - ray * centre[2] / ray[2])[:2]

    def pixel(self, x, y, z):
        p = self.v
        a, b, c = self.turn @ [x, y, z] + self.shift
        a, b = p['focal'] * a / c, p['focal'] * b / c
        scale = 1
        for _ in range(30):
            scale = 1 / (1 + p['kappa1'] * scale * scale * (a * a + b * b))
        return np.array([a * scale * p['sx'] / p['dpx'] + p['cx'], b * scale / p['dpy'] + p['cy']])

    def body(self, u, v, top):
        """Metres of a body with feet at (u, v) and its head in row `top`, by bisection."""
        x, y = self.floor(u, v)
        low, high = 0, 4
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if self.pixel(x, y, middle)[1] > top else (low, middle)
        return low


class Homography(unittest.TestCase):
    def test_equals_numpy(self):
        random = np.random.default_rng(3)
        for n in (4, 5, 9, 40):
            at = random.uniform(0, 1, (n, 2))
            true = np.array([[4, 1, -2], [.5, 9, 1], [.1, .7, .4]])
            metres = self.through(true, at) + random.normal(0, .02, (n, 2))
            _, got = ask(points(at, metres, 1.5), [(x, y, 0) for x, y in at])
            expected = self.through(self.solve(at, metres), at)
            np.testing.assert_allclose(got[:, :2], expected, atol=1e-6)

    @staticmethod
    def through(matrix, at):
        p = np.c_[at, np.ones(len(at))] @ matrix.T
        return p[:, :2] / p[:, 2:]

    @staticmethod
    def solve(at, metres):
        """Normalised DLT by singular values."""
        def normal(p):
            scale = math.sqrt(2) / np.mean(np.hypot(*(p - p.mean(0)).T))
            return np.array([[scale, 0, -scale * p.mean(0)[0]],
                             [0, scale, -scale * p.mean(0)[1]], [0, 0, 1]])
        s, t = normal(at), normal(metres)
        rows = []
        for a, b in zip(np.c_[at, np.ones(len(at))] @ s.T, np.c_[metres, np.ones(len(at))] @ t.T):
            rows += [[*a, 0, 0, 0, *(-b[0] * a)], [0, 0, 0, *a, *(-b[1] * a)]]
        return np.linalg.inv(t) @ np.linalg.svd(np.array(rows))[2][-1].reshape(3, 3) @ s


class RealCamera(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.camera = Tsai(need.shared('data/pets/View_001_calibration.xml'))
        cls.truth_file = need.shared('data/pets/PETS09-S2L1_frames0001-0500.gt.txt')
        cls.truth = truth = np.loadtxt(cls.truth_file, delimiter=',')
        cls.people = truth[::5, 1]
        cls.boxes = truth[::5, 2:6]
        cls.feet = np.c_[cls.boxes[:, 0] + cls.boxes[:, 2] / 2, cls.boxes[:, 1] + cls.boxes[:, 3]]
        cls.floor = np.array([cls.camera.floor(*f) for f in cls.feet])
        cls.body = np.array([cls.camera.body(*f, b[1]) for f, b in zip(cls.feet, cls.boxes)])
        cls.questions = np.c_[cls.feet / [WIDTH, HEIGHT], cls.boxes[:, 3] / HEIGHT]

    def ways(self, floor):
        """Metres between places of pairs of people, 2 to 6 m apart in truth: ours, true."""
        random = np.random.default_rng(1)
        i, j = random.integers(0, len(floor), (2, 20000))
        true = np.hypot(*(self.floor[i] - self.floor[j]).T)
        keep = (true > 2) & (true < 6)
        return np.hypot(*(floor[i] - floor[j]).T)[keep], true[keep]

    def errors(self, name, head, rows):
        ours, true = self.ways(rows[:, :2])
        way, body = ours / true - 1, rows[:, 2] / self.body - 1
        print('%s: focal %.2f (calibration %.2f), camera at %.2f m (7.07); ways median %+.3f, '
              'mean error %.3f; bodies median %+.3f, mean error %.3f' % (
                  name, head[0], 1194.6 / HEIGHT, head[1], np.median(way), np.mean(abs(way)),
                  np.median(body), np.mean(abs(body))))
        return np.median(way), np.mean(abs(way)), np.median(body), np.mean(abs(body))

    def corner_metres(self):
        return [self.camera.floor(*(c * [WIDTH, HEIGHT])) for c in CORNERS]

    def visits(self, ground):
        """`visit-ended` events of a zone that is the whole picture, from the true boxes."""
        zone = {'name': 'all', 'polygon': [[0, 0], [1, 0], [1, 1], [0, 1]]}
        with tempfile.NamedTemporaryFile('w', suffix='.json') as config:
            json.dump({'zones': [zone], 'ground': ground}, config)
            config.flush()
            out = subprocess.run([os.environ['COUNT_MOT'], self.truth_file, config.name, str(FPS),
                                  str(WIDTH), str(HEIGHT)], text=True, check=True,
                                 capture_output=True).stdout
        events = [json.loads(line) for line in out.splitlines()]
        return [e for e in events if e['type'] == 'visit-ended' and 'distance' in e]

    def true_ways(self):
        """(first, last second, metres) of people who were never out of sight: the way between
        places a second apart, each the mean of a second."""
        ways = []
        for who in set(self.truth[:, 1]):
            rows = self.truth[self.truth[:, 1] == who]
            if len(rows) < 5 * FPS or np.ptp(rows[:, 0]) != len(rows) - 1:
                continue
            feet = np.c_[rows[:, 2] + rows[:, 4] / 2, rows[:, 3] + rows[:, 5]]
            floor = np.array([self.camera.floor(*f) for f in feet])
            window = np.ones(FPS) / FPS
            smooth = np.c_[[np.convolve(floor[:, k], window, 'valid') for k in (0, 1)]].T
            way = np.hypot(*np.diff(smooth[::FPS], axis=0).T).sum()
            share = (len(rows) - 1) / (FPS * (len(smooth[::FPS]) - 1))
            ways.append(((rows[0, 0] - 1) / FPS, (rows[-1, 0] - 1) / FPS, way * share))
        return ways

    def test_distance_and_speed(self):
        at_metres = zip(CORNERS.tolist(), self.corner_metres())
        ground = {'points': [{'at': at, 'metres': list(map(float, m))} for at, m in at_metres]}
        visits, errors, speeds = self.visits(ground), [], []
        for first, last, way in self.true_ways():
            found = [v for v in visits
                     if abs(v['enter_pts'] - first) < .01 and abs(v['leave_pts'] - last) < .01]
            if not found:   # taken for one person with somebody who came where they left
                continue
            nearest = min(found, key=lambda v: abs(v['distance'] - way))
            errors.append(nearest['distance'] / way - 1)
            speeds.append(nearest['speed'] - way / (last - first))
        print('visits: %d, distance mean error %.3f of it (bias %+.3f), speed %.3f m/s' % (
            len(errors), np.mean(np.abs(errors)), np.mean(errors), np.mean(np.abs(speeds))))
        self.assertGreaterEqual(len(errors), 6)
        self.assertLess(np.mean(np.abs(errors)), .06)
        self.assertLess(np.mean(np.abs(speeds)), .06)

    def test_points(self):
        head, rows = ask(points(CORNERS, self.corner_metres(), WIDTH / HEIGHT), self.questions)
        _, way, _, body = self.errors('four points', head, rows)
        self.assertLess(way, .03)
        self.assertLess(body, .05)

    def test_bodies(self):
        lines = ['bodies %d %r %r' % (len(self.boxes), BODY, WIDTH / HEIGHT)]
        lines += ['%r %r %r %d' % (*map(float, q), who)
                  for q, who in zip(self.questions, self.people)]
        head, rows = ask(lines, self.questions)
        # A long lens from afar: the way in depth is what people alone tell badly.
        median, way, _, body = self.errors('person height', head, rows)
        self.assertLess(way, .2)
        self.assertLess(body, .06)


if __name__ == '__main__':
    unittest.main(verbosity=2)
