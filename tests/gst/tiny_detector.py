# SPDX-License-Identifier: MIT
"""Writes tiny-detector.onnx: a CenterNet-like head without a body, for tests of aisledetect.

Where a cell of 4 x 4 pixels is red it says Person, where green Car, with the cell's brightness as
confidence; every box reaches 8 pixels from the cell's corner to all four sides.
Usage: tiny_detector.py OUT.onnx
"""
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

STRIDE = 4
REACH = 8


def model():
    heat = np.zeros((2, 3, STRIDE, STRIDE), np.float32)
    heat[0, 0] = heat[1, 1] = 1 / (255 * STRIDE * STRIDE)
    reach = np.zeros((4, 3, STRIDE, STRIDE), np.float32)
    constants = {'heat_w': heat, 'heat_b': np.zeros(2, np.float32),
                 'reach_w': reach, 'reach_b': np.full(4, REACH, np.float32)}
    window = {'kernel_shape': [STRIDE, STRIDE], 'strides': [STRIDE, STRIDE]}
    nodes = [helper.make_node('Conv', ['image', name + '_w', name + '_b'], [name], name=name,
                              **window)
             for name in ('heat', 'reach')]
    graph = helper.make_graph(
        nodes, 'tiny-detector',
        [helper.make_tensor_value_info('image', TensorProto.FLOAT, [1, 3, 'h', 'w'])],
        [helper.make_tensor_value_info('heat', TensorProto.FLOAT, [1, 2, 'hh', 'ww']),
         helper.make_tensor_value_info('reach', TensorProto.FLOAT, [1, 4, 'hh', 'ww'])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid('', 13)], ir_version=8)


if __name__ == '__main__':
    onnx.save(model(), sys.argv[1])
