# SPDX-License-Identifier: MIT
"""TensorFlow Lite model to ONNX, NHWC to NCHW: the few operators that SSD detectors need.

Field numbers are those of TensorFlow Lite's schema.fbs, version 3.
"""

import numpy as np

from .flatbuffer import Table
from .writer import same_pads

DTYPES = {0: "<f4", 1: "<f2", 2: "<i4"}
OPERATORS = {0: "add", 2: "concatenation", 3: "conv_2d", 4: "depthwise_conv_2d",
             6: "dequantize", 22: "reshape"}
ACTIVATIONS = {0: None, 1: "Relu", 3: "Relu6"}


class Converter:
    """Emits a file's operators in order."""

    def __init__(self, data, writer):
        model = Table.root(data)
        self.writer = writer
        self.buffers = model.tables(4)
        self.codes = [max(c.scalar(0, "b"), c.scalar(3, "i")) for c in model.tables(1)]
        self.graph = model.tables(2)[0]
        self.tensors = self.graph.tables(0)
        self.names = {}  # index of a tensor → its ONNX name
        self.constants = {}  # index of a dequantised tensor → array
        self.rows = set()  # indices of tensors [1, anchors, values], not maps

    def convert(self, input_name):
        """Returns {tensor name: ONNX name} of the outputs."""
        image = int(self.graph.array(1, "<i4")[0])
        _, height, width, channels = self.shape(image)
        self.names[image] = self.writer.input(input_name, [1, channels, height, width])
        for operator in self.graph.tables(3):
            code = self.codes[operator.scalar(0, "I")]
            if code not in OPERATORS:
                raise ValueError(f"TensorFlow Lite operator {code} is not supported")
            inputs = [int(i) for i in operator.array(1, "<i4")]
            output = int(operator.array(2, "<i4")[0])
            getattr(self, "emit_" + OPERATORS[code])(inputs, output, operator.table(4))
        return {self.tensors[i].string(3): self.names[i]
                for i in map(int, self.graph.array(2, "<i4"))}

    def shape(self, index):
        return [int(d) for d in self.tensors[index].array(0, "<i4")]

    def constant(self, index):
        if index in self.constants:
            return self.constants[index]
        tensor = self.tensors[index]
        data = self.buffers[tensor.scalar(2, "I")].array(0, np.uint8)
        return data.view(DTYPES[tensor.scalar(1, "b")]).reshape(self.shape(index))

    def name(self, index):
        """Tensor names repeat in these files: the index makes them unique."""
        return f"{self.tensors[index].string(3).split(';')[-1]}:{index}"

    def finish(self, output, name, activation):
        """Apply the fused activation to @name."""
        if ACTIVATIONS[activation] == "Relu":
            name = self.writer.node("Relu", [name], self.name(output))
        elif ACTIVATIONS[activation] == "Relu6":
            limits = [self.writer.weight(n, np.float32(v)) for n, v in (("zero", 0), ("six", 6))]
            name = self.writer.node("Clip", [name] + limits, self.name(output))
        self.names[output] = name

    def emit_dequantize(self, inputs, output, _):
        self.constants[output] = self.constant(inputs[0]).astype(np.float32)

    def conv(self, inputs, output, options, weight, group, activation):
        strides = [options.scalar(2, "i"), options.scalar(1, "i")]
        sizes = self.shape(inputs[0])[1:3]
        pads = [(0, 0), (0, 0)]
        if options.scalar(0, "b") == 0:
            pads = [same_pads(k, s, n) for k, s, n in zip(weight.shape[2:], strides, sizes)]
        name = self.writer.conv(self.names[inputs[0]], self.name(output) + "/conv", weight,
                                self.constant(inputs[2]), strides,
                                [p[0] for p in pads] + [p[1] for p in pads], group)
        self.finish(output, name, activation)

    def emit_conv_2d(self, inputs, output, options):
        weight = self.constant(inputs[1]).transpose(0, 3, 1, 2)
        self.conv(inputs, output, options, weight, 1, options.scalar(3, "b"))

    def emit_depthwise_conv_2d(self, inputs, output, options):
        weight = self.constant(inputs[1]).transpose(3, 0, 1, 2)
        self.conv(inputs, output, options, weight, weight.shape[0], options.scalar(4, "b"))

    def emit_add(self, inputs, output, options):
        name = self.writer.node("Add", [self.names[i] for i in inputs], self.name(output) + "/add")
        self.finish(output, name, options.scalar(0, "b") if options else 0)

    def emit_reshape(self, inputs, output, _):
        """A map becomes one row per anchor; rows that gain or lose a dimension of 1 stay rows."""
        if inputs[0] in self.rows:
            self.names[output] = self.names[inputs[0]]
        else:
            shape = self.shape(output)
            rows = np.array([1, np.prod(shape[1:-1]), shape[-1]], np.int64)
            name = self.name(output)
            last = self.writer.node("Transpose", [self.names[inputs[0]]], name + "/transpose",
                                    perm=[0, 2, 3, 1])
            rows = self.writer.weight(name + ".shape", rows)
            self.names[output] = self.writer.node("Reshape", [last, rows], name)
        self.rows.add(output)

    def emit_concatenation(self, inputs, output, options):
        if not self.rows.issuperset(inputs) or options.scalar(0, "i") != 1:
            raise ValueError(f"{self.name(output)}: only rows of anchors can be joined")
        self.names[output] = self.writer.node("Concat", [self.names[i] for i in inputs],
                                              self.name(output), axis=1)
        self.rows.add(output)
