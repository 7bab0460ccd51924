# SPDX-License-Identifier: MIT
"""MobileNetV3 CenterNet: class heat map and box distances at a quarter of the input's size."""

from . import tfjs
from .writer import Writer

INPUT = "tower_0/images"
OUTPUTS = {"tower_0/Sigmoid": ("heatmap", 80), "tower_0/mul": ("distances", 4)}


def convert(files):
    """@files: contents of the package's files in order: JSON, weights. Returns ONNX bytes."""
    nodes, constants = tfjs.read(*files)
    writer = Writer("person-centernet")
    converter = tfjs.Converter(nodes, constants, writer, {s: n for s, (n, _) in OUTPUTS.items()})
    converter.names[INPUT] = writer.input("image", [1, 3, "height", "width"])
    for source, (name, channels) in OUTPUTS.items():
        converter.emit(source)
        writer.output(name, [1, channels, "map_height", "map_width"])
    return writer.serialize()
