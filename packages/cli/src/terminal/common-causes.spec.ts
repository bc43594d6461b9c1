import { expect, it } from 'vitest';
import { causeOfFile, causeOfTest, groupedByCause, ToldCauses } from './common-causes.js';

it('tells three and more of one cause as one', () => {
  const entry = (name: string, cause: string) => ({ name, cause, lines: [`${name}  ${cause}`] });
  const broken = ['a', 'b', 'c', 'd', 'e'].map((name) => entry(name, 'ImportError: x\nconftest.py:1'));
  expect(
    groupedByCause([
      entry('p', 'twice'),
      ...broken,
      entry('q', 'twice'),
      entry('r', ''),
      entry('s', ''),
      entry('t', ''),
    ]),
  ).toEqual([
    'p  twice',
    'q  twice',
    '5 times: ImportError: x',
    '    a, b, c and 2 more',
    'r  ',
    's  ',
    't  ',
  ]);
});

it('knows what may be the cause of many', () => {
  expect(causeOfFile({ verdict: 'error', reason: 'conftest' })).toBe('conftest');
  expect(causeOfFile({ verdict: 'crashed', reason: 'Ended by SIGSEGV' })).toBeUndefined();
  const test = { id: 'a::b', outcome: 'error', durationMs: 0, className: 'a', name: 'b' } as const;
  expect(
    causeOfTest({
      ...test,
      phase: 'setup',
      message: 'no database',
      traceback: 'E x\nconftest.py:4: OSError\n',
    }),
  ).toBe('no database\nconftest.py:4: OSError');
  // The same assertion in two tests is two failures.
  expect(causeOfTest({ ...test, phase: 'call', message: 'assert 0' })).toBeUndefined();
});

it('remembers who had a cause first', () => {
  const told = new ToldCauses();
  expect(told.before('x', 'a')).toBeUndefined();
  expect(told.before('x', 'b')).toBe('a');
  expect(told.before(undefined, 'c')).toBeUndefined();
});
