# SPDX-License-Identifier: MIT
"""Converters of the models' own formats to ONNX."""
