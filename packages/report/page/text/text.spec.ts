import { describe, expect, it } from 'vitest';
import { ansiLines } from './ansi.js';
import { lineKind } from './line-kind.js';
import { printable, printableLine } from './printable.js';

describe('a line of a traceback', () => {
  it.each([
    ['>       assert total() == 3', 'current'],
    ['        first = total()', 'source'],
    ['E       assert 2 == 3', 'error'],
    ['E        +  where 2 = total()', 'error'],
    ['E         -     "discount": 3,', 'removed'],
    ['E         +     "discount": 2,', 'added'],
    ['E         ?                 ^', 'hint'],
    ['tests/test_cart.py:12: AssertionError', 'place'],
    ['_ _ _ _ _ _ _ _', 'rule'],
    ['some words', 'plain'],
  ] as const)('%s', (line, kind) => {
    expect(lineKind(line)).toBe(kind);
  });
});

describe('a text with styles of a terminal', () => {
  it('becomes pieces with class names, and keeps a style over lines', () => {
    expect(ansiLines('a\u001b[31;1mb\nc\u001b[0md')).toEqual([
      [
        { text: 'a', classes: '' },
        { text: 'b', classes: 'ansi-red ansi-bold' },
      ],
      [
        { text: 'c', classes: 'ansi-red ansi-bold' },
        { text: 'd', classes: '' },
      ],
    ]);
  });

  it('loses links, titles and movements', () => {
    const [line] = ansiLines('\u001b]8;;http://example.org\u0007link\u001b]8;;\u0007\u001b[2K\u001b[1Aup');
    expect(line?.map(({ text }) => text).join('')).toBe('linkup');
  });

  it('knows colours by number', () => {
    expect(ansiLines('\u001b[38;5;196mx')[0]?.[0]?.color).toBe('rgb(255 0 0)');
    expect(ansiLines('\u001b[38;2;1;2;3mx')[0]?.[0]?.color).toBe('rgb(1 2 3)');
  });
});

describe('characters without a shape', () => {
  it('are shown as what they are', () => {
    expect(printable('a\u0000b\u202ec\u200bd\te\n')).toBe('a␀b\\u202ec\\u200bd\te\n');
    expect(printableLine('a\nb\tc')).toBe('a␊b␉c');
    expect(printable('\ud800x')).toBe('\\ud800x');
  });
});
