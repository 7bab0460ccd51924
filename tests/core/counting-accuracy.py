#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Events of the counting against the truth of real footage: with true boxes, with a detector's
boxes through our tracker, and again at half the frame rate, half the size and mirrored."""
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile

TREE = pathlib.Path(__file__).resolve().parents[2]
SHARED = TREE.parent / "shared"
CONFIG = TREE / "tests/data/vtest.json"
BOXES = SHARED / "data/pets/PETS09-S2L1_frames0001-0500.gt.txt"
DETECTIONS = SHARED / "truth/vtest_0001_0500.centernet384-letterbox.det.txt.gz"
WIDTH, HEIGHT, FPS = 768, 576, 10

try:
    sys.path.insert(0, str(SHARED / "truth"))
    import score
except ImportError as error:
    print(f"SKIP: {error}")
    sys.exit(77)


def read(path):
    text = gzip.open(path, "rt").read() if path.suffix == ".gz" else path.read_text()
    return [line.split(",") for line in text.splitlines()]


def events(rows, config, fps=FPS, size=(WIDTH, HEIGHT), *arguments):
    with tempfile.TemporaryDirectory() as folder:
        boxes, result = os.path.join(folder, "boxes.txt"), os.path.join(folder, "events.jsonl")
        with open(boxes, "w") as out:
            out.writelines(",".join(map(str, row)) + "\n" for row in rows)
        with open(result, "w") as out:
            numbers = map(str, (fps, *size))
            command = [os.environ["COUNT_MOT"], boxes, config, *numbers, *arguments]
            subprocess.run(command, stdout=out, check=True)
        return score.load_events(result)


def half_rate(rows):
    return [[(int(f) + 1) // 2, *rest] for f, *rest in rows if int(f) % 2 == 1]


def half_size(rows):
    return [[*row[:2], *(float(v) / 2 for v in row[2:6]), *row[6:]] for row in rows]


def mirrored(rows):
    return [[*row[:2], WIDTH - float(row[2]) - float(row[4]), *row[3:]] for row in rows]


def mirrored_config(folder):
    """Lines and zones mirrored, IN points not: in and out are swapped."""
    config = json.loads(CONFIG.read_text())
    for points in [x["points"] for x in config["lines"]] + [x["polygon"] for x in config["zones"]]:
        for point in points:
            point[0] = 1 - point[0]
    for line in config["lines"]:
        line["in"] = [0.1, 0.45]
    path = os.path.join(folder, "mirrored.json")
    pathlib.Path(path).write_text(json.dumps(config))
    return path


def swap(found):
    other = {"in": "out", "out": "in"}
    return [dict(e, direction=other[e["direction"]]) if "direction" in e else e for e in found]


def main():
    if not BOXES.exists():
        print("SKIP: no footage truth beside the source tree")
        return 77
    clip = json.loads((SHARED / "truth/truth_shared.json").read_text())["clips"]["vtest_0001_0500"]
    config, failed = str(CONFIG), []

    def judge(name, found, least_lines, least_visits):
        result = score.events(clip, found)
        lines, visits = result["crossing"]["F1"], result["visit"]["F1"]
        print(f"{name}: lines F1 {lines} (at least {least_lines:.3f}), "
              f"visits F1 {visits} (at least {least_visits:.3f})")
        if lines < least_lines or visits < least_visits:
            failed.append(name)
        return lines, visits

    # The truth knows no end of the clip: visits that it cuts are left out where all else is true.
    true = [e for e in events(read(BOXES), config) if e.get("reason") != "end"]
    judge("true boxes", true, 0.98, 0.98)
    rows, size, tracked = read(DETECTIONS), (WIDTH, HEIGHT), "detections"
    lines, visits = judge("detections", events(rows, config, FPS, size, tracked), 0.90, 0.88)
    least = lines - 0.05, visits - 0.05
    judge("5 fps", events(half_rate(rows), config, FPS / 2, size, tracked), *least)
    judge("half size", events(half_size(rows), config, FPS, (384, 288), tracked), *least)
    with tempfile.TemporaryDirectory() as folder:
        found = events(mirrored(rows), mirrored_config(folder), FPS, size, tracked)
    judge("mirrored", swap(found), *least)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
