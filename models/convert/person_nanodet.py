# SPDX-License-Identifier: MIT
"""NanoDet-g: per cell of three maps the class scores, then the distributions of its box's sides.

The graph is of one size; here the rows of cells follow the input's.
"""

import numpy as np

from . import tfjs
from .writer import Writer

INPUT = "input_1"
LABELS, BINS = 80, 4 * 11
SCORES = "PartitionedCall/onnx_tf_prefix_Sigmoid_{}"  # of each map, finest first
MAPS = (154, 165, 176)
HALVED = ("PartitionedCall/resize_2/ResizeBilinear", "PartitionedCall/resize_3/ResizeBilinear")


def rows(converter, writer, scores):
    """One row per cell of a map: the scores, then the logits that lie beside them."""
    split = converter.nodes[converter.nodes[scores]["input"][0]]
    both = converter.emit(split["input"][0])
    first, second = scores + ".scores", scores + ".logits"
    writer.split(both, [first, second], [LABELS, BINS])
    joined = writer.node("Concat", [writer.node("Sigmoid", [first], scores), second],
                         scores + ".joined", axis=1)
    shape = writer.weight("cells", np.array([1, LABELS + BINS, -1], np.int64))
    flat = writer.node("Reshape", [joined, shape], scores + ".flat")
    return writer.node("Transpose", [flat], scores + ".rows", perm=[0, 2, 1])


def convert(files):
    """@files: contents of the package's files in order: JSON, weights. Returns ONNX bytes."""
    nodes, constants = tfjs.read(*files)
    writer = Writer("person-nanodet")
    converter = tfjs.Converter(nodes, constants, writer, {}, {n: 0.5 for n in HALVED})
    converter.names[INPUT] = writer.input("image", [1, 3, "height", "width"])
    parts = [rows(converter, writer, SCORES.format(i)) for i in MAPS]
    writer.node("Concat", parts, "output", axis=1)
    writer.output("output", [1, "cells", LABELS + BINS])
    return writer.serialize()
