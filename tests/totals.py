#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Adds up the test cases in meson's test logs and prints 'N passed, N failed, N skipped'.

A test that tells its cases (Check, TAP, Python's unittest) counts with each of them, any other
counts as one. A test that failed in any other way (crash, time-out) counts as one more failure.
Exit status 1 on a failure, or when nothing ran.
"""
import json
import re
import sys

CHECK = re.compile(r'^\d+%: Checks: (\d+), Failures: (\d+), Errors: (\d+)$', re.M)
UNITTEST = re.compile(r'^Ran (\d+) tests? in .*\n\n(?:OK|FAILED)(?: \((.*)\))?$', re.M)
TAP = re.compile(r'^(ok|not ok)\b[^#\n]*(# *SKIP)?', re.M | re.I)
BAD = {'FAIL', 'ERROR', 'TIMEOUT', 'INTERRUPT', 'UNEXPECTEDPASS'}


def cases(text):
    """(passed, failed, skipped) as told by the runner's own output, or None."""
    passed = failed = skipped = 0
    for checks, failures, errors in CHECK.findall(text):
        wrong = int(failures) + int(errors)
        passed, failed = passed + int(checks) - wrong, failed + wrong
    for ran, details in UNITTEST.findall(text):
        told = dict(part.split('=') for part in details.split(', ') if part)
        wrong = int(told.get('failures', 0)) + int(told.get('errors', 0))
        left_out = int(told.get('skipped', 0))
        failed, skipped = failed + wrong, skipped + left_out
        passed += max(0, int(ran) - wrong - left_out)  # a test may fail more than once
    if (passed, failed, skipped) == (0, 0, 0):
        for verdict, skip in TAP.findall(text):
            if skip:
                skipped += 1
            elif verdict.lower() == 'ok':
                passed += 1
            else:
                failed += 1
    return (passed, failed, skipped) if passed or failed or skipped else None


def count(entry):
    """(passed, failed, skipped) of one line of a test log."""
    result = entry['result']
    if result == 'EXPECTEDFAIL':
        return 1, 0, 0
    told = cases(entry.get('stdout', '') + '\n' + entry.get('stderr', ''))
    if told is None:
        return (result == 'OK', result in BAD, result == 'SKIP')
    passed, failed, skipped = told
    if result in BAD and failed == 0:
        failed = 1
    return passed, failed, skipped


def main(logs):
    totals = [0, 0, 0]
    for log in logs:
        with open(log, encoding='utf-8') as lines:
            for line in lines:
                totals = [a + int(b) for a, b in zip(totals, count(json.loads(line)))]
    print('%d passed, %d failed, %d skipped' % tuple(totals))
    return 1 if totals[1] or not totals[0] else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
