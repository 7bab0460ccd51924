# SPDX-License-Identifier: MIT
"""Bring your own: the example of models/README.md as it is written, with a YOLOv8-style network
generated here; and what `aisle analyze` says when the description does not fit the network."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import need

np = need.module('numpy')
onnx = need.module('onnx')

SIDE = 640
CELL = 80
BOX = (100, 60, 40, 120)  # centre and size that the network always says for its best cell


def yolov8(labels=3, cells=(SIDE // CELL) ** 2, output='output0'):
    """A network with a head of YOLOv8's shape: the confidence of label 0 in each cell is the mean
    brightness of an 80 × 80 block; all the boxes are the same."""
    helper, tensor = onnx.helper, onnx.numpy_helper.from_array
    weight = np.zeros((labels, 3, CELL, CELL), np.float32)
    weight[0] = 1 / (3 * CELL * CELL)
    boxes = np.repeat(np.array(BOX, np.float32)[None, :, None], cells, 2)
    nodes = [
        helper.make_node('Conv', ['images', 'weight'], ['map'], kernel_shape=[CELL, CELL],
                         strides=[CELL, CELL]),
        helper.make_node('Reshape', ['map', 'shape'], ['scores']),
        helper.make_node('Concat', ['boxes', 'scores'], [output], axis=1)]
    shape = np.array([1, labels, cells], np.int64)
    graph = helper.make_graph(
        nodes, 'own', [helper.make_tensor_value_info('images', 1, [1, 3, SIDE, SIDE])],
        [helper.make_tensor_value_info(output, 1, [1, 4 + labels, cells])],
        [tensor(weight, 'weight'), tensor(boxes, 'boxes'), tensor(shape, 'shape')])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 13)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    return model


def readme_example():
    readme = (pathlib.Path(need.SOURCE) / 'models' / 'README.md').read_text()
    block = readme[readme.index('    [modelinfo]'):readme.index('| group |')]
    return '\n'.join(line.strip() for line in block.splitlines())


class OwnModel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        need.program('gst-launch-1.0')
        cls.films = tempfile.mkdtemp(prefix='aisle-film-')
        cls.addClassCleanup(shutil.rmtree, cls.films)
        cls.film = os.path.join(cls.films, 'white.avi')
        subprocess.run(['gst-launch-1.0', '-q',
                        'videotestsrc', 'num-buffers=2', 'pattern=white', '!',
                        'video/x-raw,width=1280,height=1280,framerate=5/1,format=I420', '!',
                        'avimux', '!', 'filesink', 'location=' + cls.film], check=True)

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='aisle-own-'))
        self.addCleanup(shutil.rmtree, self.folder)

    def put(self, model, info):
        path = self.folder / 'own.onnx'
        path.write_bytes(model if isinstance(model, bytes) else model.SerializeToString())
        if info is not None:
            path.with_name('own.onnx.modelinfo').write_text(info)
        return path

    def analyze(self, *arguments):
        return subprocess.run(
            ['aisle', 'analyze', self.film, '--quiet', '--device', 'cpu', '--detections',
             'boxes.txt', *map(str, arguments)], cwd=self.folder, text=True, timeout=120,
            capture_output=True)

    def boxes(self):
        rows = (self.folder / 'boxes.txt').read_text().splitlines()
        return [[float(value) for value in row.split(',')] for row in rows]

    def check_example(self, path):
        done = self.analyze('--model', path)
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        boxes = self.boxes()
        self.assertEqual([row[0] for row in boxes], [1, 2])
        for _, number, x, y, w, h, confidence, *_ in boxes:
            # The frame is twice as wide and high as the network's input.
            self.assertEqual((number, x, y, w, h), (-1, 160, 0, 80, 240))
            self.assertAlmostEqual(confidence, 1, delta=0.02)

    def test_the_example_of_the_readme(self):
        path = self.put(yolov8(), readme_example())
        self.check_example(path)
        self.check_example(path.name)  # from its own folder

    def expect_refusal(self, *words, model=None, info=None, path=None):
        """One sentence on stderr that holds all of @words, and exit status 1."""
        if path is None:
            path = self.put(yolov8() if model is None else model,
                            readme_example() if info is None else info)
        done = self.analyze('--model', path)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertNotIn('GLib', done.stderr)
        print('  ' + done.stderr.replace(str(self.folder), '').strip())

    def change(self, old, new):
        text = readme_example()
        self.assertIn(old, text)
        return text.replace(old, new)

    def test_no_modelinfo(self):
        path = self.put(yolov8(), None)
        self.expect_refusal('own.onnx.modelinfo', path=path)

    def test_no_model(self):
        self.expect_refusal('nowhere.onnx', path=self.folder / 'nowhere.onnx')
        self.expect_refusal('nobody', path='nobody')

    def test_no_head(self):
        self.expect_refusal('head', info=self.change('head=yolov8\n', ''))

    def test_unknown_head(self):
        self.expect_refusal('yolo99', info=self.change('yolov8', 'yolo99'))

    def test_unknown_key(self):
        self.expect_refusal('nms_iou', info=readme_example() + '\nnms_iou=0.4\n')

    def test_no_ranges(self):
        self.expect_refusal('ranges', info=self.change('ranges=0,1\n', ''))

    def test_not_a_keyfile(self):
        self.expect_refusal('modelinfo', info='{"head": "yolov8"}')

    def test_other_input_name(self):
        self.expect_refusal('[pixels]', 'images', info=self.change('[images]', '[pixels]'))

    def test_other_input_size(self):
        self.expect_refusal('640×640', '320×320', info=self.change('640,640', '320,320'))

    def test_missing_output(self):
        self.expect_refusal('output0', model=yolov8(output='output1'))

    def test_labels_do_not_fit(self):
        self.expect_refusal('yolov8', '7', model=yolov8(labels=3),
                            info=self.change('person;bicycle;car', 'person;bicycle'))

    def test_other_head(self):
        self.expect_refusal('nanodet', info=self.change(
            'head=yolov8', 'head=nanodet\nstrides=8;16;32;64'))

    def test_two_outputs_needed(self):
        self.expect_refusal('centernet', '2', info=self.change(
            'head=yolov8', 'head=centernet\nstrides=4'))

    def test_nobody_to_find(self):
        self.expect_refusal('person', 'dog, cat', info=self.change('person;bicycle;car',
                                                                  'dog;cat;cow'))

    def test_not_an_onnx_file(self):
        self.expect_refusal('own.onnx', model=b'this is no network')


if __name__ == '__main__':
    unittest.main()
