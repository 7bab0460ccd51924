# SPDX-License-Identifier: MIT
"""`aisle analyze` and `aisle check` on files whose truth is known: outputs, determinism, bad
input."""
import datetime
import json
import os
import shutil
import signal
import subprocess
import time
import unittest

import event_lines
import need
import scene

np = need.module('numpy')


def lines(path):
    with open(path, encoding='utf-8') as file:
        return file.read().splitlines()


def events_of(path):
    return event_lines.parse(lines(path))


class InTheWorld(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = scene.World()
        cls.addClassCleanup(cls.world.close)
        cls.clip = scene.encode(cls.world.file('clip.mp4'))

    def analyze(self, *args, status=0):
        run = self.world.run('analyze', *args)
        self.assertEqual(run.returncode, status, run.stderr)
        return run

    def count(self, clip, *args, status=0, start=('--start', '2026-01-01T00:00:00Z')):
        """The events of a clip; it starts with a minute, so that its counts are one bucket."""
        self.analyze(clip, '--config', 'hall.json', '--events', 'events', '--seed', '1', *start,
                     *args, status=status)
        return events_of(self.world.file('events'))

    def assert_crossings(self, events, expected, within=0.12):
        got = sorted((e['pts'], e['direction']) for e in events if e['type'] == 'line-crossed')
        self.assertEqual([d for _, d in got], [d for _, d in expected])
        for (t, _), (truth, _) in zip(got, expected):
            self.assertAlmostEqual(t, truth, delta=within)


class Counting(InTheWorld):
    def test_crossings_and_visits(self):
        events = self.count(self.clip)
        self.assert_crossings(events, scene.crossings())
        visits = [e for e in events if e['type'] == 'visit-ended']
        self.assertEqual(len(visits), 3)
        for visit, speed in zip(sorted(visits, key=lambda v: v['enter_pts']), (70, 60, 80)):
            self.assertAlmostEqual(visit['dwell'], 80 / speed, delta=0.25)
            self.assertEqual(visit['zone'], 'bay')
        self.assertEqual(events[-1]['lines']['gate'],
                         {'in': 2, 'out': 1, 'total_in': 2, 'total_out': 1,
                          'day_in': 2, 'day_out': 1})
        self.assertEqual(events[-1]['frames'], 80)

    def test_summary(self):
        run = self.analyze(self.clip, '--config', 'hall.json')
        self.assertEqual(run.stdout, '')
        self.assertRegex(run.stderr, r'gate +2 +1\n')
        self.assertRegex(run.stderr, r'bay +3 +1\.\d s\n')
        self.assertIn('80 frames', run.stderr)
        self.assertNotIn('\r', run.stderr)    # no bar where stderr is no terminal

    def test_quiet(self):
        run = self.analyze(self.clip, '--config', 'hall.json', '--events', '-', '--quiet',
                           '--start', '2026-01-01T00:00:00Z')
        self.assertEqual(run.stderr, '')
        # Three crossings, three visits; a minute, a quarter and an hour that the end cuts off.
        self.assertEqual(len(run.stdout.splitlines()), 9)

    def test_start(self):
        events = self.count(self.clip, start=('--start', '2026-03-01T10:00:00+01:00'))
        self.assertTrue(all(e['time'].startswith('2026-03-01T09:00:0') for e in events))
        self.assertEqual(events[-1]['end'][:19], '2026-03-01T09:00:07')

    def test_date_of_the_container(self):
        now = time.time()
        recorded = scene.encode(self.world.file('dated.mkv'), seconds=1)
        for clip, epoch in ((recorded, now), (scene.encode(self.world.file('undated.avi'),
                                                           seconds=1), 0)):
            with self.subTest(clip):
                event = self.count(clip, start=())[-1]
                start = datetime.datetime.fromisoformat(event['start']).timestamp()
                self.assertAlmostEqual(start, epoch, delta=60 if epoch else 1e-6)
                self.assertNotIn('clock', event)

    def test_other_rates_sizes_and_containers(self):
        scale = 'videoscale ! video/x-raw,width=%d,height=%d'
        for name, options in {'5fps.mp4': {'fps': 5}, '25fps.mp4': {'fps': 25}, 'jpeg.avi': {},
                              'half.mp4': {'after': scale % (160, 120)},
                              'odd.avi': {'after': scale % (319, 239)}}.items():
            with self.subTest(name):
                events = self.count(scene.encode(self.world.file(name), **options))
                self.assert_crossings(events, scene.crossings())

    def test_mirrored(self):
        pictures = (scene.frame(i / 10, mirrored=True) for i in range(80))
        events = self.count(scene.encode(self.world.file('mirrored.mp4'), pictures=pictures))
        swapped = [(t, {'in': 'out', 'out': 'in'}[d]) for t, d in scene.crossings()]
        self.assert_crossings(events, swapped)

    def test_interval(self):
        self.assert_crossings(self.count(self.clip, '--interval', '2'), scene.crossings(), 0.2)

    def test_same_bytes_every_time(self):
        files = ['events', 'tracks', 'detections', 'vectors']
        seen = []
        for cores in ('1', '2', '2'):
            self.count(self.clip, '--cores', cores, '--tracks', 'tracks', '--detections',
                       'detections', '--vectors', 'vectors')
            seen.append([lines(self.world.file(name)) for name in files])
        self.assertEqual(seen[0], seen[1])
        self.assertEqual(seen[1], seen[2])


class Floor(InTheWorld):
    """A floor of 8 × 6 m that the camera sees from above: 40 pixels are a metre."""

    def setUp(self):
        points = [{'at': [x, y], 'metres': [8 * x, 6 * y]}
                  for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
        config = json.loads(scene.CONFIG)
        config['ground'] = {'points': points}
        with open(self.world.file('floor.json'), 'w', encoding='utf-8') as file:
            json.dump(config, file)

    def floor(self, *args, status=0):
        return self.analyze(self.clip, '--config', 'floor.json', '--events', 'floor.events', *args,
                            status=status)

    def test_visits(self):
        self.floor()
        visits = [e for e in events_of(self.world.file('floor.events'))
                  if e['type'] == 'visit-ended']
        self.assertEqual(len(visits), 3)
        for visit, speed in zip(sorted(visits, key=lambda v: v['enter_pts']), (70, 60, 80)):
            self.assertAlmostEqual(visit['distance'], 2, delta=.3)    # the bay's width
            self.assertAlmostEqual(visit['speed'], speed / 40, delta=.35)

    def test_numbers(self):
        self.floor('--floor-heatmap', 'heat.csv', '--flow', 'flow.csv', '--paths', 'paths.jsonl')
        heat = np.loadtxt(self.world.file('heat.csv'), delimiter=',', skiprows=1)
        self.assertAlmostEqual(heat[:, 2].sum(), 280 / 60 + 280 / 70 + 280 / 80, delta=1.5)
        flow = np.loadtxt(self.world.file('flow.csv'), delimiter=',', skiprows=1)
        for y, vx in ((3, 1.5), (4.5, -1.75), (5.75, 2)):
            lane = flow[(abs(flow[:, 1] - y) < .5) & (flow[:, 5] > .1)]
            self.assertGreater(len(lane), 10)
            self.assertAlmostEqual(np.median(lane[:, 2]), vx, delta=.15)
        paths = [json.loads(line)['points'] for line in lines(self.world.file('paths.jsonl'))]
        self.assertEqual(len(paths), 3)
        for path in paths:
            self.assertGreater(abs(path[-1][1] - path[0][1]), 5)

    def test_pictures(self):
        self.floor('--floor-heatmap', 'heat.png', '--flow', 'flow.png', '--paths', 'paths.svg')
        for name in ('heat.png', 'flow.png'):
            with open(self.world.file(name), 'rb') as file:
                self.assertEqual(file.read(8), b'\x89PNG\r\n\x1a\n')
        self.assertIn('</svg>', ''.join(lines(self.world.file('paths.svg'))))

    def test_without_ground(self):
        run = self.analyze(self.clip, '--config', 'hall.json', '--flow', 'flow.csv', status=1)
        self.assertIn("the floor was not known", run.stderr)
        run = self.analyze(self.clip, '--flow', 'flow.csv', status=2)
        self.assertIn('need --config', run.stderr)


class Outputs(InTheWorld):
    def test_boxes(self):
        self.count(self.clip, '--tracks', 'tracks', '--detections', 'detections',
                   '--vectors', 'vectors')
        detections = [line.split(',') for line in lines(self.world.file('detections'))]
        tracks = [line.split(',') for line in lines(self.world.file('tracks'))]
        self.assertEqual({len(row) for row in detections + tracks}, {10})
        self.assertEqual({row[1] for row in detections}, {'-1'})
        self.assertEqual({row[1] for row in tracks}, {'1', '2', '3'})
        self.assertEqual(detections[0][0], '1')
        at = [row for row in detections if row[0] == '21' and abs(float(row[3]) - 64) < 5]
        self.assertAlmostEqual(float(at[0][2]), 20 + 60 * 2.0 - 10, delta=4)    # first walker
        self.assertTrue(all(float(row[6]) > 0 for row in tracks))
        vectors = [json.loads(line) for line in lines(self.world.file('vectors'))]
        self.assertEqual(len(vectors), 80)
        self.assertEqual((vectors[20]['pts'], vectors[20]['width']), (2.0, 320))
        numbers = {box['track'] for frame in vectors for box in frame['boxes']}
        crossed = {e['track'] for e in events_of(self.world.file('events')) if 'track' in e}
        self.assertLessEqual(crossed, numbers)

    def test_annotated_video(self):
        """As many frames as came in, playable, with a line drawn on them."""
        pictures = self.annotated()
        yellow = pictures[70, 60:200, 160, 0] - pictures[70, 60:200, 160, 2]
        self.assertGreater(np.median(yellow), 60)
        grey = np.abs(pictures[70, 120:, :40, 0] - pictures[70, 120:, :40, 2])
        self.assertLess(np.median(grey), 10)

    def test_annotated_with_why(self):
        """Ways in green and orange are drawn with --why, and only then."""
        for options, least, most in (([], 0, 20), (['--why'], 60, 5000)):
            pictures = self.annotated(*options)
            red, green, blue = pictures[70].transpose(2, 0, 1)
            on_in, on_out = green - red > 60, red - green > 60
            way = (on_in & (green - blue > 50)) | (on_out & (green - blue > 20))
            self.assertTrue(least <= way.sum() <= most, (options, way.sum()))

    def annotated(self, *options):
        """The pictures of the annotated clip, RGB."""
        self.analyze(self.clip, '--config', 'hall.json', '--annotate', 'out.mp4', *options)
        line = ('gst-launch-1.0 -q filesrc location=out.mp4 ! decodebin ! videoconvert ! '
                'video/x-raw,format=RGB ! fdsink')
        raw = subprocess.run(line.split(), cwd=self.world.path, capture_output=True,
                             check=True).stdout
        pictures = np.frombuffer(raw, np.uint8).reshape(-1, 240, 320, 3).astype(int)
        self.assertEqual(len(pictures), 80)
        return pictures

    def test_heat_map(self):
        self.analyze(self.clip, '--config', 'hall.json', '--heatmap', 'heat.png')
        with open(self.world.file('heat.png'), 'rb') as file:
            self.assertEqual(file.read(8), b'\x89PNG\r\n\x1a\n')
        self.analyze(self.clip, '--config', 'hall.json', '--heatmap', 'heat.csv')
        heat = np.loadtxt(self.world.file('heat.csv'), delimiter=',')
        present = sum(abs(x1 - x0) / speed for _, x0, x1, _, speed in scene.WALKERS)
        self.assertAlmostEqual(heat.sum(), present, delta=0.15 * present)
        rows = heat.sum(axis=1)
        feet = [int(feet / 240 * len(rows)) for _, _, _, feet, _ in scene.WALKERS]
        near = sum(rows[max(0, f - 1):f + 2].sum() for f in feet)
        self.assertGreater(near, 0.95 * heat.sum())


class BadInput(InTheWorld):
    def test_cut_in_the_middle_of_a_frame(self):
        whole = scene.encode(self.world.file('whole.avi'))
        size = os.path.getsize(whole)
        with open(whole, 'rb') as file, open(self.world.file('cut.avi'), 'wb') as cut:
            cut.write(file.read(int(size * 0.55)))
        run = self.analyze('cut.avi', '--config', 'hall.json', '--events', 'events', status=1)
        self.assertIn('is cut off', run.stderr)
        self.assertRegex(run.stderr, r'gate +1 +1\n')
        self.assert_crossings(events_of(self.world.file('events')), scene.crossings()[:2])

    def test_noise_inside(self):
        """Damaged frames are skipped or shown broken; the run ends and says what it counted."""
        clip = scene.encode(self.world.file('noise.avi'))
        with open(clip, 'r+b') as file:
            file.seek(os.path.getsize(clip) // 2)
            file.write(np.random.default_rng(1).bytes(3000))
        run = self.world.run('analyze', clip, '--config', 'hall.json', '--events', 'events')
        self.assertIn(run.returncode, (0, 1), run.stderr)
        self.assertEqual(events_of(self.world.file('events'))[-1]['type'], 'counts')

    def test_one_pixel_and_8k(self):
        for width, height, options in ((1, 1, ['--annotate', 'out.mp4']), (7680, 4320, [])):
            with self.subTest(width=width):
                scale = 'videoscale ! video/x-raw,width=%d,height=%d' % (width, height)
                pictures = (np.full((54, 96), 90, np.uint8) for _ in range(2))
                clip = scene.encode(self.world.file('size.mkv'), pictures=pictures, after=scale)
                events = self.count(clip, '--heatmap', 'heat.png', *options)
                self.assertEqual([e['type'] for e in events], ['counts'] * 3)
                self.assertEqual(events[0]['frames'], 2)
        self.assertGreater(os.path.getsize(self.world.file('out.mp4')), 500)

    def test_no_decoder(self):
        """A video of a kind that nothing here decodes."""
        clip = self.world.file('unknown.avi')
        shutil.copy(scene.encode(self.world.file('known.avi'), seconds=1), clip)
        with open(clip, 'rb') as file:
            data = file.read().replace(b'MJPG', b'ZZZZ')
        with open(clip, 'wb') as file:
            file.write(data)
        run = self.analyze(clip, '--config', 'hall.json', status=1)
        self.assertRegex(run.stderr, r'^aisle: [^\n]+\n$')
        self.assertRegex(run.stderr, 'no decoder|not a video')

    def test_broken_configs(self):
        for text, words in [('{', 'bad.json'), ('[]', 'bad.json'), ('{"lines": 3}', 'lines'),
                            ('{"zones": [{"name": "z", "polygon": [[0,0],[1,1],[1,0],[0,1]]}]}',
                             'zones')]:
            with self.subTest(text):
                with open(self.world.file('bad.json'), 'w', encoding='utf-8') as file:
                    file.write(text)
                run = self.analyze(self.clip, '--config', 'bad.json', status=1)
                self.assertRegex(run.stderr, r'^aisle: [^\n]+\n$')
                self.assertIn(words, run.stderr)

    def test_results_that_cannot_be_written(self):
        for option in ('--events', '--tracks', '--annotate', '--heatmap'):
            with self.subTest(option):
                run = self.analyze(self.clip, '--config', 'hall.json', option, 'no/folder/x',
                                   status=1)
                self.assertIn('no/folder/x', run.stderr)

    def test_interrupted(self):
        """Ctrl-C closes what was begun: the events so far, exit 1."""
        pictures = (scene.frame((i % 80) / 10) for i in range(3000))
        clip = scene.encode(self.world.file('long.avi'), pictures=pictures)
        with subprocess.Popen(['aisle', 'analyze', clip, '--config', 'hall.json', '--events',
                               'begun'], cwd=self.world.path, env=self.world.env,
                              stderr=subprocess.PIPE, text=True) as run:
            events = self.world.file('begun')
            while not os.path.exists(events) or os.path.getsize(events) == 0:
                self.assertIsNone(run.poll())
                time.sleep(0.05)
            run.send_signal(signal.SIGINT)
            said = run.communicate(timeout=30)[1]
        self.assertEqual(run.returncode, 1, said)
        self.assertIn('interrupted', said)
        found = events_of(events)
        self.assertEqual(found[-1]['type'], 'counts')
        self.assertLess(found[-1]['pts'], 299)


class Check(InTheWorld):
    def check(self, clip, *args):
        run = self.world.run('check', clip, *args)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout

    def test_a_good_camera(self):
        said = self.check(self.clip, '--config', 'hall.json')
        self.assertIn('320 x 240, 10.0 frames per second', said)
        self.assertRegex(said, r'People: 5\d pixels high, 5\d in the model\'s input: good')
        self.assertIn("Line 'gate': lies well; people seen on both sides of it: 3", said)
        self.assertTrue(said.endswith('Verdict: this camera will count well.\n'), said)

    def test_a_dark_slow_camera_with_a_line_at_the_edge(self):
        with open(self.world.file('edge.json'), 'w', encoding='utf-8') as file:
            file.write('{"lines": [{"name": "rim", "points": [[0.02, 0], [0.02, 1]], '
                       '"in": [0.9, 0.5]}]}')
        clip = scene.encode(self.world.file('dark.avi'), fps=4,
                            after='videobalance brightness=-0.15')
        said = self.check(clip, '--config', 'edge.json')
        self.assertIn('Set at least 5', said)
        self.assertIn('Light: dark', said)
        self.assertIn("Line 'rim': lies at the edge", said)
        self.assertIn('Verdict: this camera will count with errors: ', said)

    def test_nobody(self):
        pictures = (np.full((240, 320), 90, np.uint8) for _ in range(10))
        said = self.check(scene.encode(self.world.file('empty.mp4'), pictures=pictures))
        self.assertIn('Verdict: too few people were seen (0)', said)

    def test_a_limit(self):
        said = self.check(self.clip, '--seconds', '0.5')
        self.assertIn('too few people', said)


if __name__ == '__main__':
    unittest.main()
