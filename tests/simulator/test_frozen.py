# SPDX-License-Identifier: MIT
"""The simulated detector is frozen: scenes and figures refer to these parameters."""
import hashlib
import os
import unittest

import need

FOLDER = os.path.join(need.SOURCE, 'tests', 'simulator')
HASH = 'e1506b5f09e06bf51f0f0ce9ab2411cb25d1dd5bdb2bb00fcbce524d2c6aa499'


class Frozen(unittest.TestCase):
    def test_parameters(self):
        with open(os.path.join(FOLDER, 'detector-parameters.h'), 'rb') as file:
            found = hashlib.sha256(file.read()).hexdigest()
        self.assertEqual(found, HASH, 'whoever fits anew measures everything anew')


if __name__ == '__main__':
    unittest.main()
