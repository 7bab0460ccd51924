# SPDX-License-Identifier: MIT
"""A camera that goes blind: an event tells it, and its time is a gap in the counts, no zero."""
import unittest

import event_lines
import need
import scene

np = need.module('numpy')
FPS = 10


def shop():
    """Shelves full of small things: the same each time."""
    random = np.random.default_rng(3)
    picture = np.full((scene.HEIGHT, scene.WIDTH), 90, np.uint8)
    for _ in range(400):
        x, y = random.integers(0, scene.WIDTH - 12), random.integers(0, scene.HEIGHT - 12)
        picture[y:y + random.integers(4, 12), x:x + random.integers(4, 12)] = \
            random.integers(40, 200)
    return picture


def film(*parts):
    """(picture, seconds) after each other, with the noise of a camera."""
    random = np.random.default_rng(4)
    for picture, seconds in parts:
        for _ in range(int(seconds * FPS)):
            noise = random.integers(-2, 3, picture.shape)
            yield np.clip(picture + noise, 0, 255).astype(np.uint8)


class Sight(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = scene.World()
        cls.addClassCleanup(cls.world.close)

    def analyze(self, name, *parts):
        clip = scene.encode(self.world.file(name + '.mp4'), fps=FPS, pictures=film(*parts))
        run = self.world.run('analyze', clip, '--config', 'hall.json', '--events', name,
                             '--vectors', name + '.vectors', '--start', '2026-01-01T00:00:00Z')
        self.assertEqual(run.returncode, 0, run.stderr)
        with open(self.world.file(name), encoding='utf-8') as file:
            return event_lines.parse(file.read().splitlines())

    def test_dark_and_light_again(self):
        night = np.full((scene.HEIGHT, scene.WIDTH), 4, np.uint8)
        events = self.analyze('dark', (shop(), 10), (night, 8), (shop(), 6))
        blind, clear = (next(e for e in events if e['type'] == kind)
                        for kind in ('camera-blind', 'camera-clear'))
        self.assertEqual((blind['cause'], clear['cause']), ('dark', 'dark'))
        self.assertAlmostEqual(blind['pts'], 13, delta=1.1)
        self.assertAlmostEqual(blind['pts'] - blind['gap'], 10, delta=0.6)
        self.assertAlmostEqual(clear['pts'] - clear['gap'], 10, delta=0.6)
        self.assertAlmostEqual(clear['pts'], 19, delta=1.1)
        counts = [e for e in events if e['type'] == 'counts'][0]
        self.assertAlmostEqual(counts['blind'], clear['pts'] - blind['pts'], delta=0.2)
        run = self.world.run('replay', 'dark.vectors', '--config', 'hall.json', '--events', '-')
        self.assertEqual(event_lines.parse(run.stdout.splitlines()), events)

    def test_check_warns(self):
        clip = scene.encode(self.world.file('check.mp4'), fps=FPS,
                            pictures=film((shop(), 10), (np.roll(shop(), 70, 1), 8)))
        run = self.world.run('check', clip, '--config', 'hall.json')
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn('Sight: after 13 s it was turned', run.stdout)

    def test_turned(self):
        events = self.analyze('turned', (shop(), 10), (np.roll(shop(), 70, 1), 8))
        self.assertEqual([e['cause'] for e in events if e['type'].startswith('camera-')],
                         ['moved'])

    def test_seeing(self):
        events = self.analyze('seeing', (shop(), 20))
        self.assertEqual([e for e in events if e['type'].startswith('camera-')], [])
        self.assertEqual(events[-1]['blind'], 0)


if __name__ == '__main__':
    unittest.main()
