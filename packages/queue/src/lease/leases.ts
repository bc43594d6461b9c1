import type { HeldLock } from '../book/renew.js';

/** A file that this node holds. */
interface HeldLease {
  readonly claim: string;
  /** From then on it is not renewed: the file has had all the time that it may take. */
  readonly until: number;
}

/** What to renew now. */
export interface Renewal {
  readonly held: readonly HeldLock[];
  /** Leases that end here: their files ran out of their own time limit. */
  readonly overdue: readonly string[];
}

/** The leases of a node. Times are milliseconds of any clock that only goes forward. */
export class Leases {
  readonly #held = new Map<string, HeldLease>();

  /** A file that waits for a slot has no limit yet. */
  hold(jobId: string, claim: string): void {
    this.#held.set(jobId, { claim, until: Infinity });
  }

  /** The file begins to run, and may take so long, pauses and all attempts included. */
  start(jobId: string, until: number): void {
    const lease = this.#held.get(jobId);
    if (lease !== undefined) this.#held.set(jobId, { ...lease, until });
  }

  release(jobId: string): void {
    this.#held.delete(jobId);
  }

  renewal(now: number): Renewal {
    const held: HeldLock[] = [];
    const overdue: string[] = [];
    for (const [jobId, lease] of this.#held)
      if (lease.until <= now) overdue.push(jobId);
      else held.push({ jobId, claim: lease.claim });
    for (const jobId of overdue) this.#held.delete(jobId);
    return { held, overdue };
  }

  has(jobId: string): boolean {
    return this.#held.has(jobId);
  }
}
