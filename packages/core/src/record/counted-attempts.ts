import { isGreenOutcome } from '../outcome.js';
import type { AttemptRecord } from './run-record.js';

/**
 * The attempts whose results count. One whose worker died says nothing once it was made again. One that was to be confirmed counts
 * when its repetition came out differently, too; else the one that was made to confirm it does. A repetition only tells which.
 */
export function countedAttempts(attempts: readonly AttemptRecord[]): readonly AttemptRecord[] {
  return attempts.filter((attempt, index) => {
    if (attempt.cause === 'repeat') return false;
    const next = attempts[index + 1];
    if (next === undefined) return true;
    if (attempt.ending?.process.kind === 'lost') return false;
    if (next.cause === 'confirm') return isUnsteady(attempts[index + 2]);
    return !(attempt.cause === 'confirm' && isUnsteady(next));
  });
}

/** The attempt that the verdict comes from: the last one that counts. */
export function decisiveAttempt(attempts: readonly AttemptRecord[]): AttemptRecord | undefined {
  return countedAttempts(attempts).at(-1);
}

function isUnsteady(repetition: AttemptRecord | undefined): boolean {
  return (
    repetition?.cause === 'repeat' && repetition.outcome !== undefined && isGreenOutcome(repetition.outcome)
  );
}
