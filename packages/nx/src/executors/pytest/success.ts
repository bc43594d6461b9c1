import type { TargetOptions } from './words.js';

/** pytest's exit code when there is no test at all. */
const NO_TESTS = 5;

/** Whether a project's run succeeds, by its exit code. */
export function isSuccess(exitCode: number, { passWithNoTests }: TargetOptions): boolean {
  return exitCode === 0 || (exitCode === NO_TESTS && passWithNoTests === true);
}

/** Whether a pass may be used again. */
export function isCacheable(
  verdicts: Readonly<Record<'flaky' | 'recovered', number>> | undefined,
  { cacheFlaky }: TargetOptions,
): boolean {
  return cacheFlaky === true || verdicts === undefined || verdicts.flaky + verdicts.recovered === 0;
}
