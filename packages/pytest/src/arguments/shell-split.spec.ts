import { describe, expect, it } from 'vitest';
import { shellSplit } from './shell-split.js';

describe('shellSplit', () => {
  it.each([
    ['', []],
    ['  a\tb\nc ', ['a', 'b', 'c']],
    [`-k 'a or b'`, ['-k', 'a or b']],
    [`-k "a 'or' b"`, ['-k', `a 'or' b`]],
    [`--x="a b"c`, ['--x=a bc']],
    [`"" ''`, ['', '']],
    [String.raw`a\ b \"c\"`, ['a b', '"c"']],
    [String.raw`"a\"b\\c\d"`, [String.raw`a"b\c\d`]],
    [String.raw`'a\'`, ['a\\']],
    ['# no comment', ['#', 'no', 'comment']],
  ])('splits %j as Python does', (text, words) => {
    expect(shellSplit(text)).toEqual(words);
  });

  it.each([`-k 'a`, `"a`])('refuses %j, which has no closing quotation', (text) => {
    expect(() => shellSplit(text)).toThrow('No closing quotation');
  });

  it('refuses a backslash at the end', () => {
    expect(() => shellSplit('a\\')).toThrow('No escaped character');
  });
});
