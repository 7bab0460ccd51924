# SPDX-License-Identifier: MIT
"""Writes ssd-box.onnx: a network as onnxinference and ssdobjectdetector want it, that says one box,
the further right the brighter the frame. In its metadata_props stand the ids by which
GStreamer 1.26 knows the outputs; 1.28 has other ones.
Usage: ssd_box.py OUT.onnx
"""
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SIDE = 64


def model():
    ids = {name: 'Gst.Model.ObjectDetector.' + kind for name, kind in (
        ('boxes', 'Boxes'), ('count', 'NumDetections'), ('scores', 'Scores'),
        ('classes', 'Classes'))}
    constants = {'range': np.array([[[0, 0.8 / 255, 0, 0.8 / 255]]], np.float32),
                 'start': np.array([[[0.2, 0, 0.8, 0.2]]], np.float32),
                 'shape': np.array([1, 1, 1], np.int64), 'one': np.array([[1]], np.float32),
                 'none': np.array([[0]], np.float32), 'single': np.array([1], np.float32)}
    nodes = [helper.make_node('ReduceMean', ['image'], ['mean'], keepdims=1),
             helper.make_node('Reshape', ['mean', 'shape'], ['bright']),
             helper.make_node('Mul', ['bright', 'range'], ['moved']),
             helper.make_node('Add', ['moved', 'start'], ['boxes']),
             helper.make_node('Identity', ['single'], ['count']),
             helper.make_node('Identity', ['one'], ['scores']),
             helper.make_node('Identity', ['none'], ['classes'])]
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in (
        ('boxes', [1, 1, 4]), ('count', [1]), ('scores', [1, 1]), ('classes', [1, 1]))]
    graph = helper.make_graph(
        nodes, 'ssd',
        [helper.make_tensor_value_info('image', TensorProto.FLOAT, [1, 3, SIDE, SIDE])],
        outputs,
        [numpy_helper.from_array(value, name) for name, value in constants.items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 13)], ir_version=8)
    helper.set_model_props(model, ids)
    return model


if __name__ == '__main__':
    onnx.save(model(), sys.argv[1])
