# SPDX-License-Identifier: MIT
"""The gated assignment against scipy.optimize.linear_sum_assignment on random matrices."""
import os
import subprocess
import unittest

import need

numpy = need.module('numpy')
optimize = need.module('scipy.optimize')
SEED = 2016
PROGRAM = os.path.join(need.BUILD, 'tests/core/assignment-text')


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
    rows, cols = optimize.linear_sum_assignment(wide)
    return wide[rows, cols].sum()


def value(costs, gate, match):
    pairs = [(row, col) for row, col in enumerate(match) if col >= 0]
    if len({col for _, col in pairs}) != len(pairs):
        return numpy.inf
    return sum(costs[pair] - gate if costs[pair] < gate else numpy.inf for pair in pairs)


def solve(problems):
    text = '\n'.join(
        ' '.join([*map(str, costs.shape), repr(float(gate)), *(repr(float(c)) for c in costs.flat)])
        for costs, gate in problems)
    run = subprocess.run([PROGRAM], input=text, capture_output=True,
                         text=True, check=True)
    return [[int(col) for col in line.split()] for line in run.stdout.splitlines()]


class Assignment(unittest.TestCase):
    def test_against_scipy(self):
        print('seed', SEED)
        random = numpy.random.default_rng(SEED)
        problems = [make_problem(random) for _ in range(300)]
        answers = solve(problems)
        self.assertEqual(len(answers), len(problems))
        for (costs, gate), match in zip(problems, answers):
            self.assertAlmostEqual(value(costs, gate, match), best_value(costs, gate), places=6)


if __name__ == '__main__':
    unittest.main()
