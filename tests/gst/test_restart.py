# SPDX-License-Identifier: MIT
"""A counting process that is killed without warning twenty times loses no event and counts nothing
twice: its file of events is that of a process that was left alone."""
import json
import os
import random
import signal
import subprocess
import tempfile
import time
import unittest

PROGRAM = os.path.join(os.environ['AISLE_BUILD'], 'tests', 'gst', 'counted-walks')
SEED = int(os.environ.get('SEED', '1'))
KILLS = 20
CONFIG = {
    'camera': 'door',
    'lines': [{'name': 'line', 'points': [[0.5, 0], [0.5, 1]], 'in': [0.9, 0.5]}],
    'zones': [{'name': 'zone', 'polygon': [[0.2, 0], [0.4, 0], [0.4, 1], [0.2, 1]]}],
    'queues': [{'name': 'queue', 'area': [[0.6, 0], [0.7, 0], [0.7, 1], [0.6, 1]],
                'service': [[0.75, 0], [0.8, 0], [0.8, 1], [0.75, 1]], 'min-wait': 0}],
    'occupancy': [{'name': 'shop', 'lines': ['line']}],
}


def env(folder, **more):
    return {**os.environ, 'WALKS_FOLDER': folder, 'CK_FORK': 'no', **more}


class Restart(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def make(self, name):
        folder = os.path.join(self.folder.name, name)
        os.mkdir(folder)
        with open(os.path.join(folder, 'door.json'), 'w', encoding='utf-8') as file:
            json.dump(CONFIG, file)
        return folder

    def lines(self, folder):
        with open(os.path.join(folder, 'events.jsonl'), encoding='utf-8') as file:
            return file.read().splitlines()

    def test_killed_at_random(self):
        print('seed', SEED)
        dice = random.Random(SEED)
        calm, killed = self.make('calm'), self.make('killed')
        subprocess.run([PROGRAM], check=True, timeout=300, env=env(calm))
        truth = self.lines(calm)
        crossings = [line for line in truth if '"line-crossed"' in line]
        self.assertGreater(len(crossings), 100)
        alive = 0
        for kill in range(KILLS):
            wanted = len(truth) * (kill + dice.random()) / KILLS
            with subprocess.Popen([PROGRAM], env=env(killed)) as process:
                self.wait_for(process, killed, wanted, dice.random() * 0.01)
                alive += process.poll() is None
                process.send_signal(signal.SIGKILL)
        self.assertGreaterEqual(alive, KILLS - 2)
        subprocess.run([PROGRAM], check=True, timeout=300, env=env(killed))
        self.maxDiff = 2000
        self.assertEqual(sorted(self.lines(killed)), sorted(truth))
        left = set(os.listdir(killed)) - {'state.json.new'}
        self.assertEqual(left, {'door.json', 'events.jsonl', 'state.json'})
        self.assertLess(os.path.getsize(os.path.join(killed, 'state.json')), 200000)

    def wait_for(self, process, folder, wanted, more):
        """Until so many lines are written, and a moment more."""
        while process.poll() is None:
            try:
                if len(self.lines(folder)) >= wanted:
                    break
            except FileNotFoundError:
                pass
            time.sleep(0.002)
        time.sleep(more)

    def test_a_file_that_cannot_be_used(self):
        folder = self.make('spoiled')
        state = os.path.join(folder, 'state.json')
        with open(state, 'w', encoding='utf-8') as file:
            file.write('{"schema":"aisle.state/1","camera":"do')
        result = subprocess.run([PROGRAM], check=True, timeout=300, stderr=subprocess.PIPE,
                                env=env(folder, GST_DEBUG='aislefootfall:2'))
        self.assertTrue(os.path.exists(state + '.bad'))
        self.assertEqual(result.stderr.count(b'cannot be used'), 1, result.stderr)
        self.assertTrue(any('"line-crossed"' in line for line in self.lines(folder)))


if __name__ == '__main__':
    unittest.main()
