#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fit the simulated detector: what real detectors do to true boxes, as a few numbers.

usage: fit.py            writes detector-parameters.h beside this file
`aisle` is our default model on frames 1-500 of vtest.avi, `acf` the ACF boxes of TUD-Campus and
TUD-Stadtmitte. Both have true boxes in the shared data. Needs the shared data and the model.
The numbers are frozen (test_frozen.py holds their hash): scenes, trackers and figures refer to
them.
"""
import collections
import math
import os
import subprocess
import sys
import tempfile

import numpy
from scipy.optimize import linear_sum_assignment, minimize

HERE = os.path.dirname(os.path.abspath(__file__))
TREE = os.path.dirname(os.path.dirname(HERE))
SHARED = os.environ.get('AISLE_SHARED') or os.path.join(os.path.dirname(TREE), 'shared')
LEAST = 0.1              # weaker boxes are not looked at
STRONG = 0.35            # a false box that gets there may start a track
MATCH_IOU = 0.4
HIDDEN = 0.3             # errors of who is hidden more grow no further
# A sign that the truth does not know stands here in vtest.avi (share of the width).
VTEST_HIDDEN = (0.47, 0.64)

Sequence = collections.namedtuple('Sequence', 'truth boxes fps width height hidden')
# One true box: visible share, confidence of its detection (0: none), errors of that, its place.
Seen = collections.namedtuple('Seen', 'visible confidence error centre height')


def read(path):
    """Rows of id, x, y, w, h, confidence by frame."""
    frames = collections.defaultdict(list)
    with open(path, encoding='utf-8') as file:
        for line in file:
            frame, *row = [float(x) for x in line.replace(' ', ',').split(',')[:7]]
            frames[int(frame)].append(row)
    return {frame: numpy.array(rows) for frame, rows in frames.items()}


def overlap(a, b):
    """Intersection over union of boxes x, y, w, h, each with each."""
    low = numpy.maximum(a[:, None, :2], b[None, :, :2])
    high = numpy.minimum((a[:, :2] + a[:, 2:])[:, None], (b[:, :2] + b[:, 2:])[None])
    both = numpy.clip(high - low, 0, None).prod(-1)
    return both / (a[:, 2:].prod(-1)[:, None] + b[:, 2:].prod(-1)[None] - both)


def visible_share(boxes, i):
    """The share of box i that no box with lower feet covers, on a grid of 8 x 16."""
    x, y, w, h = boxes[i]
    at_x, at_y = numpy.meshgrid(x + (numpy.arange(8) + .5) * w / 8,
                                y + (numpy.arange(16) + .5) * h / 16)
    hidden = numpy.zeros(at_x.shape, bool)
    for k, (left, top, width, height) in enumerate(boxes):
        if k != i and top + height > y + h:
            hidden |= ((at_x > left) & (at_x < left + width)
                       & (at_y > top) & (at_y < top + height))
    return 1 - hidden.mean()


def pair_up(true, boxes):
    """Index of the detection of each true box."""
    share = overlap(true, boxes[:, 1:5])
    cost = numpy.where(share >= MATCH_IOU, 1 - share - .2 * boxes[None, :, 5], 9)
    return {i: j for i, j in zip(*linear_sum_assignment(cost)) if cost[i, j] < 9}, share


def observe(sequence):
    """Seen by person and frame; false boxes; overlapping pairs as (IoU, are merged)."""
    people, false, pairs = collections.defaultdict(dict), [], []
    for frame, rows in sorted(sequence.truth.items()):
        boxes = sequence.boxes.get(frame, numpy.zeros((0, 6)))
        boxes = boxes[boxes[:, 5] >= LEAST]
        true = rows[:, 1:5]
        pairing, share = pair_up(true, boxes)
        for i, (x, y, w, h) in enumerate(true):
            error, confidence = None, 0
            if i in pairing:
                _, bx, by, bw, bh, confidence = boxes[pairing[i]]
                error = ((bx + bw / 2 - x - w / 2) / h, (by + bh - y - h) / h,
                         math.log(bh / h), math.log(bw / w))
            people[rows[i, 0]][frame] = Seen(visible_share(true, i), confidence, error,
                                             (x + w / 2) / sequence.width, h / sequence.height)
        used = set(pairing.values())
        for j, box in enumerate(boxes):
            if j not in used:
                false.append((frame, *box[1:], share[:, j].max()))
        pairs += merged_pairs(true, boxes)
    return people, false, pairs


def merged_pairs(true, boxes):
    own = overlap(true, true)
    share = overlap(true, boxes[:, 1:5])
    found = []
    for i in range(len(true)):
        for j in range(i):
            if own[i, j] > .1 and len(boxes):
                low = numpy.minimum(true[i, :2], true[j, :2])
                high = numpy.maximum(true[i, :2] + true[i, 2:], true[j, :2] + true[j, 2:])
                union = overlap(numpy.r_[low, high - low][None], boxes[:, 1:5])[0].max()
                single = max(share[i].max(), share[j].max())
                found.append((own[i, j], union > .5 and union > single))
    return found


# --- numbers out of observations ------------------------------------------------------------------


def logistic(samples):
    """Middle and scale of a rising logistic curve through (value, true or not)."""
    x, hit = numpy.array(samples, float).T

    def surprise(p):
        chance = 1 / (1 + numpy.exp(numpy.clip((p[0] - x) / max(abs(p[1]), .02), -50, 50)))
        chance = numpy.clip(chance, 1e-4, 1 - 1e-4)
        return -(hit * numpy.log(chance) + (1 - hit) * numpy.log(1 - chance)).mean()

    middle, scale = minimize(surprise, (.4, .1), method='Nelder-Mead').x
    return middle, max(abs(scale), .02)


def correlation(tracks, lag):
    """Correlation of a value with itself @lag frames later; tracks: {frame: value} each."""
    ends = [(t[f], t[f + lag]) for t in tracks for f in t if f + lag in t]
    return numpy.corrcoef(numpy.array(ends).T)[0, 1]


def spread(tracks, fps):
    """A value as slow noise (its deviation and time constant) and fast noise (its deviation)."""
    values = numpy.concatenate([list(t.values()) for t in tracks if t])
    seconds = numpy.array([.1, .2, .4, .8, 1.6])
    lags = numpy.unique(numpy.maximum(1, numpy.round(seconds * fps))).astype(int)
    found = numpy.array([correlation(tracks, lag) for lag in lags])
    best = min(((numpy.square(found - part * numpy.exp(-lags / fps / time)).sum(), part, time)
                for part in numpy.arange(.3, .96, .05) for time in (.3, .5, .7, 1, 1.5, 2, 3)))
    part, time = best[1:]
    deviation = values.std()
    return values.mean(), deviation * math.sqrt(part), time, deviation * math.sqrt(1 - part)


def run_length(hits):
    """Mean length of runs in successive frames; hits: sorted frame lists."""
    lengths = []
    for frames in hits:
        for at, frame in enumerate(frames):
            if at and frames[at - 1] == frame - 1:
                lengths[-1] += 1
            else:
                lengths.append(1)
    return numpy.mean(lengths) if lengths else 1


def chains(false):
    """False boxes linked over frames."""
    done, live = [], []
    for row in false:
        live = [c for c in live if row[0] - c[-1][0] <= 3]
        near = [c for c in live if c[-1][0] < row[0] and overlap(
            numpy.array([c[-1][1:5]]), numpy.array([row[1:5]]))[0, 0] > .5]
        if near:
            near[0].append(row)
        else:
            live.append([row])
            done.append(live[-1])
    return done


def is_outside_truth(row, sequence):
    """The truth leaves out people who are smaller than all in it, or half out of the frame."""
    _, x, y, w, h = row[:5]
    least = min(rows[:, 4].min() for rows in sequence.truth.values())
    return h < least or x < w or x + 2 * w > sequence.width or y + h > sequence.height - 3


def fit_confidence(observed, p):
    rows = [(s, sequence) for people, _, _, sequence in observed for t in people.values()
            for s in t.values() if s.confidence]
    clear = [s for s, q in rows if s.visible > .999 and not q.hidden[0] < s.centre < q.hidden[1]]
    knee = numpy.median([s.height for s in clear])
    small = numpy.array([(min(0, math.log(s.height / knee)), s.confidence) for s in clear])
    slope = max(0, numpy.polyfit(*small.T, 1)[0]) if numpy.ptp(small[:, 0]) > .2 else 0
    p['size_knee'], p['confidence_size'] = knee, slope
    covered = numpy.array([(1 - s.visible, s.confidence) for s, _ in rows])
    p['confidence_hidden'] = max(0, -numpy.polyfit(*covered.T, 1)[0])
    parts = []
    for people, _, _, q in observed:
        tracks = [{f: s.confidence - slope * min(0, math.log(s.height / knee))
                   for f, s in t.items() if s.confidence and s.visible > .999
                   and not q.hidden[0] < s.centre < q.hidden[1]} for t in people.values()]
        parts.append(spread(tracks, q.fps))
    (p['confidence'], p['confidence_slow'], p['confidence_time'],
     p['confidence_fast']) = numpy.mean(parts, 0)


def fit_misses(observed, p):
    samples, times, clear = [], [], []
    for people, _, _, q in observed:
        missed = []
        for track in people.values():
            seen = {f: s for f, s in track.items() if not q.hidden[0] < s.centre < q.hidden[1]}
            samples += [(1 - s.visible, not s.confidence) for s in seen.values()]
            clear += [not s.confidence for s in seen.values() if s.visible > .999]
            missed.append(sorted(f for f, s in seen.items() if not s.confidence))
        times.append(run_length(missed) / q.fps)
    p['miss'] = max(numpy.mean(clear), 1e-3)
    p['miss_middle'], p['miss_scale'] = logistic([s for s in samples if s[0] > 0])
    p['miss_time'] = numpy.mean(times)
    p['merge_middle'], p['merge_scale'] = logistic([s for o in observed for s in o[2]])


def fit_errors(observed, p):
    for k, name in enumerate(('x', 'y', 'height', 'width')):
        parts, hidden = [], []
        for people, _, _, q in observed:
            parts.append(spread([{f: s.error[k] for f, s in t.items() if s.error
                                  and s.visible > .999} for t in people.values()], q.fps))
            hidden += [s.error[k] for t in people.values() for s in t.values()
                       if s.error and s.visible < 1 - HIDDEN]
        mean, slow, time, fast = numpy.mean(parts, 0)
        extra = max(0, numpy.var(hidden) - slow ** 2 - fast ** 2)
        p['error_' + name] = (mean, slow, time, fast, math.sqrt(extra))


def fit_false(observed, p):
    frames = seconds = 0
    lasting, weak, strong, doubles, true = [], [], [], [], 0
    for people, false, _, q in observed:
        frames += len(q.truth)
        seconds += len(q.truth) / q.fps
        true += sum(bool(s.confidence) for t in people.values() for s in t.values())
        doubles += [r[5] for r in false if r[6] >= .3]
        for chain in chains([r for r in false if r[6] < .3]):
            if len(chain) >= 2 * q.fps:
                lasting.append(chain)
            elif not any(is_outside_truth(r, q) for r in chain):
                (strong if max(r[5] for r in chain) >= STRONG else weak).append((chain, q))
    strength = numpy.array([r[5] for c in lasting for r in c] or [LEAST])
    p['clutter'] = len(strength) / frames
    p['clutter_confidence'], p['clutter_spread'] = strength.mean(), strength.std()
    for name, brief, usual in (('weak', weak, LEAST), ('strong', strong, STRONG)):
        strength = numpy.array([r[5] for c, _ in brief for r in c] or [usual + .05])
        times = [len(c) / q.fps for c, q in brief] or [.3]
        # Half an event more (Jeffreys 1946): none in a minute is not none in a day.
        p[name] = ((len(brief) + .5) / seconds, numpy.mean(times), strength.mean(),
                   max(strength.std(), .05))
    p['double_share'], p['double_confidence'] = len(doubles) / true, numpy.mean(doubles) - LEAST


def fit(sequences):
    observed = [(*observe(q), q) for q in sequences]
    p = {}
    fit_confidence(observed, p)
    fit_misses(observed, p)
    fit_errors(observed, p)
    fit_false(observed, p)
    return p


# --- inputs and output ----------------------------------------------------------------------------


def vtest():
    with tempfile.NamedTemporaryFile(suffix='.txt') as found:
        subprocess.run(['aisle', 'analyze', os.path.join(SHARED, 'data/video/vtest.avi'), '--quiet',
                        '--detections', found.name], check=True, stdout=subprocess.DEVNULL)
        boxes = read(found.name)
    truth = read(os.path.join(SHARED, 'data/pets/PETS09-S2L1_frames0001-0500.gt.txt'))
    return [Sequence(truth, boxes, 10, 768, 576, VTEST_HIDDEN)]


def tud():
    folder = os.path.join(SHARED, 'data/mot')
    return [Sequence(read(os.path.join(folder, name + '.gt.txt')),
                     read(os.path.join(folder, name + '.det.txt')), 25, 640, 480, (2, 2))
            for name in ('TUD-Campus', 'TUD-Stadtmitte')]


def line(name, value):
    if isinstance(value, tuple):
        return '  .%s = { %s },' % (name, ', '.join('%.4f' % v for v in value))
    return '  .%s = %.4f,' % (name, value)


def header(fits):
    text = ['/* SPDX-License-Identifier: MIT */',
            '/** @file detector-parameters.h Written by fit.py; frozen by test_frozen.py. */',
            '#pragma once', '', '#include "tests/simulator/detector.h"', '']
    for name, p in fits.items():
        text += ['static const SimDetectorParams sim_detector_%s = {' % name,
                 *(line(k, v) for k, v in p.items()), '};', '']
    return '\n'.join(text[:-1]) + '\n'


def main():
    text = header({'aisle': fit(vtest()), 'acf': fit(tud())})
    path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, 'detector-parameters.h')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    print(text)


if __name__ == '__main__':
    main()
