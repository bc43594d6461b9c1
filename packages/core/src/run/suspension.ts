import { type Clock, systemClock } from '../clock.js';

/** What stops and goes on together with the run. */
export interface Suspendable {
  suspend(): void;
  resume(): void;
}

/** A run that is stopped for a while, and goes on later: Ctrl-Z and `fg`. */
export class Suspension {
  readonly #followers = new Set<Suspendable>();
  #since: number | undefined;
  #totalMs = 0;

  constructor(private readonly clock: Pick<Clock, 'now'> = systemClock) {}

  /** How long the run was stopped so far, in milliseconds; timers may ask before the signal to go on was heard. */
  get totalMs(): number {
    return this.#totalMs + (this.#since === undefined ? 0 : this.clock.now() - this.#since);
  }

  /** From now on stopped and continued with the run; the returned function ends that. */
  follow(follower: Suspendable): () => void {
    this.#followers.add(follower);
    return () => {
      this.#followers.delete(follower);
    };
  }

  /** Call it before the process is stopped. */
  suspend(): void {
    this.#since ??= this.clock.now();
    for (const follower of this.#followers) follower.suspend();
  }

  /** Call it when the process goes on, also where nobody could say that it would be stopped (SIGSTOP). */
  resume(): void {
    this.#totalMs = this.totalMs;
    this.#since = undefined;
    for (const follower of this.#followers) follower.resume();
  }
}
