import { describe, expect, it } from 'vitest';
import { parseIni } from './ini-file.js';

const parse = (text: string): unknown =>
  Object.fromEntries(
    [...parseIni('x.ini', text)].map(([name, section]) => [name, Object.fromEntries(section)]),
  );

describe('parseIni', () => {
  it('reads sections, names and values by the rules of iniconfig', () => {
    const text = [
      '\uFEFF# a comment',
      '[pytest] ; another',
      'addopts = -q # not a comment',
      'colon: a = b',
      'markers =',
      '    slow: takes long',
      '    ; a comment in between',
      '',
      '\tfast',
      'bracket = x',
      '[not a section',
      '[other]',
      'empty =',
    ].join('\n');
    expect(parse(text)).toEqual({
      pytest: {
        addopts: '-q # not a comment',
        colon: 'a = b',
        markers: 'slow: takes long\nfast',
        bracket: 'x\n[not a section',
      },
      other: { empty: '' },
    });
  });

  it('reads files with Windows line ends', () => {
    expect(parse('[pytest]\r\naddopts = -q\r\n')).toEqual({ pytest: { addopts: '-q' } });
  });

  it.each([
    ['a = b', 'x.ini:1: no section header defined'],
    ['[a]\n[a]', "x.ini:2: duplicate section 'a'"],
    ['[a]\nb = 1\nb = 2', "x.ini:3: duplicate name 'b'"],
    ['[a]\n\nwhat is this', "x.ini:3: unexpected line: 'what is this'"],
    ['[a]\n  b', 'x.ini:2: unexpected value continuation'],
    ['[]', 'x.ini:1: empty section name'],
  ])('refuses %j with file and line', (text, message) => {
    expect(() => parseIni('x.ini', text)).toThrow(message);
  });
});
