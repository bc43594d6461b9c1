import { shellWord } from '@steadfast/pytest';
import { describe, expect, it } from 'vitest';
import { wantsColor } from './color.js';
import { durationText } from './duration-text.js';
import { progressMode } from './progress-mode.js';

const terminal = { isTTY: true };
const pipe = {};

describe('colour', () => {
  it.each([
    ['on a terminal', terminal, {}, true],
    ['in a pipe', pipe, {}, false],
    ['on a dumb terminal', terminal, { TERM: 'dumb' }, false],
    ['with NO_COLOR', terminal, { NO_COLOR: '1' }, false],
    ['with an empty NO_COLOR', terminal, { NO_COLOR: '' }, true],
    ['in a pipe with FORCE_COLOR', pipe, { FORCE_COLOR: 'true' }, true],
    ['with FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, false],
    ['with NO_COLOR against FORCE_COLOR', terminal, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['in a pipe in CI', pipe, { CI: 'true' }, false],
  ])('%s', (_where, stream, environment, expected) => {
    expect(wantsColor(stream, environment)).toBe(expected);
  });

  it("is what pytest's --color says before anything else", () => {
    expect(wantsColor(terminal, {}, 'no')).toBe(false);
    expect(wantsColor(pipe, { NO_COLOR: '1' }, 'yes')).toBe(true);
  });
});

describe('progress', () => {
  it.each([
    ['auto', terminal, {}, 'bar'],
    ['auto', terminal, { CI: 'true' }, 'lines'],
    ['auto', terminal, { CI: 'false' }, 'bar'],
    ['auto', terminal, { TERM: 'dumb' }, 'lines'],
    ['auto', pipe, {}, 'lines'],
    ['bar', pipe, { CI: '1' }, 'bar'],
    ['none', terminal, {}, 'none'],
  ] as const)('%s on %o with %o is %s', (wanted, stream, environment, expected) => {
    expect(progressMode(wanted, stream, environment)).toBe(expected);
  });
});

describe('a duration', () => {
  it.each([
    [0, '0.00s'],
    [419, '0.42s'],
    [9_994, '9.99s'],
    [9_996, '10.0s'],
    [59_940, '59.9s'],
    [59_960, '1m 00s'],
    [125_400, '2m 05s'],
    [3_720_000, '1h 02m'],
  ])('of %i ms is %s', (ms, expected) => {
    expect(durationText(ms)).toBe(expected);
  });
});

describe('a word of a command', () => {
  it.each([
    ['tests/a.py::test_b', 'linux', 'tests/a.py::test_b'],
    ['tests/a.py::test_b[1-x y]', 'linux', "'tests/a.py::test_b[1-x y]'"],
    ["it's", 'darwin', String.raw`'it'\''s'`],
    ['tests/a b.py', 'win32', '"tests/a b.py"'],
  ] as const)('%s on %s is %s', (word, platform, expected) => {
    expect(shellWord(word, platform)).toBe(expected);
  });
});
