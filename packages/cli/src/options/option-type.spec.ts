import { describe, expect, it } from 'vitest';
import { choice, duration, flag, integer, integerOr, path, pathOrStdout, program } from './option-type.js';

describe('duration', () => {
  it.each([
    ['300s', 300_000],
    ['1.5s', 1500],
    ['200ms', 200],
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['0s', 0],
  ])('reads %s as %d ms', (text, ms) => {
    expect(duration(0).parse(text, '')).toBe(ms);
  });

  it.each(['', '300', '-5s', '5 s', 's', '1e3s', '5S', 'Infinitys', `${'9'.repeat(400)}s`])(
    'refuses %j',
    (text) => {
      expect(duration(0).parse(text, '')).toBeUndefined();
    },
  );

  it('refuses zero where nothing could happen in no time', () => {
    expect(duration(1).parse('0s', '')).toBeUndefined();
  });
});

describe('the other types', () => {
  it.each([
    [integer(1), '3', 3],
    [integer(1), '0', undefined],
    [integer(0), '-1', undefined],
    [integer(0), '1.5', undefined],
    [integer(0), '1e3', undefined],
    [integer(0), '', undefined],
    [integer(0), '99999999999999999999', undefined],
    [integerOr(1, 'auto'), 'auto', 'auto'],
    [integerOr(1, 'auto'), '8', 8],
    [integerOr(1, 'auto'), 'many', undefined],
    [choice('a', 'b'), 'b', 'b'],
    [choice('a', 'b'), 'B', undefined],
    [path(), 'x/y', '/base/x/y'],
    [path(), '/x', '/x'],
    [path(), '', undefined],
    [pathOrStdout(), '-', '-'],
    [pathOrStdout(), 'x', '/base/x'],
    [program(), 'python3.12', 'python3.12'],
    [program(), './python', '/base/python'],
    [program(), '', undefined],
    [flag(), 'true', true],
    [flag(), '0', false],
    [flag(), 'yes', undefined],
  ])('%o reads %j as %j', (type, text, value) => {
    expect(type.parse(text, '/base')).toEqual(value);
  });
});
