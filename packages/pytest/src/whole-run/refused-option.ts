import type { EventListener, ExitCode, Extension } from '@steadfast/core';
import { EXIT_CODE } from '@steadfast/core';

/** What pytest says of an option that it does not have, or that has a wrong value. */
const REFUSAL = /error: (unrecognized arguments: .+|argument .+|ambiguous option: .+)/;

/** After so many attempts that all were refused for the same, all others will be. */
const ENOUGH = 2;

/**
 * Ends a run whose every attempt is refused for the same option: it is mistyped, and hundreds of files would say so.
 *
 * @param giveUp Stops the run.
 * @param hint What may have been meant, such as `; did you mean --retries?`.
 */
export class RefusedOption implements Extension {
  readonly name = 'options that pytest refuses';
  #refusals = 0;
  #refusal: string | undefined;
  #isOver = false;

  constructor(
    private readonly giveUp: (reason: string) => void,
    private readonly hint: (option: string) => string,
  ) {}

  readonly listen: EventListener = (event) => {
    if (event.type !== 'attempt-finished' || this.#isOver) return;
    const refusal = event.outcome === 'usage-error' ? REFUSAL.exec(event.reason ?? '')?.[1] : undefined;
    // One attempt that got further shows that the option is right somewhere.
    if (refusal === undefined || (this.#refusal !== undefined && refusal !== this.#refusal)) {
      this.#isOver = true;
      this.#refusal = undefined;
      return;
    }
    this.#refusal = refusal;
    if (++this.#refusals < ENOUGH) return;
    this.#isOver = true;
    const option = /-{1,2}[\w-]+/.exec(refusal)?.[0] ?? '';
    this.giveUp(`pytest refuses its arguments: ${refusal}${this.hint(option)}`);
  };

  finish(exitCode: ExitCode): Promise<ExitCode> {
    return Promise.resolve(this.#refusal === undefined ? exitCode : EXIT_CODE.usageError);
  }
}
