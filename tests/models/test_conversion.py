# SPDX-License-Identifier: MIT
"""The converted models equal plain runs of the files that they come from."""
import importlib.machinery
import importlib.util
import pathlib
import sys
import unittest

import need

np = need.module("numpy")
onnxruntime = need.module("onnxruntime")
import nchw  # noqa: E402
import nhwc  # noqa: E402

sys.path.insert(0, str(pathlib.Path(need.SOURCE) / "models"))
from convert import person_nanodet, person_ssd, tfjs  # noqa: E402
from convert.flatbuffer import Table  # noqa: E402

MODELS = pathlib.Path(need.SOURCE) / "models"
SEED = 300


def load_fetch():
    loader = importlib.machinery.SourceFileLoader("fetch", str(MODELS / "fetch"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("fetch", loader))
    loader.exec_module(module)
    return module


def package_files(name):
    files = load_fetch().read_pinned(*load_fetch().MODELS[name])
    if files is None:
        raise unittest.SkipTest(f"needs the package of {name}: run models/fetch")
    return files


def run_onnx(name, image):
    session = onnxruntime.InferenceSession(need.model(name), providers=["CPUExecutionProvider"])
    return session.run(None, {"image": image.transpose(2, 0, 1)[None].astype(np.float32)})


class Conversion(unittest.TestCase):
    def setUp(self):
        self.random = np.random.default_rng(SEED)

    def compare(self, found, expected, tolerance):
        expected = expected.transpose(2, 0, 1)[None] if expected.ndim == 3 and \
            found.ndim == 4 else expected
        self.assertEqual(found.shape, expected.shape)
        self.assertGreater(np.abs(expected).max(), 0.01)
        worst = np.abs(found - expected).max()
        self.assertLess(worst, tolerance * max(1, np.abs(expected).max()))

    def check_centernet(self, height, width):
        nodes, constants = tfjs.read(*package_files("person-centernet"))
        # The file rounds 1/6 to 16 bits; the trained network and the converted one have 1/6.
        for name, value in constants.items():
            if value.size == 1 and abs(float(value.ravel()[0]) - 1 / 6) < 1e-4:
                constants[name] = np.float32(1 / 6)
        image = self.random.integers(0, 256, (height, width, 3)).astype(np.float32)
        plain = nhwc.Tfjs(nodes, constants, image)
        heatmap, distances = run_onnx("person-centernet", image)
        self.compare(heatmap, plain.value("tower_0/keypoints"), 1e-4)
        self.compare(distances, plain.value("tower_0/wh"), 1e-4)

    def test_centernet_wide(self):
        self.check_centernet(96, 160)

    def test_centernet_high(self):
        self.check_centernet(128, 64)

    def check_nanodet(self, height, width):
        nodes, constants = tfjs.read(*package_files("person-nanodet"))
        image = self.random.normal(0, 1, (1, 3, height, width)).astype(np.float32)
        plain = nchw.Turned(nodes, constants, image, (height / 416, width / 416))
        parts = []
        for number in person_nanodet.MAPS:
            scores = person_nanodet.SCORES.format(number)
            logits = plain.value(nodes[scores]["input"][0] + ":1")
            rows = np.concatenate([plain.value(scores), logits], 1)
            parts.append(rows.reshape(124, -1).T)
        found = run_onnx("person-nanodet", image[0].transpose(1, 2, 0))[0]
        self.compare(found[0], np.concatenate(parts), 1e-4)

    def test_nanodet_as_it_was_exported(self):
        self.check_nanodet(416, 416)

    def test_nanodet_wide(self):
        self.check_nanodet(96, 160)

    def test_ssd(self):
        data = package_files("person-ssd")[0][person_ssd.MODEL]
        image = self.random.uniform(-1, 1, (300, 300, 3)).astype(np.float32)
        boxes, scores = nhwc.Tflite(Table.root(data), image).run()
        found = run_onnx("person-ssd", image)
        self.compare(found[0], boxes, 1e-5)
        self.compare(found[1], nhwc.sigmoid(scores), 1e-5)


if __name__ == "__main__":
    print("seed", SEED)
    unittest.main()
