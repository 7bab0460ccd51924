# SPDX-License-Identifier: MIT
"""The files of the source tree, for the tests of the house."""
import os
import subprocess

from need import SOURCE

SKIPPED = {'demo', '__pycache__', os.path.join('models', 'cache')}


def _keep(folder, name):
    """Leaves out what git or a build made, and corpora, which are wrong on purpose."""
    path = os.path.normpath(os.path.join(folder, name))
    outside = name.startswith(('.git', 'build', 'corpus'))
    return not outside and path not in SKIPPED and name not in SKIPPED


def files(*suffixes):
    """Paths below the root of the tree that end with one of `suffixes` (with none: all)."""
    found = []
    for top, folders, names in os.walk(SOURCE):
        folder = os.path.relpath(top, SOURCE)
        folders[:] = sorted(name for name in folders if _keep(folder, name))
        found += [os.path.normpath(os.path.join(folder, name)) for name in sorted(names)
                  if not suffixes or name.endswith(suffixes)]
    return found


def text(path):
    with open(os.path.join(SOURCE, path), encoding='utf-8') as file:
        return file.read()


def run(*command, **options):
    """Runs a command, its standard input empty unless given, and keeps what it says."""
    options.setdefault('input', '')
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def is_script(path):
    """Whether a file without suffix starts with #!."""
    if os.path.splitext(path)[1]:
        return False
    with open(os.path.join(SOURCE, path), 'rb') as file:
        return file.read(2) == b'#!'
