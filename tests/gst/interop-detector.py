# SPDX-License-Identifier: MIT
"""aisledetect against onnxruntime: the same picture, prepared by numpy and decoded by the plain
decoders, gives the same boxes as the element does in a pipeline."""
import os
import pathlib
import shutil
import sys
import tempfile
import unittest

import need

np = need.module('numpy')
onnxruntime = need.module('onnxruntime')
import metadata  # noqa: E402

sys.path.insert(0, os.path.join(need.SOURCE, 'tests', 'models'))
import image  # noqa: E402
import ncnn_to_onnx  # noqa: E402
import reference  # noqa: E402

INFOS = pathlib.Path(need.SOURCE) / 'tests' / 'models'
THRESHOLD = 0.1
BGR = slice(None, None, -1)
STREETS = ('busstop.jpg', 'parking.jpg')


def pictures(height, width):
    """The upper left parts of photographs of people and cars."""
    pillow = need.module('PIL.Image')
    for name in STREETS:
        pixels = np.array(pillow.open(need.shared('data/images/' + name)).convert('RGB'))
        yield pixels[:height, :width]


def detected(model, pixels):
    """The objects that the element finds."""
    height, width = pixels.shape[:2]
    launch = (f'appsrc name=in format=time caps=video/x-raw,format=RGB,width={width},'
              f'height={height},framerate=1/1 ! aisledetect device=cpu classes="" '
              f'threshold={THRESHOLD} model={model} ! appsink name=out')
    found = [metadata.read(s.get_buffer())
             for s in metadata.samples(launch, [metadata.picture(pixels)])]
    assert len(found) == 1
    return found[0].objects


class Model:
    """A network in onnxruntime and how to feed and read it."""

    def __init__(self, path, labels, decode, size, letterbox=True, bgr=False, low=0, high=255,
                 nms_iou=0.5, normalise=lambda picture: picture):
        self.session = onnxruntime.InferenceSession(str(path), providers=['CPUExecutionProvider'])
        self.labels, self.decode, self.size, self.letterbox = labels, decode, size, letterbox
        self.bgr, self.low, self.high, self.nms_iou = bgr, low, high, nms_iou
        self.normalise = normalise

    def expected(self, pixels, names=None):
        """Rows of left, top, right, bottom in pixels of the picture, confidence, label."""
        height, width = pixels.shape[:2]
        if self.letterbox:
            prepared, (scale, x, y) = image.letterbox(pixels, *self.size)
            scales = round(width * scale) / width, round(height * scale) / height
        else:
            prepared, (x, y) = image.resize(pixels, *self.size), (0, 0)
            scales = self.size[0] / width, self.size[1] / height
        prepared = self.normalise(prepared[..., BGR] if self.bgr else prepared)
        values = image.tensor(prepared, self.low, self.high)
        outputs = self.session.run(names, {self.session.get_inputs()[0].name: values})
        boxes = self.decode(outputs)
        for box in reference.suppress(boxes, self.nms_iou) if self.nms_iou else boxes:
            corners = [(v - o) / s for v, o, s in zip(box, (x, y) * 2, scales * 2)]
            yield (*corners, float(box[4]), self.labels[box[5]])


def same(found, expected):
    """Whether an object of the element is the one that the plain way gives."""
    edges = found.x, found.y, found.x + found.w, found.y + found.h
    return (found.label == expected[5] and abs(found.confidence - expected[4]) < 2e-3
            and all(abs(a - b) <= 1 for a, b in zip(edges, expected)))


class Detector(unittest.TestCase):
    def compare(self, path, model, names=None, shape=(825, 1320)):
        total = 0
        for pixels in pictures(*shape):
            found = detected(path, pixels)
            for expected in model.expected(pixels, names):
                match = next((f for f in found if same(f, expected)), None)
                if match:
                    found.remove(match)
                    total += 1
                else:  # only float noise at the threshold may hide a box
                    self.assertLess(abs(expected[4] - THRESHOLD), 1e-3, (expected, found))
            self.assertEqual([f for f in found if f.confidence > THRESHOLD + 1e-3], [])
        print(self.id().split('.')[-1], total, 'boxes equal', flush=True)
        self.assertGreaterEqual(total, 10)

    def labels(self, path):
        for line in pathlib.Path(str(path) + '.modelinfo').read_text().splitlines():
            if line.startswith('labels='):
                return line[len('labels='):].split(';')
        raise AssertionError('no labels')

    def put(self, name, info, data):
        """The path of the model @data in a folder of its own, its .modelinfo beside it."""
        folder = tempfile.mkdtemp(prefix='aisle-detector-')
        self.addCleanup(shutil.rmtree, folder)
        path = pathlib.Path(folder) / name
        path.write_bytes(data)
        text = (INFOS / info).read_text()
        path.with_name(name + '.modelinfo').write_text(text)
        return path

    def test_centernet(self):
        path = need.model('person-centernet')
        labels = self.labels(path)

        def decode(outputs):
            return reference.centernet(outputs, 4, THRESHOLD, range(len(labels)))
        self.compare(path, Model(path, labels, decode, (384, 288), nms_iou=0),
                     ['heatmap', 'distances'], shape=(825, 1100))

    def test_ssd(self):
        path = need.model('person-ssd')
        labels = self.labels(path)

        def decode(outputs):
            return reference.ssd(outputs, 300, 300, (16, 32, 64, 128, 256, 512), 0.2, 0.95,
                                 THRESHOLD, range(1, len(labels)))
        self.compare(path, Model(path, labels, decode, (300, 300), letterbox=False, low=-1,
                                 high=1), ['boxes', 'scores'])

    def test_fastestdet(self):
        data = pathlib.Path(need.shared('data/weights/FastestDet.onnx')).read_bytes()
        path = self.put('FastestDet.onnx', 'FastestDet.onnx.modelinfo', data)

        def decode(outputs):
            return reference.fastestdet(outputs, 352, 352, 16, THRESHOLD, range(80))
        self.compare(path, Model(path, self.labels(path), decode, (352, 352), letterbox=False,
                                 bgr=True, low=0, high=1))

    def weights(self, name):
        return [need.shared(f'data/weights/{name}.{end}') for end in ('param', 'bin')]

    def test_nanodet(self):
        data = ncnn_to_onnx.nanodet(*self.weights('nanodet-plus-m_416'), 416)
        path = self.put('nanodet.onnx', 'nanodet-plus-m_416.onnx.modelinfo', data)
        mean, deviation = np.array([103.53, 116.28, 123.675]), np.array([57.375, 57.12, 58.395])

        def decode(outputs):
            return reference.nanodet(outputs, 416, 416, (8, 16, 32, 64), 80, 8, THRESHOLD,
                                     range(80))
        self.compare(path, Model(path, self.labels(path), decode, (416, 416), letterbox=False,
                                 bgr=True, nms_iou=0.6,
                                 normalise=lambda picture: (picture - mean) / deviation))

    def test_yolox(self):
        data = ncnn_to_onnx.yolox(*self.weights('yoloxN'), 416)
        path = self.put('yoloxN.onnx', 'yoloxN.onnx.modelinfo', data)

        def decode(outputs):
            return reference.yolox(outputs, 416, 416, (8, 16, 32), THRESHOLD, range(80))
        self.compare(path, Model(path, self.labels(path), decode, (416, 416), bgr=True,
                                 nms_iou=0.45))


if __name__ == '__main__':
    unittest.main()
