/** How presence is established: a few spaced stats, of which one positive is enough. */
export interface PresencePolicy {
  /** Most stats of one check. */
  readonly stats: number;
  readonly intervalMs: number;
}

/** How often and after which pauses a file that was not found is tried again while it is present. */
export interface MissingPolicy {
  /** Further attempts after the first; 3 makes 4 attempts. */
  readonly retries: number;
  /** Pause before the first retry; it doubles with every further one. */
  readonly backoffMs: number;
  readonly maxBackoffMs: number;
  /** Largest random part of a pause, as a fraction of it (0.2 adds at most 20 %). */
  readonly jitter: number;
}

/** The numbers of the retry contract. */
export interface RunPolicy {
  readonly presence: PresencePolicy;
  /** How long a file that was seen, and is away, is waited for. */
  readonly vanishedPatienceMs: number;
  readonly missing: MissingPolicy;
  /** Reruns of a file's failed tests. */
  readonly retries: number;
  /** Most files of the run whose failed tests are run again; more failing files than that is no flakiness. */
  readonly maxRetriedFiles: number;
  readonly fileTimeoutMs: number;
  /** The longest that one test may run, set-up and tear-down included; 0 when there is no limit. */
  readonly testTimeoutMs: number;
  /** Between the polite signal and SIGKILL. */
  readonly graceMs: number;
  /** Stop the run after so many failed tests; 0 never stops it. */
  readonly maxFailures: number;
  /** What is done with processes that outlive their attempt: `warn` leaves them alive, `fail` ends them and fails the file. */
  readonly leaks: LeakPolicy;
  readonly flakyResult: 'pass' | 'fail';
}

export type LeakPolicy = 'kill' | 'warn' | 'fail';

/** The defaults of the retry contract. */
export const DEFAULT_POLICY: RunPolicy = {
  presence: { stats: 3, intervalMs: 100 },
  vanishedPatienceMs: 5_000,
  missing: { retries: 3, backoffMs: 500, maxBackoffMs: 10_000, jitter: 0.2 },
  retries: 0,
  maxRetriedFiles: Infinity,
  fileTimeoutMs: 300_000,
  testTimeoutMs: 0,
  graceMs: 5_000,
  maxFailures: 0,
  leaks: 'kill',
  flakyResult: 'pass',
};
