import type { TestResult } from '@steadfast/core';
import type { SlowestTestsRequest } from '@steadfast/pytest';

type TimedTest = Pick<TestResult, 'id' | 'durationMs'>;

/** Remembers as many of the slowest tests as are asked for, and no more. */
export class SlowestTests {
  #tests: TimedTest[] = [];

  constructor(private readonly request: SlowestTestsRequest | undefined) {}

  add({ id, durationMs }: TimedTest): void {
    if (this.request === undefined || durationMs < this.request.minimumMs) return;
    this.#tests.push({ id, durationMs });
    // Sorting now and then keeps the list short at little cost.
    if (this.request.count > 0 && this.#tests.length >= 2 * this.request.count) this.#tests = this.#slowest();
  }

  /** The slowest first. */
  get tests(): readonly TimedTest[] {
    return this.#slowest();
  }

  #slowest(): TimedTest[] {
    const sorted = this.#tests.toSorted((a, b) => b.durationMs - a.durationMs);
    return sorted.slice(0, this.request?.count || undefined);
  }
}
