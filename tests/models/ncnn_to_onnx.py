#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""ncnn's .param and .bin to ONNX: the layers that NanoDet-Plus and YOLOX need. For tests only.

Usage: ncnn_to_onnx.py nanodet|yolox MODEL.param MODEL.bin SIDE OUT.onnx
"""
import pathlib
import struct
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "models"))
from convert.writer import Writer  # noqa: E402

HALF_FLOATS = 0x01306B47


class Weights:
    def __init__(self, data):
        self.data, self.offset = data, 0

    def read(self, count, dtype):
        array = np.frombuffer(self.data, dtype, count, self.offset)
        self.offset += (array.nbytes + 3) // 4 * 4
        return array.astype(np.float32)

    def read_tagged(self, count):
        tag = struct.unpack_from("<I", self.data, self.offset)[0]
        self.offset += 4
        if tag not in (0, HALF_FLOATS):
            raise ValueError(f"weights of type {tag:#x} are not supported")
        return self.read(count, "<f2" if tag else "<f4")


class Converter:
    def __init__(self, writer, weights):
        self.writer, self.weights, self.names = writer, weights, {}
        self.channels = {}  # of the outputs of convolutions, crops and joins

    def emit(self, kind, inputs, outputs, options):
        handler = getattr(self, "emit_" + kind.lower(), None)
        if handler is None:
            raise ValueError(f"ncnn layer {kind} is not supported")
        handler([self.names[i] for i in inputs], outputs, options)

    def node(self, op, inputs, output, **attributes):
        self.names[output] = self.writer.node(op, inputs, output, **attributes)

    def indices(self, output, values):
        return self.writer.weight(output, np.array(values, np.int64))

    def emit_convolution(self, inputs, outputs, options):
        count, side = int(options["6"]), int(options.get("1", 1))
        features, group = int(options["0"]), int(options.get("7", 1))
        weight = self.weights.read_tagged(count).reshape(features, -1, side, side)
        bias = self.weights.read(features, "<f4") if options.get("5") == "1" else None
        activation = options.get("9", "0")
        self.channels[outputs[0]] = features
        output = outputs[0] + ".linear" if activation != "0" else outputs[0]
        self.names[outputs[0]] = self.writer.conv(
            inputs[0], output, weight, bias, [int(options.get("3", 1))] * 2,
            [int(options.get("4", 0))] * 4, group)
        if activation == "2":
            slope = float(options["-23310"].split(",")[1])
            self.node("LeakyRelu", [output], outputs[0], alpha=slope)
        elif activation == "4":
            self.node("Sigmoid", [output], outputs[0])
        elif activation != "0":
            raise ValueError(f"ncnn activation {activation} is not supported")

    emit_convolutiondepthwise = emit_convolution

    def emit_pooling(self, inputs, outputs, options):
        self.node("MaxPool", inputs, outputs[0], kernel_shape=[int(options["1"])] * 2,
                  strides=[int(options.get("2", 1))] * 2, pads=[int(options["3"])] * 4)

    def emit_split(self, inputs, outputs, _):
        self.names.update((output, inputs[0]) for output in outputs)

    def emit_concat(self, inputs, outputs, options):
        axis = 1 if options.get("0", "0") == "0" else 2
        self.channels[outputs[0]] = sum(self.channels.get(i, 0) for i in inputs)
        self.node("Concat", inputs, outputs[0], axis=axis)

    def emit_shufflechannel(self, inputs, outputs, options):
        """[1, g × c, h, w] → [1, c × g, h, w]; h and w are joined to one axis meanwhile."""
        name, groups = outputs[0], int(options["0"])
        shape = self.writer.node("Shape", inputs, name + ".shape")
        split = self.indices(name + ".split", [groups, self.channels[inputs[0]] // groups, -1])
        rows = self.writer.node("Reshape", inputs + [split], name + ".rows")
        rows = self.writer.node("Transpose", [rows], name + ".shuffled", perm=[1, 0, 2])
        self.node("Reshape", [rows, shape], name)

    def emit_crop(self, inputs, outputs, options):
        def only(key):
            return [int(options[key].split(",")[1])]
        name = outputs[0]
        self.channels[name] = only("-23310")[0] - only("-23309")[0]
        self.node("Slice", inputs + [self.indices(name + ".from", only("-23309")),
                                     self.indices(name + ".to", only("-23310")),
                                     self.indices(name + ".axis", [1])], name)

    def emit_slice(self, inputs, outputs, options):
        first = int(options["-23300"].split(",")[1])
        for output, start, end in zip(outputs, (0, first), (first, 1 << 30)):
            self.node("Slice", inputs + [self.indices(output + ".from", [start]),
                                         self.indices(output + ".to", [end]),
                                         self.indices(output + ".axis", [1])], output)

    def emit_yolov5focus(self, inputs, outputs, _):
        """Each 2 × 2 block becomes one pixel: top left, bottom left, top right, bottom right."""
        name, parts = outputs[0], []
        for column, row in ((0, 0), (0, 1), (1, 0), (1, 1)):
            part = f"{name}.{row}{column}"
            parts.append(self.writer.node("Slice", inputs + [
                self.indices(part + ".from", [row, column]),
                self.indices(part + ".to", [1 << 30] * 2),
                self.indices(part + ".axes", [2, 3]),
                self.indices(part + ".steps", [2, 2])], part))
        self.node("Concat", parts, name, axis=1)

    def emit_interp(self, inputs, outputs, options):
        scales = np.array([1, 1, float(options["2"]), float(options["1"])], np.float32)
        nearest = {"mode": "nearest", "coordinate_transformation_mode": "asymmetric",
                   "nearest_mode": "floor"}
        linear = {"mode": "linear", "coordinate_transformation_mode": "half_pixel"}
        self.node("Resize", inputs + ["", self.writer.weight(outputs[0] + ".scales", scales)],
                  outputs[0], **(nearest if options["0"] == "1" else linear))

    def emit_binaryop(self, inputs, outputs, _):
        self.node("Add", inputs, outputs[0])

    def emit_swish(self, inputs, outputs, _):
        gate = self.writer.node("Sigmoid", inputs, outputs[0] + ".gate")
        self.node("Mul", inputs + [gate], outputs[0])

    def emit_sigmoid(self, inputs, outputs, _):
        self.node("Sigmoid", inputs, outputs[0])

    def emit_reshape(self, inputs, outputs, options):
        self.node("Reshape", inputs + [self.indices(outputs[0] + ".shape",
                                                    [0, int(options["1"]), -1])], outputs[0])

    def emit_permute(self, inputs, outputs, _):
        self.node("Transpose", inputs, outputs[0], perm=[0, 2, 1])


def parse(line):
    """Kind, names of inputs and outputs, options of a line of the .param file."""
    words = line.split()
    n_inputs, n_outputs = int(words[2]), int(words[3])
    names = words[4:4 + n_inputs + n_outputs]
    options = dict(word.split("=") for word in words[4 + n_inputs + n_outputs:])
    return words[0], names[:n_inputs], names[n_inputs:], options


def convert(param, weights, side, cells, values):
    """ONNX bytes for an input of @side × @side; the output "output" is [1,@cells,@values]."""
    writer = Writer("ncnn")
    converter = Converter(writer, Weights(weights))
    for line in param.splitlines()[2:]:
        kind, inputs, outputs, options = parse(line)
        if kind == "Input":
            converter.names[outputs[0]] = writer.input(outputs[0], [1, 3, side, side])
        else:
            converter.emit(kind, inputs, outputs, options)
    if converter.weights.offset != len(weights):
        raise ValueError("the .bin does not fit the .param")
    writer.output("output", [1, cells, values])
    return writer.serialize()


def _convert_files(param_path, weights_path, side, strides, values):
    cells = sum((-(-side // stride)) ** 2 for stride in strides)
    return convert(pathlib.Path(param_path).read_text(), pathlib.Path(weights_path).read_bytes(),
                   side, cells, values)


def nanodet(param_path, weights_path, side):
    """NanoDet-Plus with 80 labels, 8 bins and strides 8, 16, 32, 64."""
    return _convert_files(param_path, weights_path, side, (8, 16, 32, 64), 112)


def yolox(param_path, weights_path, side):
    """YOLOX with 80 labels and strides 8, 16, 32, its boxes not yet decoded."""
    return _convert_files(param_path, weights_path, side, (8, 16, 32), 85)


if __name__ == "__main__":
    head = {"nanodet": nanodet, "yolox": yolox}[sys.argv[1]]
    pathlib.Path(sys.argv[5]).write_bytes(head(sys.argv[2], sys.argv[3], int(sys.argv[4])))
