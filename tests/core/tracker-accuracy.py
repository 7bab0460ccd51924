#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""MOTA and IDF1 of the tracker on real detections, scored by motmetrics; skips without them."""
import gzip
import os
import pathlib
import subprocess
import sys
import tempfile

try:
    import motmetrics
    import numpy
except ImportError:
    print("SKIP: motmetrics and numpy are needed (tests/requirements.txt)")
    sys.exit(77)

SHARED = pathlib.Path(__file__).resolve().parents[3] / "shared"
TRUTH = SHARED / "data/pets/PETS09-S2L1_frames0001-0500.gt.txt"
CASES = [  # detections, frames per second, least MOTA, least IDF1
    ("centernet384-letterbox", 10, 0.79, 0.68),
]


def by_frame(path):
    frames = {}
    for line in open(path):
        fields = [float(x) for x in line.split(",")[:6]]
        frames.setdefault(int(fields[0]), []).append(fields[1:])
    return {frame: numpy.array(rows) for frame, rows in frames.items()}


def distances(a, b):
    """1 - IoU of each pair of boxes (x, y, w, h), NaN below an IoU of a half.

    motmetrics has the same function, but its version 1.4.0 fails with numpy 2.
    """
    a, b = a[:, None], b[None]
    low = numpy.maximum(a[..., :2], b[..., :2])
    high = numpy.minimum(a[..., :2] + a[..., 2:], b[..., :2] + b[..., 2:])
    common = numpy.clip(high - low, 0, None).prod(axis=2)
    iou = common / (a[..., 2:].prod(axis=2) + b[..., 2:].prod(axis=2) - common)
    return numpy.where(iou >= 0.5, 1 - iou, numpy.nan)


def score(truth_path, tracks_path):
    truth, tracks = by_frame(truth_path), by_frame(tracks_path)
    accumulator = motmetrics.MOTAccumulator(auto_id=False)
    none = numpy.zeros((0, 5))
    for frame in range(1, max(truth) + 1):
        a, b = truth.get(frame, none), tracks.get(frame, none)
        accumulator.update(a[:, 0].astype(int), b[:, 0].astype(int),
                           distances(a[:, 1:], b[:, 1:]), frameid=frame)
    names = ["mota", "idf1", "num_switches"]
    return motmetrics.metrics.create().compute(accumulator, metrics=names).iloc[0]


def main():
    if not TRUTH.exists():
        print("SKIP: no footage truth beside the source tree")
        return 77
    failed = 0
    for name, fps, least_mota, least_idf1 in CASES:
        with tempfile.TemporaryDirectory() as folder:
            detections, tracks = os.path.join(folder, "det.txt"), os.path.join(folder, "tracks.txt")
            packed = SHARED / f"truth/vtest_0001_0500.{name}.det.txt.gz"
            with open(detections, "wb") as out:
                out.write(gzip.open(packed).read())
            with open(tracks, "w") as out:
                subprocess.run([os.environ["TRACK_MOT"], detections, str(fps), "768", "576"],
                               stdout=out, check=True)
            s = score(TRUTH, tracks)
        print(f"{name}: MOTA {s.mota:.3f} (at least {least_mota}), "
              f"IDF1 {s.idf1:.3f} (at least {least_idf1}), {s.num_switches:.0f} switches")
        failed += not (s.mota >= least_mota and s.idf1 >= least_idf1)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
