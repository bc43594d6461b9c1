import { setTimeout as sleepFor } from 'node:timers/promises';

/** Time as the run sees it; tests give one that does not wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds, or at once when the signal aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's time when the process began, and from then on what went by: it is not set back, nor forth. */
export const systemClock: Clock = {
  now: () => Math.round(performance.timeOrigin + performance.now()),
  sleep: async (ms, signal) => {
    // An aborted pause is simply over; the caller looks at the signal.
    await sleepFor(ms, undefined, signal ? { signal } : {}).catch(() => undefined);
  },
};
