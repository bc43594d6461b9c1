import type { TestOutcome, TestResult } from '../test-result.js';
import { countedAttempts } from './counted-attempts.js';
import type { AttemptRecord } from './run-record.js';

/** What became of a test over the attempts of its file. */
export interface TestHistory {
  readonly id: string;
  /** One result per attempt that ran the test, oldest first; never empty. */
  readonly results: readonly TestResult[];
  /** The result that counts. */
  readonly last: TestResult;
  /** It failed, and did not when it was run again. */
  readonly flaky: boolean;
}

/** The tests of a file, in the order in which they first ran. */
export function testHistories(attempts: readonly AttemptRecord[]): readonly TestHistory[] {
  const histories = new Map<string, TestResult[]>();
  for (const attempt of countedAttempts(attempts)) {
    const seen = new Map<string, number>();
    for (const test of attempt.tests) {
      // A runner may report an id twice in one attempt; those are two tests, not a rerun.
      const nth = seen.get(test.id) ?? 0;
      seen.set(test.id, nth + 1);
      const key = `${nth} ${test.id}`;
      const results = histories.get(key);
      if (results === undefined) histories.set(key, [test]);
      // What cannot be collected is the same in every part of a file that was split, and was not tried again.
      else if (test.phase !== 'collect' || attempt.part === undefined) results.push(test);
    }
  }
  return [...histories.values()].map(toHistory);
}

/** Whether an outcome makes a run red. */
export function isFailure(outcome: TestOutcome): boolean {
  return outcome === 'failed' || outcome === 'error';
}

function toHistory(results: readonly TestResult[]): TestHistory {
  const last = results.at(-1);
  if (last === undefined) throw new Error('A test without a result has no history.');
  const flaky = !isFailure(last.outcome) && results.some(({ outcome }) => isFailure(outcome));
  return { id: last.id, results, last, flaky };
}
