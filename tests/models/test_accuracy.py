# SPDX-License-Identifier: MIT
"""Person AP50 of the models on real video: frames → network → C decoder → the scorer.

To measure other input sizes on all frames:

    AISLE_TEST_FULL=1 PYTHONPATH=tests ./dev run python3 \\
      tests/models/test_accuracy.py --table person-centernet 384x288 416x320
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import need

np = need.module("numpy")
import core  # noqa: E402
import image  # noqa: E402

FRAMES = 500
STEP = 1 if need.FULL else 5


class Clip:
    """Every STEP-th frame of the clip, and its truth."""

    def __init__(self):
        need.program("gst-launch-1.0")
        self.scorer = need.shared("truth/score.py")
        self.truth = need.shared("data/pets/PETS09-S2L1_frames0001-0500.gt.txt")
        self.video = need.shared("data/video/vtest.avi")

    def frames(self):
        """Yields number and picture; decoded anew each time, for a clip would fill the memory."""
        pictures = image.frames(self.video, 768, 576)
        return ((i + 1, f) for i, f in zip(range(FRAMES), pictures) if i % STEP == 0)

    def score(self, detect):
        """AP50 of @detect (frame) → array of core.BOX in pixels of the frame."""
        truth = [line for line in pathlib.Path(self.truth).read_text().splitlines()
                 if (int(line.split(",")[0]) - 1) % STEP == 0]
        found = [f"{i},-1,{b['x']},{b['y']},{b['w']},{b['h']},{b['confidence']},-1,-1,-1"
                 for i, frame in self.frames() for b in detect(frame)]
        with tempfile.TemporaryDirectory() as folder:
            files = [pathlib.Path(folder) / "truth.txt", pathlib.Path(folder) / "found.txt"]
            for file, lines in zip(files, (truth, found)):
                file.write_text("\n".join(lines))
            run = subprocess.run([sys.executable, self.scorer, "ap", *files],
                                 check=True, capture_output=True, text=True)
        return float(re.search(r"AP50\W+([0-9.]+)", run.stdout)[1])


def back(boxes, scale_x, scale_y, x, y):
    """Pixels of the input → pixels of the frame."""
    boxes = boxes.copy()
    boxes["x"], boxes["w"] = (boxes["x"] - x) / scale_x, boxes["w"] / scale_x
    boxes["y"], boxes["h"] = (boxes["y"] - y) / scale_y, boxes["h"] / scale_y
    return boxes


def session(name):
    onnxruntime = need.module("onnxruntime")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(need.model(name), options,
                                        providers=["CPUExecutionProvider"])


def coco(name, width=None, height=None, padding=114):
    """A model of 80 classes that takes letterboxed pictures of any size."""
    info, network = core.ModelInfo(need.model(name)), session(name)
    person = [i == 0 for i in range(80)]
    prepare = {"person-centernet": image.tensor, "person-nanodet": nanodet_tensor}[name]

    def detect(frame):
        w, h = (width, height) if width else info.choose_size(frame.shape[1], frame.shape[0])
        picture, (scale, x, y) = image.letterbox(frame, w, h, padding)
        outputs = network.run(None, {"image": prepare(picture)})
        return back(info.decode(outputs, w, h, 0.05, person), scale, scale, x, y)
    return detect


def nanodet_tensor(picture):
    mean, deviation = np.array([103.53, 116.28, 123.675]), np.array([57.375, 57.12, 58.395])
    return image.tensor((picture[..., ::-1] - mean) / deviation, 0, 255)


def ssd():
    info, network = core.ModelInfo(need.model("person-ssd")), session("person-ssd")
    person = [i == 4 for i in range(24)]

    def detect(frame):
        values = image.tensor(image.resize(frame, 300, 300), -1, 1)
        outputs = network.run(["boxes", "scores"], {"image": values})
        boxes = info.decode(outputs, 300, 300, 0.05, person)
        return back(boxes, 300 / frame.shape[1], 300 / frame.shape[0], 0, 0)
    return detect


class Accuracy(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.clip = Clip()

    def test_centernet(self):
        found = self.clip.score(coco("person-centernet"))
        print("person-centernet AP50", found)
        self.assertGreaterEqual(found, 0.885)

    def test_nanodet(self):
        found = self.clip.score(coco("person-nanodet"))
        print("person-nanodet AP50", found)
        self.assertGreaterEqual(found, 0.905)

    def test_ssd(self):
        found = self.clip.score(ssd())
        print("person-ssd AP50", found)
        self.assertGreaterEqual(found, 0.69)


def table(name, sizes):
    clip = Clip()
    for size in sizes:
        width, height, padding = (list(map(int, re.split("[x:]", size))) + [114])[:3]
        found = clip.score(coco(name, width, height, padding))
        print(json.dumps({"model": name, "size": size, "AP50": found}), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--table"]:
        table(sys.argv[2], sys.argv[3:])
    else:
        unittest.main()
