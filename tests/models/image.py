# SPDX-License-Identifier: MIT
"""Frames of a video through GStreamer, and a plain bilinear resize."""
import subprocess

import numpy as np


def frames(path, width, height):
    """RGB frames of the video file, [height, width, 3] bytes each."""
    process = subprocess.Popen(
        ["gst-launch-1.0", "-q", "filesrc", f"location={path}", "!", "decodebin", "!",
         "videoconvert", "!", f"video/x-raw,format=RGB,width={width},height={height}", "!",
         "fdsink", "fd=1", "sync=false"], stdout=subprocess.PIPE)
    size = width * height * 3
    try:
        while len(data := process.stdout.read(size)) == size:
            yield np.frombuffer(data, np.uint8).reshape(height, width, 3)
    finally:
        process.stdout.close()
        process.terminate()
        process.wait()


def _axis(size, target):
    """Indices and weight of the two neighbours of each target pixel's centre."""
    position = np.clip((np.arange(target) + .5) * size / target - .5, 0, size - 1)
    first = np.floor(position).astype(int)
    return first, np.minimum(first + 1, size - 1), (position - first).astype(np.float32)


def resize(image, width, height):
    y0, y1, v = _axis(image.shape[0], height)
    x0, x1, u = _axis(image.shape[1], width)
    rows = image[y0] * (1 - v)[:, None, None] + image[y1] * v[:, None, None]
    return rows[:, x0] * (1 - u)[None, :, None] + rows[:, x1] * u[None, :, None]


def letterbox(image, width, height, padding=114):
    """Returns the picture [height, width, 3] and how it lies: scale, x, y."""
    scale = min(width / image.shape[1], height / image.shape[0])
    w, h = round(image.shape[1] * scale), round(image.shape[0] * scale)
    x, y = (width - w) // 2, (height - h) // 2
    box = np.full((height, width, 3), padding, np.float32)
    box[y:y + h, x:x + w] = resize(image, w, h)
    return box, (scale, x, y)


def tensor(picture, low=0, high=255):
    """[height, width, 3] of 0…255 → [1, 3, height, width] of low…high."""
    values = picture.astype(np.float32) * ((high - low) / 255) + low
    return np.ascontiguousarray(values.transpose(2, 0, 1)[None])
