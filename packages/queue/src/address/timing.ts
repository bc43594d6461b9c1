/** How patient a node is. All in milliseconds. */
export interface QueueTiming {
  /** A file belongs to its node for so long after the node was last heard of. */
  readonly leaseMs: number;
  /** How often a node says that it is alive and keeps what it has. */
  readonly renewMs: number;
  /** The longest that a connection waits for news before it asks again. */
  readonly blockMs: number;
  /** A connection that is silent for so long while it owes an answer is made anew. */
  readonly socketTimeoutMs: number;
  /** Without an answer for so long, the queue is lost. */
  readonly patienceMs: number;
}

const LEASE_MS = 60_000;

/** Everything follows from the length of a lease. */
export function timingOf(leaseMs: number = LEASE_MS): QueueTiming {
  const blockMs = Math.min(5000, leaseMs / 4);
  return {
    leaseMs,
    renewMs: leaseMs / 4,
    blockMs,
    socketTimeoutMs: 2 * blockMs + 500,
    patienceMs: 2 * leaseMs,
  };
}
