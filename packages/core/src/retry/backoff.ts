import type { MissingPolicy } from '../policy.js';

/** A number in [0, 1), as `Math.random` gives it. */
export type RandomSource = () => number;

/**
 * Pause in milliseconds before the given retry (0-based): exponential, capped, with a random part that keeps many runners
 * from coming back at the same moment. The cap holds with the jitter included.
 */
export function backoffMs(retry: number, policy: MissingPolicy, random: RandomSource): number {
  const exponential = Math.min(policy.backoffMs * 2 ** retry, policy.maxBackoffMs);
  return Math.round(Math.min(exponential * (1 + policy.jitter * random()), policy.maxBackoffMs));
}
