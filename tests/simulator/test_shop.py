# SPDX-License-Identifier: MIT
"""Queues and turning in on simulated scenes: tracks against true ways, through the same counting.

AISLE_TEST_FULL=1: an hour of each report seed instead of 20 minutes of the development's."""
import json
import os
import subprocess
import tempfile
import unittest

FULL = bool(os.environ.get('AISLE_TEST_FULL'))
SEEDS = [f'report+{i}' for i in range(3)] if FULL else ['development']
MINUTES = 60 if FULL else 20


def events_of(boxes, config):
    run = subprocess.run([os.environ['COUNT_MOT'], boxes, config, '10', '1280', '720'], check=True,
                         capture_output=True, text=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def scene(folder, layout, seed, change):
    """Events of the true boxes and of our tracks, with the config that @change completes."""
    truth, tracks, config = (os.path.join(folder, name) for name in ('truth', 'tracks', 'config'))
    subprocess.run([os.environ['SIMULATE'], layout, '--minutes', str(MINUTES), '--seed', seed,
                    '--truth', truth, '--tracks', tracks, '--config', config], check=True,
                   stdout=subprocess.DEVNULL)
    with open(config, encoding='utf-8') as file:
        drawn = json.load(file)
    change(drawn)
    with open(config, 'w', encoding='utf-8') as file:
        json.dump(drawn, file)
    return events_of(truth, config), events_of(tracks, config)


def add_queue(config):
    zones = {zone['name']: zone['polygon'] for zone in config['zones']}
    config['queues'] = [{'name': 'till', 'area': zones['till-area'],
                         'service': zones['till-service']}]


def add_turn_in(config):
    config['turn-in'] = [{'name': 'front', 'outside': 'pavement', 'inside': 'door'}]


def queue_figures(events):
    waits = [event for event in events if event['type'] == 'queue-left']
    minutes = [event['queues']['till'] for event in events
               if event['type'] == 'counts' and event['minutes'] == 1]
    return {'served': sum(wait['outcome'] == 'served' for wait in waits),
            'abandoned': sum(wait['outcome'] == 'abandoned' for wait in waits),
            'lost': sum(wait['outcome'] == 'lost' for wait in waits),
            'wait': sum(wait['wait'] for wait in waits) / max(1, len(waits)),
            'length': sum(minute['length'] for minute in minutes) / max(1, len(minutes))}


def turn_in_figures(events):
    hours = [event['turn_in']['front'] for event in events
             if event['type'] == 'counts' and event['minutes'] == 60]
    outside, inside = (sum(hour[name] for hour in hours) for name in ('outside', 'inside'))
    return {'outside': outside, 'inside': inside, 'rate': inside / (outside + inside)}


def figures(layout, change, measure):
    """(true, found) of each seed."""
    for seed in SEEDS:
        with tempfile.TemporaryDirectory() as folder:
            truth, found = map(measure, scene(folder, layout, seed, change))
        for name in truth:
            print(f'{layout} {seed} {name}: true {truth[name]:.4g}, found {found[name]:.4g}')
        yield truth, found


class Shop(unittest.TestCase):
    def test_queue(self):
        for truth, found in figures('queue', add_queue, queue_figures):
            self.assertGreater(truth['served'], 10)
            self.assertLessEqual(abs(found['served'] - truth['served']), 0.1 * truth['served'])
            self.assertLessEqual(found['lost'], 0.1 * truth['served'])
            self.assertLessEqual(abs(found['wait'] - truth['wait']), 0.5 * truth['wait'])
            self.assertLessEqual(abs(found['length'] - truth['length']), 0.5 * truth['length'])

    def test_turn_in(self):
        for truth, found in figures('street', add_turn_in, turn_in_figures):
            self.assertGreater(truth['inside'], 10)
            self.assertLessEqual(abs(found['inside'] - truth['inside']), 0.15 * truth['inside'])
            self.assertLessEqual(abs(found['rate'] - truth['rate']), 0.05)


if __name__ == '__main__':
    unittest.main()
