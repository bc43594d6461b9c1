import type { FileRecord, TestHistory, TestOutcome, Verdict } from '@steadfast/core/record';

/** What is said of a file or a test, in one word. */
export type Status = Verdict | TestOutcome | 'unfinished' | 'not-run' | 'leaked';

/** How it should make a reader feel. */
export type StatusTone = 'bad' | 'odd' | 'good' | 'dull';

export function fileStatus({ state, verdict }: FileRecord): Status {
  if (state === 'not-run') return verdict ?? 'not-run';
  return verdict ?? 'unfinished';
}

export function testStatus({ flaky, last }: TestHistory): Status {
  return flaky ? 'flaky' : last.outcome;
}

export function toneOf(status: Status): StatusTone {
  switch (status) {
    case 'failed':
    case 'error':
    case 'missing':
    case 'timed-out':
    case 'crashed':
    case 'unfinished':
      return 'bad';
    case 'flaky':
    case 'recovered':
    case 'leaked':
    case 'xpassed':
      return 'odd';
    case 'passed':
      return 'good';
    case 'skipped':
    case 'xfailed':
    case 'cancelled':
    case 'not-run':
      return 'dull';
  }
}

const RANKS: readonly Status[] = [
  'failed',
  'error',
  'crashed',
  'timed-out',
  'missing',
  'unfinished',
  'flaky',
  'recovered',
  'leaked',
  'not-run',
  'cancelled',
  'xpassed',
  'passed',
  'xfailed',
  'skipped',
];

/** Lower for what a reader wants to see first. */
export function rankOf(status: Status): number {
  return RANKS.indexOf(status);
}

/** What the status is called on the page. */
export function statusLabel(status: Status): string {
  return status.replace('-', ' ');
}
