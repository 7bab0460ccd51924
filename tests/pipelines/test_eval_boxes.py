# SPDX-License-Identifier: MIT
"""`aisle eval tracks` and `aisle eval detections` against py-motmetrics, TrackEval and pycocotools
on real files, and against a slow plain reference on small random cases."""
import contextlib
import gzip
import io
import json
import os
import random
import subprocess
import tempfile
import unittest

import eval_reference
import need

numpy = need.module('numpy')
PETS = 'data/pets/PETS09-S2L1_frames0001-0500.gt.txt'
DETECTIONS = 'truth/vtest_0001_0500.%s.det.txt.gz'
SEED = 20261124


def aisle(*args):
    run = subprocess.run(['aisle', *args], capture_output=True, text=True, timeout=100)
    if run.returncode:
        raise AssertionError(run.stderr)
    return run.stdout


def evaluate(kind, truth, found, *more):
    return json.loads(aisle('eval', kind, truth, found, '--json', *more))


def load(path):
    """{frame: rows of id, x, y, w, h, confidence}"""
    frames = {}
    with open(path, encoding='utf-8') as file:
        for line in file:
            frame, *fields = [float(x) for x in line.split(',')[:7]]
            frames.setdefault(int(frame), []).append(fields)
    return {frame: numpy.array(rows) for frame, rows in frames.items()}


def side_by_side(truth, found):
    """(truth rows, found rows, IoU of each pair) for each frame of the truth."""
    truth, found = load(truth), load(found)
    none = numpy.zeros((0, 6))
    for frame in range(min(truth), max(truth) + 1):
        a, b = truth.get(frame, none), found.get(frame, none)
        ious = numpy.array([[eval_reference.iou(x[1:5], y[1:5]) for y in b] for x in a])
        yield a, b, ious.reshape(len(a), len(b))


def motmetrics_scores(truth, found):
    motmetrics = need.module('motmetrics')
    accumulator = motmetrics.MOTAccumulator(auto_id=True)
    for a, b, ious in side_by_side(truth, found):
        accumulator.update(a[:, 0].astype(int), b[:, 0].astype(int),
                           numpy.where(ious >= 0.5, 1 - ious, numpy.nan))
    names = {'mota': 'mota', 'motp': 'motp', 'idf1': 'idf1', 'idp': 'idp', 'idr': 'idr',
             'num_switches': 'switches', 'num_fragmentations': 'fragmentations',
             'num_misses': 'misses', 'num_false_positives': 'false_positives',
             'num_unique_objects': 'truth_ids', 'num_objects': 'truth_boxes',
             'num_predictions': 'found_boxes'}
    found = motmetrics.metrics.create().compute(accumulator, metrics=list(names)).iloc[0]
    scores = {ours: float(found[theirs]) for theirs, ours in names.items()}
    scores['motp'] = 1 - scores['motp']  # it tells the distance
    return scores


def trackeval_scores(truth, found):
    metrics = need.module('trackeval.metrics')
    index = {}, {}
    ids, ious = ([], []), []
    for a, b, overlaps in side_by_side(truth, found):
        for side, rows in enumerate((a, b)):
            ids[side].append(numpy.array([index[side].setdefault(row[0], len(index[side]))
                                          for row in rows], int))
        ious.append(overlaps)
    data = {'gt_ids': ids[0], 'tracker_ids': ids[1], 'similarity_scores': ious,
            'num_timesteps': len(ious), 'num_gt_ids': len(index[0]),
            'num_tracker_ids': len(index[1]), 'num_gt_dets': sum(map(len, ids[0])),
            'num_tracker_dets': sum(map(len, ids[1]))}
    with contextlib.redirect_stdout(io.StringIO()):
        identity = metrics.Identity().eval_sequence(data)
        hota = metrics.HOTA().eval_sequence(data)
    scores = {name.lower(): float(numpy.mean(hota[name]))
              for name in ('HOTA', 'DetA', 'AssA', 'LocA')}
    scores.update({name.lower(): float(identity[name]) for name in ('IDF1', 'IDP', 'IDR')})
    return scores


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory())

    def path(self, name, text=None):
        path = os.path.join(self.folder, name)
        if text is not None:
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)
        return path

    def unpacked(self, name):
        with gzip.open(need.shared(DETECTIONS % name), 'rt') as file:
            return self.path(name + '.txt', file.read())

    def assert_same(self, ours, theirs):
        self.assertTrue(theirs)
        for name, value in theirs.items():
            self.assertAlmostEqual(ours[name], value, delta=5e-5, msg=name)


class Tracks(Case):
    def check(self, truth, found):
        ours = evaluate('tracks', truth, found)
        self.assert_same(ours, motmetrics_scores(truth, found))
        self.assert_same(ours, trackeval_scores(truth, found))
        return ours

    def test_tud(self):
        for name, mota in (('TUD-Campus', 0.526462), ('TUD-Stadtmitte', 0.564014)):
            with self.subTest(name):
                ours = self.check(need.shared(f'data/mot/{name}.gt.txt'),
                                  need.shared(f'data/mot/{name}.test.txt'))
                self.assertAlmostEqual(ours['mota'], mota, places=6)

    def test_our_tracks(self):
        for name, threshold in (('nanodetplus416-letterbox', '.45'),
                                ('centernet384-stretch', '.35')):
            with self.subTest(name):
                tracks = self.path(name + '.tracks')
                aisle('track', self.unpacked(name), '--fps', '10', '--size', '768x576',
                      '--high-threshold', threshold, '--tracks', tracks)
                ours = self.check(need.shared(PETS), tracks)
                self.assertGreater(ours['switches'], 0)

    def test_truth_against_itself(self):
        truth = need.shared(PETS)
        ours = evaluate('tracks', truth, truth, '--frames', '1-100')
        self.assertEqual([ours[n] for n in ('mota', 'motp', 'idf1', 'hota', 'assa', 'switches')],
                         [1, 1, 1, 1, 1, 0])
        self.assertEqual(ours['truth_boxes'], sum(len(rows) for frame, rows in load(truth).items()
                                                  if frame <= 100))


class RandomTracks(Case):
    """People on a row with boxes that jitter, tracks that swap, are missing or false."""

    def frames(self, rnd):
        people = {i + 1: rnd.uniform(0, 60) for i in range(rnd.randint(1, 4))}
        tracks = {i: 10 + i for i in people}
        for _ in range(rnd.randint(2, 6)):
            if rnd.random() < 0.3:
                tracks[rnd.choice(list(tracks))] = rnd.randint(11, 16)
            truth, found = {}, {}
            for person, x in people.items():
                people[person] = x + rnd.uniform(-8, 8)
                if rnd.random() < 0.85:
                    truth[person] = (round(x, 2), 10, 20, 40)
                if rnd.random() < 0.8:
                    found[tracks[person]] = tuple(round(v + rnd.uniform(-3, 3), 2)
                                                  for v in (x, 10, 20, 40))
            yield truth, found

    @staticmethod
    def text(frames, side):
        return ''.join('%d,%d,%g,%g,%g,%g,1\n' % (number, i, *box)
                       for number, frame in enumerate(frames, 1)
                       for i, box in frame[side].items())

    def test_reference(self):
        rnd, switches, done = random.Random(SEED), 0, 0
        while done < 60:
            frames = list(self.frames(rnd))
            if not (frames[0][0] and frames[-1][0]):
                continue  # so that all frames are within the truth
            done += 1
            ours = evaluate('tracks', self.path('truth', self.text(frames, 0)),
                            self.path('found', self.text(frames, 1)))
            mota, motp, jumps, fragments = eval_reference.clear(frames)
            hota, deta, assa = eval_reference.hota(frames)
            with self.subTest(frames=frames):
                self.assert_same(ours, {
                    'mota': mota, 'motp': motp, 'switches': jumps, 'fragmentations': fragments,
                    'idf1': eval_reference.identity(frames), 'hota': hota, 'deta': deta,
                    'assa': assa})
            switches += jumps
        self.assertGreater(switches, 10)


class Detections(Case):
    def coco(self, truth, found):
        """AP50 and AP of pycocotools."""
        coco, cocoeval = need.module('pycocotools.coco'), need.module('pycocotools.cocoeval')
        truth, found = load(truth), load(found)
        boxes = [{'id': i, 'image_id': frame, 'category_id': 1, 'iscrowd': 0,
                  'bbox': list(row[1:5]), 'area': row[3] * row[4]}
                 for i, (frame, row) in enumerate(
                     ((f, r) for f, rows in truth.items() for r in rows), 1)]
        results = [{'image_id': frame, 'category_id': 1, 'bbox': list(row[1:5]), 'score': row[5]}
                   for frame, rows in found.items() if frame <= max(truth) for row in rows]
        with contextlib.redirect_stdout(io.StringIO()):
            data = coco.COCO()
            data.dataset = {'images': [{'id': f} for f in range(1, max(truth) + 1)],
                            'categories': [{'id': 1}], 'annotations': boxes}
            data.createIndex()
            run = cocoeval.COCOeval(data, data.loadRes(results), 'bbox')
            run.evaluate()
            run.accumulate()
            run.summarize()
        return {'ap': run.stats[0], 'ap50': run.stats[1]}

    def test_pycocotools(self):
        for name in ('nanodetplus416-letterbox', 'centernet384-stretch'):
            with self.subTest(name):
                found = self.unpacked(name)
                ours = evaluate('detections', need.shared(PETS), found)
                self.assert_same(ours, self.coco(need.shared(PETS), found))
                self.assertGreater(ours['ap50'], 0.8)

    def test_threshold(self):
        """Precision and recall are those of the boxes from the threshold on."""
        found = self.unpacked('centernet384-letterbox')
        with open(found, encoding='utf-8') as file:
            sure = [line for line in file if float(line.split(',')[6]) >= 0.4]
        ours = evaluate('detections', need.shared(PETS), found, '--threshold', '0.4')
        alone = evaluate('detections', need.shared(PETS), self.path('sure', ''.join(sure)),
                         '--threshold', '0')
        for name in ('precision', 'recall', 'f1'):
            self.assertEqual(ours[name], alone[name])
        self.assertGreater(ours['best_f1'], ours['f1'] - 1e-9)
        self.assertEqual(alone['found_boxes'], len(sure))


class BadInput(Case):
    def refused(self, words, *args):
        run = subprocess.run(['aisle', 'eval', *args], capture_output=True, text=True, timeout=20)
        self.assertEqual((run.returncode, run.stdout), (1, ''))
        self.assertRegex(run.stderr, r'^aisle: [^\n]+\n$')
        self.assertIn(words, run.stderr)

    def test_each_is_one_sentence(self):
        good = self.path('good', '1,1,0,0,9,9,1\n2,1,0,0,9,9,1\n')
        empty = self.path('empty', '')
        ignored = self.path('ignored', '1,1,0,0,9,9,0\n')
        twice = self.path('twice', '1,7,0,0,9,9,1\n1,7,50,0,9,9,1\n')
        for kind in ('tracks', 'detections'):
            self.refused('no-such', kind, 'no-such', good)
            self.refused('has no box', kind, empty, good)
            self.refused('has no box', kind, ignored, good)
            self.refused('has no box', kind, good, good, '--frames', '5-6')
            self.refused('line 1', kind, good, self.path('bad', '1,2,3\n'))
        self.refused('id 7 is twice on frame 1 of the tracks', 'tracks', good, twice)
        self.refused('id 7 is twice on frame 1 of the truth', 'tracks', twice, good)

    def test_nothing_found_is_a_result(self):
        good = self.path('good', '1,1,0,0,9,9,1\n2,1,0,0,9,9,1\n')
        empty = self.path('empty', '')
        tracks = evaluate('tracks', good, empty)
        self.assertEqual([tracks[n] for n in ('mota', 'idf1', 'hota', 'misses')], [0, 0, 0, 2])
        found = evaluate('detections', good, empty)
        self.assertEqual([found[n] for n in ('ap50', 'ap', 'recall', 'f1')], [0, 0, 0, 0])


if __name__ == '__main__':
    unittest.main()
