import type { TestFile } from '../test-file.js';

/** A file's right to run attempts: it can be given back during a pause, and asked for again. */
export interface Lease {
  /** 0-based number of the slot; the lowest one where a file takes several. */
  readonly slot: number;
  release(): void;
  /** Resolves when the file has a slot again; files that ask here come before new ones. */
  reacquire(): Promise<void>;
}

interface Waiter {
  readonly file: TestFile;
  readonly resolve: (slots: readonly number[]) => void;
}

/**
 * A fixed number of slots. A file takes one, or as many as its weight (at most all), and the files of one group take turns.
 */
export class Slots {
  readonly #free: Set<number>;
  readonly #busyGroups = new Set<string>();
  readonly #waiters: Waiter[] = [];

  constructor(
    readonly total: number,
    /** Called when a slot was given back that no waiting file wanted. */
    private readonly onFree: () => void = () => undefined,
  ) {
    if (!Number.isInteger(total) || total < 1) {
      throw new RangeError(`A run needs a whole number of slots, at least one, not ${total}.`);
    }
    this.#free = new Set(Array.from({ length: total }, (_, slot) => slot));
  }

  get free(): number {
    return this.#free.size;
  }

  isGroupBusy(file: TestFile): boolean {
    return file.group !== undefined && this.#busyGroups.has(file.group);
  }

  /** A lease at once, or `undefined` when the file does not fit now. */
  tryAcquire(file: TestFile): Lease | undefined {
    const taken = this.#take(file);
    return taken && this.#lease(file, taken);
  }

  #take(file: TestFile): readonly number[] | undefined {
    const weight = Math.min(Math.max(1, file.slots ?? 1), this.total);
    if (weight > this.#free.size || this.isGroupBusy(file)) return undefined;
    const taken = [...this.#free].sort((a, b) => a - b).slice(0, weight);
    for (const slot of taken) this.#free.delete(slot);
    if (file.group !== undefined) this.#busyGroups.add(file.group);
    return taken;
  }

  #giveBack(file: TestFile, taken: readonly number[]): void {
    for (const slot of taken) this.#free.add(slot);
    if (file.group !== undefined) this.#busyGroups.delete(file.group);
    this.#serveWaiters();
    if (this.#free.size > 0) this.onFree();
  }

  #wait(file: TestFile): Promise<readonly number[]> {
    const taken = this.#take(file);
    if (taken !== undefined) return Promise.resolve(taken);
    return new Promise((resolve) => this.#waiters.push({ file, resolve }));
  }

  #lease(file: TestFile, first: readonly number[]): Lease {
    const giveBack = this.#giveBack.bind(this, file);
    const wait = this.#wait.bind(this, file);
    let held: readonly number[] = first;
    return {
      get slot() {
        return held[0] ?? 0;
      },
      release() {
        const taken = held;
        held = [];
        if (taken.length > 0) giveBack(taken);
      },
      async reacquire() {
        if (held.length === 0) held = await wait();
      },
    };
  }

  #serveWaiters(): void {
    let index = 0;
    while (index < this.#waiters.length && this.#free.size > 0) {
      const waiter = this.#waiters[index] as Waiter;
      const taken = this.#take(waiter.file);
      if (taken === undefined) {
        index++;
        continue;
      }
      this.#waiters.splice(index, 1);
      waiter.resolve(taken);
    }
  }
}
