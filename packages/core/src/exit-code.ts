import type { RunCounts } from './events.js';
import type { Outcome } from './outcome.js';
import type { RunPolicy } from './policy.js';

/** pytest's exit codes: https://docs.pytest.org/en/stable/reference/exit-codes.html */
export const EXIT_CODE = {
  passed: 0,
  failed: 1,
  interrupted: 2,
  internalError: 3,
  usageError: 4,
  noTests: 5,
} as const;

export type ExitCode = (typeof EXIT_CODE)[keyof typeof EXIT_CODE];

/** What the exit code of a run depends on. */
export interface RunEnding {
  readonly counts: RunCounts;
  /** How the last attempts of the files with the verdict `error` ended. */
  readonly errors: readonly Outcome[];
  /** Somebody stopped the run; a run that stops itself (`--maxfail`) is not interrupted. */
  readonly interrupted: boolean;
  readonly flakyResult: RunPolicy['flakyResult'];
  /** To run no test is no failure: the tests are in other parts of the suite. */
  readonly mayBeEmpty: boolean;
}

/**
 * The exit code of a run. Where several apply, the one that says most about whether the results can be trusted wins:
 * interrupted, internal error, usage error, failed.
 */
export function exitCodeOf({ counts, errors, interrupted, flakyResult, mayBeEmpty }: RunEnding): ExitCode {
  const { files, tests } = counts;
  if (interrupted) return EXIT_CODE.interrupted;
  if (errors.includes('internal-error')) return EXIT_CODE.internalError;
  if (errors.includes('usage-error')) return EXIT_CODE.usageError;
  if (errors.includes('interrupted')) return EXIT_CODE.interrupted;
  const red = files.failed + files.missing + files['timed-out'] + files.crashed + files.error;
  if (red > 0 || (flakyResult === 'fail' && files.flaky > 0)) return EXIT_CODE.failed;
  const testsRun = Object.values(tests).reduce((sum, count) => sum + count, 0);
  return testsRun === 0 && !mayBeEmpty ? EXIT_CODE.noTests : EXIT_CODE.passed;
}

const BY_SEVERITY: readonly ExitCode[] = [
  EXIT_CODE.interrupted,
  EXIT_CODE.internalError,
  EXIT_CODE.usageError,
  EXIT_CODE.failed,
  EXIT_CODE.passed,
  EXIT_CODE.noTests,
];

/** Of several exit codes the one that says most, in the order of {@link exitCodeOf}; `undefined` of none. */
export function worstExitCode(codes: readonly number[]): ExitCode | undefined {
  return BY_SEVERITY.find((code) => codes.includes(code));
}
