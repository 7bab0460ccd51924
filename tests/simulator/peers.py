#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Our tracker and the peers' on the same detections of simulated scenes and of vtest.avi.

usage: peers.py [LAYOUT[:MINUTES] ...]      with a Python that has requirements-peers.txt
Scenes come from the report seed; everybody's tracks are counted by our counting. The peers get the
detector's own thresholds and, like ours, two seconds to find somebody again.
"""
import collections
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import time

import numpy
import supervision
import trackers

HERE = os.path.dirname(os.path.abspath(__file__))
TREE = os.path.dirname(os.path.dirname(HERE))
BUILD = os.environ.get('AISLE_BUILD') or os.path.join(TREE, 'build')
SHARED = os.environ.get('AISLE_SHARED') or os.path.join(os.path.dirname(TREE), 'shared')
SIMULATE = os.path.join(BUILD, 'tests', 'simulator', 'simulate')
FPS, HIGH, START, LOW = 10, 0.35, 0.45, 0.2
SCENES = ('glass-door:20', 'shop-door:20', 'mall-door:20', 'crowd:5')
# Buffers are counted in frames of 30 a second.
MEMORY = {'lost_track_buffer': 60, 'frame_rate': FPS}
PEERS = {
    'SORT': (HIGH, lambda: trackers.SORTTracker(track_activation_threshold=START, **MEMORY)),
    'OC-SORT': (LOW, lambda: trackers.OCSORTTracker(high_conf_det_threshold=HIGH, **MEMORY)),
    'ByteTrack': (LOW, lambda: trackers.ByteTrackTracker(
        track_activation_threshold=START, high_conf_det_threshold=HIGH, **MEMORY)),
    'BoT-SORT': (LOW, lambda: trackers.BoTSORTTracker(
        track_activation_threshold=START, high_conf_det_threshold=HIGH, enable_cmc=False,
        **MEMORY)),
}
COLUMNS = ('MOTA', 'IDF1', 'HOTA', 'switches', 'event F1', 'visit F1', 'accuracy', 'us/frame')


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def read(lines):
    frames = collections.defaultdict(list)
    for line in lines:
        fields = line.split(',')
        frames[int(fields[0])].append([float(x) for x in fields[2:7]])
    return frames


def track(make, frames, least, path):
    """Tracks of a peer as MOT text; its microseconds per frame."""
    tracker, spent, last = make(), 0, max(frames)
    with open(path, 'w', encoding='utf-8') as out:
        for frame in range(1, last + 1):
            rows = numpy.array(frames.get(frame, []), float).reshape(-1, 5)
            rows = rows[rows[:, 4] >= least]
            boxes = supervision.Detections(
                xyxy=numpy.hstack([rows[:, :2], rows[:, :2] + rows[:, 2:4]]),
                confidence=rows[:, 4], class_id=numpy.zeros(len(rows), int))
            start = time.process_time()
            found = tracker.update(boxes)
            spent += time.process_time() - start
            ids = found.tracker_id if found.tracker_id is not None else []
            for (left, top, right, bottom), number in zip(found.xyxy, ids):
                if number is not None and number >= 0:
                    out.write('%d,%d,%.2f,%.2f,%.2f,%.2f,1,-1,-1,-1\n' % (
                        frame, number + 1, left, top, right - left, bottom - top))
    return 1e6 * spent / last


def tracking(truth, tracks, *options):
    found = json.loads(run('aisle', 'eval', '--json', *options, 'tracks', truth, tracks))
    return found['mota'], found['idf1'], found['hota'], found['switches']


def number(pattern, text):
    found = re.search(pattern, text)
    return float(found[1]) if found else float('nan')


def counting(text):
    """Event F1, visit F1, pooled accuracy per 15 minutes of all lines, as simulate prints it."""
    errors = [(int(n), float(a)) for n, a in
              re.findall(r'15 min: truth (\d+), .*?accuracy ([\d.]+)', text)]
    total = sum(n for n, _ in errors)
    accuracy = sum(n * a for n, a in errors) / total if total else float('nan')
    return (number(r'crossings: .* F1 ([\d.]+)', text), number(r'visits: .* F1 ([\d.]+)', text),
            accuracy)


def scene(name, folder):
    """Rows of a simulated scene."""
    layout, minutes = (name.split(':') + ['10'])[:2]
    truth, boxes, tracks = (os.path.join(folder, n) for n in ('truth', 'boxes', 'tracks'))
    base = (SIMULATE, layout, '--seed', 'report', '--minutes', minutes)
    text = run(*base, '--truth', truth, '--detections', boxes, '--tracks', tracks)
    yield ('ours', *tracking(truth, tracks), *counting(text),
           number(r'([\d.]+) us of CPU', text))
    with open(boxes, encoding='utf-8') as file:
        frames = read(file)
    for peer, (least, make) in PEERS.items():
        spent = track(make, frames, least, tracks)
        text = run(*base, '--tracks-from', tracks)
        yield (peer, *tracking(truth, tracks), *counting(text), spent)


def footage(folder):
    """Rows of vtest.avi, frames 1-500, NanoDet-Plus."""
    truth = os.path.join(SHARED, 'data/pets/PETS09-S2L1_frames0001-0500.gt.txt')
    packed = os.path.join(SHARED, 'truth/vtest_0001_0500.nanodetplus416-stretch.det.txt.gz')
    boxes, tracks, events = (os.path.join(folder, n) for n in ('boxes', 'tracks', 'events'))
    with gzip.open(packed, 'rt') as file, open(boxes, 'w', encoding='utf-8') as out:
        out.write(file.read())
    with open(boxes, encoding='utf-8') as file:
        frames = read(file)
    size = (str(FPS), '768', '576')
    programs = os.path.join(BUILD, 'tests', 'core')
    for peer in ('ours', *PEERS):
        if peer == 'ours':
            done = subprocess.run([os.path.join(programs, 'track-mot'), boxes, *size, '0.45'],
                                  check=True, capture_output=True, text=True)
            spent = number(r'([\d.]+) us', done.stderr)
            with open(tracks, 'w', encoding='utf-8') as out:
                out.write(done.stdout)
        else:
            least, make = PEERS[peer]
            spent = track(make, frames, max(least, .25), tracks)
        with open(events, 'w', encoding='utf-8') as out:
            out.write(run(os.path.join(programs, 'count-mot'), tracks,
                          os.path.join(TREE, 'tests/data/vtest.json'), *size))
        found = json.loads(run('aisle', 'eval', '--json', '--clip=vtest_0001_0500', 'events',
                               os.path.join(SHARED, 'truth/truth_shared.json'), events))
        yield (peer, *tracking(truth, tracks), found['crossings']['f1'], found['visits']['f1'],
               found['crossings']['accuracy'], spent)


def table(title, rows):
    print('\n%-28s' % title + ''.join('%10s' % c for c in COLUMNS), flush=True)
    for name, mota, idf1, hota, switches, *rest in rows:
        print('%-28s%10.3f%10.3f%10.3f%10d' % (name, mota, idf1, hota, switches)
              + ''.join('%10.3f' % x for x in rest[:3]) + '%10.0f' % rest[3], flush=True)


def main():
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:] or SCENES:
            table(name, scene(name, folder))
        if not sys.argv[1:] and os.path.exists(SHARED):
            table('vtest.avi, NanoDet-Plus', footage(folder))


if __name__ == '__main__':
    main()
