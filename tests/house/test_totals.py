# SPDX-License-Identifier: MIT
"""The closing line counts what the runners tell."""
import unittest

import totals


def entry(result, stdout='', stderr=''):
    return {'result': result, 'stdout': stdout, 'stderr': stderr}


class Totals(unittest.TestCase):
    def test_check(self):
        out = 'Running suite(s): a\n100%: Checks: 12, Failures: 0, Errors: 0\n'
        self.assertEqual(totals.count(entry('OK', out)), (12, 0, 0))
        out = '50%: Checks: 4, Failures: 1, Errors: 1\n'
        self.assertEqual(totals.count(entry('FAIL', out)), (2, 2, 0))

    def test_unittest(self):
        err = '...\nRan 7 tests in 0.1s\n\nFAILED (failures=1, errors=2, skipped=1)\n'
        self.assertEqual(totals.count(entry('FAIL', stderr=err)), (3, 3, 1))
        self.assertEqual(totals.count(entry('OK', stderr='Ran 1 test in 0.1s\n\nOK\n')), (1, 0, 0))

    def test_tap(self):
        out = 'ok 1 - a\nnot ok 2 - b\nok 3 - c # SKIP no data\n'
        self.assertEqual(totals.count(entry('FAIL', out)), (1, 1, 1))

    def test_other_tests_count_as_one(self):
        self.assertEqual(totals.count(entry('OK')), (1, 0, 0))
        self.assertEqual(totals.count(entry('SKIP')), (0, 0, 1))
        self.assertEqual(totals.count(entry('TIMEOUT')), (0, 1, 0))

    def test_a_failure_that_was_asked_for_is_a_pass(self):
        out = '50%: Checks: 4, Failures: 1, Errors: 1\n'
        self.assertEqual(totals.count(entry('EXPECTEDFAIL', out)), (1, 0, 0))

    def test_a_crash_after_good_cases_is_a_failure(self):
        out = '100%: Checks: 2, Failures: 0, Errors: 0\n'
        self.assertEqual(totals.count(entry('FAIL', out)), (2, 1, 0))


if __name__ == '__main__':
    unittest.main()
