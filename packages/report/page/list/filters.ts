import type { TestHistory } from '@steadfast/core/record';
import type { FileEntry } from '../data/report.js';
import { testStatus, toneOf } from '../data/status.js';
import type { Filter } from '../route/route.js';

/** Whether a file is what a filter asks for. */
export function fileMatches(entry: FileEntry, filter: Filter): boolean {
  switch (filter) {
    case 'failed':
      return toneOf(entry.status) === 'bad';
    case 'leaked':
      return entry.leaks.length > 0;
    case 'skipped':
      return entry.tests.some((test) => testMatches(test, 'skipped'));
    case 'not-run':
      return entry.status === 'not-run' || entry.status === 'cancelled';
    case 'flaky':
    case 'recovered':
      return entry.status === filter;
    case 'passed':
      return entry.status === 'passed' || entry.status === 'leaked';
  }
}

/** Whether a test is what a filter asks for; of filters that mean files, no test is. */
export function testMatches(test: TestHistory, filter: Filter): boolean {
  const status = testStatus(test);
  switch (filter) {
    case 'failed':
      return toneOf(status) === 'bad';
    case 'flaky':
      return status === 'flaky';
    case 'skipped':
      return status === 'skipped' || status === 'xfailed';
    case 'recovered':
    case 'leaked':
    case 'not-run':
    case 'passed':
      return false;
  }
}
