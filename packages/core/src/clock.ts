import { setTimeout as sleepFor } from 'node:timers/promises';

/** Time as the run sees it; tests give one that does not wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds, or at once when the signal aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    // An aborted pause is simply over; the caller looks at the signal.
    await sleepFor(ms, undefined, signal ? { signal } : {}).catch(() => undefined);
  },
};
