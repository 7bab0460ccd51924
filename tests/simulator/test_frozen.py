# SPDX-License-Identifier: MIT
"""The simulated detector is frozen: scenes and figures refer to these parameters."""
import hashlib
import os
import unittest

import need

FOLDER = os.path.join(need.SOURCE, 'tests', 'simulator')
HASH = '33a2a191636ceeaf74140b714a660b4befab1e50657b29cff3826771aca35f36'


class Frozen(unittest.TestCase):
    def test_parameters(self):
        with open(os.path.join(FOLDER, 'detector-parameters.h'), 'rb') as file:
            found = hashlib.sha256(file.read()).hexdigest()
        self.assertEqual(found, HASH, 'whoever fits anew measures everything anew')


if __name__ == '__main__':
    unittest.main()
