import {
  type AttemptRequest,
  type Classification,
  isGreenOutcome,
  type Launch,
  type Outcome,
} from '@steadfast/core';
import type { Learning } from '../learning/learning.js';

/** The rung that a red file is proven at: nothing is shared there but pytest. */
const PROOF = 'pytest';

/** Outcomes that sharing may have made red. */
const RED: ReadonlySet<Outcome> = new Set([
  'failed',
  'crashed',
  'timed-out',
  'usage-error',
  'internal-error',
]);

/** Has a red file run once more where less is shared, and remembers one that sharing made red, or may have made so. */
export function doubtSharing(
  result: Classification,
  { file, cause, isolation, onNotice }: AttemptRequest,
  launch: Launch | undefined,
  learning: Learning | undefined,
): Classification {
  const isGreen = isGreenOutcome(result.outcome);
  if (cause === 'rerun' && isolation === PROOF && isGreen) learning?.lower(file.path, PROOF);
  if (launch?.kind !== 'forked' || launch.from === PROOF) return result;
  if (cause !== 'repeat') return RED.has(result.outcome) ? { ...result, confirm: PROOF } : result;
  if (!isGreen) {
    learning?.lower(file.path, PROOF);
    onNotice(
      `${file.path} failed twice when forked from "${launch.from}", and passed from "${PROOF}": it counts as passed, and runs from there from now on`,
    );
  }
  return result;
}
