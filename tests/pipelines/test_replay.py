# SPDX-License-Identifier: MIT
"""`aisle replay` and `aisle explain`: what was seen is counted again, and why is told."""
import json
import os
import unittest

import event_lines
import scene

# Another line, a third from the left, as if drawn a month later.
LATER = """{"camera": "hall",
  "lines": [{"name": "shelf", "points": [[0.3, 0.2], [0.3, 1.0]], "in": [0.9, 0.6]}]}"""


class Replay(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = scene.World()
        cls.addClassCleanup(cls.world.close)
        scene.encode(cls.world.file('clip.mp4'))
        run = cls.world.run('analyze', 'clip.mp4', '--config', 'hall.json', '--events', 'events',
                            '--vectors', 'vectors', '--start', '2026-01-01T00:00:00Z')
        assert run.returncode == 0, run.stderr
        cls.events = cls.read('events')
        with open(cls.world.file('later.json'), 'w', encoding='utf-8') as file:
            file.write(LATER)

    @classmethod
    def read(cls, name):
        with open(cls.world.file(name), encoding='utf-8') as file:
            return event_lines.parse(file.read().splitlines())

    def aisle(self, *args, status=0):
        run = self.world.run(*args)
        self.assertEqual(run.returncode, status, run.stderr)
        return run

    def explain(self, event, *options):
        return self.aisle('explain', event['id'], '--vectors', 'vectors', '--config', 'hall.json',
                          *options).stdout

    def test_the_same_bytes(self):
        self.aisle('replay', 'vectors', '--config', 'hall.json', '--events', 'again')
        with open(self.world.file('events'), 'rb') as a, open(self.world.file('again'), 'rb') as b:
            self.assertEqual(a.read(), b.read())

    def test_a_new_line(self):
        run = self.aisle('replay', 'vectors', '--config', 'later.json', '--events', '-')
        crossed = [e for e in event_lines.parse(run.stdout.splitlines())
                   if e['type'] == 'line-crossed']
        truth = scene.crossings(x=0.3 * scene.WIDTH)
        self.assertEqual([e['direction'] for e in crossed], [d for _, d in truth])
        for event, (pts, _) in zip(crossed, truth):
            self.assertAlmostEqual(event['pts'], pts, delta=0.12)
        self.assertRegex(run.stderr, r'shelf +2 +1\n')

    def test_a_crossing_is_explained(self):
        event = next(e for e in self.events if e['type'] == 'line-crossed')
        told = json.loads(self.explain(event, '--json'))
        self.assertEqual(told['event'], event)
        self.assertEqual(told['band'], 0.1)
        path = told['path']
        before = [step for step in path if step['pts'] < event['pts'] - 0.3]
        after = [step for step in path if step['pts'] > event['pts'] + 0.3]
        sign = 1 if event['direction'] == 'in' else -1
        self.assertTrue(before and after)
        self.assertTrue(all(step['distance'] * sign < 0 for step in before))
        self.assertTrue(all(step['distance'] * sign > 0 for step in after))
        self.assertEqual(path[-1]['side'], event['direction'])
        self.assertTrue(all(0.4 <= step['confidence'] <= 1 for step in before))
        text = self.explain(event)
        self.assertIn('confirmed %s' % event['direction'], text)
        self.assertIn('0.10 body heights', text)

    def test_a_visit_is_explained(self):
        event = next(e for e in self.events if e['type'] == 'visit-ended')
        told = json.loads(self.explain(event, '--json'))
        self.assertEqual((told['merge_gap'], told['min_visit']), (0.5, 0.5))
        for step in told['path']:
            margin = min(abs(step['pts'] - event[key]) for key in ('enter_pts', 'leave_pts'))
            if margin > 0.1:
                self.assertEqual(step['inside'],
                                 event['enter_pts'] < step['pts'] < event['leave_pts'])
        self.assertIn('under 0.5 s are no visit', self.explain(event))

    def test_counts_have_no_person(self):
        self.assertIn('No person', self.explain(self.events[-1]))

    def test_picture(self):
        self.explain(self.events[0], '--picture', 'why.png')
        with open(self.world.file('why.png'), 'rb') as file:
            self.assertEqual(file.read(8), b'\x89PNG\r\n\x1a\n')
        self.assertGreater(os.path.getsize(self.world.file('why.png')), 2000)

    def test_a_file_cut_off_counts_up_to_there(self):
        with open(self.world.file('vectors'), 'rb') as file:
            whole = file.read()
        with open(self.world.file('cut'), 'wb') as file:
            file.write(whole[:len(whole) * 2 // 3])
        run = self.aisle('replay', 'cut', '--config', 'hall.json')
        self.assertRegex(run.stderr, r'(4|5)\d frames')

    def test_bad_input(self):
        for name, text, expected in (('bad', '{"schema":"aisle.vectors/9"}\n', 'bad:1: expected'),
                                     ('empty', '', 'holds no frame'),
                                     ('hole', None, 'hole:3: expected')):
            if text is None:
                with open(self.world.file('vectors'), encoding='utf-8') as file:
                    text = file.readlines()
                text = ''.join(text[:2]) + '{\n' + ''.join(text[2:4])
            with open(self.world.file(name), 'w', encoding='utf-8') as file:
                file.write(text)
            with self.subTest(name):
                run = self.aisle('replay', name, '--config', 'hall.json', status=1)
                self.assertIn(expected, run.stderr)
                self.assertEqual(run.stderr.count('\n'), 1)
        self.aisle('replay', 'vectors', status=2)
        self.aisle('replay', 'nothing', '--config', 'hall.json', status=1)
        self.aisle('replay', 'vectors', '--config', 'nothing', status=1)
        run = self.aisle('explain', '0' * 16, '--vectors', 'vectors', '--config', 'hall.json',
                         status=1)
        self.assertIn('gives no event', run.stderr)
        self.aisle('explain', '0' * 16, status=2)


if __name__ == '__main__':
    unittest.main()
