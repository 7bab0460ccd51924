# SPDX-License-Identifier: MIT
"""Plain decoders: double precision, one box at a time. Each gives rows of left, top, right,
bottom, confidence, label before suppression, for the labels in @wanted."""
import math

import numpy as np


def centernet(outputs, stride, threshold, wanted):
    heatmap, distances = outputs[0][0], outputs[1][0].astype(float)
    boxes = []
    for label in wanted:
        padded = np.pad(heatmap[label], 1, constant_values=-1)
        for y, x in np.argwhere(heatmap[label] >= threshold):
            if heatmap[label, y, x] >= padded[y:y + 3, x:x + 3].max():
                left, top, right, bottom = distances[:, y, x]
                boxes.append((stride * x - left, stride * y - top, stride * x + right,
                              stride * y + bottom, heatmap[label, y, x], label))
    return boxes


def cells(width, height, strides):
    """Column, row and stride of each cell of all maps."""
    for stride in strides:
        for row in range(math.ceil(height / stride)):
            for column in range(math.ceil(width / stride)):
                yield column, row, stride


def centred(x, y, w, h, confidence, label):
    return (x - w / 2, y - h / 2, x + w / 2, y + h / 2, confidence, label)


def best(scores, wanted):
    return max(wanted, key=lambda label: (scores[label], -label))


def ssd(outputs, width, height, strides, low, high, threshold, wanted):
    boxes, index = [], 0
    for i, stride in enumerate(strides):
        scale = low + (high - low) * i / (len(strides) - 1)
        following = low + (high - low) * (i + 1) / (len(strides) - 1)
        following = 1 if i + 1 == len(strides) else following
        shapes = [(scale * math.sqrt(r), scale / math.sqrt(r)) for r in (1, 2, 1 / 2, 3, 1 / 3)]
        shapes += [(math.sqrt(scale * following),) * 2]
        if i == 0:
            shapes = [(scale / 2, scale / 2)] + shapes[1:3]
        columns, rows = math.ceil(width / stride), math.ceil(height / stride)
        for row in range(rows):
            for column in range(columns):
                for w, h in shapes:
                    dy, dx, dh, dw = outputs[0][0, index].astype(float)
                    scores = outputs[1][0, index]
                    label = best(scores, wanted)
                    index += 1
                    if scores[label] >= threshold:
                        boxes.append(centred(
                            ((column + .5) / columns + dx / 10 * w) * width,
                            ((row + .5) / rows + dy / 10 * h) * height,
                            w * math.exp(dw / 5) * width, h * math.exp(dh / 5) * height,
                            scores[label], label))
    return boxes


def yolox(outputs, width, height, strides, threshold, wanted):
    boxes = []
    for cell, (column, row, stride) in zip(outputs[0][0], cells(width, height, strides)):
        label = best(cell[5:], wanted)
        confidence = float(cell[4]) * float(cell[5 + label])
        if confidence >= threshold:
            x, y = column + float(cell[0]), row + float(cell[1])
            boxes.append(centred(x * stride, y * stride,
                                 math.exp(cell[2]) * stride, math.exp(cell[3]) * stride,
                                 confidence, label))
    return boxes


def yolov8(outputs, threshold, wanted):
    boxes = []
    for cell in outputs[0][0].T:
        label = best(cell[4:], wanted)
        if cell[4 + label] >= threshold:
            boxes.append(centred(*cell[:4].astype(float), cell[4 + label], label))
    return boxes


def nanodet(outputs, width, height, strides, n_labels, bins, threshold, wanted, offset=0):
    boxes = []
    for cell, (column, row, stride) in zip(outputs[0][0], cells(width, height, strides)):
        label = best(cell, wanted)
        if cell[label] >= threshold:
            logits = cell[n_labels:].astype(float).reshape(4, bins)
            weights = np.exp(logits - logits.max(1, keepdims=True))
            left, top, right, bottom = stride * (weights @ np.arange(bins)) / weights.sum(1)
            x, y = (column + offset) * stride, (row + offset) * stride
            boxes.append((x - left, y - top, x + right, y + bottom, cell[label], label))
    return boxes


def fastestdet(outputs, width, height, stride, threshold, wanted):
    boxes = []
    for y, x in np.ndindex(*outputs[0].shape[2:]):
        cell = outputs[0][0, :, y, x].astype(float)
        label = best(cell[5:], wanted)
        confidence = cell[0] ** .6 * cell[5 + label] ** .4
        if confidence >= threshold:
            w, h = width / (1 + math.exp(-cell[3])), height / (1 + math.exp(-cell[4]))
            boxes.append(centred((x + math.tanh(cell[1])) * stride,
                                 (y + math.tanh(cell[2])) * stride, w, h, confidence, label))
    return boxes


def iou(a, b):
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    both = max(width, 0) * max(height, 0)
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


def suppress(boxes, threshold):
    """Greedy suppression within a label, most confident first."""
    kept = []
    for box in sorted(boxes, key=lambda b: -b[4]):
        if all(k[5] != box[5] or iou(k, box) <= threshold for k in kept):
            kept.append(box)
    return kept
