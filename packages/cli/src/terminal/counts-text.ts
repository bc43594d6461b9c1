import type { FileRecord, RunCounts } from '@steadfast/core';
import { testHistories } from '@steadfast/core';
import { outcomeStyle, type TextStyle, verdictStyle } from './text-style.js';

type TestCounts = RunCounts['tests'];

/** Worst first: what a person looks for. */
const TESTS = ['failed', 'error', 'flaky', 'passed', 'skipped', 'xfailed', 'xpassed'] as const;
const VERDICTS = [
  'failed',
  'missing',
  'timed-out',
  'crashed',
  'error',
  'flaky',
  'recovered',
  'passed',
  'cancelled',
] as const;

/** `1 failed, 12 passed`, in pytest's words; each count in its colour where there is a style. */
export function testCountsText(counts: Partial<TestCounts>, style?: TextStyle): string {
  return partsOf(TESTS, counts, (name) => style && outcomeStyle(style, name)) || 'no tests';
}

/** `1 failed, 2 flaky, 30 passed` */
export function fileCountsText(counts: Partial<RunCounts['files']>, style?: TextStyle): string {
  return partsOf(VERDICTS, counts, (name) => style && verdictStyle(style, name)) || 'none';
}

/** The tests of one file by outcome. */
export function countTests(file: FileRecord): Partial<TestCounts> {
  const counts: { -readonly [K in keyof TestCounts]?: number } = {};
  for (const { flaky, last } of testHistories(file.attempts)) {
    const outcome = flaky ? 'flaky' : last.outcome;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

/** `1 file`, `2 files` */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function partsOf<K extends string>(
  order: readonly K[],
  counts: Partial<Readonly<Record<K, number>>>,
  styleOf: (name: K) => ((text: string) => string) | undefined,
): string {
  return order
    .filter((key) => (counts[key] ?? 0) > 0)
    .map((key) => {
      const text = `${counts[key]} ${key}${key === 'error' && counts[key] !== 1 ? 's' : ''}`;
      return styleOf(key)?.(text) ?? text;
    })
    .join(', ');
}
