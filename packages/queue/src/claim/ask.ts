import { setMaxListeners } from 'node:events';
import { isRefusal } from '../address/connect.js';
import { QueueLost } from '../book/queue-lost.js';

/** Asks a queue that may be lost while it is asked. */
export class Asking {
  readonly #lost = new AbortController();
  #reason: Error | undefined;

  constructor() {
    // Every question listens while it waits.
    setMaxListeners(0, this.#lost.signal);
  }

  /** Aborts when the queue is lost. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  get isLost(): boolean {
    return this.#lost.signal.aborted;
  }

  lose(reason: Error): void {
    if (this.isLost) return;
    this.#reason = reason;
    this.#lost.abort(reason);
  }

  /** The answer, or the reason why there is none: a lost queue rejects at once. */
  async ask<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    if (this.#reason !== undefined) throw this.#reason;
    const { signal } = this.#lost;
    let onLost: (() => void) | undefined;
    const lost = new Promise<never>((_, reject) => {
      onLost = () => reject(signal.reason as Error);
      signal.addEventListener('abort', onLost, { once: true });
    });
    const answer = question();
    // Whoever loses the race must not be an unhandled rejection.
    answer.catch(() => undefined);
    try {
      return await Promise.race([answer, lost]);
    } catch (error) {
      // An answer that says that there is nothing to ask any more.
      if (error instanceof QueueLost || isRefusal(error)) this.lose(error);
      throw error;
    } finally {
      if (onLost !== undefined) signal.removeEventListener('abort', onLost);
    }
  }
}
