# SPDX-License-Identifier: MIT
"""What a Python test may need from outside. Missing data skips; a missing package skips too, or
fails where AISLE_REQUIRE is set (CI), because installing it would have cured that."""
import importlib
import os
import shutil
import unittest

_HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.environ.get('AISLE_SOURCE') or os.path.dirname(_HERE)
BUILD = os.environ.get('AISLE_BUILD') or os.path.join(SOURCE, 'build')
SHARED = os.environ.get('AISLE_SHARED') or os.path.join(os.path.dirname(SOURCE), 'shared')
FULL = bool(os.environ.get('AISLE_TEST_FULL'))


def curable(reason):
    if os.environ.get('AISLE_REQUIRE'):
        raise AssertionError(reason)
    raise unittest.SkipTest(reason)


def module(name):
    """The Python module `name`."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return curable('needs the Python module ' + name)


def program(name):
    """The path of the program `name`."""
    return shutil.which(name) or curable('needs the program ' + name)


def shared(path):
    """The path of a file or folder of the shared data beside the source tree."""
    found = os.path.join(SHARED, path)
    if not os.path.exists(found):
        raise unittest.SkipTest('needs the shared data ' + path)
    return found


def model(name):
    """The path of models/cache/NAME.onnx, which ./dev test fetches."""
    folder = os.environ.get('AISLE_MODELS') or os.path.join(SOURCE, 'models', 'cache')
    found = os.path.join(folder, name + '.onnx')
    return found if os.path.exists(found) else curable('needs the model ' + name)


def opencl_intel():
    """The ICD folder of Intel's OpenCL runtime: the value for OCL_ICD_VENDORS."""
    return os.environ.get('AISLE_OPENCL_INTEL') or curable('needs the OpenCL runtime of Intel')
