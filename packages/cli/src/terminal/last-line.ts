import type { RunCounts } from '@steadfast/core';
import stringWidth from 'string-width';
import { fileCountsText, testCountsText } from './counts-text.js';
import { durationText } from './duration-text.js';
import type { TextStyle } from './text-style.js';

/** What came of a run, in numbers. */
export interface RunTotals {
  readonly counts: RunCounts;
  /** What is counted besides the outcomes of tests: `, 2 deselected, 1 warning`. */
  readonly notes: string;
  /** Files that did not run. */
  readonly notRun: number;
  readonly durationMs: number;
  readonly isGreen: boolean;
}

/**
 * The line that people look for: `Files: 1 failed, 15 passed. Tests: 1 failed, 134 passed. Time: 2.90s`. Where the
 * terminal is too narrow, each sentence has a line of its own.
 */
export function lastLines(
  totals: RunTotals,
  style: TextStyle,
  columns: number | undefined,
): readonly string[] {
  const { counts, notes, notRun, durationMs, isGreen } = totals;
  const look = (text: string): string => (isGreen ? style.good : style.bad)(style.strong(text));
  const skipped = notRun > 0 ? `, ${style.odd(`${notRun} not run`)}` : '';
  // Files that were cancelled are those that did not run.
  const files = fileCountsText({ ...counts.files, cancelled: 0 }, style);
  const sentences = [
    `${look('Files:')} ${files}${skipped}.`,
    `${look('Tests:')} ${testCountsText(counts.tests, style)}${style.odd(notes)}.`,
    `${look('Time:')} ${durationText(durationMs)}`,
  ];
  const joined = sentences.join(' ');
  if (columns === undefined || stringWidth(joined) <= columns) return [joined];
  const [first = '', ...rest] = sentences;
  const short = rest.join(' ');
  return stringWidth(short) <= columns ? [first, short] : sentences;
}
