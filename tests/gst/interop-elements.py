# SPDX-License-Identifier: MIT
"""Aisle beside elements of others: their detections in our tracker and counting, our metadata in
their overlay, converters, scalers, queues and encoders, and as applications read it."""
import json
import pathlib
import shutil
import tempfile
import unittest

import need

np = need.module('numpy')
import metadata  # noqa: E402
from metadata import Gst, GstAnalytics  # noqa: E402

HERE = pathlib.Path(need.SOURCE) / 'tests' / 'gst'
TINY = HERE / 'tiny-detector.onnx'
SIDE = 64
FPS = 10
FRAMES = 40
CONFIG = {
    'camera': 'others',
    'lines': [{'name': 'middle', 'points': [[0.5, 0], [0.5, 1]], 'in': [0.9, 0.5]}],
    'zones': [{'name': 'right', 'polygon': [[0.6, 0], [1, 0], [1, 1], [0.6, 1]]}],
}
RELATE_TO = GstAnalytics.RelTypes.RELATE_TO


def frames(width=SIDE, height=SIDE):
    """Ever brighter frames."""
    for i in range(FRAMES):
        pixels = np.full((height, width, 3), round(255 * i / (FRAMES - 1)), np.uint8)
        yield metadata.picture(pixels, i / FPS)


def red_frames(width=160, height=96):
    """A red block of 8 × 8 pixels goes from left to right: a person to the tiny detector."""
    for i in range(FRAMES):
        pixels = np.zeros((height, width, 3), np.uint8)
        x = 20 + 3 * i
        pixels[40:48, x:x + 8, 0] = 255
        yield metadata.picture(pixels, i / FPS)


def source(width=SIDE, height=SIDE):
    return ('appsrc name=in format=time caps=video/x-raw,format=RGB,'
            f'width={width},height={height},framerate={FPS}/1')


class Elements(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='aisle-interop-'))
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / 'config.json').write_text(json.dumps(CONFIG))

    def need(self, *factories):
        for factory in factories:
            if Gst.ElementFactory.find(factory) is None:
                self.skipTest('needs the element ' + factory)

    def counting(self):
        return (f'aisletrack ! aislefootfall config={self.folder}/config.json seed=1 '
                f'! aislepublish url=file:{self.folder}/events.jsonl')

    def chain(self):
        return f'aisledetect device=cpu model={TINY} ! ' + self.counting()

    def run_red(self, after):
        """What is on the frames that come out of @after, placed behind our elements."""
        launch = f'{source(160, 96)} ! {self.chain()} ! {after} ! appsink name=out'
        return [metadata.read(sample.get_buffer())
                for sample in metadata.samples(launch, red_frames())]

    def events(self):
        lines = (self.folder / 'events.jsonl').read_text().splitlines()
        return [json.loads(line) for line in lines]


class DetectionsOfOthers(Elements):
    def run_others(self, label):
        """What is on the frames after others' detector, which calls everything @label."""
        self.need('onnxinference', 'ssdobjectdetector')
        if Gst.version() >= (1, 27):
            self.skipTest('the network has the tensor ids of GStreamer 1.26')
        (self.folder / 'labels.txt').write_text(label + '\n')
        launch = (f'{source()} ! onnxinference model-file={HERE}/ssd-box.onnx '
                  'input-image-format=chw ! ssdobjectdetector '
                  f'label-file={self.folder}/labels.txt ! {self.counting()} ! appsink name=out')
        seen = [metadata.read(sample.get_buffer())
                for sample in metadata.samples(launch, frames())]
        self.assertEqual(len(seen), FRAMES)
        self.assertEqual({o.label for frame in seen for o in frame.objects}, {label})
        return seen

    def check(self, label):
        seen = self.run_others(label)
        self.assertEqual({t.track for frame in seen for t in frame.tracking}, {1})
        events = self.events()
        self.assertEqual([(e['type'], e.get('direction'), e.get('zone')) for e in events],
                         [('line-crossed', 'in', None), ('visit-ended', None, 'right'),
                          *[('counts', None, None)] * 3])    # a minute, a quarter, an hour
        # The centre of the box goes from .1 to .9 of the width in 3.9 s.
        self.assertAlmostEqual(events[0]['pts'], 1.95, delta=0.2)
        self.assertAlmostEqual(events[1]['enter_pts'], 0.5 / 0.8 * 3.9, delta=0.2)
        self.assertEqual(events[1]['reason'], 'end')
        self.assertEqual(seen[-1].lines.popitem()[1].total_in, 1)

    def test_label_in_lower_case(self):
        self.check('person')

    def test_label_in_capitals(self):
        self.check('PERSON')

    def test_other_labels_are_not_counted(self):
        seen = self.run_others('car')
        self.assertEqual({len(frame.tracking) for frame in seen}, {0})
        self.assertEqual({event['type'] for event in self.events()}, {'counts'})


class OurMetadata(Elements):
    def test_an_application_reads_it(self):
        seen = self.run_red('identity')
        self.assertEqual(len(seen), FRAMES)
        last = seen[-1]
        line, zone = last.lines.popitem()[1], last.zones.popitem()[1]
        self.assertEqual((line.get_name(), line.total_in, line.total_out), ('middle', 1, 0))
        self.assertEqual((zone.get_name(), zone.occupancy), ('right', 1))
        (presence,) = last.presence.values()
        crossed, visit = self.events()[:2]
        self.assertEqual(presence.get_zone(), 'right')
        self.assertEqual({presence.track}, {crossed['track'], visit['track']})
        self.assertAlmostEqual(presence.dwell, visit['dwell'], delta=0.15)
        (person,) = last.objects
        self.assertEqual(person.label, 'Person')
        self.assertAlmostEqual(presence.x, (person.x + person.w / 2) / 160, delta=0.02)
        self.assertAlmostEqual(presence.y, (person.y + person.h) / 96, delta=0.02)

    def test_objects_relate_to_their_tracks(self):
        """relationmeta2onvifmeta and others walk from an object to its tracking."""
        for frame in self.run_red('identity')[3:]:
            (person,), (tracking,) = frame.objects, frame.tracking
            for target in (tracking.id, *frame.tracks, *frame.appearances, *frame.presence):
                self.assertEqual(frame.relations.pop((person.id, target)), RELATE_TO)
            self.assertEqual(frame.relations, {})
            self.assertEqual(tracking.track, 1)
            self.assertEqual(tracking.lost, False)
            self.assertLess(tracking.first_seen, tracking.last_seen)

    def same_people(self, after, scale_x=1, scale_y=1):
        plain, through = self.run_red('identity'), self.run_red(after)
        self.assertEqual(len(plain), len(through))
        for before, now in zip(plain, through):
            self.assertEqual(before.relations, now.relations)
            self.assertEqual(before.tracking, now.tracking)
            for a, b in zip(before.objects, now.objects, strict=True):
                self.assertEqual((a.label, a.confidence), (b.label, b.confidence))
                for wanted, found in zip((a.x * scale_x, a.y * scale_y, a.w * scale_x,
                                          a.h * scale_y), (b.x, b.y, b.w, b.h)):
                    self.assertLessEqual(abs(wanted - found), 1)
            self.same_state(before, now, scale_x, scale_y)

    def same_state(self, before, now, scale_x, scale_y):
        for a, b in zip(before.tracks.values(), now.tracks.values(), strict=True):
            for wanted, found in zip((a.x * scale_x, a.y * scale_y, a.w * scale_x, a.h * scale_y),
                                     (b.x, b.y, b.w, b.h)):
                self.assertAlmostEqual(wanted, found, places=3)
            self.assertEqual((a.coasting, a.stitched), (b.coasting, b.stitched))
        for a, b in zip(before.presence.values(), now.presence.values(), strict=True):
            self.assertEqual((a.track, a.x, a.y, a.get_zone(), a.dwell),
                             (b.track, b.x, b.y, b.get_zone(), b.dwell))
        for a, b in zip(before.lines.values(), now.lines.values(), strict=True):
            self.assertEqual((a.get_name(), a.total_in), (b.get_name(), b.total_in))

    def test_it_survives_conversion(self):
        self.same_people('videoconvert ! video/x-raw,format=NV12')

    def test_it_survives_scaling(self):
        self.same_people('videoscale ! video/x-raw,width=320,height=48', 2, 0.5)

    def test_it_survives_both_at_once(self):
        self.same_people('videoconvertscale ! video/x-raw,format=I420,width=80,height=192', 0.5, 2)

    def test_it_survives_tee_and_queue(self):
        self.same_people('tee name=t t. ! queue ! fakesink async=false t. ! queue')

    def test_it_survives_rate_and_copies(self):
        self.same_people('videorate ! queue ! identity')

    def test_it_survives_encoding(self):
        self.need('openh264enc')
        self.same_people('videoconvert ! openh264enc')

    def test_it_survives_decoding(self):
        self.need('openh264enc', 'avdec_h264')
        self.same_people('videoconvert ! openh264enc ! h264parse ! avdec_h264')

    def overlaid(self, properties):
        """Of each frame the metadata, and which pixels others' overlay has made blue; the picture
        itself has none."""
        self.need('objectdetectionoverlay')
        after = f'videoconvert ! objectdetectionoverlay {properties} ! videoconvert'
        launch = f'{source(160, 96)} ! {self.chain()} ! {after} ! video/x-raw,format=RGB ! ' \
                 'appsink name=out'
        for sample in metadata.samples(launch, red_frames()):
            buffer = sample.get_buffer()
            pixels = np.frombuffer(buffer.extract_dup(0, buffer.get_size()), np.uint8)
            yield metadata.read(buffer), pixels.reshape(96, 160, 3)[..., 2] > 128

    def test_overlay_of_others_draws_the_boxes(self):
        drawn = 0
        for found, blue in self.overlaid('draw-labels=false '
                                         'object-detection-outline-color=0xff0000ff'):
            self.assertEqual(len(found.objects), 1)
            (person,) = found.objects
            rows, columns = np.where(blue)
            box = person.x, person.y, person.x + person.w, person.y + person.h
            outline = columns.min(), rows.min(), columns.max(), rows.max()
            for a, b in zip(box, outline):
                self.assertLessEqual(abs(a - b), 3)
            self.assertFalse(blue[person.y + 4:person.y + person.h - 4,
                                  person.x + 4:person.x + person.w - 4].any())
            drawn += 1
        self.assertEqual(drawn, FRAMES)

    def test_overlay_of_others_draws_labels(self):
        seen = list(self.overlaid('labels-color=0xff0000ff '
                                  'object-detection-outline-color=0xffff0000'))
        for found, blue in seen[3:]:  # a track needs a few frames
            self.assertEqual([len(found.objects), len(found.tracking)], [1, 1])
            self.assertGreater(blue.sum(), 10)


if __name__ == '__main__':
    unittest.main()
