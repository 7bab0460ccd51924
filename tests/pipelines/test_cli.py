# SPDX-License-Identifier: MIT
"""The command line of `aisle`: help, wrong usage, exit statuses; the commands without a video."""
import gzip
import json
import os
import subprocess
import tempfile
import unittest

import numpy

import event_lines
import need

COMMANDS = ['analyze', 'shop', 'track', 'replay', 'explain', 'eval', 'audit', 'check', 'uniform',
            'devices', 'models', 'infer', 'bench']
CONFIG = '{"lines": [{"name": "gate", "points": [[0.5, 0], [0.5, 1]], "in": [0.9, 0.5]}]}'


def aisle(*args, cwd=None, **env):
    return subprocess.run(['aisle', *args], cwd=cwd, env=dict(os.environ, **env), timeout=60,
                          capture_output=True, text=True, stdin=subprocess.DEVNULL)


class Usage(unittest.TestCase):
    def test_help(self):
        listed = aisle('--help')
        self.assertEqual(listed.returncode, 0)
        for command in COMMANDS:
            with self.subTest(command):
                self.assertIn('  ' + command, listed.stdout)
                run = aisle(command, '--help')
                self.assertEqual((run.returncode, run.stderr), (0, ''))
                self.assertIn('aisle ' + command, run.stdout)
                self.assertIn('--quiet', run.stdout)

    def test_version(self):
        self.assertRegex(aisle('--version').stdout, r'^aisle \d+\.\d+\.\d+$')

    def test_wrong_usage_is_2_and_one_line(self):
        for line in ['', 'count', 'analyze', 'analyze a b', 'analyze --no-such a',
                     'analyze a --threshold 2', 'analyze a --threshold x',
                     'analyze a --threshold -0.5', 'analyze a --interval -1',
                     'analyze a --start yesterday', 'analyze a --input-size 10',
                     'analyze a --timeout 0', 'analyze a --events e', 'analyze a --why',
                     'track', 'track a',
                     'track a --fps 10', 'track a --fps 0 --size 10x10',
                     'track a --fps 5 --size 10',
                     'track a --fps 5 --size 0x10', 'track a --fps 5 --size 9x9 --events e',
                     'uniform', 'uniform out.json', 'devices all', 'models x', 'infer',
                     'infer a', 'bench', 'bench a --rounds 0',
                     'check', 'check a b', 'eval', 'eval tracks a', 'eval counts a b',
                     'eval tracks a b --frames 5', 'eval tracks a b --frames 5-4',
                     'eval events a b --tolerance -1']:
            with self.subTest(line):
                run = aisle(*line.split())
                self.assertEqual((run.returncode, run.stdout), (2, ''))
                self.assertTrue(run.stderr)
                if line:
                    self.assertRegex(run.stderr, r'^aisle: [^\n]+\n$')

    def test_failures_are_1_and_one_line(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, 'bad.json'), 'w', encoding='utf-8') as file:
                file.write('{"lines": [{"name": "gate"}]}')
            with open(os.path.join(folder, 'bad.txt'), 'w', encoding='utf-8') as file:
                file.write('1,1,2\n')
            for line, words in [
                    ('analyze nothing.avi', "'nothing.avi' does not exist"),
                    ('analyze .', 'no file'),
                    ('analyze bad.txt', 'is not a video'),
                    ('analyze bad.txt --config bad.json', 'points'),
                    ('analyze bad.txt --config none.json', 'none.json'),
                    ('analyze bad.txt --tracks no/such/folder', 'no/such/folder'),
                    ('analyze bad.txt --model none', "no model 'none'"),
                    ('analyze bad.txt --device no-such-device', 'no-such-device'),
                    ('check nothing.avi', "'nothing.avi' does not exist"),
                    ('track none.txt --fps 5 --size 9x9', 'none.txt'),
                    ('track bad.txt --fps 5 --size 9x9', 'bad.txt'),
                    ('infer none.onnx --input x.npy --output y.npy', 'x.npy'),
                    ('bench none', "no model 'none'")]:
                with self.subTest(line):
                    run = aisle(*line.split(), cwd=folder)
                    self.assertEqual((run.returncode, run.stdout), (1, ''), run.stderr)
                    self.assertRegex(run.stderr, r'^(Licence [^\n]+\n)?aisle: [^\n]+\n$')
                    self.assertIn(words, run.stderr)


class Devices(unittest.TestCase):
    def test_report(self):
        run = aisle('devices')
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertRegex(run.stdout, r'^aisle \d')
        self.assertIn('compute units', run.stdout)
        self.assertIn('cache of compiled kernels', run.stdout)

    def test_no_device(self):
        with tempfile.TemporaryDirectory() as folder:
            run = aisle('devices', OCL_ICD_VENDORS=folder)
        self.assertEqual(run.returncode, 1)
        self.assertIn('apt install', run.stderr)


class Models(unittest.TestCase):
    def test_json(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, 'mine.onnx'), 'wb') as file:
                file.write(b'1234567')
            run = aisle('models', '--json', AISLE_MODELS=folder)
        self.assertEqual(run.returncode, 0, run.stderr)
        mine = [m for m in json.loads(run.stdout) if m['name'] == 'mine']
        self.assertEqual(mine, [{'name': 'mine', 'path': os.path.join(folder, 'mine.onnx'),
                                 'licence': 'unknown', 'size': 7}])

    def test_doubt_about_the_licence(self):
        need.model('person-centernet')
        run = aisle('models')
        self.assertIn('upstream repository has no licence file', run.stdout)


class Engine(unittest.TestCase):
    """A network of two outputs: a tensor in, tensors out, and how long that takes."""

    MODEL = os.path.join(need.SOURCE, 'tests', 'gst', 'tiny-detector.onnx')

    def infer(self, array, *more):
        with tempfile.TemporaryDirectory() as folder:
            numpy.save(os.path.join(folder, 'x.npy'), array)
            run = aisle('infer', self.MODEL, '--input', 'x.npy', '--device', 'cpu', *more,
                        cwd=folder)
            outputs = [numpy.load(os.path.join(folder, name)) for name in more if '.npy' in name
                       and os.path.exists(os.path.join(folder, name))]
        return run, outputs

    def test_infer(self):
        image = numpy.random.default_rng(4).uniform(0, 255, (1, 3, 20, 36)).astype('f')
        run, (heat, reach) = self.infer(image, '--output', 'heat.npy', '--output', 'reach.npy')
        self.assertEqual((run.returncode, run.stdout, run.stderr), (0, '', ''))
        cells = image.reshape(3, 5, 4, 9, 4).mean(axis=(2, 4)) / 255
        self.assertEqual((heat.shape, reach.shape), ((1, 2, 5, 9), (1, 4, 5, 9)))
        self.assertTrue(numpy.allclose(heat[0], cells[:2], atol=1e-5))
        self.assertTrue((reach == 8).all())

    def test_tensors_that_do_not_fit(self):
        good = numpy.zeros((1, 3, 8, 8), 'f')
        for array, more, words in ((good[0], ['y.npy'], 'dimensions'),
                                   (good[:, :2], ['y.npy'], 'Conv'),
                                   (good, ['y.npy'] * 3, 'has 2 outputs, 3 were asked for')):
            with self.subTest(words):
                run, outputs = self.infer(array, *(w for y in more for w in ('--output', y)))
                self.assertEqual((run.returncode, run.stdout), (1, ''))
                self.assertRegex(run.stderr, '^aisle: [^\n]*%s[^\n]*\n$' % words)

    def test_bench(self):
        run = aisle('bench', self.MODEL, '--rounds', '5', '--cores', '1', '--json', '--profile')
        self.assertEqual(run.returncode, 0, run.stderr)
        told = json.loads(run.stdout)
        self.assertEqual((told['rounds'], told['compute_units']), (5, 1))
        self.assertGreater(told['min_ms'], 0)
        self.assertLessEqual(told['min_ms'], told['median_ms'])
        self.assertLessEqual(told['median_ms'], told['p95_ms'])
        self.assertGreater(told['gflops'], 0)
        for layer in ('heat', 'reach'):
            self.assertRegex(run.stderr, r'(?m)\b%s$' % layer)


class Track(unittest.TestCase):
    """Two people pass a gate in the middle of a frame of 100 × 100, one each way."""

    def boxes(self):
        rows = []
        for frame in range(1, 31):
            for start, speed, top in ((10, 2.5, 20), (90, -2.5, 60)):
                rows.append('%d,-1,%.1f,%d,8,20,0.9,-1,-1,-1\n'
                            % (frame, start + speed * frame - 4, top))
        return ''.join(rows)

    def test_events_and_tracks(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (('boxes.txt', self.boxes()), ('gate.json', CONFIG)):
                with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
                    file.write(text)
            line = ('track boxes.txt --fps 10 --size 100x100 --config gate.json --seed 3 '
                    '--start 2026-01-02T03:04:05Z --events events --tracks tracks').split()
            run = aisle(*line, cwd=folder)
            self.assertEqual((run.returncode, run.stdout), (0, ''), run.stderr)
            self.assertRegex(run.stderr, r'gate +1 +1\n')
            with open(os.path.join(folder, 'events'), encoding='utf-8') as file:
                events = event_lines.parse(file)
            with open(os.path.join(folder, 'tracks'), encoding='utf-8') as file:
                rows = [text.split(',') for text in file]
            self.assertEqual(aisle(*line, '--quiet', cwd=folder).stderr, '')
        crossed = [e for e in events if e['type'] == 'line-crossed']
        self.assertEqual(sorted(e['direction'] for e in crossed), ['in', 'out'])
        for event in crossed:
            self.assertAlmostEqual(event['pts'], 1.5, delta=0.1)
            self.assertTrue(event['time'].startswith('2026-01-02T03:04:06.'), event)
        self.assertEqual(events[-1]['type'], 'counts')
        self.assertEqual({row[1] for row in rows}, {'1', '2'})
        self.assertTrue(all(len(row) == 10 for row in rows))
        self.assertEqual(max(int(row[0]) for row in rows), 30)

    def test_shared_detections(self):
        """Real detections of 500 frames: as many events as people counted, give or take."""
        path = need.shared('truth/vtest_0001_0500.centernet384-letterbox.det.txt.gz')
        with tempfile.TemporaryDirectory() as folder:
            with gzip.open(path, 'rt') as packed, \
                    open(os.path.join(folder, 'boxes.txt'), 'w', encoding='utf-8') as file:
                file.write(packed.read())
            config = os.path.join(need.SOURCE, 'tests', 'data', 'vtest.json')
            run = aisle('track', 'boxes.txt', '--fps', '10', '--size', '768x576', '--config',
                        config, '--events', 'events', cwd=folder)
            self.assertEqual(run.returncode, 0, run.stderr)
            with open(os.path.join(folder, 'events'), encoding='utf-8') as file:
                events = [json.loads(text) for text in file]
        with open(need.shared('truth/truth_shared.json'), encoding='utf-8') as file:
            truth = json.load(file)['clips']['vtest_0001_0500']
        crossed = sum(e['type'] == 'line-crossed' for e in events)
        certain = sum(not c['optional'] for c in truth['crossings'])
        self.assertGreaterEqual(crossed, 0.85 * certain)
        self.assertLessEqual(crossed, 1.1 * len(truth['crossings']))


if __name__ == '__main__':
    unittest.main()
