/** What is said of a file when its attempts are over. */
export type Verdict =
  | 'passed'
  /** A rerun of the failed tests passed. */
  | 'flaky'
  /** The file was not found, was there after all, and passed. */
  | 'recovered'
  | 'failed'
  | 'missing'
  | 'timed-out'
  | 'crashed'
  | 'error'
  | 'cancelled';

/** Verdicts that leave a run green. */
export function isGreen(verdict: Verdict): boolean {
  return verdict === 'passed' || verdict === 'flaky' || verdict === 'recovered';
}
