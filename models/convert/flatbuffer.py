# SPDX-License-Identifier: MIT
"""Just enough of FlatBuffers to read tables: fields are found by their number in the schema."""

import struct

import numpy as np


class Table:
    def __init__(self, data, position):
        self.data, self.position = data, position
        self.vtable = position - struct.unpack_from("<i", data, position)[0]

    @classmethod
    def root(cls, data):
        return cls(data, struct.unpack_from("<I", data, 0)[0])

    def _field(self, number):
        """Position of the field's value, or None when it is absent."""
        entry = 4 + 2 * number
        if entry >= struct.unpack_from("<H", self.data, self.vtable)[0]:
            return None
        offset = struct.unpack_from("<H", self.data, self.vtable + entry)[0]
        return self.position + offset if offset else None

    def _target(self, number):
        field = self._field(number)
        return None if field is None else field + struct.unpack_from("<I", self.data, field)[0]

    def scalar(self, number, form, default=0):
        """@form as in the struct module: "b" int8, "i" int32, "I" uint32, …"""
        field = self._field(number)
        return default if field is None else struct.unpack_from("<" + form, self.data, field)[0]

    def table(self, number):
        target = self._target(number)
        return None if target is None else Table(self.data, target)

    def array(self, number, dtype):
        target = self._target(number)
        if target is None:
            return np.zeros(0, dtype)
        count = struct.unpack_from("<I", self.data, target)[0]
        return np.frombuffer(self.data, dtype, count, target + 4)

    def string(self, number):
        return self.array(number, np.uint8).tobytes().decode()

    def tables(self, number):
        target = self._target(number)
        if target is None:
            return []
        count = struct.unpack_from("<I", self.data, target)[0]
        slots = range(target + 4, target + 4 + 4 * count, 4)
        return [Table(self.data, s + struct.unpack_from("<I", self.data, s)[0]) for s in slots]
