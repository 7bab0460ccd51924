#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whole models on the device against onnxruntime; a model that is not there is skipped."""

import os
import pathlib
import subprocess
import tempfile
import unittest

import need

numpy = need.module('numpy')
onnxruntime = need.module('onnxruntime')

RUN_MODEL = os.path.join(need.BUILD, 'tests', 'opencl', 'run-model')
SEED = 20260104
TOLERANCE = 2e-5  # of the greatest value of an output


def run_on_device(path, x, folder):
    """The outputs of the model, flat."""
    x.tofile(folder / 'x.f32')
    shape = ','.join(map(str, x.shape))
    command = [RUN_MODEL, '--shape', shape, path, folder / 'y', folder / 'x.f32']
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return [numpy.fromfile(folder / f'y.{i}.f32', numpy.float32) for i in range(len(lines))]


class DeviceModels(unittest.TestCase):
    def check(self, path, shape, scale=1):
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(path, options, ['CPUExecutionProvider'])
        x = numpy.random.default_rng(SEED).random(shape, numpy.float32) * numpy.float32(scale)
        expected = session.run(None, {session.get_inputs()[0].name: x})
        with tempfile.TemporaryDirectory() as folder:
            got = run_on_device(path, x, pathlib.Path(folder))
        self.assertEqual(len(got), len(expected))
        for ours, theirs in zip(got, expected):
            self.assertEqual(ours.size, theirs.size)
            error = abs(ours - theirs.ravel()).max() / abs(theirs).max()
            print(f'{os.path.basename(path)} {theirs.shape}: error {error:.1e} of the greatest')
            self.assertLess(error, TOLERANCE)

    def test_faces(self):
        self.check(need.shared('data/weights/version-RFB-320_simplified.onnx'), (1, 3, 240, 320))

    def test_person_identity(self):
        self.check(need.shared('data/weights/osnet_x0_25_msmt17.onnx'), (1, 3, 256, 128))

    def test_fastestdet(self):
        self.check(need.shared('data/weights/FastestDet.onnx'), (1, 3, 352, 352))

    def test_centernet(self):
        self.check(need.model('person-centernet'), (1, 3, 192, 256), 255)

    def test_nanodet(self):
        self.check(need.model('person-nanodet'), (1, 3, 192, 256), 2)

    def test_ssd(self):
        self.check(need.model('person-ssd'), (1, 3, 300, 300))


print('seed', SEED)
unittest.main()
