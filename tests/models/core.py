# SPDX-License-Identifier: MIT
"""The decoders of gst/core through ctypes, from a library made for the tests."""
import ctypes
import os

import need
import numpy as np


class _Tensor(ctypes.Structure):
    _fields_ = [("data", ctypes.POINTER(ctypes.c_float)), ("rank", ctypes.c_uint),
                ("dims", ctypes.c_int64 * 8)]


class _Array(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("len", ctypes.c_uint)]


class _Error(ctypes.Structure):
    _fields_ = [("domain", ctypes.c_uint32), ("code", ctypes.c_int), ("message", ctypes.c_char_p)]


BOX = np.dtype([("x", "f4"), ("y", "f4"), ("w", "f4"), ("h", "f4"), ("confidence", "f4"),
                ("label", "i4")])

_core = ctypes.CDLL(os.path.join(need.BUILD, "tests", "models", "libaisle-core-test.so"))
_core.aisle_model_info_load.restype = ctypes.c_void_p
_core.aisle_decode.restype = ctypes.POINTER(_Array)


def _check(result, error):
    if not result:
        raise ValueError(error.contents.message.decode())
    return result


class ModelInfo:
    def __init__(self, onnx_path):
        error = ctypes.POINTER(_Error)()
        path = str(onnx_path).encode()
        self.pointer = _check(_core.aisle_model_info_load(path, ctypes.byref(error)), error)

    def choose_size(self, frame_width, frame_height):
        width, height = ctypes.c_uint(), ctypes.c_uint()
        _core.aisle_model_info_choose_size(ctypes.c_void_p(self.pointer), frame_width, frame_height,
                                           ctypes.byref(width), ctypes.byref(height))
        return width.value, height.value

    def decode(self, outputs, width, height, threshold, wanted=None):
        """Boxes of a frame as an array of BOX."""
        arrays = [np.ascontiguousarray(o, np.float32) for o in outputs]
        tensors = (_Tensor * len(arrays))()
        for tensor, array in zip(tensors, arrays):
            tensor.data = array.ctypes.data_as(ctypes.POINTER(ctypes.c_float))
            tensor.rank = array.ndim
            tensor.dims[:array.ndim] = array.shape
        flags = (ctypes.c_int * len(wanted))(*wanted) if wanted is not None else None
        error = ctypes.POINTER(_Error)()
        found = _check(_core.aisle_decode(
            ctypes.c_void_p(self.pointer), tensors, len(arrays), width, height,
            ctypes.c_float(threshold), flags, ctypes.byref(error)), error)
        size = found.contents.len * BOX.itemsize
        data = ctypes.string_at(found.contents.data, size) if size else b""
        _core.g_array_unref(found)
        return np.frombuffer(data, BOX)
