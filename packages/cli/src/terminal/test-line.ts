import type { TestOutcome, TestResult } from '@steadfast/core';
import { durationText } from './duration-text.js';
import { printable } from './printable.js';
import { outcomeStyle, type TextStyle } from './text-style.js';

const WORDS: Readonly<Record<TestOutcome, string>> = {
  passed: 'PASSED',
  failed: 'FAILED',
  error: 'ERROR',
  skipped: 'SKIPPED',
  xfailed: 'XFAIL',
  xpassed: 'XPASS',
};

/** The line that `-v` has for each test: `tests/test_a.py::test_b PASSED 0.12s`. */
export function testLine({ id, outcome, message = '', durationMs }: TestResult, style: TextStyle): string {
  const isSaid = outcome === 'skipped' || outcome === 'xfailed' || outcome === 'xpassed';
  const reason = isSaid && message !== '' ? ` (${printable(message, false)})` : '';
  const word = outcomeStyle(style, outcome)(WORDS[outcome] + reason);
  return `${printable(id, false)} ${word} ${style.faint(durationText(durationMs))}`;
}
