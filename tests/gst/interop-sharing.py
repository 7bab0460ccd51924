# SPDX-License-Identifier: MIT
"""Several pipelines in one process: they share a model's weights, find what each finds alone, and
leave nothing behind when they stop."""
import gc
import os
import pathlib
import shutil
import tempfile
import time
import unittest

import need

np = need.module('numpy')
onnx = need.module('onnx')
import metadata  # noqa: E402
from metadata import Gst  # noqa: E402

TINY = pathlib.Path(need.SOURCE) / 'tests' / 'gst' / 'tiny-detector.onnx'
MEBI = 1 << 20
ROWS, COLUMNS = 3 * 16 * 16, 16384
WEIGHTS = 4 * ROWS * COLUMNS  # 48 MiB
SEED = 5


def heavy_model():
    """The tiny detector with a matrix of 48 MiB on its way, which changes the result by nearly
    nothing."""
    helper, tensor = onnx.helper, onnx.numpy_helper.from_array
    model = onnx.load(TINY)
    graph = model.graph
    weight = np.random.default_rng(SEED).uniform(-1, 1, (ROWS, COLUMNS)).astype(np.float32)
    graph.initializer.extend([
        tensor(weight, 'weight'), tensor(np.array([1, ROWS], np.int64), 'flat'),
        tensor(np.array([1, 1, 1, 1], np.int64), 'single'),
        tensor(np.array(1e-9, np.float32), 'little')])
    head = next(node for node in graph.node if node.name == 'heat')
    head.output[0] = 'plain'
    graph.node.extend([
        helper.make_node('AveragePool', ['image'], ['small'], kernel_shape=[4, 4], strides=[4, 4]),
        helper.make_node('Reshape', ['small', 'flat'], ['row']),
        helper.make_node('MatMul', ['row', 'weight'], ['product']),
        helper.make_node('ReduceMean', ['product'], ['mean'], axes=[1], keepdims=1),
        helper.make_node('Reshape', ['mean', 'single'], ['number']),
        helper.make_node('Mul', ['number', 'little'], ['nothing']),
        helper.make_node('Add', ['plain', 'nothing'], ['heat'])])
    return model


def launch(model, frames):
    return (f'videotestsrc pattern=ball num-buffers={frames} ! video/x-raw,format=RGB,width=96,'
            f'height=96,framerate=10/1 ! aisledetect device=cpu input-size=64x64 model={model} ! '
            'appsink name=out max-buffers=4')


def memory():
    """Bytes of memory that the process has for itself."""
    gc.collect()
    fields = pathlib.Path('/proc/self/statm').read_text().split()
    return (int(fields[1]) - int(fields[2])) * os.sysconf('SC_PAGESIZE')


def open_files():
    return sorted(os.readlink(f'/proc/self/fd/{number}') for number in os.listdir('/proc/self/fd')
                  if os.path.exists(f'/proc/self/fd/{number}'))


def boxes(model, frames):
    return [metadata.read(s.get_buffer()).objects
            for s in metadata.samples(launch(model, frames))]


class Sharing(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='aisle-sharing-'))
        self.addCleanup(shutil.rmtree, self.folder)

    def heavy(self):
        path = self.folder / 'heavy.onnx'
        onnx.save(heavy_model(), path)
        shutil.copy(f'{TINY}.modelinfo', f'{path}.modelinfo')
        return path

    def started(self, model):
        """A generator that has given its first sample, and so holds a running pipeline."""
        running = metadata.samples(launch(model, 1000))
        next(running)
        return running

    def test_weights_are_in_memory_once(self):
        model = self.heavy()
        self.started(TINY).close()  # the runtime itself is loaded
        before = memory()
        first = self.started(model)
        one = memory() - before
        others = [self.started(model) for _ in range(3)]
        four = memory() - before
        print(f'{one / MEBI:.0f} MiB for one pipeline, {four / MEBI:.0f} for four', flush=True)
        for running in (first, *others):
            running.close()
        self.assertGreater(one, 0.9 * WEIGHTS)
        self.assertLess(one, 1.5 * WEIGHTS)
        self.assertLess(four - one, 0.5 * WEIGHTS)
        # And the last one to leave takes them along.
        self.assertLess(memory() - before, 0.5 * WEIGHTS)

    def test_the_same_as_alone(self):
        alone = boxes(TINY, 60)
        self.assertGreater(sum(map(len, alone)), 30)
        together = [metadata.samples(launch(TINY, 60)) for _ in range(3)]
        found = [[], [], []]
        for samples in zip(*together, strict=True):
            for one, sample in zip(found, samples):
                one.append(metadata.read(sample.get_buffer()).objects)
        for one in found:
            self.assertEqual(one, alone)

    def test_nothing_is_left_behind(self):
        first = boxes(TINY, 5)
        for _ in range(10):
            boxes(TINY, 5)
        files, before = open_files(), memory()
        for _ in range(50):
            self.assertEqual(boxes(TINY, 5), first)
        growth = memory() - before
        print(f'{growth / 1024:.0f} KiB more after 50 pipelines', flush=True)
        self.assertEqual(open_files(), files)
        self.assertLess(growth, 10 * MEBI)

    def test_up_and_down_again(self):
        """The same pipeline, through NULL and back."""
        pipeline = Gst.parse_launch(launch(TINY, 5).replace('appsink name=out max-buffers=4',
                                                            'fakesink'))
        sizes = []
        for i in range(60):
            pipeline.set_state(Gst.State.PLAYING)
            message = pipeline.get_bus().timed_pop_filtered(
                20 * Gst.SECOND, Gst.MessageType.EOS | Gst.MessageType.ERROR)
            self.assertEqual(message.type, Gst.MessageType.EOS)
            pipeline.set_state(Gst.State.NULL)
            if i in (9, 59):
                sizes.append((memory(), open_files()))
        growth = sizes[1][0] - sizes[0][0]
        print(f'{growth / 1024:.0f} KiB more after 50 starts', flush=True)
        self.assertEqual(sizes[0][1], sizes[1][1])
        self.assertLess(growth, 10 * MEBI)

    def start_and_stop(self, seconds):
        pipeline = Gst.parse_launch(launch(TINY, -1))
        pipeline.set_state(Gst.State.PLAYING)
        time.sleep(seconds)
        self.assertEqual(pipeline.set_state(Gst.State.NULL), Gst.StateChangeReturn.SUCCESS)
        self.assertIsNone(pipeline.get_bus().pop_filtered(Gst.MessageType.ERROR))

    def test_stopped_while_starting(self):
        """At whatever moment: opening the device, loading, the first frames."""
        expected = boxes(TINY, 5)
        files = open_files()
        for i in range(30):
            self.start_and_stop(i / 1000)
        self.assertEqual(open_files(), files)
        self.assertEqual(boxes(TINY, 5), expected)


if __name__ == '__main__':
    print('seed', SEED)
    unittest.main()
