import type { Cancellation } from './cancellation.js';

/** Ends a project's run after so many failed tests (`--maxfail`); 0 never ends it. */
export class FailureLimit {
  #failures = 0;

  constructor(
    private readonly most: number,
    private readonly cancellation: Cancellation,
  ) {}

  count(failures: number): void {
    this.#failures += failures;
    if (this.most > 0 && this.#failures >= this.most)
      this.cancellation.giveUp(`${this.#failures} failed (--maxfail ${this.most})`);
  }
}
