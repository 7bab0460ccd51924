# SPDX-License-Identifier: MIT
"""The simulated detector is frozen: scenes and figures refer to these parameters."""
import hashlib
import os
import unittest

import need

FOLDER = os.path.join(need.SOURCE, 'tests', 'simulator')
HASH = '3d6e7d9d2d74662dc2651be9990482ed11172d3644ded239f18e8987eedcfc57'


class Frozen(unittest.TestCase):
    def test_parameters(self):
        with open(os.path.join(FOLDER, 'detector-parameters.h'), 'rb') as file:
            found = hashlib.sha256(file.read()).hexdigest()
        self.assertEqual(found, HASH, 'whoever fits anew measures everything anew')


if __name__ == '__main__':
    unittest.main()
