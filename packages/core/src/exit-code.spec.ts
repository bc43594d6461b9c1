import { describe, expect, it } from 'vitest';
import { exitCodeOf, type RunEnding } from './exit-code.js';
import { countRun } from './record/count-run.js';
import type { TestOutcome } from './test-result.js';
import type { Verdict } from './verdict.js';

const nothing = countRun([]);

function ending(
  verdicts: readonly Verdict[],
  more: Partial<RunEnding> = {},
  tests: Partial<Record<TestOutcome, number>> = { passed: 1 },
): RunEnding {
  const files = { ...nothing.files };
  for (const verdict of verdicts) files[verdict]++;
  return {
    counts: { files, tests: { ...nothing.tests, ...tests } },
    errors: [],
    interrupted: false,
    flakyResult: 'pass',
    mayBeEmpty: false,
    ...more,
  };
}

describe('the exit code', () => {
  it.each<[code: number, what: string, RunEnding]>([
    [0, 'everything passed', ending(['passed'])],
    [0, 'flaky and recovered files', ending(['flaky', 'recovered'])],
    [0, 'one file without tests among others', ending(['passed', 'passed'])],
    [0, 'only skipped tests', ending(['passed'], {}, { skipped: 3 })],
    [1, 'flaky files that shall fail', ending(['flaky'], { flakyResult: 'fail' })],
    [1, 'failed', ending(['passed', 'failed'])],
    [1, 'missing', ending(['missing'])],
    [1, 'timed out', ending(['timed-out'])],
    [1, 'crashed', ending(['crashed'])],
    [1, 'a file whose presence nobody could tell', ending(['error'])],
    [1, 'a missing file, and nothing else ran', ending(['missing'], {}, {})],
    [1, 'stopped by --maxfail', ending(['failed', 'cancelled'])],
    [2, 'interrupted by a person', ending(['failed', 'cancelled'], { interrupted: true })],
    [2, 'interrupted by a test', ending(['error'], { errors: ['interrupted'] })],
    [3, 'internal error', ending(['error', 'error'], { errors: ['usage-error', 'internal-error'] })],
    [4, 'usage error', ending(['failed', 'error'], { errors: ['usage-error'] })],
    [5, 'no tests at all', ending(['passed'], {}, {})],
    [5, 'no files at all', ending([], {}, {})],
  ])('is %i for %s', (code, _what, run) => {
    expect(exitCodeOf(run)).toBe(code);
  });
});
