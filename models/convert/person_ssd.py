# SPDX-License-Identifier: MIT
"""SSD on MobileNetV2: offsets from 1917 anchors and the confidences of 24 classes."""

from . import tflite
from .writer import Writer

# Of the packed assets: a list of labels comes first.
MODEL = slice(184, 9987912)
ANCHORS, CLASSES = 1917, 24


def convert(files):
    """@files: contents of the package's files: the packed assets. Returns ONNX bytes."""
    writer = Writer("person-ssd")
    outputs = tflite.Converter(files[0][MODEL], writer).convert("image")
    writer.rename(outputs["raw_outputs/box_encodings"], "boxes")
    writer.node("Sigmoid", [outputs["raw_outputs/class_predictions"]], "scores")
    writer.output("boxes", [1, ANCHORS, 4])
    writer.output("scores", [1, ANCHORS, CLASSES])
    return writer.serialize()
