# SPDX-License-Identifier: MIT
"""A world for tests whose truth is known: bright blocks that walk over a dark floor, a model of a
few operators that finds them, and clips of it in any container, size and rate."""
import functools
import glob
import json
import os
import subprocess
import tempfile

import need

np = need.module('numpy')
onnx = need.module('onnx')

WIDTH, HEIGHT = 320, 240
BLOCK_W, BLOCK_H = 20, 56
STRIDE = 4
FLOOR, BLOCK = 75, 235
MODEL = 'person-nanodet'        # the default model's name, so that it need not be given

CONFIG = """{
  "camera": "hall",
  "lines": [{"name": "gate", "points": [[0.5, 0.2], [0.5, 1.0]], "in": [0.9, 0.6]}],
  "zones": [{"name": "bay", "polygon": [[0.6, 0.3], [0.85, 0.3], [0.85, 1.0], [0.6, 1.0]]}]
}
"""

# (enters at second, from x, to x, y of the feet, pixels per second)
WALKERS = [(0.0, 20, 300, 120, 60), (1.0, 300, 20, 180, 70), (2.5, 20, 300, 230, 80)]


def crossings(walkers=WALKERS, x=WIDTH / 2):
    """(second, direction) of each passage of the gate, in order."""
    found = []
    for start, x0, x1, _, speed in walkers:
        found.append((round(start + abs(x - x0) / speed, 3), 'in' if x1 > x0 else 'out'))
    return sorted(found)


def frame(t, walkers=WALKERS, mirrored=False):
    """The picture at second t: grey bytes, HEIGHT × WIDTH."""
    picture = np.full((HEIGHT, WIDTH), FLOOR, np.uint8)
    for start, x0, x1, feet, speed in walkers:
        way = (t - start) * speed
        if not 0 <= way <= abs(x1 - x0):
            continue
        x = round(x0 + way * (1 if x1 > x0 else -1))
        picture[feet - BLOCK_H:feet, max(0, x - BLOCK_W // 2):x + BLOCK_W // 2] = BLOCK
    return picture[:, ::-1] if mirrored else picture


def write_model(folder):
    """The finder of blocks as FOLDER/person-nanodet.onnx with its description."""
    helper, tensor = onnx.helper, onnx.numpy_helper.from_array
    across, down = BLOCK_W // STRIDE, BLOCK_H // STRIDE + 1
    pool = np.full((1, 3, STRIDE, STRIDE), 1 / (3 * STRIDE ** 2 * 255), np.float32)
    match = np.full((1, 1, down, across), 1.6 / (down * across), np.float32)
    shift = STRIDE / 2
    reach = [BLOCK_W / 2 - shift, BLOCK_H / 2 - shift, BLOCK_W / 2 + shift, BLOCK_H / 2 + shift]
    constants = [tensor(pool, 'pool'), tensor(match, 'match'),
                 tensor(np.array([-0.55], np.float32), 'floor'),
                 tensor(np.zeros((4, 1, 1, 1), np.float32), 'nothing'),
                 tensor(np.array(reach, np.float32), 'reach')]
    nodes = [helper.make_node('Conv', ['image', 'pool'], ['cells'], strides=[STRIDE, STRIDE]),
             helper.make_node('Conv', ['cells', 'match', 'floor'], ['heatmap'],
                              pads=[down // 2, across // 2] * 2),
             helper.make_node('Conv', ['cells', 'nothing', 'reach'], ['distances'])]
    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        nodes, 'blocks', [value('image', 1, [1, 3, 'h', 'w'])],
        [value('heatmap', 1, [1, 1, None, None]), value('distances', 1, [1, 4, None, None])],
        constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 13)], ir_version=8)
    path = os.path.join(folder, MODEL + '.onnx')
    onnx.save(model, path)
    with open(path + '.modelinfo', 'w', encoding='utf-8') as file:
        file.write('[modelinfo]\nversion=1.0\n\n'
                   '[image]\ndir=input\ndims=1,3,-1,-1\nranges=0,255\n\n'
                   '[heatmap]\ndir=output\n\n[distances]\ndir=output\n\n'
                   '[aisle]\nname=blocks\nhead=centernet\nlabels=person\nstrides=%d\n'
                   'input-size=%dx%d\nfit=letterbox\nhigh-threshold=0.4\n'
                   % (STRIDE, WIDTH, HEIGHT))
    return path


ENDS = {'.mp4': 'openh264enc bitrate=4000000 complexity=high ! h264parse ! mp4mux',
        '.mkv': 'jpegenc quality=95 ! matroskamux',
        '.avi': 'jpegenc quality=95 ! avimux'}


def rows(picture):
    """Its bytes as rawvideoparse wants them: rows of multiples of four."""
    return np.pad(picture, ((0, 0), (0, -picture.shape[1] % 4))).tobytes()


def encode(path, fps=10, seconds=8, pictures=None, after=''):
    """Writes a clip. The name's ending chooses: .mp4 is H.264, .avi and .mkv are JPEG.
    `after`: elements between the pictures and the encoder, e.g. a videoscale."""
    pictures = pictures or (frame(i / fps) for i in range(int(seconds * fps)))
    first = next(pictures := iter(pictures))
    height, width = first.shape
    line = ('timeout 60 gst-launch-1.0 -q fdsrc blocksize=%d ! rawvideoparse format=gray8 '
            'width=%d height=%d framerate=%d/1 ! videoconvert ! %s%s ! filesink location=%s'
            % (len(rows(first)), width, height, fps, after + ' ! videoconvert ! ' if after else '',
               ENDS[os.path.splitext(path)[1]], path)).split()
    with subprocess.Popen(line, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
        run.stdin.write(rows(first))
        for picture in pictures:
            run.stdin.write(rows(picture))
        run.stdin.close()
        if run.wait() != 0:
            raise AssertionError('cannot encode ' + path)
    return path


class World:
    """A folder with the model, the config and clips, and `aisle` run in it."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix='aisle-')
        self.path = self.folder.name
        write_model(self.path)
        with open(self.file('hall.json'), 'w', encoding='utf-8') as file:
            file.write(CONFIG)
        self.env = dict(os.environ, AISLE_MODELS=self.path)

    def file(self, name):
        return os.path.join(self.path, name)

    def close(self):
        self.folder.cleanup()

    def run(self, *args, timeout=100):
        """aisle ARGS; the finished process with its texts."""
        return subprocess.run(['aisle', *args], cwd=self.path, env=self.env, timeout=timeout,
                              capture_output=True, text=True, stdin=subprocess.DEVNULL)


def was_late(world):
    """Whether a frame of the event files in the world was not looked at for want of time."""
    lines = (line for path in glob.glob(world.file('*')) if os.path.isfile(path)
             for line in open(path, 'rb') if line.startswith(b'{"schema":"aisle.event/'))
    return any(json.loads(line).get('dropped') for line in lines)


def again_when_late(test):
    """A test of a live stream, up to five times where the machine is too busy to keep up."""
    @functools.wraps(test)
    def repeated(self):
        for _ in range(4):
            try:
                return test(self)
            except (AssertionError, subprocess.TimeoutExpired):
                if not was_late(self.world):
                    raise
        return test(self)
    return repeated
