import { isGreenOutcome } from '../outcome.js';
import type { Isolation } from '../test-file.js';
import type { AttemptPlan, AttemptResult } from './attempt-plan.js';

/** What of an attempt is another one's business: which one it is, and where it runs. */
export type AttemptWish = Omit<AttemptPlan, 'slot' | 'attempt'>;

/** The result that counts, and the isolation from which a further attempt of the file is made. */
export interface ProvenAttempt {
  readonly result: AttemptResult;
  readonly isolation: Isolation;
}

/**
 * Makes an attempt, and where it is red and shared much with others, one more that shares less. When that is red, too, it counts:
 * sharing was not the reason. When it is green, the first one is repeated, to tell sharing from chance: red again it was the
 * sharing, and the green one counts; green it was chance, and the red one counts, as it would have without any sharing.
 *
 * Nothing of this happens where it is settled what follows: the run is cancelled, or the tests run again anyway, and less is shared
 * then.
 *
 * `counted-attempts.ts` reads the same from a record.
 */
export async function proveAttempt(
  wish: AttemptWish,
  make: (wish: AttemptWish) => Promise<AttemptResult>,
): Promise<ProvenAttempt> {
  const result = await make(wish);
  const { confirm } = result.classification;
  if (confirm === undefined || !result.isDoubted) return { result, isolation: confirm ?? wish.isolation };

  const confirming = await make({ ...wish, cause: 'confirm', isolation: confirm });
  // One that found no tests at all proves nothing of those that failed.
  if (isWithoutTests(confirming)) return { result, isolation: confirm };
  if (!isGreen(confirming)) return { result: confirming, isolation: confirm };

  const repetition = await make({ ...wish, cause: 'repeat' });
  return { result: isGreen(repetition) ? result : confirming, isolation: confirm };
}

function isWithoutTests({ process, classification }: AttemptResult): boolean {
  return process.kind !== 'lost' && classification.outcome === 'no-tests';
}

function isGreen({ process, classification }: AttemptResult): boolean {
  return process.kind !== 'lost' && isGreenOutcome(classification.outcome);
}
