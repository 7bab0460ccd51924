#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whole models: every inferred shape against onnx.shape_inference, values against onnxruntime."""
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import need

try:
    np = need.module('numpy')
    onnxruntime = need.module('onnxruntime')
    onnx = need.module('onnx')
except unittest.SkipTest as reason:
    print('skipped:', reason)
    sys.exit(77)

MODELS = pathlib.Path(need.SOURCE, 'tests', 'opencl', 'models')
PROGRAMS = pathlib.Path(need.BUILD, 'tests', 'opencl')
onnxruntime.set_default_logger_severity(4)


def inferred_by_us(path):
    """{tensor name: shape} of every tensor that is left after folding."""
    text = subprocess.run(
        [PROGRAMS / 'dump-graph', path], check=True, capture_output=True, text=True
    ).stdout
    return {
        name: [] if shape == 'scalar' else [int(d) for d in shape.split('×')]
        for name, shape in re.findall(r'  (?:const |→  )?(\S+) \[([0-9×]+|scalar)\]', text)
    }


def inferred_by_onnx(path):
    graph = onnx.shape_inference.infer_shapes(onnx.load(path), data_prop=True).graph
    shapes = {}
    for value in list(graph.value_info) + list(graph.output) + list(graph.input):
        tensor = value.type.tensor_type
        if tensor.HasField('shape') and all(d.HasField('dim_value') for d in tensor.shape.dim):
            shapes[value.name] = [d.dim_value for d in tensor.shape.dim]
    return shapes


class WholeModels(unittest.TestCase):
    def compare_shapes(self, path):
        ours, theirs = inferred_by_us(path), inferred_by_onnx(path)
        both = ours.keys() & theirs.keys()
        for name in both:
            self.assertEqual(ours[name], theirs[name], f'{path.name}: {name}')
        return len(both)

    def test_shapes_of_tiny_models(self):
        paths = sorted((MODELS / 'good').glob('*.onnx'))
        compared = sum(self.compare_shapes(path) for path in paths)
        print(f'{compared} shapes of {len(paths)} tiny models')
        self.assertGreaterEqual(compared, 2 * len(paths))

    def test_shapes_of_real_models(self):
        for path in self.real_models():
            compared = self.compare_shapes(path)
            print(f'{compared} shapes of {path.name}')
            self.assertGreaterEqual(compared, 100)

    def test_values_of_real_models(self):
        for path in self.real_models():
            for got, expected in self.run_both(path):
                self.assertEqual(got.shape, expected.shape)
                error = np.abs(got - expected).max() / np.abs(expected).max()
                print(f'{path.name} {got.shape}: greatest error {error:.1e} of the greatest value')
                self.assertLess(error, 1e-5)

    def real_models(self):
        return sorted(pathlib.Path(need.shared('data/weights')).glob('*.onnx'))

    def run_both(self, path):
        session = onnxruntime.InferenceSession(path, providers=['CPUExecutionProvider'])
        value = session.get_inputs()[0]
        x = np.random.default_rng(1).standard_normal(value.shape).astype(np.float32)
        expected = session.run(None, {value.name: x})
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            outputs = [folder / f'{i}.npy' for i in range(len(expected))]
            np.save(folder / 'x.npy', x)
            subprocess.run(
                [PROGRAMS / 'run-reference', path, folder / 'x.npy', '--'] + outputs, check=True
            )
            return list(zip(map(np.load, outputs), expected))


if __name__ == '__main__':
    unittest.main()
