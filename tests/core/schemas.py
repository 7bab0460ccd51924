#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every line of events fits event.schema.json and every config of ours camera.schema.json;
what does not fit is refused."""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

import jsonschema

TREE = pathlib.Path(__file__).resolve().parents[2]


def validator(name):
    schema = json.loads((TREE / "gst/core" / name).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def lines_of(*command):
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return out.rstrip("\n").split("\n")   # splitlines() would also split at U+2028


def crowd(path):
    """Twenty people who walk to and fro for 150 s, as MOT text."""
    rand = random.Random(7)
    ranges = (0, 768), (100, 576), (-9, 9), (-5, 5)
    people = [[rand.uniform(*r) for r in ranges] for _ in range(20)]
    with open(path, "w") as out:
        for frame in range(1, 1501):
            for number, person in enumerate(people, 1):
                for axis, size in (0, 768), (1, 576):
                    person[axis] += person[axis + 2]
                    if not 0 < person[axis] < size:
                        person[axis + 2] *= -1
                if (frame + 80 * number) % 400 < 350:
                    x, y = person[0] - 15, person[1] - 80
                    out.write(f"{frame},{number},{x:.2f},{y:.2f},30,80,1\n")


class Schemas(unittest.TestCase):
    def test_samples(self):
        schema = validator("event.schema.json")
        events = [json.loads(line) for line in lines_of(os.environ["SAMPLE_EVENTS"])]
        for event in events:
            schema.validate(event)
        types = schema.schema["properties"]["type"]["enum"]
        self.assertEqual({event["type"] for event in events}, set(types))
        self.check_members(schema.schema["$defs"], events)

    def check_members(self, defs, events):
        """Each member in the schema is written by somebody, and each that may be missing misses."""
        for kind in {event["type"] for event in events}:
            ours = [event for event in events if event["type"] == kind]
            for member in defs[kind]["properties"]:
                there = sum(member in event for event in ours)
                self.assertGreater(there, 0, (kind, member))
                self.assertEqual(there == len(ours), member in defs[kind]["required"] + ["type"],
                                 (kind, member))

    def test_spoilt_events(self):
        schema = validator("event.schema.json")
        for line in lines_of(os.environ["SAMPLE_EVENTS"]):
            event = json.loads(line)
            required = schema.schema["required"] + schema.schema["$defs"][event["type"]]["required"]
            for key in event:
                less = {k: v for k, v in event.items() if k != key}
                self.assertEqual(schema.is_valid(less), key not in required, key)
                self.assertFalse(schema.is_valid(dict(event, **{key: [None]})), key)
            self.assertFalse(schema.is_valid(dict(event, colour="red")))

    def test_counted(self):
        schema = validator("event.schema.json")
        with tempfile.TemporaryDirectory() as folder:
            tracks = os.path.join(folder, "crowd.txt")
            crowd(tracks)
            config = str(TREE / "tests/data/vtest.json")
            lines = lines_of(os.environ["COUNT_MOT"], tracks, config, "10", "768", "576")
        events = [json.loads(line) for line in lines]
        kinds = [event["type"] for event in events]
        for event in events:
            schema.validate(event)
        # three minutes, and at the end a quarter and an hour
        self.assertEqual(kinds.count("counts"), 5)
        self.assertGreater(kinds.count("line-crossed"), 100)
        self.assertGreater(kinds.count("visit-ended"), 100)
        self.assertEqual(len({event["id"] for event in events}), len(events))
        for minutes in 1, 15, 60:
            self.check_totals(events, minutes)

    def check_totals(self, events, minutes):
        """The counts of this length add up to the events."""
        counts = [event for event in events if event.get("minutes") == minutes]
        for name, line in counts[-1]["lines"].items():
            for way in "in", "out":
                crossed = [e for e in events if e.get("line") == name and e["direction"] == way]
                self.assertEqual(line["total_" + way], len(crossed))
                self.assertEqual(sum(c["lines"][name][way] for c in counts), len(crossed))
        for name in counts[-1]["zones"]:
            visits = [e for e in events if e.get("zone") == name]
            self.assertEqual(sum(c["zones"][name]["visits"] for c in counts), len(visits))
            zones = [c["zones"][name] for c in counts]
            dwell = sum(zone["visits"] * zone["dwell_mean"] for zone in zones)
            told = sum(e["dwell"] for e in visits)
            self.assertAlmostEqual(dwell, told, delta=0.0015 * len(visits))

    def test_configs(self):
        schema = validator("camera.schema.json")
        configs = sorted((TREE / "tests/data").glob("*.json"))
        self.assertGreaterEqual(len(configs), 2)
        for path in configs:
            schema.validate(json.loads(path.read_text()))
        good = json.loads((TREE / "tests/data/shop.json").read_text())
        self.assertEqual(set(schema.schema["properties"]) - set(good), {"reference", "masks"})
        for spoil in (
            lambda c: c.update(line=[]),
            lambda c: c.update(reference="foot"),
            lambda c: c["lines"][0].pop("in"),
            lambda c: c["lines"][0].update(points=[[0, 0]]),
            lambda c: c["lines"][0].update(band=-1),
            lambda c: c["zones"][0]["polygon"].append([2, 0]),
            lambda c: c["zones"][0].update(name=""),
            lambda c: c["queues"][0].pop("service"),
            lambda c: c["occupancy"][0].update(lines=[]),
            lambda c: c["turn-in"][0].pop("inside"),
            lambda c: c["hours"].update(mon=["9:00", "20:00"]),
            lambda c: c["hours"].update(monday="closed"),
            lambda c: c["ground"]["points"].pop(),
            lambda c: c["ground"].pop("plan-scale"),
            lambda c: c["staff"].update(uniform=""),
            lambda c: c.update(groups={}),
        ):
            config = json.loads(json.dumps(good))
            spoil(config)
            self.assertFalse(schema.is_valid(config))


if __name__ == "__main__":
    unittest.main(argv=sys.argv)
