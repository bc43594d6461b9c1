import { isGreenOutcome } from '../outcome.js';
import type { AttemptRecord } from './run-record.js';

/**
 * The attempts whose results count, in the order of the tests of their file: part by part, where it was split.
 *
 * One whose worker died says nothing once it was made again. One that was to be confirmed counts when its repetition came out
 * differently, too, or when there were no tests to confirm it; else the one that was made to confirm it does. A repetition only
 * tells which.
 */
export function countedAttempts(attempts: readonly AttemptRecord[]): readonly AttemptRecord[] {
  return partsOfFile(attempts).flatMap(countedOfPart);
}

/** The attempt that the verdict comes from: the last one that counts; of parts, that of the first one that is red. */
export function decisiveAttempt(attempts: readonly AttemptRecord[]): AttemptRecord | undefined {
  const last = partsOfFile(attempts).flatMap((part) => countedOfPart(part).at(-1) ?? []);
  return last.find(({ outcome }) => outcome !== undefined && !isGreenOutcome(outcome)) ?? last.at(-1);
}

/** The attempts of each part, in order; of a file that was not split there is one. */
function partsOfFile(attempts: readonly AttemptRecord[]): readonly (readonly AttemptRecord[])[] {
  const parts = new Map<number, AttemptRecord[]>();
  for (const attempt of attempts) {
    const index = attempt.part?.index ?? 1;
    const known = parts.get(index);
    if (known === undefined) parts.set(index, [attempt]);
    else known.push(attempt);
  }
  return [...parts].sort(([a], [b]) => a - b).map(([, part]) => part);
}

function countedOfPart(attempts: readonly AttemptRecord[]): readonly AttemptRecord[] {
  return attempts.filter((attempt, index) => {
    if (attempt.cause === 'repeat') return false;
    const [next, afterNext] = attempts.slice(index + 1, index + 3);
    if (attempt.cause === 'confirm' && provesNothing(attempt, next)) return false;
    if (next === undefined) return true;
    if (attempt.ending?.process.kind === 'lost') return false;
    return next.cause !== 'confirm' || provesNothing(next, afterNext);
  });
}

/** Whether an attempt that was to confirm another one says nothing of it. */
function provesNothing(confirming: AttemptRecord, next: AttemptRecord | undefined): boolean {
  const isLost = confirming.ending?.process.kind === 'lost';
  return (confirming.outcome === 'no-tests' && !isLost) || isUnsteady(next);
}

function isUnsteady(repetition: AttemptRecord | undefined): boolean {
  return (
    repetition?.cause === 'repeat' && repetition.outcome !== undefined && isGreenOutcome(repetition.outcome)
  );
}
