# SPDX-License-Identifier: MIT
"""What `meson install` puts where, and that it works without this tree: the plugin, the program,
a C program built against the library with pkg-config, Python with the typelib."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import need

HERE = pathlib.Path(need.SOURCE) / 'tests' / 'gst'
CONFIG = {
    'camera': 'ball',
    'lines': [{'name': 'middle', 'points': [[0.5, 0], [0.5, 1]], 'in': [0.9, 0.5]}],
    'zones': [{'name': 'everywhere', 'polygon': [[0, 0], [1, 0], [1, 1], [0, 1]]}],
}
SOURCE = ['videotestsrc', 'pattern=ball', 'num-buffers=60', '!',
          'video/x-raw,format=I420,width=96,height=96,framerate=10/1']
OURS = ('GST_PLUGIN_PATH', 'LD_LIBRARY_PATH', 'GI_TYPELIB_PATH', 'AISLE_MODELS', 'AISLE_SOURCE',
        'AISLE_BUILD', 'PYTHONPATH')


def install(folder):
    subprocess.run(['meson', 'install', '-C', need.BUILD, '--no-rebuild', '--quiet', '--destdir',
                    folder], check=True, stdout=subprocess.DEVNULL)


def option(name):
    """The value of a Meson option of the build."""
    run = subprocess.run(['meson', 'introspect', need.BUILD, '--buildoptions'], check=True,
                         capture_output=True, text=True)
    return next(o['value'] for o in json.loads(run.stdout) if o['name'] == name)


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        need.program('meson')
        cls.root = pathlib.Path(tempfile.mkdtemp(prefix='aisle-installed-'))
        cls.addClassCleanup(shutil.rmtree, cls.root)
        install(cls.root)
        cls.real_prefix = option('prefix')
        cls.prefix = cls.root / cls.real_prefix.lstrip('/')
        cls.lib = cls.prefix / option('libdir')

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='aisle-user-'))
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / 'config.json').write_text(json.dumps(CONFIG))
        for name in ('own.onnx', 'own.onnx.modelinfo'):
            shutil.copy(HERE / name.replace('own', 'tiny-detector'), self.folder / name)

    def environment(self):
        """A user's, who has set the paths of what was installed and nothing else of Aisle."""
        kept = {name: value for name, value in os.environ.items() if name not in OURS}
        return {**kept, 'LD_LIBRARY_PATH': str(self.lib), 'GST_PLUGIN_PATH': str(
            self.lib / 'gstreamer-1.0'), 'GI_TYPELIB_PATH': str(self.lib / 'girepository-1.0'),
            'GST_REGISTRY': str(self.folder / 'registry.bin'), 'HOME': str(self.folder)}

    def run_as_user(self, command, **more):
        environment = {**self.environment(), **more}
        done = subprocess.run([str(word) for word in command], cwd=self.folder, env=environment,
                              capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def test_everything_is_in_its_place(self):
        there = {str(path.relative_to(self.prefix)) for path in self.prefix.rglob('*')
                 if path.is_file() and not path.match('share/aisle/models/*')}
        lib = option('libdir')
        headers = (pathlib.Path(need.SOURCE) / 'gst/meta/gst/aisle').glob('*.h')
        self.assertEqual(there, {
            'bin/aisle', f'{lib}/gstreamer-1.0/libgstaisle.so', f'{lib}/libgstaisle-1.0.so',
            f'{lib}/libgstaisle-1.0.so.0', f'{lib}/girepository-1.0/GstAisle-1.0.typelib',
            f'{lib}/pkgconfig/gstreamer-aisle-1.0.pc', 'share/gir-1.0/GstAisle-1.0.gir',
            'share/aisle/camera.schema.json', 'share/aisle/event.schema.json',
            *('include/gst/aisle/' + header.name for header in headers)})

    def test_nothing_of_the_build_is_needed(self):
        for path in (self.prefix / 'bin/aisle', self.lib / 'libgstaisle-1.0.so.0',
                     self.lib / 'gstreamer-1.0/libgstaisle.so'):
            listed = subprocess.run(['readelf', '-d', path], check=True, capture_output=True,
                                    text=True).stdout
            self.assertNotIn('RUNPATH', listed)
            self.assertNotIn('RPATH', listed)

    def relocated(self):
        """The folder of a .pc file that names where the library lies now."""
        text = (self.lib / 'pkgconfig' / 'gstreamer-aisle-1.0.pc').read_text()
        self.assertIn(f'prefix={self.real_prefix}\n', text)
        (self.folder / 'gstreamer-aisle-1.0.pc').write_text(
            text.replace(f'prefix={self.real_prefix}\n', f'prefix={self.prefix}\n'))
        return self.folder

    def build_reader(self):
        flags = self.run_as_user(['pkg-config', '--cflags', '--libs', 'gstreamer-aisle-1.0'],
                                 PKG_CONFIG_PATH=str(self.relocated())).stdout.split()
        self.run_as_user(['cc', '-std=c11', '-Wall', '-Wextra', '-Werror', '-o', 'reader',
                          HERE / 'installed-reader.c', *flags])

    def test_a_c_program(self):
        need.program('pkg-config')
        need.program('cc')
        self.build_reader()
        out = self.run_as_user([
            './reader', *SOURCE, '!', 'aisledetect', 'device=cpu', 'model=own.onnx', '!',
            'aisletrack', '!', 'aislefootfall', 'config=config.json', 'seed=1', '!', 'fakesink',
            'name=out']).stdout.splitlines()
        crossed = out.count('event line-crossed')
        (line,) = [row.split() for row in out if row.startswith('line ')]
        self.assertEqual(line[1], 'middle')
        self.assertEqual(int(line[2]) + int(line[3]), crossed)
        self.assertGreaterEqual(crossed, 1)
        people = [row for row in out if row.startswith('person ')]
        self.assertGreaterEqual(len(people), 1)
        for person in people:
            self.assertIn("zone 'everywhere'", person)
        self.assertIn(f'zone everywhere {len(people)}', out)
        self.assertEqual(out.count('event counts'), 3)    # a minute, a quarter, an hour

    def test_python(self):
        need.module('gi')
        program = ('import gi\n'
                   'for name in ("Gst", "GstAnalytics", "GstAisle"):\n'
                   '    gi.require_version(name, "1.0")\n'
                   'from gi.repository import GstAisle\n'
                   'GstAisle.line_mtd_get_mtd_type()\n'
                   'print(GstAisle.EVENT_NAME, open("/proc/self/maps").read().count("' +
                   str(self.lib / 'libgstaisle-1.0.so.0') + '") > 0)\n')
        done = self.run_as_user([sys.executable, '-c', program])
        self.assertEqual(done.stdout, 'aisle-event True\n')

    def make_film(self):
        self.run_as_user(['gst-launch-1.0', '-q', *SOURCE, '!', 'avimux', '!', 'filesink',
                          'location=film.avi'])

    def test_the_program(self):
        self.make_film()
        aisle = self.prefix / 'bin' / 'aisle'
        models = self.folder / 'models'
        models.mkdir()
        for name in ('own.onnx', 'own.onnx.modelinfo'):
            (self.folder / name).rename(models / name)
        self.run_as_user([aisle, 'analyze', 'film.avi', '--quiet', '--model', 'own', '--config',
                          'config.json', '--events', 'events.jsonl'], AISLE_MODELS=str(models))
        last = (self.folder / 'events.jsonl').read_text().splitlines()[-1]
        self.assertEqual((json.loads(last)['type'], json.loads(last)['frames']), ('counts', 60))

    def in_place(self, command, check=True):
        """Run with the installed files mounted where they belong, and no path set."""
        # In a root without a mount of its own "private" fails; without shared mounts nothing leaks.
        shared = 'shared:' in pathlib.Path('/proc/self/mountinfo').read_text()
        script = (f'mount --bind "{self.prefix}" "{self.real_prefix}" && '
                  f'exec env -u GST_PLUGIN_PATH LD_LIBRARY_PATH="{self.real_prefix}/'
                  f'{option("libdir")}" "$@"')
        words = ['unshare', '--mount', '--propagation', 'private' if shared else 'unchanged',
                 'sh', '-c', script, 'sh', *command]
        return self.run_as_user(words) if check else subprocess.run(words, capture_output=True)

    def test_the_program_finds_its_plugin_and_models(self):
        if self.in_place(['true'], check=False).returncode != 0:
            self.skipTest('needs the right to mount')
        self.make_film()
        models = self.prefix / 'share' / 'aisle' / 'models'
        models.mkdir(parents=True, exist_ok=True)
        for name in ('own.onnx', 'own.onnx.modelinfo'):
            shutil.move(self.folder / name, models / name.replace('own', 'only-installed'))
        aisle = self.real_prefix + '/bin/aisle'
        listed = json.loads(self.in_place([aisle, 'models', '--json']).stdout)
        self.assertIn('only-installed', json.dumps(listed))
        self.in_place([aisle, 'analyze', 'film.avi', '--quiet', '--model', 'only-installed',
                       '--detections', 'boxes.txt'])
        self.assertGreaterEqual(len((self.folder / 'boxes.txt').read_text().splitlines()), 50)


if __name__ == '__main__':
    unittest.main()
