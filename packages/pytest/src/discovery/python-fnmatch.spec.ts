import { describe, expect, it } from 'vitest';
import { fnmatch, pathMatches } from './python-fnmatch.js';

describe('fnmatch', () => {
  it.each([
    ['test_*.py', 'test_a.py', true],
    ['test_*.py', 'xtest_a.py', false],
    ['*', 'a/b/c', true],
    ['a?c', 'a✨c', true],
    ['[ab]x', 'bx', true],
    ['[!ab]x', 'bx', false],
    ['[!ab]x', 'cx', true],
    ['[]x]', ']', true],
    ['[a-c]', 'b', true],
    ['[c-a]', 'b', false],
    ['[a-]', '-', true],
    ['[^a]', '^', true],
    ['[', '[', true],
    ['{arch}', '{arch}', true],
    ['a-b.c', 'a-b.c', true],
    ['a.b', 'axb', false],
    ['*.py', 'new\nline.py', true],
  ])('%j matches %j: %s, as in Python', (pattern, text, expected) => {
    expect(fnmatch(text, pattern)).toBe(expected);
  });
});

describe('pathMatches', () => {
  it.each([
    ['test_*.py', '/p/tests/test_a.py', true],
    ['tests/*.py', '/p/tests/test_a.py', true],
    ['tests/*.py', '/p/tests/deep/test_a.py', true],
    ['ests/*.py', '/p/tests/test_a.py', false],
    ['/p/tests/*.py', '/p/tests/test_a.py', true],
    ['/tests/*.py', '/p/tests/test_a.py', false],
  ])('%s matches %s: %s', (pattern, path, expected) => {
    expect(pathMatches(path, pattern)).toBe(expected);
  });
});
