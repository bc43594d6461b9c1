import type { WorkerChannel } from './worker-channel.js';
import type { Zygote } from './zygote.js';

/** How many zygotes may have a worker for one slot at the same time. */
const MOST_PER_SLOT = 4;

/** The workers of a run: each slot has one at every zygote that it was served by lately. */
export class WorkerPool {
  /** By slot; those used last are the last. */
  readonly #slots = new Map<number, Map<Zygote, Promise<WorkerChannel>>>();

  /** A worker that is free, because a slot makes one attempt at a time. Rejects when its zygote has ended. */
  async worker(slot: number, zygote: Zygote): Promise<WorkerChannel> {
    const workers = this.#slots.get(slot) ?? new Map<Zygote, Promise<WorkerChannel>>();
    this.#slots.set(slot, workers);
    const known = workers.get(zygote);
    workers.delete(zygote);
    const channel = known === undefined || (await known).isGone ? zygote.worker() : known;
    // Whoever waits hears of it.
    channel.catch(() => workers.delete(zygote));
    workers.set(zygote, channel);
    this.#letGo(workers);
    return channel;
  }

  close(): void {
    for (const workers of this.#slots.values()) {
      for (const channel of workers.values()) closeOnceThere(channel);
    }
  }

  #letGo(workers: Map<Zygote, Promise<WorkerChannel>>): void {
    for (const [zygote, channel] of workers) {
      if (workers.size <= MOST_PER_SLOT) return;
      workers.delete(zygote);
      closeOnceThere(channel);
    }
  }
}

function closeOnceThere(channel: Promise<WorkerChannel>): void {
  channel.then(
    (worker) => {
      worker.close();
    },
    () => undefined,
  );
}
