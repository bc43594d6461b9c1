import type { TestFile } from '../test-file.js';
import { compareFiles } from './file-order.js';
import { type Lease, type SlotPool, slotsOf } from './slot-pool.js';

type Slots = readonly number[];

interface Waiter {
  readonly file: TestFile;
  /** It had slots before, and comes before files that start. */
  readonly returns: boolean;
  readonly grant: (slots: Slots | undefined) => void;
}

/**
 * A fixed number of slots for the projects of one run. A file takes one, or as many as it says (at most all, and all
 * where it is to run alone). A free slot goes
 * to the longest file that waits, of whatever project; one that waits for several is not overtaken.
 */
export class LocalSlotPool implements SlotPool {
  readonly #free: Set<number>;
  readonly #waiters = new Set<Waiter>();

  constructor(readonly total: number) {
    if (!Number.isInteger(total) || total < 1) {
      throw new RangeError(`A run needs a whole number of slots, at least one, not ${total}.`);
    }
    this.#free = new Set(Array.from({ length: total }, (_, slot) => slot));
  }

  get free(): number {
    return this.#free.size;
  }

  async acquire(file: TestFile, signal: AbortSignal): Promise<Lease | undefined> {
    const taken = await this.#wait(file, false, signal);
    return taken && this.#lease(file, taken);
  }

  #wait(file: TestFile, returns: boolean, signal: AbortSignal): Promise<Slots | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const abort = (): void => {
        waiter.grant(undefined);
        // Whoever it kept waiting may fit.
        this.#serve();
      };
      const waiter: Waiter = {
        file,
        returns,
        grant: (slots) => {
          this.#waiters.delete(waiter);
          signal.removeEventListener('abort', abort);
          resolve(slots);
        },
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#waiters.add(waiter);
      this.#serve();
    });
  }

  #serve(): void {
    for (let next = this.#first(); next !== undefined; next = this.#first()) {
      const taken = this.#take(next.file);
      if (taken === undefined) return;
      next.grant(taken);
    }
  }

  /** Few wait at any time: one file of each project, and those that come back from a pause. */
  #first(): Waiter | undefined {
    let first: Waiter | undefined;
    for (const waiter of this.#waiters) if (first === undefined || isBefore(waiter, first)) first = waiter;
    return first;
  }

  #take(file: TestFile): Slots | undefined {
    const wanted = slotsOf(file, this.total);
    if (wanted > this.#free.size) return undefined;
    const taken = [...this.#free].sort((a, b) => a - b).slice(0, wanted);
    for (const slot of taken) this.#free.delete(slot);
    return taken;
  }

  #giveBack(taken: Slots): void {
    for (const slot of taken) this.#free.add(slot);
    this.#serve();
  }

  #lease(file: TestFile, first: Slots): Lease {
    let held = first;
    return {
      get slot() {
        return held[0] ?? 0;
      },
      release: () => {
        const taken = held;
        held = [];
        if (taken.length > 0) this.#giveBack(taken);
      },
      reacquire: async (signal) => {
        if (held.length === 0) held = (await this.#wait(file, true, signal)) ?? [];
        return held.length > 0;
      },
    };
  }
}

function isBefore(a: Waiter, b: Waiter): boolean {
  if (a.returns !== b.returns) return a.returns;
  return compareFiles(a.file, b.file) < 0;
}
