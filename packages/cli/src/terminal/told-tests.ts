import type { RunEvent, TestResult } from '@steadfast/core';

/** Picks the tests that have a line of their own with `-v`: those of an attempt that proves another one have theirs already. */
export class ToldTests {
  readonly #proofs = new Set<string>();

  add(event: RunEvent): TestResult | undefined {
    if (event.type === 'attempt-started' && (event.cause === 'confirm' || event.cause === 'repeat'))
      this.#proofs.add(event.attemptId);
    return event.type === 'test-finished' && !this.#proofs.has(event.attemptId) ? event.test : undefined;
  }
}
