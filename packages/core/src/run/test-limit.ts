import type { Clock } from '../clock.js';
import type { Classification } from '../outcome.js';
import { BoundedOutput } from '../process/bounded-output.js';
import type { TestResult } from '../test-result.js';
import type { AttemptTests, RunningTest } from './attempt-tests.js';
import type { Suspension } from './suspension.js';
import { waitForLimit } from './time-limit.js';

/** What is kept of the stacks of a test that ran too long. */
const STACKS_BYTES = 64 * 1024;

/** An attempt that was ended because a test ran too long. */
export interface OverdueAttempt {
  /** Ids of the tests that failed in it, that one included. */
  readonly failed: readonly string[];
  /** Ids of the tests that are still to run, in order. */
  readonly left: readonly string[];
}

/** The time limit of the tests of one attempt. Once a test has reached it, nothing that the attempt tells counts any more. */
export class TestLimit {
  #stacks: BoundedOutput | undefined;
  #reachedBy: string | undefined;

  constructor(
    private readonly limitMs: number,
    private readonly tests: AttemptTests,
    private readonly time: { readonly clock: Clock; readonly suspension: Suspension },
    /** Called with the result that stands for the test. */
    private readonly onReached: (test: TestResult) => void,
  ) {}

  get isReached(): boolean {
    return this.#reachedBy !== undefined;
  }

  /** Takes what the attempt writes: its stacks are part of it. */
  wrote(chunk: Uint8Array): void {
    this.#stacks?.write(chunk);
  }

  /** Resolves with a test that is running for too long, with `undefined` when the signal aborts. What is written from now on are its stacks. */
  async overdue(signal: AbortSignal): Promise<RunningTest | undefined> {
    const wait = (ms: number): Promise<void> => waitForLimit(ms, signal, this.time);
    const test = await this.tests.overdue(this.limitMs, signal, wait);
    this.#stacks = new BoundedOutput(STACKS_BYTES);
    return test;
  }

  /** Makes a test the one that the attempt is ended for; false when it has ended by itself meanwhile. */
  reach(test: RunningTest): boolean {
    if (this.tests.running !== test) return false;
    const message = `Timeout: still running after ${this.#limitText} (--test-timeout).`;
    const stacks = this.#stacks?.excerpt().text.trim() ?? '';
    const result: TestResult = {
      ...this.tests.describe(test.id),
      outcome: 'failed',
      durationMs: this.tests.now() - test.since,
      message,
      traceback: [...(stacks === '' ? [] : [stacks]), message].join('\n\n'),
    };
    this.#reachedBy = test.id;
    this.onReached(result);
    return true;
  }

  /** What an attempt that was ended by the limit came to. */
  judge(classification: Classification): { classification: Classification; overdue?: OverdueAttempt } {
    const { runningTest: _, ...told } = classification;
    const left = this.tests.left();
    const reason = `${this.#reachedBy ?? 'A test'} was still running after ${this.#limitText} (--test-timeout).`;
    if (left === undefined) {
      const lost = 'Which tests were left to run cannot be told: they have no ids of their own.';
      return { classification: { ...told, outcome: 'internal-error', reason: `${reason} ${lost}` } };
    }
    return { classification: { ...told, reason }, overdue: { failed: this.tests.failed, left } };
  }

  get #limitText(): string {
    return `${this.limitMs / 1000} s`;
  }
}
