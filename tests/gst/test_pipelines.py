# SPDX-License-Identifier: MIT
"""Whole pipelines with gst-launch-1.0: the launch lines of the elements' documents, and frame to
event with a tiny model on a ball that flies about."""
import glob
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

import event_lines

SOURCE = os.environ['AISLE_SOURCE']
MODEL = os.path.join(SOURCE, 'tests/gst/tiny-detector.onnx')
CONFIG = {
    'camera': 'ball',
    'lines': [{'name': 'middle', 'points': [[0.5, 0], [0.5, 1]], 'in': [0.9, 0.5]}],
    'zones': [{'name': 'left', 'polygon': [[0, 0], [0.4, 0], [0.4, 1], [0, 1]]}],
}
CHAIN = ('videotestsrc pattern=ball num-buffers=400 ! '
         'video/x-raw,format=I420,width=96,height=96,framerate=10/1 ! '
         'aisledetect device=cpu model={model} cores={cores} ! aisletrack ! '
         'aislefootfall config=config.json seed=1 start-time=2026-01-31T08:00:30Z ! '
         'aislepublish url=file:events.jsonl ! fakesink')


def launch_lines(path):
    """The commands between |[ and ]| of a document block."""
    with open(path, encoding='utf-8') as file:
        for block in re.findall(r'\|\[\n(.*?)\]\|', file.read(), re.S):
            yield ' '.join(line.strip(' *') for line in block.split('\n')).strip()


class Pipelines(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='aisle-pipelines-')
        self.addCleanup(shutil.rmtree, self.folder)

    def run_in_folder(self, command):
        done = subprocess.run(command, cwd=self.folder, stdout=subprocess.PIPE, text=True,
                              stderr=subprocess.STDOUT, timeout=60)
        self.assertEqual(done.returncode, 0, '%s\n%s' % (shlex.join(command), done.stdout))
        self.assertNotIn('CRITICAL', done.stdout)
        return done.stdout

    def test_launch_lines_of_the_documents(self):
        seen = 0
        for path in sorted(glob.glob(os.path.join(SOURCE, 'gst/aisle*.c'))):
            lines = list(launch_lines(path))
            self.assertTrue(lines, '%s has no launch line' % path)
            for line in lines:
                seen += 1
                with self.subTest(line):
                    self.assertTrue(line.startswith('gst-launch-1.0 '))
                    self.run_in_folder(shlex.split(line))
        self.assertGreaterEqual(seen, 4)

    def test_overlays_of_others_take_our_objects(self):
        element = 'objectdetectionoverlay'
        if subprocess.run(['gst-inspect-1.0', '--exists', element]).returncode != 0:
            self.skipTest('no ' + element)
        self.run_in_folder(shlex.split(
            'gst-launch-1.0 -q videotestsrc pattern=ball num-buffers=20 ! '
            'video/x-raw,format=BGRx,width=96,height=96,framerate=10/1 ! '
            'aisledetect device=cpu model=%s ! aisletrack ! %s ! fakesink' % (MODEL, element)))

    def events(self, cores):
        with open(os.path.join(self.folder, 'config.json'), 'w', encoding='utf-8') as file:
            json.dump(CONFIG, file)
        pipeline = CHAIN.format(model=MODEL, cores=cores)
        self.run_in_folder(['gst-launch-1.0', '-q'] + shlex.split(pipeline))
        with open(os.path.join(self.folder, 'events.jsonl'), encoding='utf-8') as file:
            return file.read()

    def test_frame_to_event(self):
        text = self.events(0)
        self.assertEqual(text, self.events(1), 'one core and all cores give other events')
        events = event_lines.parse(text.splitlines())
        types = [event['type'] for event in events]
        for wanted in ('line-crossed', 'visit-ended', 'counts'):
            self.assertIn(wanted, types)
        self.assertEqual(types[-1], 'counts')
        counts = [event for event in events if event.get('minutes') == 1]
        self.assertEqual(sum(event['frames'] for event in counts), 400)
        self.assertEqual([event['end'] for event in counts],
                         ['2026-01-31T08:01:00.000Z', '2026-01-31T08:01:09.900Z'])
        crossed = [event['direction'] for event in events if event['type'] == 'line-crossed']
        for direction in ('in', 'out'):
            self.assertEqual(counts[-1]['lines']['middle']['total_' + direction],
                             crossed.count(direction))


if __name__ == '__main__':
    if shutil.which('gst-launch-1.0') is None:
        sys.exit(77)
    unittest.main()
