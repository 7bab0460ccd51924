# SPDX-License-Identifier: MIT
"""Plain text: no tabs, trailing blanks or invisible Unicode, one final newline, the SPDX line, and
in code at most 100 columns, but for the one-line lists of a kernel's test configurations."""
import unicodedata
import unittest

import source

CODE = ('.c', '.h', '.cl', '.clh', '.py', '.js', '.css')
TEXT = CODE + ('.md', '.build', '.options', '.json', '.sh', '.txt', '.html', '.modelinfo')
COLUMNS = 100
SPDX = 'SPDX-License-Identifier: MIT'


def faults(path, text):
    """The rules that a text breaks, with line numbers."""
    found = []
    is_code = path.endswith(CODE)
    for number, line in enumerate(text.split('\n'), 1):
        if '\t' in line:
            found.append('line %d: tab' % number)
        if line != line.rstrip():
            found.append('line %d: trailing blank' % number)
        if is_code and len(line) > COLUMNS and not line.startswith('// test-defines:'):
            found.append('line %d: %d columns' % (number, len(line)))
        if any(unicodedata.category(c) in ('Cf', 'Cc', 'Zl', 'Zp') for c in line if c != '\t'):
            found.append('line %d: invisible character' % number)
    if text and (not text.endswith('\n') or text.endswith('\n\n')):
        found.append('must end with exactly one newline')
    if is_code and SPDX not in '\n'.join(text.split('\n')[:3]):
        found.append('no SPDX line at its start')
    return found


class Style(unittest.TestCase):
    def test_every_text_is_plain(self):
        seen = 0
        for path in source.files():
            if path.endswith(TEXT) or source.is_script(path):
                seen += 1
                with self.subTest(path):
                    self.assertEqual(faults(path, source.text(path)), [])
        self.assertGreater(seen, 20)

    def test_each_fault_is_seen(self):
        head = '/* %s */\n' % SPDX
        for text in (head + '\tint a;\n', head + 'int a; \n', head + 'int a;', head + '\n\n',
                     head + 'int\u200b a;\n', head + 'a' * 101 + '\n', head + 'int a;\r\n',
                     'int a;\n'):
            self.assertEqual(len(faults('a.c', text)), 2 if '\r' in text else 1, repr(text))
        self.assertEqual(faults('a.c', head + 'int a;  /* \u2026 */\n'), [])


if __name__ == '__main__':
    unittest.main()
