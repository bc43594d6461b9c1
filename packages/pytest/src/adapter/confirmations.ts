import type { AttemptRequest, Classification, Launch, Outcome } from '@steadfast/core';
import type { Learning } from '../learning/learning.js';

/** The rung that a red file is proven at: nothing is shared there but pytest. */
const PROOF = 'pytest';

/** Outcomes that sharing may have made red. */
const RED: ReadonlySet<Outcome> = new Set([
  'failed',
  'crashed',
  'timed-out',
  'usage-error',
  'internal-error',
]);

/** Has red files run once more where less is shared, and remembers those that come out differently there. */
export class Confirmations {
  /** Files that are to be proven, with the rung at which they were red. */
  readonly #doubted = new Map<string, string>();

  constructor(private readonly learning: Learning | undefined) {}

  /** Adds to what became of an attempt that it is to be confirmed; takes the answer of one that confirms. */
  judge(
    result: Classification,
    { file, onNotice }: AttemptRequest,
    launch: Launch | undefined,
  ): Classification {
    const doubted = this.#doubted.get(file.path);
    this.#doubted.delete(file.path);
    if (doubted !== undefined) {
      if (result.outcome === 'passed' || result.outcome === 'no-tests') {
        this.learning?.lower(file.path, PROOF);
        onNotice(
          `${file.path} failed when forked from "${doubted}" and passed from "${PROOF}": it counts as passed, and is run from there from now on`,
        );
      }
      return result;
    }
    if (launch?.kind !== 'forked' || launch.from === PROOF || !RED.has(result.outcome)) return result;
    this.#doubted.set(file.path, launch.from);
    return { ...result, confirm: PROOF };
  }
}
