import type { TestFile } from '../test-file.js';
import { LocalSlotPool } from './local-slot-pool.js';
import type { Lease, SlotPool } from './slot-pool.js';

/**
 * Part of a pool: no more slots of it at a time than a limit, numbered from 0 whatever the pool itself calls them. A file waits
 * for its turn here first, and only then in the pool.
 */
export class LimitedSlotPool implements SlotPool {
  readonly #own: LocalSlotPool;

  constructor(
    private readonly pool: SlotPool,
    limit: number,
  ) {
    this.#own = new LocalSlotPool(Math.min(limit, pool.total));
  }

  get total(): number {
    return this.#own.total;
  }

  async acquire(file: TestFile, signal: AbortSignal): Promise<Lease | undefined> {
    const own = await this.#own.acquire(file, signal);
    if (own === undefined) return undefined;
    const shared = await this.pool.acquire(file, signal);
    if (shared === undefined) {
      own.release();
      return undefined;
    }
    return {
      // Another one, perhaps, after every pause.
      get slot() {
        return own.slot;
      },
      release() {
        shared.release();
        own.release();
      },
      async reacquire(reacquireSignal) {
        if (!(await own.reacquire(reacquireSignal))) return false;
        if (await shared.reacquire(reacquireSignal)) return true;
        own.release();
        return false;
      },
    };
  }
}
