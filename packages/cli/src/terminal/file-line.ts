import type { AttemptRecord, FileRecord, Verdict } from '@steadfast/core';
import stringWidth from 'string-width';
import { countTests, testCountsText } from './counts-text.js';
import { durationText } from './duration-text.js';
import { printable } from './printable.js';
import { type TextStyle, verdictStyle } from './text-style.js';

const WIDEST_VERDICT = 'recovered'.length;

/** The line that a finished file gets: `[ 3/40] passed     tests/test_a.py  12 passed in 0.41s`. */
export function fileLine(
  file: FileRecord,
  verdict: Verdict,
  position: { readonly done: number; readonly total: number },
  style: TextStyle,
  columns?: number,
): string {
  const progress = style.faint(`[${positionText(position)}]`);
  const word = verdictStyle(style, verdict)(verdict.padEnd(WIDEST_VERDICT));
  const path = printable(file.path, false);
  const result = whatHappened(file, verdict);
  const line = `${progress} ${word}  ${path}  ${style.faint(result)}`;
  if (columns === undefined || stringWidth(line) <= columns) return line;
  return `${progress} ${word}  ${path}\n${' '.repeat(stringWidth(progress) + 1)}${style.faint(result)}`;
}

/** Nobody knows how many files there will be where others get some of them. */
function positionText({ done, total }: { readonly done: number; readonly total: number }): string {
  const all = String(total);
  return total === 0 ? String(done) : `${String(done).padStart(all.length)}/${all}`;
}

function whatHappened(file: FileRecord, verdict: Verdict): string {
  const time = durationText(file.durationMs ?? 0);
  const tries = file.attempts.filter(isTry).length;
  const attempts = tries > 1 ? ` (${tries} attempts)` : '';
  return `${whatRan(file, verdict)} in ${time}${attempts}`;
}

/** As against an attempt that proves what another one said. */
function isTry({ cause }: AttemptRecord): boolean {
  return cause !== 'confirm' && cause !== 'repeat';
}

function whatRan(file: FileRecord, verdict: Verdict): string {
  const counts = testCountsText(countTests(file));
  switch (verdict) {
    case 'passed':
    case 'flaky':
    case 'recovered':
    case 'failed':
      return counts;
    case 'missing':
      return 'not found';
    case 'timed-out':
    case 'crashed':
    case 'error':
    case 'cancelled':
      return counts === 'no tests' ? 'no test finished' : counts;
  }
}
