#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Make the tiny ONNX files beside this script: generate.py [FOLDER].

good/NAME.onnx must load; bad/NAME.onnx must be refused, tests/opencl/bad-models.c says how.
Both are the corpus of fuzz-onnx. The same input gives the same bytes.
"""

import pathlib
import sys

import numpy as np
from onnx import TensorProto, helper, numpy_helper

F = TensorProto.FLOAT
rng = np.random.default_rng(7)


def const(name, array):
    return numpy_helper.from_array(np.asarray(array), name)


def floats(name, *shape):
    return const(name, rng.integers(-4, 5, shape).astype(np.float32))


def ints(name, *values):
    return const(name, np.array(values, np.int64))


def model(nodes, inputs, outputs, constants=(), opset=17):
    """inputs: {name: shape}; outputs: names."""
    graph = helper.make_graph(
        nodes,
        '',
        [helper.make_tensor_value_info(n, F, s) for n, s in inputs.items()],
        [helper.make_empty_tensor_value_info(n) for n in outputs],
        list(constants),
    )
    return helper.make_model(
        graph, opset_imports=[helper.make_opsetid('', opset)], ir_version=8, producer_name=''
    )


def node(op, inputs, outputs, **attributes):
    return helper.make_node(op, inputs.split(), outputs.split(), **attributes)


def one(op, shape, *constants, opset=17, outputs='y', **attributes):
    """A single node on input x and constants."""
    names = ' '.join(['x'] + [c.name for c in constants])
    return model(
        [node(op, names, outputs, **attributes)], {'x': shape}, outputs.split(), constants, opset
    )


def norm(channels):
    return [
        floats('s', channels),
        floats('b', channels),
        floats('m', channels),
        const('v', np.ones(channels, np.float32)),
    ]


def good():
    yield 'conv', one('Conv', [1, 2, 5, 5], floats('w', 2, 1, 3, 3), group=2, auto_pad='SAME_LOWER')
    yield 'conv-batch-norm', model(
        [
            node('Conv', 'x w', 'c'),
            node('BatchNormalization', 'c s b m v', 'n'),
            node('Relu', 'n', 'y'),
        ],
        {'x': [1, 1, 3, 3]},
        ['y'],
        [floats('w', 2, 1, 1, 1)] + norm(2),
    )
    yield 'batch-norm', one('BatchNormalization', [1, 2, 2, 2], *norm(2))
    yield 'conv-transpose', one(
        'ConvTranspose', [1, 1, 3, 3], floats('w', 1, 2, 2, 2), strides=[2, 2]
    )
    yield 'max-pool', one('MaxPool', [1, 1, 5, 5], kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1)
    yield 'average-pool', one('AveragePool', [1, 1, 5, 5], kernel_shape=[3, 3], pads=[1, 1, 1, 1])
    yield 'resize', model(
        [node('Resize', 'x e s', 'y', mode='linear')],
        {'x': [1, 1, 2, 2]},
        ['y'],
        [const('e', np.zeros(0, np.float32)), const('s', np.float32([1, 1, 2, 2]))],
    )
    yield 'upsample', one('Upsample', [1, 1, 2, 2], const('s', np.float32([1, 1, 2, 2])), opset=9)
    yield 'slice-9', one('Slice', [4, 4], opset=9, axes=[1], starts=[-3], ends=[9])
    yield 'slice', one('Slice', [4, 4], ints('s', -1), ints('e', -9), ints('a', 0), ints('t', -2))
    yield 'split', one('Split', [5, 2], ints('n', 2, 3), outputs='y z')
    yield 'concat', model([node('Concat', 'x x', 'y', axis=-1)], {'x': [1, 2]}, ['y'])
    yield 'gather', one('Gather', [3, 2], ints('i', 2, -3))
    yield 'transpose', one('Transpose', [2, 3, 4], perm=[2, 0, 1])
    yield 'reshape', one('Reshape', [2, 3, 4], ints('s', 0, -1))
    yield 'squeeze-9', one('Squeeze', [1, 3, 1], opset=9, axes=[2])
    yield 'pad-9', one('Pad', [1, 2], opset=9, pads=[0, 1, 0, 2], value=3.0)
    yield 'clip-9', one('Clip', [3], opset=9, min=0.0, max=6.0)
    yield 'softmax-9', one('Softmax', [2, 3, 4], opset=9, axis=1)
    yield 'reduce-mean', one('ReduceMean', [2, 3], axes=[-1], keepdims=0)
    yield 'reduce-sum', one('ReduceSum', [2, 3], ints('a', 0))
    yield 'expand', one('Expand', [1, 3], ints('s', 2, 1))
    yield 'tile', one('Tile', [1, 2], ints('r', 2, 3))
    yield 'depth-to-space', one('DepthToSpace', [1, 4, 2, 2], blocksize=2, mode='CRD')
    yield 'gemm', one('Gemm', [2, 3], floats('w', 2, 3), floats('b', 2), transB=1, alpha=0.5)
    yield 'matmul', one('MatMul', [2, 2, 3], floats('w', 3, 2))
    yield 'max', model([node('Max', 'x x w', 'y')], {'x': [2, 1]}, ['y'], [floats('w', 3)])
    yield 'free-batch', one('Relu', ['n', 3])
    yield 'dropout', model(
        [node('Dropout', 'x', 'd'), node('Relu', 'd', 'y')], {'x': [2]}, ['y'], opset=10
    )
    yield 'integer-output', model(
        [node('Relu', 'x', 'y'), node('Shape', 'x', 'z')], {'x': [2, 3]}, ['y', 'z', 'x', 'y']
    )
    yield 'identity-output', one('Identity', [2, 2])
    yield 'shape-arithmetic', model(
        [
            node('Shape', 'x', 's'),
            node('Gather', 's i', 'g', axis=0),
            node('Mul', 'g g', 'm'),
            node('Unsqueeze', 'm a', 'u'),
            node('Concat', 'k u', 'c', axis=0),
            node('Reshape', 'x c', 'y'),
        ],
        {'x': [2, 3, 3]},
        ['y'],
        [const('i', np.int64(1)), ints('a', 0), ints('k', -1)],
    )
    yield 'constant', model(
        [node('Constant', '', 'c', value=floats('', 2)), node('Add', 'x c', 'y')], {'x': [2]}, ['y']
    )
    yield 'range-where', model(
        [
            node('Range', 'a b c', 'r'),
            node('Equal', 'r o', 'q'),
            node('Where', 'q o r', 'w'),
            node('Cast', 'w', 'f', to=F),
            node('Mul', 'x f', 'y'),
        ],
        {'x': [3]},
        ['y'],
        [
            const('a', np.int64(0)),
            const('b', np.int64(3)),
            const('c', np.int64(1)),
            const('o', np.int64(1)),
        ],
    )


def bad():
    relu = node('Relu', 'x', 'y')
    x = {'x': [2]}
    yield 'no-graph', helper.make_model(helper.make_graph([], '', [], []))
    yield 'no-output', model([relu], x, [])
    yield 'old-opset', model([relu], x, ['y'], opset=8)
    yield 'unsupported', model([node('Loop', 'x', 'y')], x, ['y'])
    yield 'other-domain', model([helper.make_node('Relu', ['x'], ['y'], domain='com')], x, ['y'])
    inner = helper.make_graph([node('Relu', 'x', 'z')], '', [], [])
    yield 'sub-graph', model([node('Relu', 'x', 'y', body=inner)], x, ['y'])
    yield 'unknown-attribute', model([node('Relu', 'x', 'y', wrong=1)], x, ['y'])
    yield 'attribute-kind', one('Concat', [2], axis='0')
    twice = node('Concat', 'x x', 'y', axis=0)
    twice.attribute.add().CopyFrom(twice.attribute[0])
    yield 'attribute-twice', model([twice], x, ['y'])
    yield 'cycle', model([node('Add', 'x b', 'a'), node('Relu', 'a', 'b')], x, ['a'])
    yield 'self-cycle', model([node('Add', 'x y', 'y')], x, ['y'])
    yield 'unknown-input', model([node('Relu', 'z', 'y')], x, ['y'])
    yield 'unknown-output', model([relu], x, ['z'])
    yield 'duplicate', model([relu, node('Abs', 'x', 'y')], x, ['y'])
    yield 'duplicate-constant', model([relu], x, ['y'], [floats('a', 1), floats('a', 1)])
    yield 'too-few-inputs', model([node('Add', 'x', 'y')], x, ['y'])
    yield 'too-many-inputs', model([node('Relu', 'x x', 'y')], x, ['y'])
    yield 'wrong-rank', one('Conv', [1, 2, 5], floats('w', 2, 1, 3, 3))
    yield 'channels', one('Conv', [1, 3, 5, 5], floats('w', 2, 2, 3, 3))
    yield 'groups', one('Conv', [1, 2, 5, 5], floats('w', 2, 1, 3, 3), group=0)
    yield 'zero-stride', one('Conv', [1, 1, 5, 5], floats('w', 1, 1, 3, 3), strides=[0, 1])
    yield 'large-window', one('MaxPool', [1, 1, 2, 2], kernel_shape=[3, 3])
    yield 'no-broadcast', one('Add', [3], floats('w', 2))
    yield 'reshape-count', one('Reshape', [3], ints('s', 2, 2))
    yield 'reshape-two-free', one('Reshape', [4], ints('s', -1, -1))
    yield 'axis', one('Softmax', [2, 2], axis=2)
    yield 'permutation', one('Transpose', [2, 2], perm=[0, 0])
    yield 'zero-step', one('Slice', [2], ints('s', 0), ints('e', 2), ints('a', 0), ints('t', 0))
    yield 'gather-range', one('Gather', [2], ints('i', 2))
    yield 'free-dimension', one('Relu', [1, 3, 'h', 'w'])
    yield 'huge-input', one('Relu', [1 << 40, 1 << 40])
    yield 'huge-dims', one('Expand', [1], ints('s', 1 << 40, 1 << 40))
    yield 'huge-constant', model(
        [node('ConstantOfShape', 's', 'c'), node('Add', 'x c', 'y')], x, ['y'], [ints('s', 1 << 27)]
    )
    yield 'many-constants', model(
        [
            node('ConstantOfShape', 's', 'a'),
            node('Neg', 'a', 'b'),
            node('Neg', 'b', 'c'),
            node('Neg', 'c', 'd'),
            node('Neg', 'd', 'e'),
            node('ReduceMax', 'e', 'f'),
            node('Add', 'x f', 'y'),
        ],
        x,
        ['y'],
        [ints('s', 1 << 24)],
    )
    yield 'endless-range', model(
        [node('Range', 'a b c', 'r'), node('Add', 'x r', 'y')],
        x,
        ['y'],
        [const('a', np.float32(0)), const('b', np.float32(1)), const('c', np.float32(0))],
    )
    yield 'divide-by-zero', model(
        [node('Div', 'a b', 'c'), node('Expand', 'x c', 'y')],
        x,
        ['y'],
        [ints('a', 1), ints('b', 0)],
    )
    yield 'depends-on-values', one('Cast', [2], to=TensorProto.INT64)
    yield 'empty-result', one('Slice', [2], ints('s', 2), ints('e', 2))
    short = floats('w', 4)
    short.raw_data = short.raw_data[:15]
    yield 'short-data', one('Add', [4], short)
    negative = floats('w', 1)
    negative.dims[0] = -1
    yield 'negative-dims', one('Add', [4], negative)
    overflow = floats('w', 1)
    del overflow.dims[:]
    overflow.dims.extend([1 << 32, 1 << 32])
    yield 'overflowing-dims', one('Add', [4], overflow)
    external = floats('w', 1)
    external.ClearField('raw_data')
    external.data_location = TensorProto.EXTERNAL
    external.external_data.add(key='location', value='/etc/passwd')
    yield 'external-data', one('Add', [4], external)
    yield 'string-constant', one(
        'Add', [1], helper.make_tensor('w', TensorProto.STRING, [1], [b'a'])
    )
    integer = model([relu], x, ['y'])
    integer.graph.input[0].type.tensor_type.elem_type = TensorProto.INT64
    yield 'integer-input', integer
    yield 'nine-dimensions', model([relu], {'x': [1] * 9}, ['y'])
    twin = model([relu], x, ['y']).SerializeToString()
    yield 'two-graphs', twin + twin
    yield 'bad-utf8', model([relu], x, ['y']).SerializeToString().replace(b'y', b'\xff')
    yield 'end-group', b'\x0c'
    yield 'field-zero', b'\x00\x00'
    yield 'long-varint', b'\x08' + b'\xff' * 11


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else __file__).resolve()
    folder = folder if len(sys.argv) > 1 else folder.parent
    for kind, make in (('good', good), ('bad', bad)):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        for name, content in make():
            data = content
            if not isinstance(content, bytes):
                data = content.SerializeToString(deterministic=True)
            (folder / kind / (name + '.onnx')).write_bytes(data)


if __name__ == '__main__':
    main()
