# SPDX-License-Identifier: MIT
"""TensorFlow.js graphs that keep their maps as [1, channels, height, width] and turn them for each
convolution: what networks converted from them must equal. On top of nhwc.py."""
import nhwc
import numpy as np


def resize(x, height, width):
    """ResizeBilinear with half-pixel centres of [height, width, channels], without antialiasing."""
    for axis, size in ((0, height), (1, width)):
        x = np.moveaxis(x, axis, 0)
        at = np.clip((np.arange(size) + .5) * len(x) / size - .5, 0, len(x) - 1)
        low = np.floor(at).astype(int)
        part = (at - low).reshape(-1, 1, 1).astype(np.float32)
        x = x[low] * (1 - part) + x[np.minimum(low + 1, len(x) - 1)] * part
        x = np.moveaxis(x, 0, axis)
    return x


class Turned(nhwc.Tfjs):
    """@image: [1, channels, height, width]. @scale: of its sides to those the graph is made for."""

    def __init__(self, nodes, constants, image, scale):
        super().__init__(nodes, constants, image)
        self.scale = scale

    def value(self, name):
        source, _, part = name.partition(":")
        value = super().value(source)
        return value[int(part or 0)] if isinstance(value, list) else value

    def run(self, node):
        op = node["op"]
        if op in ("Placeholder", "Sigmoid"):
            return super().run(node)
        x = [self.value(i) for i in node["input"]]
        return {
            "Add": lambda: x[0] + x[1],
            "ConcatV2": lambda: np.concatenate(x[:-1], int(x[-1])),
            "Conv2D": lambda: self.run_conv(node, op, [x[0][0], x[1]])[None],
            "LeakyRelu": lambda: np.where(x[0] < 0, node["attr"]["alpha"]["f"] * x[0], x[0]),
            "MaxPool": lambda: self.run_pool(node, x[0][0])[None],
            "Pad": lambda: np.pad(x[0], x[1]),
            "PadV2": lambda: np.pad(x[0], x[1], constant_values=x[2]),
            "ResizeBilinear": lambda: resize(x[0][0], *self.sizes(x[1]))[None],
            "SplitV": lambda: np.split(x[0], np.cumsum(x[1])[:-1], int(x[2])),
            "Transpose": lambda: x[0].transpose(x[1]),
        }[op]()

    def sizes(self, sizes):
        return [int(n * s) for n, s in zip(sizes, self.scale)]

    def run_pool(self, node, x):
        kernel, stride = ([int(i) for i in node["attr"][key]["list"]["i"][1:3]]
                          for key in ("ksize", "strides"))
        return np.max([v for _, _, v in nhwc.windows(x, kernel, stride, False)], 0)
