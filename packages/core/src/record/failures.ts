import type { Verdict } from '../verdict.js';
import type { FileRecord } from './run-record.js';
import { isFailure, type TestHistory, testHistories } from './test-history.js';

/** One reason for a run to be red: a test that failed, or a file that its tests do not speak for. */
export type Failure =
  | { readonly kind: 'test'; readonly file: FileRecord; readonly test: TestHistory }
  | { readonly kind: 'file'; readonly file: FileRecord; readonly verdict: Verdict | 'unfinished' };

const RED: readonly Verdict[] = ['failed', 'missing', 'timed-out', 'crashed', 'error'];

/** Why a file is red; empty for one that is green, was cancelled or did not run. */
export function failuresOf(file: FileRecord): readonly Failure[] {
  if (file.state === 'unfinished') return [{ kind: 'file', file, verdict: 'unfinished' }];
  if (file.verdict === undefined || !RED.includes(file.verdict)) return [];
  const tests = testHistories(file.attempts)
    .filter(({ last }) => isFailure(last.outcome))
    .map((test): Failure => ({ kind: 'test', file, test }));
  const testsTellIt = file.verdict === 'failed' && tests.length > 0;
  return testsTellIt ? tests : [...tests, { kind: 'file', file, verdict: file.verdict }];
}
