import type { CollectedTest, TestResult } from '../test-result.js';
import { isFailure } from '../record/test-history.js';

/** A test that has begun, and when, on the watch of {@link AttemptTests}. */
export interface RunningTest {
  readonly id: string;
  readonly since: number;
}

/** Lets time pass on the same watch; shorter when nobody waits any more. */
type Wait = (ms: number) => Promise<void>;

/** The tests of an attempt's file, as the attempt saw them: ids, in order. */
export interface TestCollection {
  readonly all: readonly string[];
  /** Those that are the attempt's own. */
  readonly own: readonly string[];
}

/** How long the news that a test has ended may take to arrive. */
const TELLING_MS = 50;

/** What an attempt has told of its tests so far. */
export class AttemptTests {
  #collected: readonly CollectedTest[] = [];
  #collection: TestCollection | undefined;
  readonly #finished = new Set<string>();
  readonly #failed = new Set<string>();
  #failures = 0;
  #running: RunningTest | undefined;

  /** @param now - a watch, in milliseconds, that stands still while the run is stopped */
  constructor(readonly now: () => number) {}

  collected(tests: readonly CollectedTest[], all: readonly string[]): void {
    this.#collected = tests;
    this.#collection = { all, own: tests.map(({ id }) => id) };
  }

  /** Absent when nobody asked, or the attempt did not get so far. */
  get collection(): TestCollection | undefined {
    return this.#collection;
  }

  started(id: string): void {
    this.#running = { id, since: this.now() };
  }

  finished({ id, outcome, phase }: Pick<TestResult, 'id' | 'outcome' | 'phase'>): void {
    this.#running = undefined;
    this.#finished.add(id);
    if (!isFailure(outcome)) return;
    this.#failures++;
    // What could not be collected has no test to run again.
    if (phase !== 'collect') this.#failed.add(id);
  }

  get running(): RunningTest | undefined {
    return this.#running;
  }

  /** Ids of the tests that failed, in order. */
  get failed(): readonly string[] {
    return [...this.#failed];
  }

  /** How much failed, what could not be collected included. */
  get failures(): number {
    return this.#failures;
  }

  /** What is known of a test besides its result. */
  describe(id: string): CollectedTest {
    return this.#collected.find((test) => test.id === id) ?? { id, className: '', name: id };
  }

  /**
   * Ids of the tests that did not end after all, in order; `undefined` when that cannot be told, because the tests were never
   * told, or have no ids of their own.
   */
  left(): readonly string[] | undefined {
    const ids = new Set(this.#collected.map(({ id }) => id));
    const areKnown = ids.size > 0 && ids.size === this.#collected.length;
    const left = [...ids].filter((id) => !this.#finished.has(id));
    // Whoever goes on with what is left has to come to an end.
    return areKnown && left.length < ids.size ? left : undefined;
  }

  /** Resolves with the first test that has been running for longer than the limit; with `undefined` when the signal aborts. */
  async overdue(limitMs: number, signal: AbortSignal, wait: Wait): Promise<RunningTest | undefined> {
    while (!signal.aborted) {
      const running = this.#running;
      const leftMs = running === undefined ? limitMs : running.since + limitMs - this.now();
      await wait(leftMs > 0 ? leftMs : TELLING_MS);
      if (running !== undefined && leftMs <= 0 && this.#running === running && !signal.aborted)
        return running;
    }
    return undefined;
  }
}
