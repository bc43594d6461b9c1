/**
 * Measures for how long a queue has not answered. Only time counts in which this process was awake to hear: a process that was
 * stopped for an hour has not waited for an hour.
 */
export class Silence {
  #silentMs = 0;
  #last: number;

  constructor(
    private readonly patienceMs: number,
    /** How often `tick` is called. */
    private readonly intervalMs: number,
    now: number,
  ) {
    this.#last = now;
  }

  answered(now: number): void {
    this.#silentMs = 0;
    this.#last = now;
  }

  /** True when the queue has been silent for longer than a node is patient. */
  tick(now: number): boolean {
    this.#silentMs += Math.min(now - this.#last, 2 * this.intervalMs);
    this.#last = now;
    return this.#silentMs >= this.patienceMs;
  }
}
