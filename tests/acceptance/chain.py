# SPDX-License-Identifier: MIT
"""The whole path as a user runs it: real clips and re-encodings of them, `aisle analyze` on them,
what it wrote, and the scorer's verdict."""
import functools
import json
import os
import re
import subprocess
import sys
import tempfile

import event_lines
import need

CONFIGS = os.path.join(need.SOURCE, 'tests', 'data')
VTEST_CONFIG = os.path.join(CONFIGS, 'vtest.json')
GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'vtest.events.jsonl')
MODEL = 'person-nanodet'
FPS = 10                # of vtest.avi
TRUE_FRAMES = '1-500'   # of vtest.avi: those with truth
LONG_ENOUGH = 520       # frames: what happens in the true ones is known and told by then

_folder = tempfile.TemporaryDirectory(prefix='aisle-acceptance-')


def file(name):
    """A path in a folder that goes with the process."""
    return os.path.join(_folder.name, name)


@functools.cache
def vtest():
    """The path of vtest.avi: the shared data's, else that of Debian's opencv-doc."""
    shared = os.path.join(need.SHARED, 'data', 'video', 'vtest.avi')
    if os.path.exists(shared):
        return shared
    fetch = subprocess.run([os.path.join(need.SOURCE, 'pipelines', 'vtest')],
                           capture_output=True, text=True, check=False)
    return fetch.stdout.strip() if fetch.returncode == 0 else need.curable(fetch.stderr.strip())


@functools.cache
def variant(name, elements, frames=LONG_ENOUGH):
    """The first frames of vtest.avi through GStreamer elements, encoded without loss."""
    path = file(name + '.mkv')
    line = ('gst-launch-1.0 -q filesrc location=%s ! decodebin ! identity eos-after=%d ! %s ! '
            'videoconvert ! avenc_ffv1 ! matroskamux ! filesink location=%s'
            % (vtest(), frames + 1, elements, path))
    run = subprocess.run(line.split(), capture_output=True, text=True, timeout=120, check=False)
    if run.returncode != 0:
        raise AssertionError('cannot make %s: %s' % (name, run.stderr))
    return path


def analyze(video, *options, config=VTEST_CONFIG, timeout=600, **environment):
    """aisle analyze; the finished process."""
    need.model(MODEL)
    return subprocess.run(['aisle', 'analyze', video, '--config', config, '--seed', '1', *options],
                          env=dict(os.environ, **environment), timeout=timeout,
                          capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)


class Result:
    """What a good run of aisle analyze wrote: paths, and the events."""

    def __init__(self, name, video, *options, outputs=(), **how):
        self.paths = {output: file('%s.%s' % (name, output)) for output in {'events', *outputs}}
        for output, path in self.paths.items():
            options += ('--' + output, path)
        self.run = analyze(video, *options, **how)
        if self.run.returncode != 0:
            raise AssertionError('aisle analyze failed: ' + self.run.stderr)

    def bytes(self, output='events'):
        with open(self.paths[output], 'rb') as found:
            return found.read()

    def lines(self, output):
        return self.bytes(output).decode('utf-8').splitlines()

    @property
    def events(self):
        return event_lines.parse(self.lines('events'))


OUTPUTS = ('events', 'tracks', 'detections', 'vectors')


@functools.cache
def whole(cores=2):
    """vtest.avi from end to end."""
    return Result('whole%d' % cores, vtest(), '--cores', str(cores), outputs=OUTPUTS)


def assert_equivalent(test, events, expected):
    """The same crossings and visits by the same tracks, and the times within one frame."""
    happened = ('line-crossed', 'visit-ended')
    names = ('type', 'line', 'direction', 'zone', 'track', 'reason', 'stitched')
    times = ('pts', 'enter_pts', 'leave_pts')

    def sorted_events(found):
        found = [e for e in found if e['type'] in happened]
        return sorted(found, key=lambda e: ([str(e.get(name)) for name in names], e['pts']))

    events, expected = sorted_events(events), sorted_events(expected)
    test.assertEqual([[e.get(name) for name in names] for e in events],
                     [[e.get(name) for name in names] for e in expected])
    for event, wanted in zip(events, expected):
        for time in times:
            if time in wanted:
                test.assertAlmostEqual(event[time], wanted[time], delta=1 / FPS + 1e-9, msg=wanted)


def score(*arguments):
    """What the scorer says, as an object."""
    for module in ('scipy', 'motmetrics', 'trackeval'):
        need.module(module)
    run = subprocess.run([sys.executable, need.shared('truth/score.py'), *arguments],
                         capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise AssertionError('the scorer failed: ' + run.stderr)
    return json.loads(re.search(r'^\{.*', run.stdout, re.S | re.M)[0])


def event_score(events_path, clip='vtest_0001_0500'):
    return score('events', need.shared('truth/truth_shared.json'), clip, events_path)


def write_json(name, content, lines=False):
    path = file(name)
    with open(path, 'w', encoding='utf-8') as out:
        out.writelines([json.dumps(c) + '\n' for c in content] if lines else [json.dumps(content)])
    return path


def truth(clip):
    with open(need.shared('truth/truth_shared.json'), encoding='utf-8') as found:
        return json.load(found)['clips'][clip]
