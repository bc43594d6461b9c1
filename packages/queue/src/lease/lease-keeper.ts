import { Worker } from 'node:worker_threads';
import type { LeaseNews, LeaseOrder, LeaseThreadData } from './lease-messages.js';

/** Keeps a node's leases; see `LeaseThread`. */
export class LeaseKeeper {
  readonly #thread = new Worker(new URL('lease-thread.js', import.meta.url));
  #listen: (news: LeaseNews) => void = () => undefined;
  #failure: LeaseNews | undefined;

  constructor() {
    this.#thread.on('error', (error) => {
      this.#failure = { kind: 'queue-lost', reason: `Leases cannot be renewed: ${error.message}` };
      this.#listen(this.#failure);
    });
  }

  /** Resolves when leases are renewed from now on; `listen` hears what is found out while doing so. */
  async begin(data: LeaseThreadData, listen: (news: LeaseNews) => void): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#listen = (news) => {
        resolve();
        if (news.kind !== 'ready') listen(news);
      };
      this.#thread.on('message', (news: LeaseNews) => this.#listen(news));
      if (this.#failure !== undefined) this.#listen(this.#failure);
      this.#order({ kind: 'begin', data });
    });
  }

  hold(jobId: string, claim: string): void {
    this.#order({ kind: 'hold', jobId, claim });
  }

  /** The file begins to run, and may take so long. */
  start(jobId: string, limitMs: number): void {
    this.#order({ kind: 'start', jobId, limitMs });
  }

  release(jobId: string): void {
    this.#order({ kind: 'release', jobId });
  }

  /** The thread holds nothing that is worth a farewell. */
  async close(): Promise<void> {
    await this.#thread.terminate();
  }

  #order(order: LeaseOrder): void {
    this.#thread.postMessage(order);
  }
}
