import type { TestOutcome, Verdict } from '@steadfast/core';
import picocolors from 'picocolors';

/** How texts of different meaning look; without colour they look the same. */
export interface TextStyle {
  readonly color: boolean;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly odd: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

export function textStyle(color: boolean): TextStyle {
  const { green, red, yellow, bold, dim } = picocolors.createColors(color);
  return { color, good: green, bad: red, odd: yellow, strong: bold, faint: dim };
}

/** How a count of tests with an outcome looks. */
export function outcomeStyle(style: TextStyle, outcome: TestOutcome | 'flaky'): (text: string) => string {
  switch (outcome) {
    case 'passed':
      return style.good;
    case 'failed':
    case 'error':
      return style.bad;
    case 'skipped':
    case 'xfailed':
    case 'xpassed':
    case 'flaky':
      return style.odd;
  }
}

/** Green, red, or worth a look. */
export function verdictStyle(style: TextStyle, verdict: Verdict): (text: string) => string {
  switch (verdict) {
    case 'passed':
      return style.good;
    case 'flaky':
    case 'recovered':
    case 'cancelled':
      return style.odd;
    case 'failed':
    case 'missing':
    case 'timed-out':
    case 'crashed':
    case 'error':
      return style.bad;
  }
}
