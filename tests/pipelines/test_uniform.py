# SPDX-License-Identifier: MIT
"""`aisle uniform`: drawn people in one shirt, of different trousers and hair."""
import json
import os
import subprocess
import tempfile
import unittest

import numpy
from PIL import Image

SHIRT = (30, 90, 200)
TROUSERS = [(20, 20, 20), (200, 190, 150), (120, 40, 40), (30, 110, 60)]
HAIR = [(230, 200, 90), (40, 25, 20), (150, 150, 150), (120, 60, 20)]


def person(path, shirt, trousers, hair, seed):
    """Head, trunk and legs as stripes with noise: 40 x 120 pixels."""
    picture = numpy.zeros((120, 40, 3))
    picture[:24], picture[24:62], picture[62:] = hair, shirt, trousers
    picture += numpy.random.default_rng(seed).normal(0, 6, picture.shape)
    Image.fromarray(picture.clip(0, 255).astype('uint8')).save(path)


def aisle(*args):
    return subprocess.run(['aisle', *args], timeout=60, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL)


class Uniform(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def test_learns_the_shirt(self):
        pictures = [self.path(f'{i}.{kind}') for i, kind in enumerate(['png', 'jpg', 'png', 'png'])]
        for i, path in enumerate(pictures):
            person(path, SHIRT, TROUSERS[i], HAIR[i], i)
        run = aisle('uniform', self.path('out.json'), *pictures)
        self.assertEqual((run.returncode, run.stdout), (0, ''), run.stderr)
        self.assertIn('from 4 pictures', run.stderr)
        with open(self.path('out.json'), encoding='utf-8') as file:
            uniform = json.load(file)
        self.assertEqual(uniform['schema'], 'aisle.uniform/1')
        self.assertTrue(0.94 <= uniform['threshold'] <= 0.96)
        looks = numpy.array(uniform['looks']).reshape(4, 4, 16)
        self.assertTrue((looks[:, 1].sum(axis=1) > 0).all())  # the shirt
        self.assertEqual(numpy.abs(looks[:, 2:]).sum(), 0)    # trousers

    def test_no_common_clothes(self):
        for i in range(4):
            person(self.path(f'{i}.png'), TROUSERS[i], HAIR[i - 1], HAIR[i], i)
        run = aisle('uniform', self.path('out.json'), *[self.path(f'{i}.png') for i in range(4)])
        self.assertEqual(run.returncode, 1)
        self.assertRegex(run.stderr, r'^aisle: The pictures show no common clothes[^\n]+\n$')
        self.assertFalse(os.path.exists(self.path('out.json')))

    def test_what_is_no_picture(self):
        with open(self.path('a.png'), 'w', encoding='utf-8') as file:
            file.write('no picture')
        for name in ['a.png', 'missing.png']:
            with self.subTest(name):
                run = aisle('uniform', self.path('out.json'), self.path(name))
                self.assertEqual(run.returncode, 1)
                self.assertRegex(run.stderr, r'^aisle: [^\n]+\n$')
                self.assertIn('expected a picture', run.stderr)


if __name__ == '__main__':
    unittest.main()
