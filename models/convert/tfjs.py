# SPDX-License-Identifier: MIT
"""TensorFlow.js graph model (JSON topology and weight file) to ONNX, NHWC to NCHW.

Graphs that came from an NCHW framework turn each map for its convolution and back: maps are NCHW
throughout here, so those transpositions vanish, and zeros padded round a map join what follows.

Only what lies before the wanted outputs is converted, so post-processing is cut off by naming
the outputs before it. Sizes that the graph fixes (resizing) become factors: height and width
are free, multiples of the network's stride.
"""

import base64
import json
import math

import numpy as np

from .writer import Writer, same_pads


def read(json_bytes, weight_bytes):
    """Returns (nodes by name, constants by name); quantised floats are widened."""
    model = json.loads(json_bytes)
    constants, offset = {}, 0
    for entry in (w for group in model["weightsManifest"] for w in group["weights"]):
        quantization = entry.get("quantization", {})
        if "scale" in quantization:
            raise ValueError(f"{entry['name']}: affine quantisation is not supported")
        stored = np.dtype(quantization.get("dtype", entry["dtype"]))
        count = math.prod(entry["shape"])
        array = np.frombuffer(weight_bytes, stored, count, offset)
        constants[entry["name"]] = array.reshape(entry["shape"]).astype(entry["dtype"])
        offset += count * stored.itemsize
    if offset != len(weight_bytes):
        raise ValueError(f"weights take {offset} bytes, the file has {len(weight_bytes)}")
    return {n["name"]: n for n in model["modelTopology"]["node"]}, constants


def decode(string):
    return base64.b64decode(string).decode()


class Converter:
    """Walks from the outputs back to the input; each node is emitted once, after its inputs."""

    def __init__(self, nodes, constants, writer, outputs, factors=None):
        """@outputs: names in the source graph → names to give them. @factors: of the resizings
        that do not double, by name."""
        self.nodes, self.constants, self.writer, self.outputs = nodes, constants, writer, outputs
        self.factors = factors or {}
        self.names = {}  # of the source graph → of the ONNX graph, once emitted

    def emit(self, name):
        if name not in self.names:
            node = self.nodes[name]
            handler = getattr(self, "emit_" + node["op"].lstrip("_").lower(), None)
            if handler is None:
                raise ValueError(f"{name}: operator {node['op']} is not supported")
            self.names[name] = handler(node, self.outputs.get(name, name))
        return self.names[name]

    def emit_identity(self, node, name):
        return self.emit(node["input"][0])

    def emit_transpose(self, node, name):
        if self.constants[node["input"][1]].tolist() not in ([0, 2, 3, 1], [0, 3, 1, 2]):
            raise ValueError(f"{name}: only a turn between NCHW and NHWC is supported")
        return self.emit(node["input"][0])

    # --- windows ---

    def padded(self, name):
        """(what is padded, [(before, after) of height and of width]) of the map @name."""
        node, source = self.nodes[name], name
        if node["op"] == "Transpose":
            source = node["input"][0]
            node = self.nodes[source]
        if node["op"] not in ("Pad", "PadV2"):
            return name, [(0, 0), (0, 0)]
        return node["input"][0], [tuple(p) for p in self.constants[node["input"][1]].tolist()[2:]]

    def conv(self, node, name, weight, group, factor=1.0, bias=None):
        attributes = node["attr"]
        strides = [int(i) for i in attributes["strides"]["list"]["i"][1:3]]
        source, pads = self.padded(node["input"][0])
        if decode(attributes["padding"]["s"]) == "SAME":
            pads = [same_pads(k, s) for k, s in zip(weight.shape[2:], strides)]
        fused = [decode(s) for s in attributes.get("fused_ops", {}).get("list", {}).get("s", [])]
        if fused not in ([], ["BiasAdd"], ["BiasAdd", "Relu"]):
            raise ValueError(f"{name}: fused {fused} is not supported")
        if fused:
            bias = self.constants[node["input"][2]]
        bias = None if bias is None else bias * np.float32(factor)
        output = name + "/conv" if "Relu" in fused else name
        output = self.writer.conv(self.emit(source), output,
                                  weight * np.float32(factor), bias, strides,
                                  [p[0] for p in pads] + [p[1] for p in pads], group)
        return self.writer.node("Relu", [output], name) if "Relu" in fused else output

    def emit_conv2d(self, node, name, factor=1.0, bias=None):
        weight = self.constants[node["input"][1]].transpose(3, 2, 0, 1)
        return self.conv(node, name, weight, 1, factor, bias)

    emit_fusedconv2d = emit_conv2d

    def emit_depthwiseconv2dnative(self, node, name):
        weight = self.constants[node["input"][1]]
        if weight.shape[3] != 1:
            raise ValueError(f"{name}: a depth multiplier is not supported")
        return self.conv(node, name, weight.transpose(2, 3, 0, 1), weight.shape[2])

    emit_fuseddepthwiseconv2dnative = emit_depthwiseconv2dnative

    # --- hard-swish and hard-sigmoid, which the graph spells out ---

    def is_constant(self, name, value):
        array = self.constants.get(name)
        return array is not None and array.size == 1 and np.allclose(array, value, rtol=1e-3)

    def split(self, name, op, value):
        """The other operand of @name = op (x, @value), or None."""
        node = self.nodes.get(name)
        if node is None or node["op"] != op:
            return None
        for constant, other in (node["input"], node["input"][::-1]):
            if self.is_constant(constant, value):
                return other
        return None

    def relu6_of_plus_3(self, name):
        """x where @name = relu6 (x + 3), or None."""
        node = self.nodes.get(name)
        return self.split(node["input"][0], "Add", 3) if node and node["op"] == "Relu6" else None

    def emit_mul(self, node, name):
        for a, b in (node["input"], node["input"][::-1]):
            x = self.relu6_of_plus_3(b)
            if x is not None and self.split(a, "Mul", 1 / 6) == x:
                return self.writer.node("HardSwish", [self.emit(x)], name)
            if x is not None and self.is_constant(a, 1 / 6):
                return self.writer.node("HardSigmoid", [self.emit(x)], name, alpha=1 / 6, beta=0.5)
            if b in self.constants and self.constants[b].size == 1:
                return self.emit_conv2d(self.nodes[a], name, float(self.constants[b]))
        return self.binary("Mul", node, name)

    # --- the rest ---

    def binary(self, op, node, name):
        return self.writer.node(op, [self.emit(i) for i in node["input"]], name)

    def emit_add(self, node, name):
        source, bias = node["input"]
        if bias in self.constants and self.nodes[source]["op"] == "Conv2D":
            return self.emit_conv2d(self.nodes[source], name, bias=self.constants[bias])
        return self.binary("Add", node, name)

    emit_addv2 = emit_add

    def emit_leakyrelu(self, node, name):
        return self.writer.node("LeakyRelu", [self.emit(node["input"][0])], name,
                                alpha=node["attr"]["alpha"]["f"])

    def emit_relu(self, node, name):
        return self.binary("Relu", node, name)

    def emit_sigmoid(self, node, name):
        return self.binary("Sigmoid", node, name)

    def emit_mean(self, node, name):
        if self.constants[node["input"][1]].tolist() != [1, 2]:
            raise ValueError(f"{name}: only the mean over height and width is supported")
        return self.writer.node("GlobalAveragePool", [self.emit(node["input"][0])], name)

    def emit_concatv2(self, node, name):
        if int(self.constants[node["input"][-1]]) not in (1, 3):
            raise ValueError(f"{name}: only channels can be joined")
        return self.writer.node("Concat", [self.emit(i) for i in node["input"][:-1]], name, axis=1)

    def emit_resizebilinear(self, node, name):
        if node["attr"]["align_corners"]["b"]:
            raise ValueError(f"{name}: aligned corners are not supported")
        mode = "half_pixel" if node["attr"]["half_pixel_centers"]["b"] else "asymmetric"
        factor = self.factors.get(node["name"], 2)
        scales = self.writer.weight(name + ".scales", np.array([1, 1, factor, factor], np.float32))
        return self.writer.node("Resize", [self.emit(node["input"][0]), "", scales], name,
                                mode="linear", coordinate_transformation_mode=mode)

    def emit_maxpool(self, node, name):
        source, pads = self.padded(node["input"][0])
        kernel, strides = ([int(i) for i in node["attr"][key]["list"]["i"][1:3]]
                           for key in ("ksize", "strides"))
        return self.writer.node("MaxPool", [self.emit(source)], name, kernel_shape=kernel,
                                strides=strides, pads=[p[0] for p in pads] + [p[1] for p in pads])
