# SPDX-License-Identifier: MIT
"""`aisle audit`: the page that people recount a line on, run without a browser, its figures against
`aisle eval`, and the signature of its report against OpenSSL."""
import hashlib
import json
import os
import random
import re
import subprocess
import unittest

import need
from test_eval_boxes import Case, aisle
from test_eval_events import crossing, lines

START = '2026-01-05T09:00:00Z'
EPOCH = 1767603600  # of START
SECONDS = 60
SEED = 15
PAGE = os.path.join(need.SOURCE, 'tests', 'pipelines', 'audit-page.js')
COUNT = os.path.join(need.SOURCE, 'pipelines', 'audit', 'count.js')


def node(*args):
    run = subprocess.run([need.program('node'), *args], capture_output=True, text=True, timeout=60)
    if run.returncode:
        raise AssertionError(run.stderr)
    return json.loads(run.stdout)


def stamp(seconds):
    minute, second = divmod(round(seconds, 3), 60)
    return '2026-01-05T09:%02d:%06.3fZ' % (minute, second)


def at(pts, direction='in', line='gate', **more):
    """A crossing whose time is its pts after START."""
    return crossing(pts, line, direction, time=stamp(pts), **more)


def vectors(times, people=True):
    """Frames at these seconds after START, somebody on each."""
    for t in times:
        boxes = [{'track': 1, 'x': 10, 'y': 20, 'w': 30, 'h': 60, 'confidence': 0.9}]
        yield json.dumps({'schema': 'aisle.vectors/1', 'camera': 'door', 'epoch': EPOCH * 10 ** 6,
                          'pts': t, 'width': 320, 'height': 240,
                          'boxes': boxes if people else []}) + '\n'


class Audit(Case):
    line = 'gate'

    def setUp(self):
        super().setUp()
        self.config = self.path('config', json.dumps({'camera': 'door', 'lines': [
            {'name': self.line, 'points': [[0.5, 0], [0.5, 1]], 'in': [0.9, 0.5]}]}))
        self.vectors = self.path('vectors', ''.join(vectors(i / 10 for i in range(SECONDS * 10))))

    def options(self, **more):
        options = {'config': self.config, 'line': self.line, 'from': START, 'minutes': '1',
                   'output': self.path('page.html'), **more}
        return [word for name, value in options.items() if value
                for word in ('--' + name, value)]

    def page(self, events, **more):
        self.events = self.path('events', lines(events))
        aisle('audit', self.events, self.vectors, *self.options(**more))
        with open(self.path('page.html'), encoding='utf-8') as file:
            return file.read()

    def count(self, *plan):
        """What the page tells when keys are pressed at these seconds."""
        presses = [{'at': time, 'key': key} for time, key in plan]
        return node(PAGE, self.path('page.html'), json.dumps(presses))


class Page(Audit):
    def test_it_needs_nothing_from_outside(self):
        page = self.page([at(10)])
        self.assertNotRegex(page, r'https?:|\bsrc=|@import|url\(|<link|@(css|data|count|page)@')
        self.assertIn("default-src 'none'", page)

    def test_a_count(self):
        """In at 10 and 30, out at 50; Aisle has 10.4 in, 50 out twice. Staff does not count."""
        self.page([at(10.4), at(50, 'out'), at(50.5, 'out'), at(20, staff=True),
                   at(25, line='other'), at(59.9), at(60), at(30, camera='else')])
        told = self.count((10, 'i'), (20, 'o'), (20.2, 'Backspace'), (30, 'I'), (50, 'o'))
        self.assertTrue(told['closed_at_first'] and told['open'] and told['shown'])
        self.assertEqual(told['watched'], 'watched 100 %')
        self.assertEqual(told['title'], 'Recount of "gate", camera "door"')
        self.assertEqual(told['rows'], [['in', 2, 2, 0, '100.0 %'], ['out', 1, 2, 1, '0.0 %'],
                                        ['both', 3, 4, 1, '66.7 %']])
        self.assertEqual(told['verdict'], 'Counted with an accuracy of 66.7 %')
        self.assertEqual(len(told['faults']), 3)
        self.assertRegex(told['faults'][0], 'only by hand: in at .*09:00:30')
        self.assertEqual(told['focus'], 'verdict')
        report = json.loads(told['report'])
        self.assertEqual((report['camera'], report['line'], report['counter'], report['from'],
                          report['to']),
                         ('door', 'gate', 'Mara Count', stamp(0), stamp(60)))
        self.assertEqual([(c['direction'], c['time'][17:21]) for c in report['hand']],
                         [('in', '10.0'), ('in', '30.0'), ('out', '50.0')])
        self.assertEqual(report['events'], {
            'tolerance': 2, 'right': 2, 'wrong': 2, 'missed': 1, 'precision': 0.5,
            'recall': 2 / 3, 'f1': report['events']['f1']})
        self.assertAlmostEqual(report['events']['f1'], 4 / 7)
        self.assertEqual(report['without_frames'], 0)
        for kind, path in (('events', self.events), ('vectors', self.vectors),
                           ('config', self.config)):
            with open(path, 'rb') as file:
                self.assertEqual(report['files'][kind]['sha256'],
                                 hashlib.sha256(file.read()).hexdigest())

    def test_it_opens_only_when_all_was_watched(self):
        self.page([at(10)])
        told = self.count((10, 'i'), (20, 'ArrowRight'), (21, 'ArrowRight'))
        self.assertFalse(told['open'] or told['shown'])
        self.assertNotIn('report', told)

    def test_seconds_without_people_need_no_watching(self):
        self.vectors = self.path('vectors', ''.join(
            [*vectors((i / 10 for i in range(300)), people=False),
             *vectors(i / 10 for i in range(300, 600))]))
        self.page([at(40)])
        told = self.count((0.1, 'n'), (31, ' '))
        self.assertEqual(told['watched'], 'watched 53 %')
        self.assertFalse(told['open'])

    def test_gaps_are_told(self):
        self.vectors = self.path('vectors', ''.join(vectors([*range(20), *range(40, 60)])))
        self.page([at(10)])
        self.assertEqual(json.loads(self.count()['report'])['without_frames'], 21)

    def test_the_shop_s_clock(self):
        """A zone that a browser does not know is shown as UTC."""
        with open(self.config, encoding='utf-8') as file:
            config = json.load(file)
        config['hours'] = {'time-zone': 'Europe/Athens'}
        self.path('config', json.dumps(config))
        page = self.page([at(10)])
        self.assertRegex(self.count()['interval'], r'11:00:00 to .*11:01:00 \(Europe/Athens\)')
        self.path('page.html', page.replace('"Europe/Athens"', '"Nowhere"'))
        self.assertRegex(self.count()['interval'], r'09:00:00 to .*09:01:00 \(UTC\)')

    def test_half_a_line_at_the_end(self):
        """A camera that still runs writes on."""
        with open(self.vectors, 'a', encoding='utf-8') as file:
            file.write('{"schema":"aisle.vec')
        self.page([at(10)])


class HostileNames(Audit):
    line = '</script><script>alert(1)</script>@page@'

    def test_they_stay_text(self):
        page = self.page([at(10, line=self.line)])
        self.assertEqual(page.count('alert(1)'), 1)
        self.assertNotIn('<script>alert', page)
        self.assertIn(self.line, self.count()['title'])


class Figures(Audit):
    def test_same_as_eval(self):
        """Counts and matching of the page against `aisle eval events`, on random crossings."""
        rnd = random.Random(SEED)
        script = ("const r = require(%s), d = JSON.parse(process.argv[1]);"
                  'console.log(JSON.stringify(d.map(([a, b]) =>'
                  ' ({counts: r.counts(a, b), events: r.events(a, b)}))))' % json.dumps(COUNT))
        cases = [[[{'time': round(rnd.uniform(0, 20), 2), 'direction': rnd.choice(('in', 'out'))}
                   for _ in range(rnd.randint(1, 14))] for _ in range(2)] for _ in range(40)]
        for (hand, ours), page in zip(cases, node('-e', script, json.dumps(cases))):
            truth, found = (self.path(name, lines(crossing(c['time'], direction=c['direction'])
                                                  for c in side))
                            for name, side in (('truth', hand), ('found', ours)))
            told = json.loads(aisle('eval', 'events', truth, found, '--json', '--tolerance', '2'))
            line = told['lines'][0]
            with self.subTest(hand=hand, ours=ours):
                for key in ('right', 'wrong', 'missed', 'precision', 'recall', 'f1'):
                    self.assertAlmostEqual(page['events'][key], line['both'][key], places=5)
                for way in ('in', 'out', 'both'):
                    self.assertEqual([page['counts'][way][k] for k in ('hand', 'ours', 'error')],
                                     [line[way][k] for k in ('truth', 'found', 'error')])
                    self.assertAlmostEqual(page['counts'][way]['accuracy'],
                                           line[way]['accuracy'], places=5)


class Signature(Audit):
    def setUp(self):
        super().setUp()
        self.openssl('genpkey', '-algorithm', 'ed25519', '-out', self.path('key'))
        self.openssl('pkey', '-in', self.path('key'), '-pubout', '-out', self.path('public'))
        self.page([at(10.4), at(50, 'out')])
        self.report = self.path('report', self.count((10, 'i'), (50, 'o'))['report'])

    @staticmethod
    def openssl(*args):
        return subprocess.run([need.program('openssl'), *args], check=True, timeout=20,
                              capture_output=True, text=True).stdout

    def refused(self, words, *args):
        run = subprocess.run(['aisle', 'audit', *args], capture_output=True, text=True, timeout=20)
        self.assertEqual((run.returncode, run.stdout), (1, ''))
        self.assertRegex(run.stderr, r'^aisle: [^\n]+\n$')
        self.assertIn(words, run.stderr)

    def sign(self):
        aisle('audit', '--sign', self.report, '--key', self.path('key'))

    def verify(self, *more, key='public'):
        return ['--verify', self.report, '--key', self.path(key), *more]

    def files(self, **others):
        paths = {'events': self.events, 'vectors': self.vectors, 'config': self.config, **others}
        return [paths['events'], paths['vectors'], '--config', paths['config']]

    def test_round_trip(self):
        self.sign()
        told = aisle('audit', *self.verify(*self.files()))
        self.assertIn('counted by Mara Count', told)
        self.assertRegex(told, r'in +by hand 1, by Aisle 1, accuracy 1\.0000')

    def test_openssl_agrees(self):
        self.sign()
        check = ['pkeyutl', '-verify', '-pubin', '-inkey', self.path('public'), '-rawin', '-in',
                 self.report, '-sigfile', self.report + '.sig']
        self.assertIn('Verified Successfully', self.openssl(*check))
        self.openssl('pkeyutl', '-sign', '-inkey', self.path('key'), '-rawin', '-in', self.report,
                     '-out', self.report + '.sig')
        aisle('audit', *self.verify())

    def test_each_changed_byte_is_seen(self):
        self.sign()
        with open(self.report, 'rb') as file:
            good = file.read()
        for place in range(0, len(good), 97):
            with open(self.report, 'wb') as file:
                file.write(good[:place] + bytes([good[place] ^ 1]) + good[place + 1:])
            self.refused('signature', *self.verify())
        with open(self.report, 'wb') as file:
            file.write(good)
        with open(self.report + '.sig', 'r+b') as file:
            file.write(b'x')
        self.refused('signature', *self.verify())

    def test_other_key(self):
        self.sign()
        self.openssl('genpkey', '-algorithm', 'ed25519', '-out', self.path('other'))
        self.openssl('pkey', '-in', self.path('other'), '-pubout', '-out', self.path('other.pub'))
        self.refused('signature', *self.verify(key='other.pub'))
        self.refused('not a PEM file', *self.verify(key='config'))
        self.openssl('genpkey', '-algorithm', 'rsa', '-pkeyopt', 'rsa_keygen_bits:2048', '-out',
                     self.path('rsa'))
        self.refused('Ed25519', '--sign', self.report, '--key', self.path('rsa'))

    def test_other_files(self):
        self.sign()
        self.refused('not the file of events', *self.verify(*self.files(events=self.config)))
        self.refused('not the file of config', *self.verify(*self.files(config=self.events)))
        self.refused('no-such', *self.verify(*self.files(vectors='no-such')))

    def test_figures_must_follow_from_the_lists(self):
        with open(self.report, encoding='utf-8') as file:
            good = json.load(file)

        def edited(edit):
            report = json.loads(json.dumps(good))
            edit(report)
            return self.path('edited', json.dumps(report))

        def raise_accuracy(r): r['counts']['in']['accuracy'] = 0.5
        def add(r): r['ours'].append({'time': stamp(12), 'direction': 'in'})
        def late(r): r['hand'][0]['time'] = stamp(61)
        def sideways(r): r['hand'][0]['direction'] = 'up'
        def unnamed(r): del r['counter']
        def unhashed(r): del r['files']['events']
        def other(r): r['schema'] = 'aisle.audit/2'
        def empty(r): r.pop('counts')
        for edit in (raise_accuracy, add, late, sideways, unnamed, unhashed, other, empty):
            with self.subTest(edit.__name__):
                self.refused('no sound report', '--sign', edited(edit), '--key', self.path('key'))
        aisle('audit', '--sign', edited(lambda r: None), '--key', self.path('key'))
        for text in ('', '[]', '{' * 100, 'null', '\x00'):
            self.refused('no sound report', '--sign', self.path('edited', text), '--key',
                         self.path('key'))


class BadInput(Audit):
    def refused(self, code, words, *args):
        run = subprocess.run(['aisle', 'audit', *args], capture_output=True, text=True, timeout=20)
        self.assertEqual((run.returncode, run.stdout), (code, ''), run.stderr)
        self.assertRegex(run.stderr, r'^aisle: [^\n]+\n$')
        self.assertIn(words, run.stderr)
        self.assertFalse(os.path.exists(self.path('page.html')))

    def test_what_is_not_there(self):
        events = self.path('events', lines([at(10)]))
        late = self.path('late', lines([at(10, camera='else')]))
        for words, files, more in (
                ("no line 'x'", (events, self.vectors), {'line': 'x'}),
                ('no frame of that time', (events, self.vectors), {'from': '2026-01-05T10:00:00Z'}),
                ("no event of camera 'door'", (late, self.vectors), {}),
                ('no-such', ('no-such', self.vectors), {}), ('no-such', (events, 'no-such'), {}),
                (', line 1: ', (self.config, self.vectors), {}),
                (', line 1: ', (events, self.config), {}),
                ('none.json', (events, self.vectors), {'config': 'none.json'})):
            with self.subTest(words):
                self.refused(1, words, *files, *self.options(**more))

    def test_wrong_usage(self):
        files = ('e', 'v')
        for words, args in (
                ('--line', files + tuple(self.options(line=None))),
                ('--from must be a time', files + tuple(self.options(**{'from': 'noon'}))),
                ('--minutes', files + tuple(self.options(minutes='0'))),
                ('EVENTS and VECTORS', ()), ('EVENTS and VECTORS', ('e',)),
                ('too many', ('a', 'b', 'c')), ('--key', ('--sign', 'r')),
                ('--sign', ('--sign', 'r', '--key', 'k', 'e', 'v')),
                ('exclude', ('--sign', 'r', '--verify', 'r', '--key', 'k')),
                ('--config', ('--verify', 'r', '--key', 'k', 'e', 'v'))):
            with self.subTest(words):
                self.refused(2, words, *args)


if __name__ == '__main__':
    unittest.main()
