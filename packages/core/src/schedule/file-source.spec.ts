import { describe, expect, it } from 'vitest';
import { testFile } from '../testing/fakes.js';
import { longestFirst } from './file-source.js';

const never = () => false;

function order(files: ReturnType<typeof testFile>[]): string[] {
  const source = longestFirst(files);
  return files.map(() => source.take(never)?.path ?? 'nothing');
}

describe('longestFirst', () => {
  it('gives the longest file first, and equal ones by path', () => {
    const files = [
      testFile('b', { estimateMs: 1 }),
      testFile('c', { estimateMs: 9 }),
      testFile('a', { estimateMs: 1 }),
    ];
    expect(order(files)).toEqual(['c', 'a', 'b']);
    expect(order(files.toReversed())).toEqual(['c', 'a', 'b']);
  });

  it('gives a file of a higher priority before any longer one', () => {
    const files = [
      testFile('long', { estimateMs: 9 }),
      testFile('failed before', { priority: 1 }),
      testFile('short', { estimateMs: 1 }),
    ];
    expect(order(files)).toEqual(['failed before', 'long', 'short']);
  });

  it('passes over a blocked group', () => {
    const source = longestFirst([
      testFile('long', { estimateMs: 9, group: 'db' }),
      testFile('short', { estimateMs: 1 }),
    ]);
    expect(source.take(({ group }) => group === 'db')?.path).toBe('short');
    expect(source.take(({ group }) => group === 'db')).toBeUndefined();
    expect(source.isEmpty).toBe(false);
    expect(source.take(never)?.path).toBe('long');
    expect(source.isEmpty).toBe(true);
  });

  it('tells what is left', () => {
    const source = longestFirst([testFile('a'), testFile('b', { group: 'g' }), testFile('c')]);
    source.take(never);
    expect(source.remaining().map(({ path }) => path)).toEqual(expect.arrayContaining(['b', 'c']));
    expect(source.remaining()).toHaveLength(2);
  });
});
