import type { TestHistory } from '@steadfast/core/record';
import type { FileEntry } from '../data/report.js';

/** One bar of a histogram. */
export interface Bin {
  readonly fromMs: number;
  readonly toMs: number;
  readonly count: number;
  readonly totalMs: number;
}

export interface SlowTest {
  readonly entry: FileEntry;
  readonly test: TestHistory;
}

const EDGES = [0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, Infinity];

/** How many durations fall between round values, each about three times the one before. */
export function histogram(durations: readonly number[]): readonly Bin[] {
  const bins = EDGES.slice(1).map((toMs, index) => ({
    fromMs: EDGES[index] ?? 0,
    toMs,
    count: 0,
    totalMs: 0,
  }));
  for (const ms of durations) {
    const bin = bins.find(({ toMs }) => ms < toMs);
    if (bin === undefined) continue;
    bin.count++;
    bin.totalMs += ms;
  }
  const last = bins.findLastIndex(({ count }) => count > 0);
  return bins.slice(0, last + 1);
}

/** The slowest tests of all files. */
export function slowestTests(files: readonly FileEntry[], most: number): readonly SlowTest[] {
  let slow: SlowTest[] = [];
  let bar = 0;
  for (const entry of files) {
    for (const test of entry.tests) {
      if (test.last.durationMs <= bar) continue;
      slow.push({ entry, test });
      if (slow.length < most * 4) continue;
      slow = slow.toSorted(bySlowness).slice(0, most);
      bar = slow.at(-1)?.test.last.durationMs ?? 0;
    }
  }
  return slow.toSorted(bySlowness).slice(0, most);
}

function bySlowness(a: SlowTest, b: SlowTest): number {
  return b.test.last.durationMs - a.test.last.durationMs;
}

/** A position between 0 and 1 on an axis on which each step is ten times the one before. */
export function logPosition(ms: number, lowMs: number, highMs: number): number {
  const low = Math.log10(Math.max(1, lowMs));
  const high = Math.log10(Math.max(10, highMs));
  return Math.min(1, Math.max(0, (Math.log10(Math.max(1, ms)) - low) / (high - low)));
}
