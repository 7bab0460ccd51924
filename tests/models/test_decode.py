# SPDX-License-Identifier: MIT
"""The C decoders equal the plain ones of reference.py, on real outputs where there are weights."""
import pathlib
import tempfile
import unittest

import need

np = need.module("numpy")
import core  # noqa: E402
import image  # noqa: E402
import ncnn_to_onnx  # noqa: E402
import reference  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
SEED = 8400
LABELS = range(80)
THRESHOLD = 0.05
STREETS = ("images/busstop.jpg", "images/parking.jpg")


def pictures():
    """Photographs of people and cars."""
    pillow = need.module("PIL.Image")
    return [np.array(pillow.open(need.shared("data/" + path)).convert("RGB")) for path in STREETS]


def run(path, values):
    onnxruntime = need.module("onnxruntime")
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return session.run(None, {session.get_inputs()[0].name: values})


class Example(unittest.TestCase):
    def test_the_one_in_the_readme(self):
        readme = (pathlib.Path(need.SOURCE) / "models" / "README.md").read_text()
        lines = readme[readme.index("    [modelinfo]"):readme.index("| group |")].splitlines()
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "own.onnx"
            path.with_name("own.onnx.modelinfo").write_text("\n".join(l.strip() for l in lines))
            info = core.ModelInfo(path)
        self.assertEqual(info.choose_size(1920, 1080), (640, 640))
        output = np.array([[100, 50, 20, 40, 0.1, 0.8, 0.2]], np.float32).reshape(1, 7, 1)
        boxes = info.decode([output], 640, 640, 0.5)
        self.assertEqual(boxes.tolist(), [(90, 30, 20, 40, np.float32(0.8), 1)])


class Decode(unittest.TestCase):
    def compare(self, found, boxes, nms_iou, least):
        """@found: of the C decoder; @boxes: of the plain one, before suppression."""
        expected = reference.suppress(boxes, nms_iou) if nms_iou else boxes
        expected = np.array(sorted(expected, key=lambda b: (-b[4], b[0])))
        self.assertGreaterEqual(len(expected), least)
        self.assertEqual(len(found), len(expected))
        corners = [found["x"], found["y"], found["x"] + found["w"], found["y"] + found["h"]]
        rows = np.stack(corners + [found["confidence"], found["label"]], 1)
        np.testing.assert_allclose(rows[:, 4], expected[:, 4], rtol=1e-5)
        np.testing.assert_array_equal(rows[:, 5], expected[:, 5])
        np.testing.assert_allclose(rows[:, :4], expected[:, :4], rtol=1e-5, atol=2e-3)

    def test_centernet(self):
        path = need.model("person-centernet")
        info = core.ModelInfo(path)
        for picture in pictures():
            width, height = info.choose_size(picture.shape[1], picture.shape[0])
            outputs = run(path, image.tensor(image.letterbox(picture, width, height)[0]))
            for wanted in ([0], LABELS):
                flags = [i in wanted for i in LABELS]
                found = info.decode(outputs, width, height, THRESHOLD, flags)
                boxes = reference.centernet(outputs, 4, THRESHOLD, wanted)
                self.compare(found, boxes, 0, 5)

    def test_ssd(self):
        path = need.model("person-ssd")
        info = core.ModelInfo(path)
        for picture in pictures():
            outputs = run(path, image.tensor(image.resize(picture, 300, 300), -1, 1))
            found = info.decode(outputs, 300, 300, THRESHOLD)
            boxes = reference.ssd(outputs, 300, 300, (16, 32, 64, 128, 256, 512), 0.2, 0.95,
                                  THRESHOLD, range(1, 24))
            self.compare(found, boxes, 0.5, 5)

    def test_fastestdet(self):
        info = core.ModelInfo(HERE / "FastestDet.onnx")
        for picture in pictures():
            values = image.tensor(image.resize(picture, 352, 352)[..., ::-1], 0, 1)
            outputs = run(need.shared("data/weights/FastestDet.onnx"), values)
            found = info.decode(outputs, 352, 352, THRESHOLD)
            self.compare(found, reference.fastestdet(outputs, 352, 352, 16, THRESHOLD, LABELS),
                         0.5, 5)

    def test_person_nanodet(self):
        path = need.model("person-nanodet")
        info = core.ModelInfo(path)
        for picture in pictures():
            width, height = info.choose_size(picture.shape[1], picture.shape[0])
            outputs = run(path, image.tensor(image.letterbox(picture, width, height)[0]))
            found = info.decode(outputs, width, height, THRESHOLD)
            boxes = reference.nanodet(outputs, width, height, (8, 16, 32), 80, 11, THRESHOLD,
                                      LABELS, 0.5)
            self.compare(found, boxes, 0.6, 5)

    def test_nanodet_plus(self):
        info = core.ModelInfo(HERE / "nanodet-plus-m_416.onnx")
        weights = [need.shared("data/weights/nanodet-plus-m_416" + e) for e in (".param", ".bin")]
        mean, deviation = np.array([103.53, 116.28, 123.675]), np.array([57.375, 57.12, 58.395])
        with tempfile.NamedTemporaryFile(suffix=".onnx") as file:
            file.write(ncnn_to_onnx.nanodet(*weights, 416))
            file.flush()
            for picture in pictures():
                values = (image.resize(picture, 416, 416)[..., ::-1] - mean) / deviation
                outputs = run(file.name, image.tensor(values, 0, 255))
                found = info.decode(outputs, 416, 416, THRESHOLD)
                boxes = reference.nanodet(outputs, 416, 416, (8, 16, 32, 64), 80, 8, THRESHOLD,
                                          LABELS)
                self.compare(found, boxes, 0.6, 5)

    def test_yolox(self):
        info = core.ModelInfo(HERE / "yolox.onnx")
        random = np.random.default_rng(SEED)
        output = random.normal(0, 1, (1, 315, 85)).astype(np.float32)
        output[..., 4:] = random.uniform(0, 1, (1, 315, 81)) ** 4
        found = info.decode([output], 160, 96, THRESHOLD)
        boxes = reference.yolox([output], 160, 96, (8, 16, 32), THRESHOLD, LABELS)
        self.compare(found, boxes, 0.45, 50)

    def test_yolov8(self):
        info = core.ModelInfo(HERE / "yolov8.onnx")
        random = np.random.default_rng(SEED)
        output = random.uniform(0, 1, (1, 84, 315)).astype(np.float32) ** 4
        output[:, :2] *= np.array([160, 96], np.float32)[:, None]
        output[:, 2:4] = 2 + 60 * output[:, 2:4]
        found = info.decode([output], 160, 96, THRESHOLD, [i < 3 for i in LABELS])
        self.compare(found, reference.yolov8([output], THRESHOLD, range(3)), 0.6, 50)


if __name__ == "__main__":
    print("seed", SEED)
    unittest.main()
