# SPDX-License-Identifier: MIT
"""TensorFlow's operators on plain arrays [height, width, channels], and walks through the files
that the models come from: what the converted networks must equal."""
import base64
import math

import numpy as np


def pad_same(x, kernel, stride):
    pads = []
    for size, k, s in zip(x.shape, kernel, stride):
        total = max((math.ceil(size / s) - 1) * s + k - size, 0)
        pads.append((total // 2, total - total // 2))
    return np.pad(x, pads + [(0, 0)])


def windows(x, kernel, stride, same):
    """Yields, for each tap, its position and the values it meets."""
    if same:
        x = pad_same(x, kernel, stride)
    h = (x.shape[0] - kernel[0]) // stride[0] + 1
    w = (x.shape[1] - kernel[1]) // stride[1] + 1
    for i, j in np.ndindex(*kernel):
        yield i, j, x[i:i + h * stride[0]:stride[0], j:j + w * stride[1]:stride[1]][:h, :w]


def conv(x, weight, stride, same):
    """@weight: [height, width, in, out]."""
    return sum(v @ weight[i, j] for i, j, v in windows(x, weight.shape[:2], stride, same))


def depthwise(x, weight, stride, same):
    """@weight: [height, width, channels]."""
    return sum(v * weight[i, j] for i, j, v in windows(x, weight.shape[:2], stride, same))


def double(x):
    """ResizeBilinear to twice the size, neither corners aligned nor half-pixel centres."""
    for axis in (0, 1):
        x = np.moveaxis(x, axis, 0)
        after = np.concatenate([x[1:], x[-1:]])
        x = np.stack([x, (x + after) / 2], 1).reshape(-1, *x.shape[1:])
        x = np.moveaxis(x, 0, axis)
    return x


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


class Tfjs:
    """Runs a TensorFlow.js graph from its nodes and constants. Resizing doubles."""

    def __init__(self, nodes, constants, image):
        self.nodes, self.constants = nodes, constants
        self.values = {}
        self.image = image

    def value(self, name):
        if name in self.constants:
            return self.constants[name]
        if name not in self.values:
            self.values[name] = self.run(self.nodes[name])
        return self.values[name]

    def run(self, node):
        op = node["op"].lstrip("_")
        if op == "Placeholder":
            return self.image
        x = [self.value(i) for i in node["input"]]
        if "conv2d" in op.lower():
            return self.run_conv(node, op, x)
        return {
            "Add": lambda: x[0] + x[1],
            "ConcatV2": lambda: np.concatenate(x[:-1], 2),
            "Identity": lambda: x[0],
            "Mean": lambda: x[0].mean((0, 1), keepdims=True),
            "Mul": lambda: x[0] * x[1],
            "Relu": lambda: np.maximum(x[0], 0),
            "Relu6": lambda: np.clip(x[0], 0, 6),
            "ResizeBilinear": lambda: double(x[0]),
            "Sigmoid": lambda: sigmoid(x[0]),
        }[op]()

    def run_conv(self, node, op, x):
        attributes = node["attr"]
        stride = [int(i) for i in attributes["strides"]["list"]["i"][1:3]]
        same = base64.b64decode(attributes["padding"]["s"]) == b"SAME"
        fused = [base64.b64decode(s)
                 for s in attributes.get("fused_ops", {}).get("list", {}).get("s", [])]
        if "epthwise" in op:
            y = depthwise(x[0], x[1][..., 0], stride, same)
        else:
            y = conv(x[0], x[1], stride, same)
        if b"BiasAdd" in fused:
            y = y + x[2]
        return np.maximum(y, 0) if b"Relu" in fused else y


class Tflite:
    """Runs a TensorFlow Lite file through the root table of convert/flatbuffer.py."""

    def __init__(self, model, image):
        self.codes = [code.scalar(0, "b") for code in model.tables(1)]
        self.graph, self.buffers = model.tables(2)[0], model.tables(4)
        self.tensors = self.graph.tables(0)
        self.values = {int(self.graph.array(1, "<i4")[0]): image[None]}

    def value(self, index):
        if index not in self.values:
            tensor = self.tensors[index]
            dtype = {0: "<f4", 1: "<f2", 2: "<i4"}[tensor.scalar(1, "b")]
            data = self.buffers[tensor.scalar(2, "I")].array(0, np.uint8).view(dtype)
            self.values[index] = data.reshape(tensor.array(0, "<i4"))
        return self.values[index]

    def run(self):
        """Values of the outputs, in the order of the file."""
        for operator in self.graph.tables(3):
            x = [self.value(int(i)) for i in operator.array(1, "<i4")]
            output = int(operator.array(2, "<i4")[0])
            code = self.codes[operator.scalar(0, "I")]
            self.values[output] = self.run_operator(code, x, operator.table(4), output)
        return [self.values[int(i)] for i in self.graph.array(2, "<i4")]

    def run_operator(self, code, x, options, output):
        if code == 0:
            return x[0] + x[1]
        if code == 2:
            return np.concatenate(x, options.scalar(0, "i"))
        if code == 6:
            return x[0].astype(np.float32)
        if code == 22:
            return x[0].reshape(self.tensors[output].array(0, "<i4"))
        image = x[0][0]
        stride = options.scalar(2, "i"), options.scalar(1, "i")
        same = options.scalar(0, "b") == 0
        if code == 3:
            y, activation = conv(image, x[1].transpose(1, 2, 3, 0), stride, same), 3
        else:
            y, activation = depthwise(image, x[1][0], stride, same), 4
        y = (y + x[2])[None]
        return {0: y, 1: np.maximum(y, 0), 3: np.clip(y, 0, 6)}[options.scalar(activation, "b")]
