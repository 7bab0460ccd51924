# SPDX-License-Identifier: MIT
"""`aisle shop`: two cameras over one floor, people whose ways are known, each counted once."""
import copy
import json
import signal
import subprocess
import time
import unittest

import event_lines
import need
import scene
from test_rtsp import Server

np = need.module('numpy')

SIZE = (12.0, 6.0)      # metres
WIDTH, HEIGHT = 640, 360
FPS = 10
EPOCH = 1767258000000000    # 2026-01-01T09:00:00Z
# What each camera sees of the floor: places in the picture, and metres.
VIEWS = {'left': [([.1, .3], [0, 0]), ([.9, .3], [7, 0]), ([1, .98], [7, 6]), ([0, .98], [0, 6])],
         'right': [([.15, .25], [12, 6]), ([.85, .25], [5, 6]), ([1, .95], [5, 0]),
                   ([0, .95], [12, 0])]}
FLOOR = {'camera': 'market',
         'lines': [{'name': 'west', 'points': [[.12, 0], [.12, 1]], 'in': [.5, .5]},
                   {'name': 'east', 'points': [[.88, 1], [.88, 0]], 'in': [.5, .5]}],
         'zones': [{'name': 'middle', 'polygon': [[.3, 0], [.7, 0], [.7, 1], [.3, 1]]}],
         'occupancy': [{'name': 'shop', 'lines': ['west', 'east']}]}


def homography(pairs):
    """From the floor to the picture."""
    rows = []
    for (u, v), (x, y) in pairs:
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y, -u], [0, 0, 0, x, y, 1, -v * x, -v * y, -v]]
    return np.linalg.svd(np.array(rows, float))[2][-1].reshape(3, 3)


def config(name):
    points = [{'at': at, 'metres': metres} for at, metres in VIEWS[name]]
    return {'camera': name, 'ground': {'points': points}}


def walk(seconds, *stops):
    """A way from stop to stop (x, y, share of the seconds)."""
    times = np.array([share * seconds for *_, share in stops])
    return lambda t: (np.interp(t, times, [s[0] for s in stops]),
                      np.interp(t, times, [s[1] for s in stops])) if 0 <= t <= seconds else None


# (begins at second, way): three go through, one turns about in the middle.
PEOPLE = [(0, walk(12, (.2, 2, 0), (11.8, 2.5, 1))), (3, walk(12, (11.8, 4, 0), (.2, 4.5, 1))),
          (6, walk(12, (.2, 4.6, 0), (11.8, 3, 1))),
          (10, walk(14, (.2, 1.5, 0), (6, 1.2, .5), (.2, 1.8, 1)))]
SECONDS = 30


def vectors(name, seed):
    """What the camera's analysis would have stored: feet with an error of some centimetres."""
    matrix, random = homography(VIEWS[name]), np.random.default_rng(seed)
    low, high = (0, 7) if name == 'left' else (5, 12)
    for frame in range(SECONDS * FPS):
        boxes = []
        for number, (begin, way) in enumerate(PEOPLE, 1):
            place = way(frame / FPS - begin)
            if place is None or not low <= place[0] <= high:
                continue
            x, y = place + random.normal(0, .06, 2)
            u, v, w = matrix @ (x, y, 1)
            height = 60 + 80 * v / w
            boxes.append({'track': number + (0 if name == 'left' else 100),
                          'x': u / w * WIDTH - height / 6, 'y': v / w * HEIGHT - height,
                          'w': height / 3, 'h': height, 'confidence': .8})
        yield {'schema': 'aisle.vectors/1', 'camera': name, 'epoch': EPOCH, 'pts': frame / FPS,
               'width': WIDTH, 'height': HEIGHT, 'boxes': boxes}


class Shop(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = scene.World()
        cls.addClassCleanup(cls.world.close)
        for seed, name in enumerate(VIEWS):
            cls.write(name + '.jsonl', *vectors(name, seed))
        cls.file = {'size': SIZE, 'floor': FLOOR,
                    'cameras': [{'vectors': name + '.jsonl', 'config': config(name)}
                                for name in VIEWS]}
        cls.write('shop.json', cls.file)

    @classmethod
    def write(cls, name, *objects):
        with open(cls.world.file(name), 'w', encoding='utf-8') as file:
            file.writelines(json.dumps(o) + '\n' for o in objects)

    def shop(self, *args, status=0):
        run = self.world.run('shop', *args)
        self.assertEqual(run.returncode, status, run.stderr)
        return run

    def floor_events(self, *args):
        run = self.shop('shop.json', '--events', '-', *args)
        return [e for e in event_lines.parse(run.stdout.splitlines()) if e['camera'] == 'market']

    def test_each_person_once(self):
        events = self.floor_events()
        crossed = sorted((e['line'], e['direction']) for e in events if e['type'] == 'line-crossed')
        self.assertEqual(crossed, [('east', 'in'), ('east', 'out'), ('east', 'out'), ('west', 'in'),
                                   ('west', 'in'), ('west', 'in'), ('west', 'out'),
                                   ('west', 'out')])
        visits = [e for e in events if e['type'] == 'visit-ended']
        self.assertEqual(len(visits), 4)
        for visit in sorted(visits, key=lambda e: e['dwell'])[:3]:
            self.assertAlmostEqual(visit['dwell'], .4 * 12 / (11.6 / 12), delta=.6)
        self.assertEqual(len({e['track'] for e in events if 'track' in e}), 4)

    def test_doors_and_occupancy_agree(self):
        last = self.floor_events()[-1]
        came = sum(line['total_in'] for line in last['lines'].values())
        went = sum(line['total_out'] for line in last['lines'].values())
        self.assertEqual((came, went, last['occupancy']['shop']['occupancy']), (4, 4, 0))

    def test_the_floor_can_be_counted_again(self):
        first = self.floor_events('--vectors', 'floor.jsonl')
        self.write('floor.json', dict(FLOOR, reference='center'))
        run = self.world.run('replay', 'floor.jsonl', '--config', 'floor.json', '--events', '-')
        again = event_lines.parse(run.stdout.splitlines())
        kinds = ('line-crossed', 'visit-ended')
        self.assertEqual([e for e in again if e['type'] in kinds],
                         [e for e in first if e['type'] in kinds])

    def test_summary(self):
        run = self.shop('shop.json')
        self.assertRegex(run.stderr, r'west +3 +2\n')
        self.assertRegex(run.stderr, r'east +1 +2\n')

    def test_videos(self):
        """Each camera's video is analysed by a process of its own."""
        scene.encode(self.world.file('clip.mp4'))
        points = [{'at': at, 'metres': [at[0] * 8, at[1] * 6]}
                  for at in ([0, 0], [1, 0], [1, 1], [0, 1])]
        cameras = [{'source': 'clip.mp4', 'start': '2026-01-01T09:00:00Z',
                    'config': {'camera': name, 'ground': {'points': points}}}
                   for name in ('one', 'two')]
        floor = {'camera': 'hall', 'lines': [{'name': 'gate', 'points': [[.5, .2], [.5, 1]],
                                              'in': [.9, .6]}]}
        self.write('videos.json', {'size': [8, 6], 'floor': floor, 'cameras': cameras})
        run = self.shop('videos.json', '--events', '-')
        crossed = sorted((e['pts'], e['direction'])
                         for e in event_lines.parse(run.stdout.splitlines())
                         if e['camera'] == 'hall' and e['type'] == 'line-crossed')
        self.assertEqual([d for _, d in crossed], [d for _, d in scene.crossings()])
        for (pts, _), (truth, _) in zip(crossed, scene.crossings()):
            self.assertAlmostEqual(pts, truth, delta=.25)

    def events_in(self, name):
        try:
            with open(self.world.file(name), encoding='utf-8') as file:
                return event_lines.parse(file.read().split('\n')[:-1])
        except FileNotFoundError:
            return []

    @scene.again_when_late
    def test_live_cameras(self):
        """Counted while they run; Ctrl-C ends all of it."""
        clip = scene.encode(self.world.file('clip.mp4'))
        servers = [Server(clip), Server(clip)]
        for server in servers:
            self.addCleanup(server.stop)
        points = [{'at': at, 'metres': [at[0] * 8, at[1] * 6]}
                  for at in ([0, 0], [1, 0], [1, 1], [0, 1])]
        cameras = [{'source': 'rtsp://127.0.0.1:%d/clip' % server.port,
                    'config': {'camera': name, 'ground': {'points': points}}}
                   for name, server in zip(('one', 'two'), servers)]
        floor = {'camera': 'hall', 'lines': [{'name': 'gate', 'points': [[.5, .2], [.5, 1]],
                                              'in': [.9, .6]}]}
        self.write('live.json', {'size': [8, 6], 'floor': floor, 'cameras': cameras})
        run = subprocess.Popen(['aisle', 'shop', 'live.json', '--events', 'live', '--quiet'],
                               cwd=self.world.path, env=self.world.env, stderr=subprocess.PIPE,
                               text=True)
        self.addCleanup(run.kill)
        end, crossed = time.monotonic() + 60, []
        while time.monotonic() < end and len(crossed) < 3:
            time.sleep(.2)
            crossed = [e for e in self.events_in('live')
                       if e['type'] == 'line-crossed' and e['camera'] == 'hall']
        run.send_signal(signal.SIGINT)
        said = run.communicate(timeout=30)[1]
        self.assertEqual(run.returncode, 0, said)
        self.assertEqual([e['direction'] for e in crossed[:3]], ['in', 'out', 'in'], said)
        self.assertEqual({e['camera'] for e in self.events_in('live')}, {'hall', 'one', 'two'})

    def test_a_camera_that_fails_is_named_and_the_others_count(self):
        file = copy.deepcopy(self.file)
        with open(self.world.file('left.jsonl'), encoding='utf-8') as lines:
            text = lines.readlines()
        with open(self.world.file('broken.jsonl'), 'w', encoding='utf-8') as out:
            out.writelines(text[:50] + ['nonsense\n'])
        file['cameras'].append({'vectors': 'broken.jsonl', 'config': dict(config('left'),
                                                                          camera='third')})
        self.write('failing.json', file)
        run = self.shop('failing.json', status=1)
        self.assertEqual(run.stderr.count('aisle:'), 1)
        self.assertIn("camera 'third' has ended", run.stderr)
        self.assertRegex(run.stderr, r'east +1 +2\n')

    def test_bad_files(self):
        def changed(change):
            file = copy.deepcopy(self.file)
            change(file)
            return file
        cases = [
            ([], r'\$: expected an object'),
            (changed(lambda f: f.pop('size')), r'\$\.size: expected'),
            (changed(lambda f: f.update(size=[12, 0])), r'\$\.size: expected metres from 1'),
            (changed(lambda f: f.update(cameras=[])), r'\$\.cameras: expected an array of 1'),
            (changed(lambda f: f.update(floor=3)), r'\$\.floor: expected a config'),
            (changed(lambda f: f['floor'].update(ground={'person-height': 1.7})),
             r'\$\.floor: expected no "ground"'),
            (changed(lambda f: f['floor']['lines'][0].pop('in')), r'\$\.floor: \$\.lines\[0\]\.in'),
            (changed(lambda f: f['cameras'][1].pop('vectors')),
             r'\$\.cameras\[1\]: expected either'),
            (changed(lambda f: f['cameras'][1]['config'].pop('ground')),
             r'\$\.cameras\[1\]\.config: expected a "ground"'),
            (changed(lambda f: f['cameras'][1]['config'].update(camera='left')),
             r'\$\.cameras\[1\]: .*"left" is taken'),
            (changed(lambda f: f['cameras'][0].update(start='noon')), r'start: expected a time'),
            (changed(lambda f: f['cameras'][0].update(other=1)), 'unknown member "other"'),
            (changed(lambda f: f['cameras'][0].update(vectors='nothing')), 'nothing'),
        ]
        for file, expected in cases:
            with self.subTest(expected):
                self.write('bad.json', file)
                run = self.shop('bad.json', status=1)
                self.assertRegex(run.stderr, expected)
                self.assertEqual(run.stderr.count('\n'), 1, run.stderr)
        self.shop('missing.json', status=1)
        self.shop(status=2)


if __name__ == '__main__':
    unittest.main()
