#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The reference and the kernels against onnxruntime on random one-operator graphs.

Each case draws shapes and attributes within what the library supports, so the library must load
it. SEED and ROUNDS widen the search; DEVICE chooses the OpenCL device.
"""
import os
import pathlib
import random
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
from onnx import TensorProto, helper, numpy_helper

SEED = int(os.environ.get('SEED', '20250301'))
ROUNDS = int(os.environ.get('ROUNDS', '12'))
DEVICE = os.environ.get('DEVICE', 'cpu')
PROGRAMS = pathlib.Path(need.BUILD, 'tests', 'opencl')
onnxruntime.set_default_logger_severity(4)


def run(text, command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f'{text}: {done.stderr.strip()}')
    return done.stdout


class Graph:
    """One node on inputs given at run time and constants."""

    def __init__(self, op, inputs, constants=(), outputs=1, opset=18, order=None, **attributes):
        self.inputs = [(f'x{i}', np.asarray(x, np.float32)) for i, x in enumerate(inputs)]
        tensors = [
            numpy_helper.from_array(np.asarray(c), f'c{i}') if c is not None else None
            for i, c in enumerate(constants)
        ]
        names = [n for n, _ in self.inputs] + [t.name if t is not None else '' for t in tensors]
        if order:
            names = [names[i] for i in order]
        self.outputs = [f'y{i}' for i in range(outputs)]
        attributes = {k: v for k, v in attributes.items() if v is not None}
        graph = helper.make_graph(
            [helper.make_node(op, names, self.outputs, name=op, **attributes)],
            'g',
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, x.shape) for n, x in self.inputs],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in self.outputs],
            [t for t in tensors if t is not None],
        )
        self.model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid('', opset)], ir_version=8
        ).SerializeToString()
        self.text = f'{op} {[x.shape for _, x in self.inputs]} opset {opset} {attributes}'

    def expected(self):
        session = onnxruntime.InferenceSession(self.model, providers=['CPUExecutionProvider'])
        return session.run(None, dict(self.inputs))

    def write(self, folder):
        (folder / 'm.onnx').write_bytes(self.model)
        for name, x in self.inputs:
            np.save(folder / f'{name}.npy', x)
            x.tofile(folder / f'{name}.f32')

    def run_reference(self, folder):
        self.write(folder)
        inputs = [folder / f'{n}.npy' for n, _ in self.inputs]
        outputs = [folder / f'{n}.npy' for n in self.outputs]
        run(
            self.text,
            [PROGRAMS / 'run-reference', folder / 'm.onnx'] + inputs + ['--'] + outputs,
        )
        return [np.load(path) for path in outputs]

    def run_kernels(self, folder):
        self.write(folder)
        inputs = [folder / f'{n}.f32' for n, _ in self.inputs]
        command = [PROGRAMS / 'run-model', '--device', DEVICE, folder / 'm.onnx', folder / 'y']
        run(self.text, command + inputs)
        return [np.fromfile(folder / f'y.{i}.f32', np.float32) for i in range(len(self.outputs))]


class Draw:
    """Random shapes, values and choices."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.numpy = np.random.default_rng(seed)

    def int(self, low, high):
        return self.random.randint(low, high)

    def choice(self, *values):
        return self.random.choice(values)

    def shape(self, rank, high=6):
        return [self.int(1, high) for _ in range(rank)]

    def floats(self, *shape, low=-3, high=3):
        return self.numpy.uniform(low, high, shape).astype(np.float32)

    def signed_axis(self, rank):
        return self.int(-rank, rank - 1)

    def stretched(self, shape):
        """A shape that broadcasts to @shape."""
        shape = [d if self.int(0, 2) else 1 for d in shape]
        return shape[self.int(0, len(shape)) :]


def elementwise(draw):
    op, low, high = draw.choice(
        ('Abs', -3, 3),
        ('Ceil', -3, 3),
        ('Erf', -3, 3),
        ('Exp', -5, 5),
        ('Floor', -3, 3),
        ('HardSwish', -5, 5),
        ('Log', 0.1, 9),
        ('Mish', -9, 9),
        ('Neg', -3, 3),
        ('Reciprocal', 0.5, 3),
        ('Relu', -3, 3),
        ('Sigmoid', -9, 9),
        ('Softplus', -9, 9),
        ('Sqrt', 0, 9),
        ('Tanh', -4, 4),
    )
    return Graph(op, [draw.floats(*draw.shape(draw.int(1, 5)), low=low, high=high)])


def elementwise_parameters(draw):
    op = draw.choice('LeakyRelu', 'HardSigmoid')
    attributes = {'alpha': draw.choice(None, 0.1, 0.25)}
    if op == 'HardSigmoid':
        attributes['beta'] = draw.choice(None, 0.4)
    return Graph(op, [draw.floats(*draw.shape(3), low=-5, high=5)], **attributes)


def binary(draw):
    op = draw.choice('Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Pow')
    shape = draw.shape(draw.int(1, 5))
    sides = [shape, draw.stretched(shape)]
    draw.random.shuffle(sides)
    a, b = draw.floats(*sides[0], low=0.1), draw.floats(*sides[1], low=0.2)
    return Graph(op, [a], [b]) if draw.int(0, 1) else Graph(op, [a, b])


def variadic(draw):
    shape = draw.shape(3)
    n = draw.int(1, 4)
    return Graph(
        draw.choice('Max', 'Min', 'Sum'),
        [draw.floats(*shape)] + [draw.floats(*draw.stretched(shape)) for _ in range(n - 1)],
    )


def prelu(draw):
    shape = draw.shape(4)
    return Graph('PRelu', [draw.floats(*shape)], [draw.floats(*draw.choice([1], [shape[1], 1, 1]))])


def clip(draw):
    x = draw.floats(*draw.shape(3))
    if draw.int(0, 1):
        return Graph('Clip', [x], opset=10, min=draw.choice(None, -1.0), max=draw.choice(None, 1.0))
    return Graph(
        'Clip', [x], [draw.choice(None, np.float32(-1)), draw.choice(np.float32(1), np.float32(0))]
    )


def window(draw, kernel, pool=False):
    auto = draw.choice(None, None, None, 'SAME_UPPER', 'SAME_LOWER', 'VALID')
    limit = [k - 1 for k in kernel] if pool else [3, 3]
    return {
        'strides': draw.choice(None, [1, 1], [2, 2], [2, 1], [3, 2]),
        'auto_pad': auto,
        'pads': None if auto else [draw.int(0, limit[i % 2]) for i in range(4)],
    }


def conv(draw):
    group = draw.choice(1, 1, 2, 3)
    per_group, per_output = draw.choice(1, 2, 3), draw.choice(1, 2)
    kernel = draw.choice([1, 1], [3, 3], [3, 2], [5, 5], [1, 3])
    weights = draw.floats(group * per_output, per_group, *kernel)
    bias = [draw.floats(group * per_output)] if draw.int(0, 1) else []
    x = draw.floats(draw.int(1, 2), group * per_group, draw.int(9, 12), draw.int(9, 12))
    attributes = window(draw, kernel)
    # onnxruntime refuses dilations with SAME.
    if not attributes['auto_pad']:
        attributes['dilations'] = draw.choice(None, [2, 2], [1, 2])
    return Graph(
        'Conv',
        [x],
        [weights] + bias,
        group=group,
        kernel_shape=draw.choice(None, kernel),
        **attributes,
    )


def conv_transpose(draw):
    group = draw.choice(1, 1, 2)
    per_input, per_output = draw.choice(1, 2), draw.choice(1, 2, 3)
    kernel = draw.choice([2, 2], [3, 3], [3, 2], [4, 4])
    strides = draw.choice([1, 1], [2, 2], [2, 3])
    return Graph(
        'ConvTranspose',
        [draw.floats(1, group * per_input, draw.int(2, 5), draw.int(2, 5))],
        [draw.floats(group * per_input, per_output, *kernel), draw.floats(group * per_output)],
        group=group,
        strides=strides,
        pads=[draw.int(0, 1) for _ in range(4)],
        output_padding=draw.choice(None, [strides[0] - 1, 0]),
        dilations=draw.choice(None, [2, 1]),
    )


def batch_norm(draw):
    shape = draw.shape(draw.choice(2, 4), 5)
    n = shape[1]
    return Graph(
        'BatchNormalization',
        [draw.floats(*shape)],
        [draw.floats(n), draw.floats(n), draw.floats(n), draw.floats(n, low=0.1)],
        epsilon=draw.choice(None, 1e-3),
    )


def conv_batch_norms(draw):
    """Batch norms after a Conv whose weights, or whose output, may have another user."""
    graph = conv(draw)
    model = onnx.load_from_string(graph.model)
    nodes, constants = model.graph.node, model.graph.initializer
    channels, norms = constants[0].dims[0], draw.int(1, 2)
    user = draw.choice(None, 'weights', 'output')
    if user == 'weights':
        nodes.add().CopyFrom(nodes[0])
        nodes[1].name, nodes[1].output[0] = 'other', 'y1'
    if user == 'output':
        nodes.append(helper.make_node('Neg', ['t0'], ['y1']))
    if user:
        model.graph.output.append(helper.make_tensor_value_info('y1', TensorProto.FLOAT, None))
        graph.outputs.append('y1')
    nodes[0].output[0] = 't0'
    for k in range(norms):
        names = [f'n{k}{part}' for part in 'sbmv']
        for name in names:
            values = draw.floats(channels, low=0.1)
            constants.append(numpy_helper.from_array(values, name))
        output = 'y0' if k + 1 == norms else f't{k + 1}'
        nodes.append(helper.make_node('BatchNormalization', [f't{k}'] + names, [output]))
    graph.model = model.SerializeToString()
    graph.text += f' and {norms} batch norms, other user {user}'
    return graph


def max_pool(draw):
    kernel = draw.choice([2, 2], [3, 3], [3, 2])
    attributes = window(draw, kernel, pool=True)
    if not attributes['auto_pad']:
        attributes['dilations'] = draw.choice(None, [2, 2])
        attributes['ceil_mode'] = draw.choice(None, 1)
    return Graph(
        'MaxPool',
        [draw.floats(2, 3, draw.int(7, 11), draw.int(7, 11))],
        kernel_shape=kernel,
        **attributes,
    )


def average_pool(draw):
    kernel = draw.choice([2, 2], [3, 3], [3, 2])
    attributes = window(draw, kernel, pool=True)
    if not attributes['auto_pad']:
        attributes['ceil_mode'] = draw.choice(None, 1)
    return Graph(
        'AveragePool',
        [draw.floats(2, 3, draw.int(7, 11), draw.int(7, 11))],
        opset=19,
        kernel_shape=kernel,
        count_include_pad=draw.choice(None, 1),
        **attributes,
    )


def global_pool(draw):
    return Graph(draw.choice('GlobalAveragePool', 'GlobalMaxPool'), [draw.floats(*draw.shape(4))])


def resize(draw):
    shape = [1, draw.int(1, 3), draw.int(2, 7), draw.int(2, 7)]
    mode = draw.choice('nearest', 'linear')
    transformation = draw.choice('half_pixel', 'asymmetric', 'align_corners', 'pytorch_half_pixel')
    attributes = {'mode': mode, 'coordinate_transformation_mode': transformation}
    if mode == 'nearest':
        attributes['nearest_mode'] = draw.choice(
            'round_prefer_floor', 'round_prefer_ceil', 'floor', 'ceil'
        )
    if draw.int(0, 1):
        sizes = np.array(shape[:2] + [draw.int(1, 13), draw.int(1, 13)], np.int64)
        return Graph(
            'Resize',
            [draw.floats(*shape)],
            [None, None, sizes],
            opset=draw.choice(13, 18),
            **attributes,
        )
    # Powers of two: a coordinate on the border of two elements is not a matter of rounding then.
    scales = np.array([1, 1, draw.choice(0.5, 1, 2, 4), draw.choice(0.5, 1, 2)], np.float32)
    return Graph(
        'Resize', [draw.floats(*shape)], [None, scales], opset=draw.choice(13, 18), **attributes
    )


def upsample(draw):
    scales = np.array([1, 1, draw.choice(1, 2, 3), draw.choice(1, 2)], np.float32)
    op, opset = draw.choice(('Upsample', 9), ('Resize', 10))
    return Graph(
        op, [draw.floats(1, 2, 4, 3)], [scales], opset=opset, mode=draw.choice('nearest', 'linear')
    )


def concat(draw):
    shape = draw.shape(draw.int(1, 4))
    axis = draw.signed_axis(len(shape))
    parts = []
    for _ in range(draw.int(1, 4)):
        shape[axis] = draw.int(1, 4)
        parts.append(draw.floats(*shape))
    return Graph('Concat', parts, axis=axis)


def split(draw):
    shape = draw.shape(3)
    axis = draw.signed_axis(3)
    sizes = [draw.int(1, 3) for _ in range(draw.int(1, 4))]
    shape[axis] = sum(sizes)
    x = draw.floats(*shape)
    if draw.int(0, 1):
        return Graph('Split', [x], [np.array(sizes, np.int64)], outputs=len(sizes), axis=axis)
    if draw.int(0, 1):
        return Graph('Split', [x], outputs=len(sizes), opset=11, split=sizes, axis=axis)
    shape[axis] = len(sizes) * 2
    return Graph('Split', [draw.floats(*shape)], outputs=len(sizes), opset=13, axis=axis)


def slice_(draw):
    shape = [draw.int(3, 7) for _ in range(3)]
    axes = draw.random.sample(range(3), draw.int(1, 3))
    starts, ends, steps = [], [], []
    for axis in axes:
        dim = shape[axis]
        if draw.int(0, 1):
            starts.append(draw.choice(0, 1, -dim, -2, -100))
            ends.append(draw.choice(dim, 2, -1, 1 << 62) if starts[-1] != -2 else dim)
            steps.append(draw.choice(1, 2, 3))
        else:
            starts.append(draw.choice(-1, dim - 1, 100))
            ends.append(draw.choice(0, -dim - 1, -(1 << 62)))
            steps.append(draw.choice(-1, -2))
    axes = [a - draw.choice(0, 3) for a in axes]
    if all(s == 1 for s in steps) and draw.int(0, 1):
        return Graph('Slice', [draw.floats(*shape)], opset=9, axes=axes, starts=starts, ends=ends)
    lists = [np.array(v, np.int64) for v in (starts, ends, axes, steps)]
    return Graph('Slice', [draw.floats(*shape)], lists)


def reshape(draw):
    shape = draw.shape(3, 4)
    total = int(np.prod(shape))
    target = draw.choice(
        [-1], [0, -1], [total], [shape[0], -1, 1], [1, 0, -1] if shape[0] * shape[2] else [-1]
    )
    return Graph('Reshape', [draw.floats(*shape)], [np.array(target, np.int64)])


def flatten(draw):
    return Graph('Flatten', [draw.floats(*draw.shape(4, 3))], axis=draw.choice(None, 0, 2, 4, -1))


def squeeze(draw):
    x = draw.floats(1, draw.int(1, 3), 1, 2)
    axes = draw.choice([0], [2], [0, -2])
    return draw.choice(
        Graph('Squeeze', [x], opset=11, axes=axes),
        Graph('Squeeze', [x], [np.array(axes, np.int64)], opset=13),
    )


def unsqueeze(draw):
    x = draw.floats(2, 3)
    axes = draw.choice([0], [-1], [1, 3], [3, 0])
    return draw.choice(
        Graph('Unsqueeze', [x], opset=11, axes=axes),
        Graph('Unsqueeze', [x], [np.array(axes, np.int64)], opset=13),
    )


def transpose(draw):
    rank = draw.int(1, 5)
    order = list(range(rank))
    draw.random.shuffle(order)
    return Graph('Transpose', [draw.floats(*draw.shape(rank, 4))], perm=draw.choice(None, order))


def expand(draw):
    shape = draw.shape(4, 4)
    small = draw.stretched(shape)
    return Graph('Expand', [draw.floats(*small)], [np.array(shape, np.int64)])


def tile(draw):
    rank = draw.int(1, 4)
    return Graph(
        'Tile', [draw.floats(*draw.shape(rank, 3))], [np.array(draw.shape(rank, 3), np.int64)]
    )


def pad(draw):
    rank = draw.int(1, 4)
    x, pads = draw.floats(*draw.shape(rank, 4)), [draw.int(0, 3) for _ in range(2 * rank)]
    if draw.int(0, 1):
        return Graph('Pad', [x], opset=9, pads=pads, value=draw.choice(None, 1.5))
    return Graph('Pad', [x], [np.array(pads, np.int64)] + draw.choice([], [np.float32(-2)]))


def gather(draw):
    shape = draw.shape(3)
    axis = draw.signed_axis(3)
    dim = shape[axis]
    indices = draw.numpy.integers(-dim, dim, draw.choice((), (3,), (2, 2)))
    return Graph(
        'Gather',
        [draw.floats(*shape)],
        [indices.astype(draw.choice(np.int32, np.int64))],
        axis=axis,
    )


def blocks(draw):
    block = draw.int(1, 3)
    if draw.int(0, 1):
        return Graph(
            'DepthToSpace',
            [draw.floats(2, 2 * block * block, 2, 3)],
            blocksize=block,
            mode=draw.choice(None, 'DCR', 'CRD'),
        )
    return Graph('SpaceToDepth', [draw.floats(2, 3, 2 * block, block)], blocksize=block)


def gemm(draw):
    m, k, n = draw.shape(3, 7)
    turn_a, turn_b = draw.int(0, 1), draw.int(0, 1)
    a = draw.floats(*((k, m) if turn_a else (m, k)))
    constants = [draw.floats(*((n, k) if turn_b else (k, n)))]
    if draw.int(0, 1):
        constants.append(draw.floats(*draw.choice((n,), (m, n), (m, 1), (1,), ())))
    return Graph(
        'Gemm',
        [a],
        constants,
        transA=turn_a,
        transB=turn_b,
        alpha=draw.choice(None, 0.5),
        beta=draw.choice(None, 2.0),
    )


def matmul(draw):
    batch = draw.shape(draw.int(0, 2), 3)
    m, k, n = draw.shape(3, 6)
    a, b = draw.floats(*batch, m, k), draw.floats(*draw.stretched(batch) if batch else [], k, n)
    return Graph('MatMul', [a], [b]) if draw.int(0, 1) else Graph('MatMul', [a, b])


def softmax(draw):
    rank = draw.int(1, 4)
    return Graph(
        draw.choice('Softmax', 'LogSoftmax'),
        [draw.floats(*draw.shape(rank), low=-20, high=20)],
        opset=draw.choice(9, 11, 13),
        axis=draw.choice(None, draw.int(0, rank - 1), -1) if rank > 1 else 0,
    )


def reduce(draw):
    op = draw.choice('ReduceMean', 'ReduceMax', 'ReduceMin', 'ReduceSum')
    rank = draw.int(1, 4)
    axes = draw.random.sample(range(rank), draw.int(1, rank))
    axes = draw.choice(None, [a - draw.choice(0, rank) for a in axes])
    x, keep = draw.floats(*draw.shape(rank)), draw.choice(None, 0, 1)
    if draw.int(0, 1):
        return Graph(op, [x], opset=11, axes=axes, keepdims=keep)
    return Graph(op, [x], [np.array(axes, np.int64)] if axes else [], keepdims=keep)


GENERATORS = [
    elementwise,
    elementwise_parameters,
    binary,
    variadic,
    prelu,
    clip,
    conv,
    conv_transpose,
    batch_norm,
    conv_batch_norms,
    max_pool,
    average_pool,
    global_pool,
    resize,
    upsample,
    concat,
    split,
    slice_,
    reshape,
    flatten,
    squeeze,
    unsqueeze,
    transpose,
    expand,
    tile,
    pad,
    gather,
    blocks,
    gemm,
    matmul,
    softmax,
    reduce,
]


class Reference(unittest.TestCase):
    def compare(self, graph, expected, folder):
        for value, right in zip(graph.run_reference(folder), expected):
            self.assertEqual(value.shape, right.shape, graph.text)
            np.testing.assert_allclose(value, right, rtol=2e-5, atol=2e-5, err_msg=graph.text)


class Kernels(unittest.TestCase):
    def compare(self, graph, expected, folder):
        for value, right in zip(graph.run_kernels(folder), expected):
            right = right.ravel()
            self.assertEqual(value.shape, right.shape, graph.text)
            np.testing.assert_allclose(value, right, rtol=5e-5, atol=5e-5, err_msg=graph.text)


def make_test(generator, rounds):
    def test(self):
        compared = 0
        for number in range(rounds):
            graph = generator(Draw(SEED + 1000 * GENERATORS.index(generator) + number))
            try:
                expected = graph.expected()
            except Exception as error:  # what onnxruntime itself does not run proves nothing
                print(f'left out {graph.text}: {str(error)[:120]}')
                continue
            with tempfile.TemporaryDirectory() as folder:
                self.compare(graph, expected, pathlib.Path(folder))
            compared += 1
        self.assertGreaterEqual(compared, rounds * 2 // 3, 'most cases were left out')

    return test


for _generator in GENERATORS:
    _name = 'test_' + _generator.__name__.strip('_')
    setattr(Reference, _name, make_test(_generator, ROUNDS))
    # Each graph is a process that compiles for itself, hence fewer.
    setattr(Kernels, _name, make_test(_generator, -(-ROUNDS // 6)))

if __name__ == '__main__':
    print(f'seed {SEED}, {ROUNDS} rounds, a sixth of them with kernels')
    unittest.main()
