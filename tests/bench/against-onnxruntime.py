#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Milliseconds per frame beside onnxruntime: same model, same run, rounds in turn.

Each round prints the state of the processors before it (see probe.c); compare only rounds of one
state. The ratio is ours / theirs, of minima and of medians: below 1 we are faster.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import need  # noqa: E402

MODELS = [('person-nanodet', (1, 3, 288, 384), 255), ('person-centernet', (1, 3, 288, 384), 255)]
RUN_MODEL = os.path.join(need.BUILD, 'tests', 'opencl', 'run-model')
PROBE = os.path.join(need.BUILD, 'tests', 'bench', 'probe')


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--model', help='an ONNX file instead of the shipped models')
    parser.add_argument('--shape', help='its input shape, e.g. 1,3,288,384')
    parser.add_argument('--cores', type=int, default=2)
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--frames', type=int, default=40, help='frames per round')
    return parser.parse_args()


def ours(path, shape, cores, frames, x):
    """Times of one process; its own warm-up is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        x.tofile(os.path.join(folder, 'x'))
        command = [RUN_MODEL, '--cores', str(cores), '--time', str(frames), '--shape',
                   ','.join(map(str, shape)), path, os.path.join(folder, 'y'),
                   os.path.join(folder, 'x')]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    line = next(line for line in text.splitlines() if line.startswith('time '))
    return tuple(map(float, line.split()[1:]))


def theirs(session, frames, x):
    feed = {session.get_inputs()[0].name: x}
    times = []
    for _ in range(frames):
        start = time.perf_counter()
        session.run(None, feed)
        times.append((time.perf_counter() - start) * 1000)
    return min(times), statistics.median(times)


def compare(path, shape, scale, options):
    onnxruntime = need.module('onnxruntime')
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.cores
    settings.log_severity_level = 3
    session = onnxruntime.InferenceSession(path, settings, ['CPUExecutionProvider'])
    x = numpy.random.default_rng(1).random(shape, numpy.float32) * numpy.float32(scale)
    print(f'{os.path.basename(path)} {shape}, {options.cores} cores, min/median ms of '
          f'{options.frames} frames; onnxruntime {onnxruntime.__version__}')
    theirs(session, 5, x)
    results = []
    for _ in range(options.rounds):
        state = subprocess.run([PROBE], capture_output=True, text=True, check=True).stdout.strip()
        a, b = ours(path, shape, options.cores, options.frames, x), theirs(
            session, options.frames, x)
        results.append((a, b))
        print(f'  ours {a[0]:7.2f} {a[1]:7.2f}   onnxruntime {b[0]:7.2f} {b[1]:7.2f}   '
              f'ratio {a[0] / b[0]:.2f} {a[1] / b[1]:.2f}   [{state}]', flush=True)
    ratios = [statistics.median(a[i] / b[i] for a, b in results) for i in (0, 1)]
    best = min(a[0] for a, _ in results) / min(b[0] for _, b in results)
    print(f'ratio: {ratios[0]:.2f} of minima, {ratios[1]:.2f} of medians (median of rounds), '
          f'{best:.2f} of the best frames')


def main():
    options = parse()
    if options.model:
        shape = tuple(map(int, options.shape.split(',')))
        compare(options.model, shape, 1, options)
        return
    for name, shape, scale in MODELS:
        compare(need.model(name), shape, scale, options)


main()
