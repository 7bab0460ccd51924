# SPDX-License-Identifier: MIT
"""Each .launch file of pipelines/ does what its first line says, and `./dev demo` leaves its
files."""
import glob
import json
import os
import shutil
import subprocess
import unittest

import need
import scene
from test_rtsp import Server

FOLDER = os.path.join(need.SOURCE, 'pipelines')


class Launch(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = scene.World()
        cls.addClassCleanup(cls.world.close)
        scene.encode(cls.world.file('clip.avi'))
        os.rename(cls.world.file('clip.avi'), cls.world.file('vtest.avi'))
        shutil.copy(os.path.join(FOLDER, 'door.json'), cls.world.path)

    def launch(self, name):
        run = subprocess.run([os.path.join(FOLDER, 'launch'), name], cwd=self.world.path,
                             env=self.world.env, capture_output=True, text=True, timeout=90)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout

    def assert_counts(self, text):
        events = [json.loads(line) for line in text.splitlines()]
        crossed = sorted((e['pts'], e['direction']) for e in events if e['type'] == 'line-crossed')
        # door.json counts to the left, and its line ends above the last walker's feet.
        self.assertEqual([d for _, d in crossed], ['out', 'in'])
        for (pts, _), (truth, _) in zip(crossed, scene.crossings()):
            self.assertAlmostEqual(pts, truth, delta=0.2)

    def assert_video(self, name):
        line = 'gst-launch-1.0 -q filesrc location=%s ! decodebin ! videoconvert ! ' \
               'video/x-raw,format=GRAY8 ! fdsink' % name
        raw = subprocess.run(line.split(), cwd=self.world.path, capture_output=True, check=True)
        self.assertEqual(len(raw.stdout), 80 * 320 * 240)

    def test_count_file(self):
        self.assert_counts(self.launch('count-file'))

    def test_overlay_to_mp4(self):
        self.launch('overlay-to-mp4')
        self.assert_video('annotated.mp4')

    def test_standard_overlay(self):
        self.launch('standard-overlay')
        self.assert_video('detections.mp4')

    @scene.again_when_late
    def test_count_camera(self):
        with open(os.path.join(FOLDER, 'count-camera.launch'), encoding='utf-8') as file:
            text = ''.join(line for line in file if not line.startswith('#'))
        server = Server(scene.encode(self.world.file('clip.mp4')))
        self.addCleanup(server.stop)
        self.assertIn('127.0.0.1:8554', text)
        line = text.replace('127.0.0.1:8554', '127.0.0.1:%d' % server.port).split()
        run = subprocess.run(['gst-launch-1.0', '-q', *line], cwd=self.world.path,
                             env=self.world.env, capture_output=True, text=True, timeout=90)
        self.assertEqual(run.returncode, 0, run.stderr)
        with open(self.world.file('events.jsonl'), encoding='utf-8') as file:
            self.assert_counts(file.read())

    def test_none_is_left_out(self):
        tested = {'count-file', 'overlay-to-mp4', 'standard-overlay', 'count-camera'}
        found = {os.path.basename(path)[:-len('.launch')]
                 for path in glob.glob(os.path.join(FOLDER, '*.launch'))}
        self.assertEqual(found, tested)

    def test_unknown(self):
        run = subprocess.run([os.path.join(FOLDER, 'launch'), 'no-such'], capture_output=True)
        self.assertEqual(run.returncode, 2)


class Demo(unittest.TestCase):
    """The script behind ./dev demo, from a copy, so that it leaves its files elsewhere."""

    def test_files(self):
        world = scene.World()
        self.addCleanup(world.close)
        os.mkdir(world.file('pipelines'))
        for name in ('demo', 'demo.json', 'vtest'):
            shutil.copy(os.path.join(FOLDER, name), world.file('pipelines'))
        scene.encode(world.file('clip.mp4'))
        run = subprocess.run([world.file('pipelines/demo'), world.file('clip.mp4')], env=world.env,
                             capture_output=True, text=True, timeout=90)
        self.assertEqual(run.returncode, 0, run.stderr)
        for name in ('events.jsonl', 'annotated.mp4', 'heatmap.png'):
            self.assertGreater(os.path.getsize(world.file('demo/' + name)), 500)
            self.assertIn('demo/' + name, run.stderr)


if __name__ == '__main__':
    unittest.main()
