# SPDX-License-Identifier: MIT
"""The size budget: a function has at most 100 lines, a file at most 800."""
import ast
import re
import unittest

import source

FUNCTION_LINES = 100
FILE_LINES = 800
# Long by nature: a list of properties or of options, one after the other.
EXCEPTED = re.compile(r'_class_init$|_table$')
NAME = re.compile(r'([A-Za-z_]\w*) \(')


def c_functions(text):
    """(name, lines) of each function; its braces stand in column 1, as the formatter puts them."""
    lines = text.split('\n')
    start = None
    for number, line in enumerate(lines):
        if line == '{':
            start = number
        elif line == '}' and start is not None:
            head = next(lines[n] for n in range(start - 1, -1, -1) if re.match(r'\w', lines[n]))
            found = NAME.search(head)
            yield (found.group(1) if found else head), number - start + 1
            start = None


def python_functions(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, node.end_lineno - node.lineno + 1


class Size(unittest.TestCase):
    def test_functions(self):
        for path in source.files('.c', '.h', '.cl', '.clh', '.py'):
            functions = python_functions if path.endswith('.py') else c_functions
            with self.subTest(path):
                self.assertEqual([(name, lines) for name, lines in functions(source.text(path))
                                  if lines > FUNCTION_LINES and not EXCEPTED.search(name)], [])

    def test_files(self):
        for path in source.files('.c', '.h', '.cl', '.clh', '.py', '.sh', '.build'):
            with self.subTest(path):
                self.assertLessEqual(source.text(path).count('\n'), FILE_LINES)

    def test_a_long_function_is_seen(self):
        text = 'static int\nlong_one (int a)\n{\n' + '  a++;\n' * 99 + '}\n'
        self.assertEqual(list(c_functions(text)), [('long_one', 101)])


if __name__ == '__main__':
    unittest.main()
