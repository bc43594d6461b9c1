import { describe, expect, it } from 'vitest';
import { wordsOf } from './words.js';

const KNOWN = ['jobs', 'fileTimeout', 'exitfirst', 'preload', 'args', '__unparsed__'];

describe('wordsOf', () => {
  it.each([
    [{}, []],
    [{ jobs: 4 }, ['--jobs=4']],
    [{ fileTimeout: '5m' }, ['--file-timeout=5m']],
    [{ exitfirst: true }, ['--exitfirst']],
    [{ exitfirst: false }, []],
    [{ preload: ['numpy', 'django'] }, ['--preload=numpy', '--preload=django']],
    [{ args: ['-k', 'not slow', 'tests/test_a.py'] }, ['-k', 'not slow', 'tests/test_a.py']],
    [{ args: ['-x'], jobs: 2 }, ['--jobs=2', '-x']],
    [{ __unparsed__: ['-x'] }, []],
  ])('makes of %j: %j', (options, words) => {
    expect(wordsOf(options, KNOWN)).toEqual(words);
  });

  it('names an option that there is not, and those that there are', () => {
    expect(() => wordsOf({ job: 4 }, KNOWN)).toThrow(
      '@steadfast/nx:pytest has no option job. It has: jobs, fileTimeout, exitfirst, preload, args. ' +
        'Options of pytest go into args.',
    );
  });
});
