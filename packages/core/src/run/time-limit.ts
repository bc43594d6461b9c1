import type { Clock } from '../clock.js';
import type { Suspension } from './suspension.js';

/** A timer that is later than this was not only busy: the whole process stood still. */
const STOOD_STILL_MS = 1_000;

/**
 * Waits for a time limit, which does not count the time for which the run was stopped. Resolves early when `over` aborts.
 */
export async function waitForLimit(
  limitMs: number,
  over: AbortSignal,
  { clock, suspension }: { readonly clock: Clock; readonly suspension: Pick<Suspension, 'totalMs'> },
): Promise<void> {
  for (let leftMs = limitMs; leftMs > 0 && !over.aborted;) {
    const startedAt = clock.now();
    const stoppedBefore = suspension.totalMs;
    await clock.sleep(leftMs, over);
    const lateMs = Math.max(0, clock.now() - startedAt - leftMs);
    const stoppedMs = suspension.totalMs - stoppedBefore;
    // What ended while nobody listened (SIGSTOP) is heard of first.
    const unknownMs = stoppedMs === 0 && lateMs > STOOD_STILL_MS ? STOOD_STILL_MS : 0;
    leftMs = Math.max(unknownMs, stoppedMs - lateMs);
  }
}
