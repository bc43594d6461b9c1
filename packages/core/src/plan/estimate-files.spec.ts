import { describe, expect, it, vi } from 'vitest';
import { estimateFiles } from './estimate-files.js';

const known = new Map([
  ['tests/api/test_get.py', 1000],
  ['tests/api/test_put.py', 3000],
  ['tests/api/test_slow.py', 60_000],
  ['tests/test_top.py', 200],
]);

function estimate(path: string, tests: Readonly<Record<string, number>> = {}): { ms: number; basis: string } {
  const [file] = estimateFiles([path], { durations: known, countTests: (path) => tests[path] ?? 0 });
  return { ms: file?.estimateMs ?? NaN, basis: file?.basis ?? '' };
}

describe('the estimate of a file', () => {
  it('is what the file took', () => {
    expect(estimate('tests/api/test_put.py')).toEqual({ ms: 3000, basis: 'history' });
  });

  it('is the median of its folder when it has not run, which one long file does not move', () => {
    expect(estimate('tests/api/test_new.py')).toEqual({ ms: 3000, basis: 'folder' });
  });

  it('is the median of the suite when nothing in its folder has run', () => {
    expect(estimate('tests/web/test_new.py')).toEqual({ ms: 2000, basis: 'suite' });
  });

  it('is scaled by the number of tests', () => {
    const tests = {
      'tests/api/test_get.py': 2,
      'tests/api/test_put.py': 4,
      'tests/api/test_slow.py': 5,
      'tests/api/test_new.py': 8,
    };
    expect(estimate('tests/api/test_new.py', tests)).toEqual({ ms: 6000, basis: 'folder' });
  });

  it('is not scaled to nothing for a file that makes its tests at run time', () => {
    expect(
      estimate('tests/api/test_new.py', { 'tests/api/test_put.py': 4, 'tests/api/test_new.py': 0 }),
    ).toEqual({
      ms: 3000,
      basis: 'folder',
    });
  });

  it('grows with the number of tests when nothing has ever run', () => {
    const tests: Record<string, number> = { 'a.py': 1, 'b.py': 100 };
    const files = estimateFiles(['a.py', 'b.py', 'unreadable.py'], {
      durations: new Map(),
      countTests: (path) => tests[path] ?? 0,
    });
    const [a, b, unreadable] = files.map(({ estimateMs }) => estimateMs);
    expect(b).toBeGreaterThan(a ?? Infinity);
    expect(unreadable).toBe(a);
    expect(files.every(({ basis }) => basis === 'none')).toBe(true);
  });

  it('is a whole number of milliseconds, and never nothing', () => {
    const [a, b] = estimateFiles(['a.py', 'b.py'], {
      durations: new Map([
        ['a.py', 0.2],
        ['b.py', 10.6],
      ]),
      countTests: () => 1,
    });
    expect([a?.estimateMs, b?.estimateMs]).toEqual([1, 11]);
  });
});

describe('counting tests', () => {
  it('is not done for files that have run, and at most once for each', () => {
    const countTests = vi.fn(() => 1);
    estimateFiles([...known.keys()], { durations: known, countTests });
    expect(countTests).not.toHaveBeenCalled();
    estimateFiles(['tests/api/x.py', 'tests/api/y.py', 'tests/web/z.py'], { durations: known, countTests });
    const paths = countTests.mock.calls.flat();
    expect(new Set(paths).size).toBe(paths.length);
  });
});
