#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The gated assignment against scipy.optimize.linear_sum_assignment on random matrices."""
import os
import subprocess
import sys

try:
    import numpy
    from scipy.optimize import linear_sum_assignment
except ImportError:
    print("SKIP: numpy and scipy are needed")
    sys.exit(77)

SEED = 2016


def make_problem(random):
    rows, cols = random.integers(1, 90, 2)
    costs = random.normal(0, 10, (rows, cols))
    if random.random() < 0.3:
        costs = numpy.round(costs)  # ties
    costs[random.random(costs.shape) < random.random() * 0.9] = numpy.inf
    return costs, random.normal(0, 10)


def best_value(costs, gate):
    """Staying alone is pairing with a column of one's own at the price of the gate, read as 0."""
    gain = numpy.minimum(costs - gate, 0)
    wide = numpy.hstack([gain, numpy.zeros((len(gain), len(gain)))])
    rows, cols = linear_sum_assignment(wide)
    return wide[rows, cols].sum()


def value(costs, gate, match):
    pairs = [(row, col) for row, col in enumerate(match) if col >= 0]
    if len({col for _, col in pairs}) != len(pairs):
        return numpy.inf
    return sum(costs[pair] - gate if costs[pair] < gate else numpy.inf for pair in pairs)


def main():
    print("seed", SEED)
    random = numpy.random.default_rng(SEED)
    problems = [make_problem(random) for _ in range(300)]
    text = "\n".join(
        " ".join([*map(str, costs.shape), repr(float(gate)), *(repr(float(c)) for c in costs.flat)])
        for costs, gate in problems)
    run = subprocess.run([os.environ["ASSIGNMENT_TEXT"]], input=text, capture_output=True,
                         text=True, check=True)
    lines = run.stdout.splitlines()
    assert len(lines) == len(problems), f"{len(lines)} answers to {len(problems)} problems"
    for number, ((costs, gate), line) in enumerate(zip(problems, lines)):
        ours = value(costs, gate, [int(col) for col in line.split()])
        best = best_value(costs, gate)
        assert abs(ours - best) < 1e-6, f"problem {number} {costs.shape}: {ours}, best {best}"
    print(len(problems), "problems equal")


if __name__ == "__main__":
    sys.exit(main())
