# SPDX-License-Identifier: MIT
"""`aisle eval events` against the scorer of the shared data, on our own events and on perfect ones
that were spoiled; and on cases whose scores are known by hand."""
import datetime
import importlib.util
import json
import os
import random
import subprocess
import tempfile
import unittest
import warnings

import need
from test_eval_boxes import DETECTIONS, Case, aisle

TRUTH = 'truth/truth_shared.json'
CLIP = 'vtest_0001_0500'
SEED = 61


def scorer():
    need.module('scipy')
    spec = importlib.util.spec_from_file_location('score', need.shared('truth/score.py'))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def event(kind, pts, name, start='2026-01-05T09:00:00', **more):
    """An event with what all of them have, of a stream that began at `start`, UTC."""
    time = datetime.datetime.fromisoformat(start) + datetime.timedelta(seconds=round(pts, 3))
    place = {'line-crossed': 'line', 'visit-ended': 'zone', 'queue-left': 'queue'}[kind]
    return {'schema': 'aisle.event/1', 'id': '%016x' % random.getrandbits(64), 'type': kind,
            'camera': 'door', 'time': time.isoformat(timespec='milliseconds') + 'Z',
            'pts': round(pts, 3),
            place: name, 'track': 1, **more}


def crossing(pts, line='gate', direction='in', **more):
    return event('line-crossed', pts, line, direction=direction, **more)


def visit(enter, leave, zone='table', **more):
    return event('visit-ended', leave, zone, enter_pts=round(enter, 3), leave_pts=round(leave, 3),
                 dwell=round(leave - enter, 3), reason='left', stitched=False, **more)


def wait(enter, leave, queue='till', outcome='served'):
    return event('queue-left', leave, queue, enter_pts=enter, leave_pts=leave, wait=leave - enter,
                 outcome=outcome)


def counts(start, blind, line='gate'):
    """The minute from `start`, told half a second after its end."""
    told = event('line-crossed', start + 60.5, line)
    del told['line'], told['track']
    first = datetime.datetime(2026, 1, 5, 9) + datetime.timedelta(seconds=start)
    last = first + datetime.timedelta(minutes=1)
    numbers = {'in': 0, 'out': 0, 'total_in': 0, 'total_out': 0}
    return {**told, 'type': 'counts', 'start': first.isoformat(timespec='milliseconds') + 'Z',
            'end': last.isoformat(timespec='milliseconds') + 'Z', 'lines': {line: numbers},
            'zones': {}, 'frames': 600, 'dropped': 0, 'minutes': 1, 'open': True, 'blind': blind}


def lines(events):
    return ''.join(json.dumps(e) + '\n' for e in events)


class Against(Case):
    """The scorer rounds to three decimals."""

    def compare(self, clip, path):
        truth = need.shared(TRUTH)
        score = scorer()
        with open(truth, encoding='utf-8') as file:
            with warnings.catch_warnings(action='ignore', category=ResourceWarning):
                theirs = score.events(json.load(file)['clips'][clip], score.load_events(path))
        ours = json.loads(aisle('eval', 'events', truth, path, '--clip', clip, '--json'))
        for name, theirs_of, ours_of in (
                [('crossing', theirs['crossing'], ours['crossings']),
                 ('visit', theirs['visit'], ours['visits'])]
                + [(l['name'], theirs['lines'][l['name']], l['both']) for l in ours['lines']]
                + [(z['name'], theirs['zones'][z['name']], z) for z in ours['zones']]):
            self.compare_finds(name, theirs_of, ours_of)
        self.assertAlmostEqual(ours['crossings']['accuracy'],
                               theirs['crossing']['count_acc_pooled'], delta=6e-4)
        self.assertAlmostEqual(ours['crossings']['accuracy_mean_over_lines'],
                               theirs['crossing']['count_acc_mean_over_lines'], delta=6e-4)
        self.assertEqual({l['name'] for l in ours['lines']}, set(theirs['lines']))
        self.assertEqual({z['name'] for z in ours['zones']}, set(theirs['zones']))
        return ours

    def compare_finds(self, name, theirs, ours):
        self.assertEqual([ours['right'], ours['wrong'], ours['missed']],
                         [theirs['tp'], theirs['fp'], theirs['fn']], name)
        pairs = {'P': 'precision', 'R': 'recall', 'F1': 'f1', 'count_acc': 'accuracy',
                 'dwell_MAE_matched': 'dwell_error', 'dwell_MAE_all': 'dwell_error_all'}
        for their_key, our_key in pairs.items():
            if their_key in theirs and theirs[their_key] is not None:
                delta = 6e-3 if 'dwell' in our_key else 6e-4
                self.assertAlmostEqual(ours[our_key], theirs[their_key], delta=delta,
                                       msg=f'{name} {our_key}')

    def test_our_events(self):
        for name, threshold in (('nanodetplus416-letterbox', '.45'),
                                ('centernet384-stretch', '.35')):
            with self.subTest(name):
                path = self.path(name + '.jsonl')
                aisle('track', self.unpacked(name), '--fps', '10', '--size', '768x576',
                      '--high-threshold', threshold, '--events', path, '--config',
                      os.path.join(need.SOURCE, 'tests/data/vtest.json'), '--seed', '1')
                ours = self.compare(CLIP, path)
                self.assertGreater(ours['crossings']['f1'], 0.8)

    def spoiled(self, clip, rnd):
        """The true events, some of them late, lost, doubled, turned round or cut in two."""
        for e in clip['crossings']:
            late, direction = rnd.gauss(0, 0.7), e['dir']
            if rnd.random() < 0.05:
                direction = 'out' if direction == 'in' else 'in'
            for _ in range(rnd.choice((0, 1, 1, 1, 1, 1, 1, 1, 2))):
                yield crossing(max(0, e['t'] + late), e['line'], direction)
        for v in clip['visits']:
            enter, leave = v['enter'] + rnd.gauss(0, 0.7), v['leave'] + rnd.gauss(0, 0.7)
            if leave <= enter or rnd.random() < 0.1:
                continue
            cut = rnd.uniform(enter, leave)
            if rnd.random() < 0.2:
                yield visit(enter, cut, v['zone'])
                enter = min(cut + 0.2, leave)
            yield visit(enter, leave, v['zone'])
        yield crossing(10, 'no such line')
        yield crossing(clip['t1'] + 5, next(iter(clip['lines'])))

    def test_spoiled_truth(self):
        rnd = random.Random(SEED)
        with open(need.shared(TRUTH), encoding='utf-8') as file:
            clips = json.load(file)['clips']
        for name, clip in clips.items():
            for round_ in range(12):
                with self.subTest(name, round=round_):
                    self.compare(name, self.path('e', lines(self.spoiled(clip, rnd))))


class ByHand(Case):
    def score(self, truth, found, *more):
        return json.loads(aisle('eval', 'events', self.path('truth', lines(truth)),
                                self.path('found', lines(found)), '--json', *more))

    def test_buckets(self):
        """Three in the first minute, one in the 20th: one missed, one false, an hour that fits."""
        truth = [crossing(t) for t in (5, 15, 25, 1190)]
        ours = self.score(truth, [crossing(t) for t in (5.2, 25, 1190.9, 1199)])
        gate = ours['lines'][0]['in']
        self.assertEqual((gate['right'], gate['wrong'], gate['missed']), (3, 1, 1))
        self.assertEqual((gate['accuracy'], gate['accuracy_60'], gate['accuracy_1']), (1, 1, 0.5))
        self.assertEqual((gate['accuracy_15'], gate['worst_15']), (0.5, 0))
        self.assertEqual([(b['start'], b['truth'], b['found']) for b in gate['buckets_1']],
                         [(0, 3, 2), (1140, 1, 2)])
        self.assertEqual(len(gate['buckets_60']), 1)

    def test_buckets_are_those_of_the_clock(self):
        """A stream that began at 09:14:30: its quarter ends after 30 s."""
        early, late = (crossing(t, start='2026-01-05T09:14:30') for t in (29.9, 30))
        gate = self.score([early, late], [late])['lines'][0]['in']
        self.assertEqual([(b['start'], b['truth'], b['found']) for b in gate['buckets_15']],
                         [(-870, 1, 0), (30, 1, 1)])
        self.assertEqual([b['start'] for b in gate['buckets_60']], [-870])

    def test_a_blind_minute_is_a_gap(self):
        """Two of three are missed while the camera is blind: no bucket tells of that minute."""
        truth = [crossing(t) for t in (5, 60, 90, 119.999, 120)]
        found = [crossing(5), crossing(90), crossing(120)]
        for blind, buckets in ((0, [(0, 1, 1), (60, 3, 1), (120, 1, 1)]),
                               (12.5, [(0, 1, 1), (120, 1, 1)])):
            gate = self.score(truth, found + [counts(60, blind)])['lines'][0]['in']
            self.assertEqual([(b['start'], b['truth'], b['found']) for b in gate['buckets_1']],
                             buckets)
            self.assertEqual(gate['accuracy_15'], 1 if blind else 0.6)
            self.assertEqual((gate['right'], gate['missed']), (3, 2))

    def test_tolerance(self):
        found = [crossing(12)]
        self.assertEqual(self.score([crossing(10)], found)['crossings']['right'], 0)
        self.assertEqual(self.score([crossing(10)], found, '--tolerance', '2')
                         ['crossings']['right'], 1)

    def test_staff_and_reentries_are_not_counted(self):
        truth = [crossing(10), crossing(20, staff=True), crossing(30, reentry=True),
                 visit(0, 9), visit(10, 19, staff=True)]
        ours = self.score(truth, truth[:1] + truth[3:4])
        self.assertEqual((ours['crossings']['truth'], ours['crossings']['missed']), (1, 0))
        self.assertEqual(ours['visits']['missed'], 0)

    def test_waits(self):
        truth = [wait(0, 60), wait(10, 40, outcome='abandoned'), wait(100, 160)]
        ours = self.score(truth, [wait(2, 60), wait(10, 40)])['waits']
        self.assertEqual((ours['right'], ours['missed'], ours['wait_error']), (2, 1, 1))
        self.assertEqual(ours['outcome_accuracy'], 0.5)

    def test_doors_of_several_cameras(self):
        """Lines of one name are told apart by their cameras."""
        truth = [crossing(10, camera='a'), crossing(10, camera='b')]
        ours = self.score(truth, truth[:1])
        self.assertEqual([(l['name'], l['both']['missed']) for l in ours['lines']],
                         [('a/gate', 0), ('b/gate', 1)])

    def test_a_line_that_is_not_there_is_false(self):
        ours = self.score([crossing(10)], [crossing(10), crossing(10, 'ghost')])
        self.assertEqual((ours['crossings']['right'], ours['crossings']['wrong']), (1, 1))


class Plots(Case):
    def test_pictures(self):
        image = need.module('PIL.Image')
        truth = self.path('truth', lines(crossing(t) for t in (10, 20, 30)))
        found = self.path('found', lines(crossing(t) for t in (10, 40)))
        box = self.path('boxes', '1,1,0,0,9,9,1\n')
        folder = self.path('new/folder')
        aisle('eval', 'events', truth, found, '--plot', folder)
        aisle('eval', 'detections', box, box, '--plot', folder)
        self.assertEqual(sorted(os.listdir(folder)),
                         ['counts.png', 'errors.png', 'precision-recall.png'])
        red, orange, blue = (204, 56, 51), (242, 153, 38), (31, 97, 194)
        for name, colors in (('counts.png', [red, orange, blue]), ('errors.png', [red, orange]),
                             ('precision-recall.png', [red])):
            with image.open(os.path.join(folder, name)) as picture:
                data = picture.convert('RGB')
                # The key of each picture stands above y = 44: what is below is the data.
                pixels = list(data.crop((0, 44, *data.size)).getdata())
            for color in colors:
                near = sum(max(abs(a - b) for a, b in zip(color, p)) < 4 for p in pixels)
                self.assertGreater(near, 20, (name, color))

    def test_nowhere_to_write(self):
        truth = self.path('truth', lines([crossing(10)]))
        run = subprocess.run(['aisle', 'eval', 'events', truth, truth, '--plot', truth],
                             capture_output=True, text=True, timeout=20)
        self.assertEqual((run.returncode, run.stdout), (1, ''))
        self.assertRegex(run.stderr, r'^aisle: cannot make the folder [^\n]+\n$')


class BadInput(Case):
    def refused(self, words, *args):
        run = subprocess.run(['aisle', 'eval', 'events', *args], capture_output=True, text=True,
                             timeout=20)
        self.assertEqual((run.returncode, run.stdout), (1, ''))
        self.assertRegex(run.stderr, r'^aisle: [^\n]+\n$')
        self.assertIn(words, run.stderr)

    def test_each_is_one_sentence(self):
        good = self.path('good', lines([crossing(10)]))
        self.refused('no-such', 'no-such', good)
        self.refused('no-such', good, 'no-such')
        self.refused('tells of no crossing', self.path('empty', ''), good)
        for name, text in (('json', '{'), ('list', '[]'), ('other', '{"schema":"other/1"}'),
                           ('half', lines([crossing(10)])[:-30])):
            bad = self.path(name, lines([crossing(10)]) + text + '\n')
            self.refused(', line 2: ', good, bad)
            self.refused(', line 2: ', bad, good)

    def test_clips(self):
        good = self.path('good', lines([crossing(10)]))
        clip = {'t0': 0, 't1': 9, 'lines': {'gate': []}, 'zones': {}, 'crossings': [],
                'visits': []}
        self.refused('no clip', self.path('c', json.dumps({'clips': {}})), good, '--clip', 'a')
        self.refused('clips', self.path('c', '[1]'), good, '--clip', 'a')
        self.refused('clips', self.path('c', 'x'), good, '--clip', 'a')
        for key, value in (('t0', 'x'), ('lines', []), ('zones', None), ('crossings', [1]),
                           ('crossings', {}),
                           ('crossings', [{'line': 'gate', 'dir': 'up', 't': 1}]),
                           ('crossings', [{'line': 'else', 'dir': 'in', 't': 1}]),
                           ('visits', [{'zone': 'else'}])):
            with self.subTest(key, value=value):
                text = json.dumps({'clips': {'a': dict(clip, **{key: value})}})
                self.refused("clip 'a'", self.path('c', text), good, '--clip', 'a')


if __name__ == '__main__':
    unittest.main()
