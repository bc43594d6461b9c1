import type { Lease, SlotPool, TestFile } from '@steadfast/core';

interface Waiter {
  readonly grant: () => void;
}

/** Gives every file the slot that it had before, and lets each slot run one file at a time, in the order of asking. */
export class ReplayPool implements SlotPool {
  readonly #busy = new Set<number>();
  readonly #waiters = new Map<number, Waiter[]>();

  /** @param slots - the slot of every file, by path. */
  constructor(
    readonly total: number,
    private readonly slots: ReadonlyMap<string, number>,
  ) {}

  async acquire(file: TestFile, signal: AbortSignal): Promise<Lease | undefined> {
    const slot = this.slots.get(file.path) ?? 0;
    if (!(await this.#take(slot, signal))) return undefined;
    let isHeld = true;
    return {
      slot,
      release: () => {
        if (isHeld) this.#free(slot);
        isHeld = false;
      },
      reacquire: async (again) => {
        isHeld ||= await this.#take(slot, again);
        return isHeld;
      },
    };
  }

  #take(slot: number, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    if (!this.#busy.has(slot)) {
      this.#busy.add(slot);
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const queue = this.#waiters.get(slot) ?? [];
      const abort = (): void => {
        queue.splice(queue.indexOf(waiter), 1);
        resolve(false);
      };
      const waiter: Waiter = {
        grant: () => {
          signal.removeEventListener('abort', abort);
          resolve(true);
        },
      };
      signal.addEventListener('abort', abort, { once: true });
      queue.push(waiter);
      this.#waiters.set(slot, queue);
    });
  }

  #free(slot: number): void {
    const next = this.#waiters.get(slot)?.shift();
    if (next === undefined) this.#busy.delete(slot);
    else next.grant();
  }
}
