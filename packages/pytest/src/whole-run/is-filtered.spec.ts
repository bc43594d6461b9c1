import { describe, expect, it } from 'vitest';
import type { ArgumentOrigin } from '../arguments/pytest-arguments.js';
import { readAddedArguments } from '../arguments/pytest-arguments.js';
import { isFiltered } from './is-filtered.js';

const given = (words: readonly string[], origin: ArgumentOrigin) =>
  readAddedArguments(words, origin, 'the spec', () => false);

describe('a run of some tests only', () => {
  it.each([
    ['-k', 'one'],
    ['-m', 'slow'],
    ['--deselect', 'a.py::test_one'],
    ['--deselect=a.py::test_one'],
    ['--lf'],
    ['--last-failed'],
    ['--sw'],
    ['--sw-skip'],
    ['--co'],
    ['--setup-plan'],
  ])('is one with %s', (...words) => {
    expect(isFiltered(given(words, 'command line'))).toBe(true);
    expect(isFiltered(given(words, 'PYTEST_ADDOPTS'))).toBe(true);
  });

  it.each([['--ff'], ['--nf'], ['-x'], ['-v'], ['-p', 'no:cacheprovider']])('is none with %s', (...words) => {
    expect(isFiltered(given(words, 'command line'))).toBe(false);
  });

  it('is none where the project never runs the others', () => {
    expect(isFiltered(given(['-m', 'not slow'], 'addopts'))).toBe(false);
  });
});
