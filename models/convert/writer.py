# SPDX-License-Identifier: MIT
"""Writes an ONNX graph node by node. The same calls give the same bytes."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 14  # the first with HardSwish
IR_VERSION = 8


class Writer:
    def __init__(self, name):
        self.name = name
        self.inputs, self.outputs, self.nodes, self.weights = [], [], [], {}

    def input(self, name, shape):
        self.inputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
        return name

    def output(self, name, shape):
        self.outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))

    def weight(self, name, array):
        """Add a constant tensor. Returns its name."""
        self.weights[name] = np.ascontiguousarray(array)
        return name

    def node(self, op, inputs, output, **attributes):
        """Add a node with one output, named as that output. Returns the output's name."""
        self.nodes.append(helper.make_node(op, inputs, [output], name=output, **attributes))
        return output

    def split(self, x, outputs, sizes, axis=1):
        """Divide @x into @outputs of @sizes along @axis."""
        lengths = self.weight(outputs[0] + ".sizes", np.array(sizes, np.int64))
        self.nodes.append(helper.make_node("Split", [x, lengths], outputs, name=outputs[0],
                                           axis=axis))

    def rename(self, old, new):
        """Give the output @old of a node, not yet used by another, the name @new."""
        self.nodes[[n.output[0] for n in self.nodes].index(old)].output[0] = new

    def conv(self, x, output, weight, bias=None, strides=(1, 1), pads=(0, 0, 0, 0), group=1):
        """@weight is OIHW; @pads top, left, bottom, right."""
        inputs = [x, self.weight(output + ".weight", weight.astype(np.float32))]
        if bias is not None:
            inputs.append(self.weight(output + ".bias", bias.astype(np.float32)))
        return self.node("Conv", inputs, output, kernel_shape=list(weight.shape[2:]),
                         strides=list(strides), pads=list(pads), group=group)

    def serialize(self):
        """Check the graph. Returns the bytes of the ONNX file."""
        initializers = [numpy_helper.from_array(a, n) for n, a in self.weights.items()]
        graph = helper.make_graph(self.nodes, self.name, self.inputs, self.outputs, initializers)
        model = helper.make_model(graph, producer_name="aisle", ir_version=IR_VERSION,
                                  opset_imports=[helper.make_opsetid("", OPSET)])
        onnx.checker.check_model(model, full_check=True)
        return model.SerializeToString(deterministic=True)


def same_pads(kernel, stride, size=None):
    """TensorFlow's SAME padding, (before, after). @size: None for any multiple of the stride."""
    size = stride if size is None else size
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2
