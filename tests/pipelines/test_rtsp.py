# SPDX-License-Identifier: MIT
"""`aisle analyze` on a camera: the stream counts as its file does, and a camera that goes away and
comes back is taken up again. The server listens on the loopback only."""
import os
import signal
import subprocess
import time
import unittest

import event_lines
import need
import scene

SERVER = os.path.join(need.BUILD, 'tests', 'pipelines', 'rtsp-server')
AWAY = 10  # seconds that the server is gone
FRAME = 0.1


class Server:
    def __init__(self, clip, port=0):
        self.process = subprocess.Popen([SERVER, clip, str(port)], stdout=subprocess.PIPE,
                                        text=True)
        self.port = int(self.process.stdout.readline())

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Camera(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = scene.World()
        cls.addClassCleanup(cls.world.close)
        cls.clip = scene.encode(cls.world.file('clip.mp4'))
        # Kernels are compiled here, not while the camera runs.
        cls.file_events = cls.events_of_file()

    @classmethod
    def events_of_file(cls):
        run = cls.world.run('analyze', 'clip.mp4', '--config', 'hall.json', '--events', 'file',
                            '--seed', '1')
        assert run.returncode == 0, run.stderr
        return cls.read('file')

    @classmethod
    def read(cls, name):
        try:
            with open(cls.world.file(name), encoding='utf-8') as file:
                return event_lines.parse(file.read().split('\n')[:-1])
        except FileNotFoundError:
            return []

    def start(self, port, name):
        run = subprocess.Popen(['aisle', 'analyze', 'rtsp://joe:secret@127.0.0.1:%d/clip' % port,
                                '--config', 'hall.json', '--events', name, '--seed', '1'],
                               cwd=self.world.path, env=self.world.env, stderr=subprocess.PIPE,
                               text=True)
        self.addCleanup(run.kill)
        return run

    def wait_for(self, name, kind, run, seconds=60, more=lambda event: True):
        """The first event of a kind, once it is in the file."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and run.poll() is None:
            for event in self.read(name):
                if event['type'] == kind and more(event):
                    return event
            time.sleep(0.05)
        run.send_signal(signal.SIGINT)
        said = run.communicate(timeout=30)[1]
        return self.fail('no %s in %s; %s' % (kind, self.read(name), said))

    def stop(self, run):
        run.send_signal(signal.SIGINT)
        said = run.communicate(timeout=30)[1]
        self.assertEqual(run.returncode, 0, said)
        self.assertNotIn('secret', said)
        return said

    @scene.again_when_late
    def test_the_stream_counts_as_its_file(self):
        server = Server(self.clip)
        self.addCleanup(server.stop)
        run = self.start(server.port, 'live')
        lost = self.wait_for('live', 'camera-lost', run)     # the clip is over
        self.stop(run)
        kinds = ('line-crossed', 'visit-ended')
        live = [e for e in self.read('live') if e['type'] in kinds and e['pts'] <= lost['pts']]
        file = [e for e in self.file_events if e['type'] in kinds]
        key = lambda e: (e['type'], e.get('line') or e.get('zone'), e.get('direction'))
        self.assertEqual([key(e) for e in live], [key(e) for e in file])
        for a, b in zip(live, file):
            for field in ('pts', 'enter_pts', 'leave_pts'):
                if field in b:
                    self.assertAlmostEqual(a[field], b[field], delta=2 * FRAME)

    @scene.again_when_late
    def test_lost_and_back(self):
        server = Server(self.clip)
        run = self.start(server.port, 'gone')
        self.wait_for('gone', 'line-crossed', run)
        server.stop()
        lost = self.wait_for('gone', 'camera-lost', run)
        time.sleep(AWAY)
        server = Server(self.clip, server.port)
        self.addCleanup(server.stop)
        back = self.wait_for('gone', 'camera-back', run, 90)
        again = self.wait_for('gone', 'line-crossed', run,
                              more=lambda event: event['pts'] > back['pts'])
        said = self.stop(run)
        self.assertIn('is lost', said)
        self.assertIn('is back', said)
        self.assertGreaterEqual(back['gap'], AWAY)
        self.assertAlmostEqual(back['pts'], lost['pts'] + back['gap'], delta=0.01)
        # The clip begins again: its first crossing comes as long after its first frame.
        first = scene.crossings()[0][0]
        self.assertAlmostEqual(again['pts'] - back['pts'], first, delta=3 * FRAME)

    @unittest.skipUnless(need.FULL, 'the long form')
    def test_a_camera_that_falls_silent(self):
        """The connection stays open, but no frame comes."""
        server = Server(self.clip)
        self.addCleanup(server.stop)
        run = self.start(server.port, 'silent')
        self.wait_for('silent', 'line-crossed', run)
        server.process.send_signal(signal.SIGSTOP)
        lost = self.wait_for('silent', 'camera-lost', run)
        self.assertAlmostEqual(lost['gap'], 5, delta=1.5)
        server.process.send_signal(signal.SIGCONT)
        self.wait_for('silent', 'camera-back', run, 90)
        self.stop(run)

    def test_no_camera(self):
        begin = time.monotonic()
        run = self.world.run('analyze', 'rtsp://joe:secret@127.0.0.1:1/clip', '--timeout', '5')
        self.assertEqual(run.returncode, 1)
        self.assertRegex(run.stderr, r'^aisle: [^\n]+\n$')
        self.assertIn('rtsp://127.0.0.1:1/clip', run.stderr)
        self.assertNotIn('secret', run.stderr)
        self.assertLess(time.monotonic() - begin, 60)


if __name__ == '__main__':
    unittest.main()
