# SPDX-License-Identifier: MIT
"""Robust, not fitted: vtest.avi at half the rate, at half the size, mirrored and looked at every
second frame scores as the original does, within .05."""
import json
import unittest

import chain

WITHIN = 0.05
SWAPPED = {'in': 'out', 'out': 'in'}


def mirrored(config):
    """The geometry seen in a mirror. The IN points stay where they are on the picture: the people
    now walk the other way, so IN and OUT change places."""
    for shape in config['lines'] + config['zones']:
        for key in ('points', 'polygon'):
            if key in shape:
                shape[key] = [[round(1 - x, 6), y] for x, y in shape[key]]
    return config


class Variants(unittest.TestCase):
    def assert_as_good(self, events_path):
        normal = chain.event_score(chain.whole().paths['events'])
        varied = chain.event_score(events_path)
        for what in ('crossing', 'visit'):
            print(self.id().rsplit('.', 1)[-1], what, 'F1', normal[what]['F1'], '->',
                  varied[what]['F1'])
        for what in ('crossing', 'visit'):
            with self.subTest(what):
                self.assertGreaterEqual(varied[what]['F1'], normal[what]['F1'] - WITHIN)

    def test_half_the_rate(self):
        clip = chain.variant('half-rate', 'videorate drop-only=true ! video/x-raw,framerate=5/1')
        result = chain.Result('half-rate', clip)
        frames = sum(e['frames'] for e in result.events if e['type'] == 'counts'
                     and e['minutes'] == 1)
        self.assertEqual(frames, chain.LONG_ENOUGH / 2)
        self.assert_as_good(result.paths['events'])

    def test_half_the_size(self):
        clip = chain.variant('half-size', 'videoscale ! video/x-raw,width=384,height=288')
        result = chain.Result('half-size', clip, outputs=['vectors'])
        first = json.loads(result.lines('vectors')[0])
        self.assertEqual((first['width'], first['height']), (384, 288))
        self.assert_as_good(result.paths['events'])

    def test_mirrored(self):
        with open(chain.VTEST_CONFIG, encoding='utf-8') as file:
            config = chain.write_json('mirrored.json', mirrored(json.load(file)))
        clip = chain.variant('mirrored', 'videoflip video-direction=horiz')
        events = chain.Result('mirrored', clip, config=config).events
        for event in events:
            if 'direction' in event:
                event['direction'] = SWAPPED[event['direction']]
        self.assert_as_good(chain.write_json('mirrored-back.jsonl', events, lines=True))

    def test_every_second_frame(self):
        result = chain.Result('interval', chain.vtest(), '--interval', '2')
        self.assert_as_good(result.paths['events'])


if __name__ == '__main__':
    unittest.main()
